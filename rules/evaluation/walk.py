"""The walk: one company, every programme, with what every leaf came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from rules.evaluation.award_figures import Yuan, yuan
from rules.evaluation.logic import Judge, States, judge, open_leaves
from rules.evaluation.predicates import Predicate, Prepared, predicate
from rules.evaluation.states import EVENT_INEXACT, EVENT_NOT_ASKED, NOT_MET, OFFICE, UNKNOWN
from rules.language.conditions import Group, Leaf, Test
from rules.language.definitions import FactDefinition
from rules.language.programme import Programme


class Judged(NamedTuple):
    """A programme on one company: its state, the states of its leaves in the order of the file, its yuan if granted."""

    programme: Programme
    state: int
    states: States
    yuan: int | None

    @property
    def eligible(self) -> bool:
        return 0 < self.state <= OFFICE

    @property
    def undecided(self) -> bool:
        return self.state == UNKNOWN

    def open_facts(self, facts: Prepared) -> tuple[str, ...]:
        """Facts that can still change the verdict, in the order of the file; none once it is settled."""
        if self.state != UNKNOWN:
            return ()
        found: dict[str, None] = {}
        for at in open_leaves(self.programme.conditions, self.states):
            leaf = self.programme.leaves[at]
            if self.states[at] >= EVENT_NOT_ASKED:
                found["honour_year" if self.states[at] == EVENT_INEXACT else "honour_event"] = None
                continue
            for name in leaf.facts:
                if name != "honour_event" or facts.get(name) is None:
                    found[name] = None
        return tuple(found)


_new = tuple.__new__
Pick = Callable[[Sequence[int]], States]


class Walk:
    """Every distinct test of the programmes is run once a company; programmes pick the states of their leaves."""

    def __init__(self, programmes: Sequence[Programme], definitions: Mapping[str, FactDefinition]) -> None:
        places: dict[Test, int] = {}
        for programme in programmes:
            for leaf in programme.leaves:
                places.setdefault(leaf.test, len(places))
        self._predicates: tuple[Predicate, ...] = tuple(predicate(test) for test in places)
        self._plans: tuple[tuple[Programme, Pick, Judge | None, Yuan], ...] = tuple(
            (
                programme,
                pick([places[leaf.test] for leaf in programme.leaves]),
                None if _flat(programme.conditions) else judge(programme.conditions),
                yuan(programme.award, definitions),
            )
            for programme in programmes
        )

    def run(self, facts: Prepared) -> list[Judged]:
        """In the order of the programmes handed in."""
        states = [test(facts) for test in self._predicates]
        found = []
        for programme, pick, combine, figure in self._plans:
            mine = pick(states)
            if combine is not None:
                state = combine(mine)
            elif NOT_MET in mine:
                state = NOT_MET
            else:
                state = max(mine)
                if state > UNKNOWN:  # noqa: PLR1730 - half the time of min()
                    state = UNKNOWN
            found.append(_new(Judged, (programme, state, mine, figure(facts) if 0 < state < UNKNOWN else None)))
        return found


def _flat(condition: Group) -> bool:
    """All of some leaves, as most programmes are: judged in the walk itself."""
    return condition.kind == "all" and bool(condition.children) and all(isinstance(c, Leaf) for c in condition.children)


def pick(places: list[int]) -> Pick:
    """Picks the states of a programme's leaves out of those of all tests."""
    if not places:
        return lambda _states: ()
    if len(places) == 1:
        only = places[0]
        return lambda states: (states[only],)
    return itemgetter(*places)


def shown_value(test: Test, raw: Mapping[str, Any]) -> Any:
    """The value of the fact that a test looked at, as it was said or derived."""
    if test.fact is None:
        return None
    value = raw.get(test.fact)
    if test.which is not None and isinstance(value, Mapping):
        return value.get(test.which)
    return value
