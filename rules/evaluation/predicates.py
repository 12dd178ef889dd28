"""Tests as functions from prepared facts to a state (`rules.states`), built once when the rule book loads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from rules.evaluation.durations import years_after
from rules.evaluation.honours import Events, Honours, covers, level_of
from rules.evaluation.states import (
    EVENT_NOT_ASKED,
    EVENT_NOT_KNOWN,
    INEXACT,
    MET,
    NOT_ASKED,
    NOT_KNOWN,
    NOT_MET,
    OFFICE,
    TEXT_OPEN,
    UNKNOWN,
)
from rules.evaluation.values import UNKNOWN as SAID_UNKNOWN
from rules.evaluation.values import Interval, about
from rules.language.conditions import Bound, Test

AS_OF = "as_of"
"""Where prepared facts keep the day that counts."""

ROLE, EVENT = "role", "honour_event"
"""The facts that say what kind of body asks, and how its titles were won."""

Prepared = Mapping[str, Any]
Predicate = Callable[[Prepared], int]


def predicate(test: Test) -> Predicate:
    return _BUILDERS[test.operator](test)


def _unsaid(value: Any) -> int:
    return NOT_ASKED if value is None else NOT_KNOWN


def _one_of(test: Test) -> Predicate:
    if test.which is not None:
        return _one_of_map(test)
    name, wanted = test.fact or "", frozenset(test.wanted)
    texts = tuple(value for value in test.wanted if isinstance(value, str) and level_of(value))

    def run(facts: Prepared) -> int:
        value = facts.get(name)
        if value in wanted:
            return MET
        if value.__class__ is Interval:
            return INEXACT if any(value.low <= figure <= value.high for figure in wanted) else NOT_MET
        if value is None or value == SAID_UNKNOWN:
            return _unsaid(value)
        if value.__class__ is str and any(text != value and text.endswith(value) for text in texts):
            return INEXACT  # the level in front was not said
        return NOT_MET

    return run


def _one_of_map(test: Test) -> Predicate:
    """One value for all, or one a key (`honour_event`)."""
    name, wanted, which = test.fact or "", frozenset(test.wanted), test.which or ""

    def run(facts: Prepared) -> int:
        value = facts.get(name)
        if value.__class__ is Events:
            return int(value.state(which, test.wanted))
        if isinstance(value, Mapping):
            value = value.get(which)
        if value is None or value == SAID_UNKNOWN:
            return _unsaid(value)
        return MET if value in wanted else NOT_MET

    return run


def _range(test: Test) -> Predicate:
    name, lower, upper = test.fact or "", test.lower, test.upper
    if test.which is not None:
        return _range_of_map(test)
    if upper is None and lower is not None and lower.inclusive:
        return _at_least(name, lower.figure, lower)
    if lower is None and upper is not None and upper.inclusive:
        return _at_most(name, upper.figure, upper)

    def run(facts: Prepared) -> int:
        return compare(facts.get(name), lower, upper)

    return run


def _at_least(name: str, figure: float, bound: Bound) -> Predicate:
    def run(facts: Prepared) -> int:
        value = facts.get(name)
        if value.__class__ is float:
            return MET if value >= figure else NOT_MET
        return compare(value, bound, None)

    return run


def _at_most(name: str, figure: float, bound: Bound) -> Predicate:
    def run(facts: Prepared) -> int:
        value = facts.get(name)
        if value.__class__ is float:
            return MET if value <= figure else NOT_MET
        return compare(value, None, bound)

    return run


def compare(value: Any, lower: Bound | None, upper: Bound | None) -> int:
    """The state of a number, an interval, or nothing against a lower and an upper bound."""
    if value is None or value == SAID_UNKNOWN:
        return _unsaid(value)
    span = value if isinstance(value, Interval) else Interval(value, value)
    states = [_above(span, lower) if lower else MET, _below(span, upper) if upper else MET]
    return NOT_MET if NOT_MET in states else max(states)


def _above(span: Interval, bound: Bound) -> int:
    figure, inclusive = bound.figure, bound.inclusive
    if span.low > figure or (span.low == figure and (inclusive or span.low_open)):
        return MET
    if span.high < figure or (span.high == figure and (not inclusive or span.high_open)):
        return NOT_MET
    return INEXACT


def _below(span: Interval, bound: Bound) -> int:
    mirrored = Interval(-span.high, -span.low, span.high_open, span.low_open)
    return _above(mirrored, Bound(-bound.figure, bound.inclusive))


def _range_of_map(test: Test) -> Predicate:
    name, which, lower, upper = test.fact or "", test.which, test.lower, test.upper

    def run(facts: Prepared) -> int:
        value = facts.get(name)
        if value is None or value == SAID_UNKNOWN:
            return _unsaid(value)
        return compare(value.get(which, value.get("")), lower, upper)

    return run


def _around(test: Test) -> Predicate:
    """Met by the printed figure, and by what is itself said to be about the printed figure."""
    name, figure = test.fact or "", test.wanted[0]
    said_about = about(figure)

    def run(facts: Prepared) -> int:
        value = facts.get(name)
        if value is None or value == SAID_UNKNOWN:
            return _unsaid(value)
        if value.__class__ is Interval:
            return MET if value == said_about else INEXACT
        return MET if value == figure else TEXT_OPEN

    return run


def _age(test: Test) -> Predicate:
    name, years = test.fact or "", int(test.wanted[0])

    def run(facts: Prepared) -> int:
        value = facts.get(name)
        if value is None or value == SAID_UNKNOWN:
            return _unsaid(value)
        as_of: date = facts[AS_OF]
        if years_after(value[1], years) <= as_of:
            return MET
        return NOT_MET if years_after(value[0], years) > as_of else INEXACT

    return run


def _has(test: Test) -> Predicate:
    return _has_of_a_body(test) if test.of_a_body else _has_plainly(test)


def _has_of_a_body(test: Test) -> Predicate:
    """A body holds the title that it is; whoever is something else and names no such title holds none
    (`readings.toml`, `ordinary-enterprise`)."""
    plainly, honour, events = _has_plainly(test), str(test.wanted[0]), test.events

    def run(facts: Prepared) -> int:
        state = plainly(facts)
        role = facts.get(ROLE)
        if state not in (NOT_ASKED, NOT_KNOWN) or role is None or role == SAID_UNKNOWN:
            return state
        if role != honour:
            return state if honour.endswith(role) else NOT_MET  # the level in front was not said
        if not events:
            return MET
        event = facts.get(EVENT)
        return event.state(honour, events) if event.__class__ is Events else EVENT_NOT_ASKED + (event is not None)

    return run


def _has_plainly(test: Test) -> Predicate:
    name, wanted, events = test.fact or "", test.wanted, test.events
    if len(wanted) == 1:
        return _has_one(name, wanted[0], events)
    bare = frozenset(honour for honour in wanted if any(covers(honour, other) for other in wanted))

    def run(facts: Prepared) -> int:
        value = facts.get(name)
        if value is None or value == SAID_UNKNOWN:
            return _unsaid(value)
        found = [value.state(honour, events) for honour in wanted if honour not in bare or honour in value.held]
        if MET in found:
            return MET
        open_ones = [state for state in found if state >= UNKNOWN]
        return max(open_ones) if open_ones else NOT_MET

    return run


def _has_one(name: str, honour: str, events: tuple[str, ...]) -> Predicate:
    def run(facts: Prepared) -> int:
        value = facts.get(name)
        if value.__class__ is Honours:
            return int(value.state(honour, events))
        return _unsaid(value)

    return run


def _lacks(test: Test) -> Predicate:
    """Whoever says what titles it has and does not name this one lacks it (`readings.toml`, `title-not-named`)."""
    name, held = test.fact or "", _has(Test(test.fact, "has", test.wanted))

    def run(facts: Prepared) -> int:
        state = held(facts)
        if state == NOT_ASKED and facts.get(name) is not None:
            return MET
        return {MET: NOT_MET, NOT_MET: MET}.get(state, state)

    return run


def _judged(_test: Test) -> Predicate:
    return lambda _facts: OFFICE


def _open(_test: Test) -> Predicate:
    return lambda _facts: TEXT_OPEN


_BUILDERS: dict[str, Callable[[Test], Predicate]] = {
    "one_of": _one_of,
    "range": _range,
    "around": _around,
    "has": _has,
    "lacks": _lacks,
    "age": _age,
    "judged": _judged,
    "open": _open,
}

__all__ = ["AS_OF", "EVENT_NOT_ASKED", "EVENT_NOT_KNOWN", "Predicate", "Prepared", "compare", "predicate"]
