"""By how much a test is missed, and from which day on it would be met if nothing but time passed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from rules.evaluation.durations import years_after, years_between
from rules.evaluation.honours import NEW, Honours
from rules.evaluation.predicates import AS_OF
from rules.evaluation.values import Interval
from rules.language.conditions import Test
from rules.model import Due
from rules.validity import validity_of

Prepared = Mapping[str, Any]

_REGISTERED, _FOUNDED = "registered_years", "founded_date"


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
        return (test.lower.figure - high) / abs(test.lower.figure) if test.lower.figure else 1.0  # all of it is missing
    if test.upper and low >= test.upper.figure:
        return (low - test.upper.figure) / (abs(test.upper.figure) or 1.0)
    return None


def due(test: Test, facts: Prepared) -> Due | None:
    """When a test that is not met would be met by time alone; none where time alone does nothing, or is not known."""
    as_of: date = facts[AS_OF]
    value = facts.get(test.fact or "")
    if test.operator == "age" and isinstance(value, tuple):
        return _anniversary(value, int(test.wanted[0]))
    if test.operator == "range" and test.fact == _REGISTERED and test.lower:
        return _registered(facts, test.lower.figure, as_of)
    if test.operator == "has" and test.events and NEW not in test.events and isinstance(value, Honours):
        found = [day for honour in test.wanted if (day := expiry(honour, value)) is not None and day.day > as_of]
        return min(found, key=lambda one: one.day, default=None)
    return None


def expiry(honour: str, honours: Honours) -> Due | None:
    """The last day that the honour can be valid, to the year: where it is held and its year was said."""
    validity = validity_of(honour) if honour in honours.held else None
    year = honours.events.year(honour)
    if validity is None or isinstance(year, bool) or not isinstance(year, int):
        return None
    return Due(date(year + validity.years, 12, 31), "year")


def _registered(facts: Prepared, years: float, as_of: date) -> Due | None:
    value, founded = facts.get(_REGISTERED), facts.get(_FOUNDED)
    if isinstance(founded, tuple) and years == int(years) and _follows(value, founded, as_of):
        return _anniversary(founded, int(years))
    if not isinstance(value, float):
        return None
    months = math.ceil(round((years - value) * 12, 6))
    month = as_of.month - 1 + months
    return Due(date(as_of.year + month // 12, month % 12 + 1, 1), "month")


def _follows(value: Any, founded: tuple[date, date], as_of: date) -> bool:
    """The years were not said themselves: moved here, a company is older than its registration."""
    longest = years_between(founded[0], as_of)
    return bool(value == longest or (isinstance(value, Interval) and value.high == longest))


def _anniversary(founded: tuple[date, date], years: int) -> Due:
    """Of the last day that was meant: earlier it is not certain."""
    return Due(years_after(founded[1], years), "day" if founded[0] == founded[1] else "month")
