"""Many companies: what each can have, could have and narrowly misses; no words but the gaps.

Companies whose tests come to the same states share everything that does not depend on their figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from rules.evaluation.amounts import amount
from rules.evaluation.derivation import Prepared, prepare, readers
from rules.evaluation.exclusion import superseded
from rules.evaluation.logic import States, judge
from rules.evaluation.many_states import ManyStates
from rules.evaluation.outcomes import gap_of
from rules.evaluation.shortfall import shortfall
from rules.evaluation.states import NOT_MET
from rules.evaluation.walk import Judged, pick
from rules.language.awards import facts_of
from rules.language.conditions import Leaf
from rules.language.definitions import FactDefinition
from rules.language.programme import Programme
from rules.model import Facts, Verdict

_ROLE = "role"
_AT_ONCE = 2_000


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
    shape: int | None
    """Companies of the same number have the same `granted` and `open`; none where figures of its own count."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What the states of one programme's leaves come to, however many companies have them."""

    item: Judged
    missing: tuple[str, ...] = ()
    weighed: Weighed | None = None
    """None where it is refused, or where the sum depends on the company's figures."""
    near: Leaf | None = None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the states of all tests come to."""

    number: int
    granted: tuple[Weighed, ...]
    open: tuple[Weighed, ...]
    own: tuple[_Part, ...]
    """Those whose sum depends on the company's figures."""
    near: tuple[_Part, ...]


class Weighing:
    """The programmes of one day made ready; verdicts, figures and missing facts are those of `RuleBook.evaluate`."""

    def __init__(
        self, programmes: Sequence[Programme], definitions: Mapping[str, FactDefinition], as_of: date, role: str = ""
    ) -> None:
        """`role`: what a company is taken for that does not say what it is."""
        self._definitions = definitions
        self._as_of = as_of
        self._role = role
        self._read = readers(definitions)
        held = [programme for programme in programmes if programme.holds(as_of) and programme.judged]
        tests = tuple(dict.fromkeys(leaf.test for programme in held for leaf in programme.leaves))
        places = {test: place for place, test in enumerate(tests)}
        self._states = ManyStates(tests)
        self._plans = [
            (programme, pick([places[leaf.test] for leaf in programme.leaves]), judge(programme.conditions))
            for programme in held
        ]
        self._exclusive = any(item.exclusive_group or item.replaced_by for item in held)
        bases = {name for programme in held for name in facts_of(programme.award)}
        self._bases = tuple(sorted((*bases, "honour_event")))
        self._parts: list[dict[tuple[States, bool, bool], _Part]] = [{} for _ in held]
        self._figures = [facts_of(programme.award) for programme in held]
        self._shapes: dict[tuple[bytes, tuple[bool, ...]], _Shape] = {}

    def weigh(self, facts: Facts) -> Weight:
        return next(self.weigh_all((facts,)))

    def weigh_all(self, companies: Iterable[Facts]) -> Iterator[Weight]:
        """One after the other, some thousand at a time."""
        waiting = iter(companies)
        while batch := list(islice(waiting, _AT_ONCE)):
            rows = [self._prepared(facts) for facts in batch]
            states = self._states.of(rows, self._as_of)
            for row, mine in zip(rows, states, strict=True):
                yield self._weight(row, mine.tobytes())

    def _prepared(self, facts: Facts) -> Prepared:
        if self._role and _ROLE not in facts:
            facts = {**facts, _ROLE: self._role}
        return prepare(facts, self._as_of, self._read)

    def _weight(self, prepared: Prepared, states: bytes) -> Weight:
        key = (states, tuple(prepared.get(name) is None for name in self._bases))
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._shapes[key] = self._shape(prepared, states)
        granted, waiting = shape.granted, shape.open
        if shape.own:
            found = [self._weighed(part.item, part.missing, prepared) for part in shape.own]
            granted += tuple(item for item in found if item.verdict is Verdict.ELIGIBLE)
            waiting += tuple(item for item in found if item.verdict is Verdict.UNKNOWN)
        return Weight(granted, waiting, self._misses(shape, prepared), None if shape.own else shape.number)

    def _shape(self, prepared: Prepared, states: bytes) -> _Shape:
        no_event = prepared.get("honour_event") is None
        parts = []
        for (programme, choose, combine), figures, known in zip(self._plans, self._figures, self._parts, strict=True):
            mine = choose(states)
            own = bool(figures) and any(prepared.get(name) is not None for name in figures)
            part = known.get((mine, no_event, own))
            if part is None:
                item = Judged(programme, combine(mine), mine, None)
                part = known[mine, no_event, own] = self._part(item, own, prepared)
            parts.append(part)
        return self._put_together(parts, prepared)

    def _part(self, item: Judged, own: bool, prepared: Prepared) -> _Part:
        if item.state == NOT_MET:
            return _Part(item, near=_near_leaf(item))
        missing = item.open_facts(prepared)
        return _Part(item, missing, None if own else self._weighed(item, missing, prepared))

    def _put_together(self, parts: Sequence[_Part], prepared: Prepared) -> _Shape:
        left = [part for part in parts if part.item.state != NOT_MET]
        if self._exclusive:
            eligible = [part.item for part in left if part.item.eligible]
            lower = superseded(eligible, prepared, self._definitions)
            left = [part for part in left if part.item.programme.id not in lower] if lower else left
        settled = [part.weighed for part in left if part.weighed]
        return _Shape(
            len(self._shapes),
            tuple(item for item in settled if item.verdict is Verdict.ELIGIBLE),
            tuple(item for item in settled if item.verdict is Verdict.UNKNOWN),
            tuple(part for part in left if part.weighed is None),
            tuple(part for part in parts if part.near),
        )

    def _weighed(self, item: Judged, missing: tuple[str, ...], prepared: Prepared) -> Weighed:
        full = amount(item.programme.award, prepared, self._definitions)
        named = tuple(dict.fromkeys((*missing, *full.decided_by)))
        if not item.undecided:
            return Weighed(item.programme, Verdict.ELIGIBLE, full.yuan, full.low_yuan, full.high_yuan, named)
        low = None if full.low_yuan is None and full.high_yuan is None else 0
        return Weighed(item.programme, Verdict.UNKNOWN, None, low, full.high_yuan, named)

    def _misses(self, shape: _Shape, prepared: Prepared) -> tuple[Miss, ...]:
        """Money before titles, then by how little is missing."""
        found = []
        for part in shape.near:
            programme, leaf = part.item.programme, part.near
            share = shortfall(leaf.test, prepared, self._as_of) if leaf else None
            gap = gap_of(leaf, NOT_MET, prepared, self._definitions) if leaf and share is not None else None
            if leaf and share is not None and gap:
                worth = amount(programme.award, prepared, self._definitions).high_yuan
                found.append(Miss(programme, leaf.test.fact or "", gap, share, worth))
        found.sort(key=lambda miss: (not miss.yuan, miss.share))
        return tuple(found)


def _near_leaf(item: Judged) -> Leaf | None:
    """The one failing leaf, where it is the only one and falls short by a distance."""
    failed = [leaf for leaf, state in zip(item.programme.leaves, item.states, strict=True) if state == NOT_MET]
    return failed[0] if len(failed) == 1 and failed[0].test.measured else None
