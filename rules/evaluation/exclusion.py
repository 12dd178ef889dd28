"""Where a text says so: one programme in place of another, only the highest of a group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rules.evaluation.amounts import amount
from rules.evaluation.derivation import Prepared
from rules.evaluation.walk import Judged
from rules.language.definitions import FactDefinition


def superseded(judged: Iterable[Judged], facts: Prepared, definitions: Mapping[str, FactDefinition]) -> frozenset[str]:
    """Ids of programmes whose conditions are met but that give way to another whose conditions are met too."""
    granted = {item.programme.id: item for item in judged if item.eligible}
    replaced = {id_ for id_, item in granted.items() if not granted.keys().isdisjoint(item.programme.replaced_by)}
    groups: dict[str, list[Judged]] = {}
    for item in granted.values():
        if item.programme.exclusive_group:
            groups.setdefault(item.programme.exclusive_group, []).append(item)
    for members in groups.values():
        highest = max(members, key=lambda item: amount(item.programme.award, facts, definitions).yuan or 0)
        replaced.update(item.programme.id for item in members if item is not highest)
    return frozenset(replaced)
