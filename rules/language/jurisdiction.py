"""Whose place a document addresses, said once (`applies.toml`), as the first condition of each of its programmes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.gazetteer.lookup import cities_of
from rules.phrases import phrase

APPLIES_FILE = "applies.toml"
_FACTS = {"company": "city", "body": "role_city"}
"""Who applies → the fact that says where they are."""


def with_jurisdiction(programme: Mapping[str, Any], applies: Mapping[str, Any] | None) -> dict[str, Any]:
    """The tables of a programme, its place among the conditions; one that names a place of its own keeps that."""
    table = dict(programme)
    fact = _FACTS.get(table.pop("applicant", "company"))
    conditions = table.get("condition", [])
    if applies is None or fact is None or any(_of_a_place(one) for one in conditions):
        return table
    return {**table, "condition": [_condition(fact, applies), *conditions]}


def _of_a_place(condition: Any) -> bool:
    return isinstance(condition, Mapping) and condition.get("fact") in _FACTS.values()


def _condition(fact: str, applies: Mapping[str, Any]) -> dict[str, Any]:
    city, province = applies.get("city"), applies.get("province")
    test = {"is": city} if city else {"in": list(cities_of(province or ""))}
    place = phrase("place_city", name=city) if city else phrase("place_province", name=province)
    label = applies.get("label") or phrase(f"applies_{fact}", place=place)
    quoted = {key: applies[key] for key in ("quote", "from") if key in applies}
    return {"fact": fact, **test, "label": label, **quoted}
