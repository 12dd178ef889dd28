"""Many companies, one after the other: what each can have, could have and narrowly misses; no words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules.evaluation.amounts import amount
from rules.evaluation.derivation import Prepared, prepare, readers
from rules.evaluation.durations import years_after
from rules.evaluation.exclusion import superseded
from rules.evaluation.outcomes import outcome
from rules.evaluation.states import NOT_MET
from rules.evaluation.values import Interval
from rules.evaluation.walk import Judged, Walk
from rules.language.awards import Fixed, Nothing, Promised, Yearly
from rules.language.conditions import Leaf, Test
from rules.language.definitions import FactDefinition
from rules.language.programme import Programme
from rules.model import Facts, Verdict

_ROLE = "role"


@dataclass(frozen=True, slots=True)
class Weighed:
    """`low` and `high` in whole yuan, none where the text gives no figure; `missing` as in an outcome."""

    programme: Programme
    verdict: Verdict
    yuan: int | None
    low: int | None
    high: int | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """Refused for one measurable gap alone."""

    programme: Programme
    fact: str
    gap: str
    """How far it falls short, in the fact's own unit, in plain Chinese."""
    share: float
    """The gap as a share of the threshold."""
    yuan: int | None


@dataclass(frozen=True, slots=True)
class Weight:
    """What one company comes to; refused programmes are left out, the narrowly missed ones stand in `misses`."""

    granted: tuple[Weighed, ...]
    open: tuple[Weighed, ...]
    misses: tuple[Miss, ...]
    """The nearest first."""


class Weighing:
    """The programmes of one day made ready; what depends on the states of leaves alone is worked out once."""

    def __init__(
        self, programmes: Sequence[Programme], definitions: Mapping[str, FactDefinition], as_of: date, role: str = ""
    ) -> None:
        """`role`: what a company is taken for that does not say what it is."""
        self._definitions = definitions
        self._as_of = as_of
        self._role = role
        self._read = readers(definitions)
        held = [programme for programme in programmes if programme.holds(as_of)]
        self._walk = Walk(held, definitions)
        self._exclusive = any(item.exclusive_group or item.replaced_by for item in held)
        self._open: dict[tuple[str, tuple[int, ...], bool], tuple[str, ...]] = {}
        self._near: dict[tuple[str, tuple[int, ...]], Leaf | None] = {}

    def weigh(self, facts: Facts, *, most_misses: int = 5) -> Weight:
        """Verdicts, figures and missing facts are those of `RuleBook.evaluate`."""
        if self._role and _ROLE not in facts:
            facts = {**facts, _ROLE: self._role}
        prepared = prepare(facts, self._as_of, self._read)
        granted, waiting, near = [], [], []
        judged = self._walk.run(prepared)
        lower = self._superseded(judged, prepared)
        for item in judged:
            if item.state == NOT_MET:
                if leaf := self._near_leaf(item):
                    near.append((item, leaf))
            elif item.undecided:
                waiting.append(self._waiting(item, prepared))
            elif item.programme.id not in lower:
                granted.append(self._granted(item, prepared))
        return Weight(tuple(granted), tuple(waiting), self._misses(near, prepared, facts, most_misses))

    def _superseded(self, judged: list[Judged], prepared: Prepared) -> frozenset[str]:
        return superseded(judged, prepared, self._definitions) if self._exclusive else frozenset()

    def _granted(self, item: Judged, prepared: Prepared) -> Weighed:
        award = item.programme.award
        if isinstance(award, Nothing | Promised):
            return Weighed(item.programme, Verdict.ELIGIBLE, None, None, None, ())
        if isinstance(award, Fixed | Yearly):
            low = 0 if award.is_cap else award.yuan
            return Weighed(item.programme, Verdict.ELIGIBLE, award.yuan, low, award.yuan, ())
        full = amount(award, prepared, self._definitions)
        return Weighed(
            item.programme, Verdict.ELIGIBLE, full.yuan, full.low_yuan, full.high_yuan, tuple(full.decided_by)
        )

    def _waiting(self, item: Judged, prepared: Prepared) -> Weighed:
        key = (item.programme.id, tuple(item.states), prepared.get("honour_event") is None)
        missing = self._open.get(key)
        if missing is None:
            missing = self._open[key] = item.open_facts(prepared)
        granted = self._granted(item, prepared)
        low = None if granted.low is None and granted.high is None else 0
        named = tuple(dict.fromkeys((*missing, *granted.missing))) if granted.missing else missing
        return Weighed(item.programme, Verdict.UNKNOWN, None, low, granted.high, named)

    def _near_leaf(self, item: Judged) -> Leaf | None:
        """The one failing leaf, where it is the only one and falls short by a distance."""
        key = (item.programme.id, tuple(item.states))
        if key not in self._near:
            failed = [leaf for leaf, state in zip(item.programme.leaves, item.states, strict=True) if state == NOT_MET]
            self._near[key] = failed[0] if len(failed) == 1 and failed[0].test.measured else None
        return self._near[key]

    def _misses(self, near: list[tuple[Judged, Leaf]], prepared: Prepared, facts: Facts, most: int) -> tuple[Miss, ...]:
        """Money before titles, then by how little is missing."""
        ranked = []
        for place, (item, leaf) in enumerate(near):
            share = shortfall(leaf.test, prepared, self._as_of)
            if share is not None:
                worth = self._granted(item, prepared).high
                ranked.append(((not worth, share, place), item, leaf, share, worth))
        ranked.sort(key=lambda entry: entry[0])
        return tuple(self._miss(*entry[1:], prepared, facts) for entry in ranked[:most])

    def _miss(
        self, item: Judged, leaf: Leaf, share: float, worth: int | None, prepared: Prepared, facts: Facts
    ) -> Miss:
        words = outcome(item, prepared, facts, self._definitions)
        gap = next((reason.gap for reason in words.reasons if reason.gap and reason.condition == leaf.condition), "")
        return Miss(item.programme, leaf.test.fact or "", gap or words.nearest or "", share, worth)


def shortfall(test: Test, facts: Prepared, as_of: date) -> float | None:
    """How much of the threshold is missing, as a share of it; none where that cannot be said."""
    value = facts.get(test.fact or "")
    if test.operator == "age" and isinstance(value, tuple):
        due = years_after(value[0], int(test.wanted[0]))
        return (due - as_of).days / (365.0 * max(int(test.wanted[0]), 1))
    if isinstance(value, Mapping):
        value = value.get(test.which, value.get(""))
    if isinstance(value, bool) or not isinstance(value, (int, float, Interval)):
        return None
    low, high = (value.low, value.high) if isinstance(value, Interval) else (value, value)
    if test.lower and high <= test.lower.figure:
        return (test.lower.figure - high) / (abs(test.lower.figure) or 1.0)
    if test.upper and low >= test.upper.figure:
        return (low - test.upper.figure) / (abs(test.upper.figure) or 1.0)
    return None
