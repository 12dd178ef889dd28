"""The SME size standard: sixteen industries, bounds on people, revenue and assets (`size_standard.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rules.evaluation.predicates import compare
from rules.evaluation.states import MET, NOT_MET
from rules.language.conditions import Bound
from rules.language.source import Source

CLASSES = ("大型", "中型", "小型", "微型")
FACTS = ("employees", "revenue_yuan", "total_assets_yuan")


@dataclass(frozen=True, slots=True)
class Industry:
    name: str
    bounds: Mapping[str, tuple[float, ...]]
    """Fact → smallest figures of a large, a medium and a small enterprise."""
    words: tuple[str, ...]


@cache
def industries() -> tuple[Industry, ...]:
    file = Path(__file__).parents[1] / "size_standard.toml"
    tables = Source.read(file, "rules/size_standard.toml").data()["industry"]
    return tuple(_industry(table) for table in tables)


def _industry(table: Mapping[str, Any]) -> Industry:
    bounds = {fact: tuple(map(float, table[fact])) for fact in FACTS if fact in table}
    return Industry(table["name"], bounds, tuple(table["words"]))


@lru_cache(maxsize=10_000)
def industry_of(said: str) -> Industry | None:
    """The class of an industry as people say it; none where no word fits or two classes fit equally well."""
    for industry in industries():
        if said in (industry.name, industry.name.removesuffix("业")):
            return industry
    found = {
        industry.name: (max(len(word) for word in industry.words if word in said), industry)
        for industry in industries()
        if any(word in said for word in industry.words)
    }
    best = max((length for length, _ in found.values()), default=0)
    longest = [industry for length, industry in found.values() if length == best]
    return longest[0] if len(longest) == 1 else None


def size_classes(industry: Industry, facts: Mapping[str, Any]) -> frozenset[str]:
    """The classes that the prepared facts still allow; one of them once it is settled."""
    possible = set()
    for place in range(3):
        states = [
            compare(facts.get(fact), Bound(bounds[place], True), None) for fact, bounds in industry.bounds.items()
        ]
        if NOT_MET not in states:
            possible.add(CLASSES[place])
        if all(state == MET for state in states):
            return frozenset(possible)
    return frozenset(possible | {CLASSES[3]})


def is_sme(said_industry: Any, facts: Mapping[str, Any]) -> bool | None:
    """Whether an enterprise is of medium size or smaller; none while the facts leave it open.

    An industry that was not said or not recognised settles nothing, unless every industry would say the same.
    """
    known = industry_of(said_industry) if isinstance(said_industry, str) else None
    candidates = (known,) if known else industries()
    answers = {_is_sme(industry, facts) for industry in candidates}
    return answers.pop() if len(answers) == 1 else None


def _is_sme(industry: Industry, facts: Mapping[str, Any]) -> bool | None:
    classes = size_classes(industry, facts)
    if CLASSES[0] not in classes:
        return True
    return False if classes == {CLASSES[0]} else None


def size_class(said_industry: Any, facts: Mapping[str, Any]) -> str | None:
    """大型、中型、小型 or 微型, once settled."""
    known = industry_of(said_industry) if isinstance(said_industry, str) else None
    if known is None:
        return None
    classes = size_classes(known, facts)
    return next(iter(classes)) if len(classes) == 1 else None
