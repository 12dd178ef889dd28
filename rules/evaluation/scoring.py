"""Scores that follow from bands of other facts (`scores.toml`): 创新型 and 科技型 self-assessment."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rules.evaluation.values import UNKNOWN, Interval, Number, high_of, low_of


@dataclass(frozen=True, slots=True)
class Step:
    points: int
    equal: Any = None
    at_least: float | None = None
    at_most: float | None = None

    def takes(self, value: Any) -> bool:
        if self.at_least is not None:
            return bool(value >= self.at_least)
        if self.at_most is not None:
            return bool(value <= self.at_most)
        return bool(value == self.equal)


@dataclass(frozen=True, slots=True)
class Indicator:
    fact: str
    steps: tuple[Step, ...]
    quote: str
    evidence: bool = False
    """Lifts the fewest points while no other indicator of the part is known; never the most."""

    def points(self, facts: Mapping[str, Any]) -> tuple[int, int]:
        """The fewest and the most points that the fact can give."""
        value = facts.get(self.fact)
        if value is None or value == UNKNOWN:
            return 0, 0 if self.evidence else max(step.points for step in self.steps)
        if isinstance(value, Interval):
            ends = self._of(value.low), self._of(value.high)
            return min(ends), max(ends)
        points = self._of(value)
        return points, points

    def _of(self, value: Any) -> int:
        return next((step.points for step in self.steps if step.takes(value)), 0)


@dataclass(frozen=True, slots=True)
class Score:
    """`parts` add up, each the best of its indicators; or `sum_of` names the scores that add up."""

    name: str
    document: str
    clause: tuple[str, ...]
    starts_with: tuple[str, ...]
    parts: tuple[tuple[Indicator, ...], ...]
    sum_of: tuple[str, ...]

    def most(self) -> int:
        return sum(max(step.points for indicator in part for step in indicator.steps) for part in self.parts)

    def of(self, facts: Mapping[str, Any]) -> Number | None:
        """The score, or the range it lies in; none before anything it starts with is known."""
        if all(facts.get(name) in (None, UNKNOWN) for name in self.starts_with):
            return None
        low = high = 0
        for part in self.parts:
            spans = [indicator.points(facts) for indicator in _counting(part, facts)]
            low += max(span[0] for span in spans)
            high += max(span[1] for span in spans)
        return _number(low, high)


def _counting(part: Sequence[Indicator], facts: Mapping[str, Any]) -> Sequence[Indicator]:
    said = [item for item in part if not item.evidence]
    return said if any(facts.get(item.fact) not in (None, UNKNOWN) for item in said) else part


@cache
def scores() -> tuple[Score, ...]:
    """In the order of the file: a sum stands after what it sums."""
    tables = tomllib.loads((Path(__file__).parents[1] / "scores.toml").read_text(encoding="utf-8"))
    return tuple(
        Score(
            name,
            table["document"],
            tuple(table["clause"]),
            tuple(table.get("starts_with", ())),
            tuple(tuple(map(_indicator, part)) for part in table.get("part", ())),
            tuple(table.get("sum_of", ())),
        )
        for name, table in tables.items()
    )


def score_facts(facts: Mapping[str, Any]) -> dict[str, Number]:
    """Every score that something is known about, by name; what was said of a score goes before what follows."""
    if _starts().isdisjoint(facts):
        return {}
    most = {score.name: score.most() for score in scores()}
    found: dict[str, Number] = {}
    for score in scores():
        value = score.of(facts) if score.parts else _sum(score, facts, found, most)
        if value is not None:
            found[score.name] = value
    return found


@cache
def _starts() -> frozenset[str]:
    """Everything that some score starts with; scores that were said start their sum."""
    names = {name for score in scores() for name in score.starts_with}
    return frozenset(names | {name for score in scores() for name in score.sum_of})


def _sum(score: Score, facts: Mapping[str, Any], found: Mapping[str, Number], most: Mapping[str, int]) -> Number | None:
    said = {name: facts[name] for name in score.sum_of if facts.get(name) not in (None, UNKNOWN)}
    known = {**{name: found[name] for name in score.sum_of if name in found}, **said}
    if not known:
        return None
    low = sum(low_of(known[name]) if name in known else 0.0 for name in score.sum_of)
    high = sum(high_of(known[name]) if name in known else float(most[name]) for name in score.sum_of)
    return _number(low, high)


def _number(low: float, high: float) -> Number:
    return float(low) if low == high else Interval(float(low), float(high))


def _indicator(table: Mapping[str, Any]) -> Indicator:
    steps = tuple(
        Step(step["points"], step.get("is"), step.get("at_least"), step.get("at_most")) for step in table["step"]
    )
    return Indicator(table["fact"], steps, table["quote"], table.get("evidence", False))
