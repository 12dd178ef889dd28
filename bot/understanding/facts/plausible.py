"""What cannot be so: founded in the future, a place in another city, more spent on research than was turned over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.understanding.model import Reading
from rules.rulebook import FactDefinition

PARTS = (("rd_expense_yuan", "revenue_yuan"), ("rd_expense_prev_yuan", "revenue_prev_yuan"))
"""The first is spent out of the second."""
_SHARES = ("rd_ratio", "rd_ratio_prev")
"""Shares that the rule book lets pass one, and that people mean below it."""
_YEARS = ("founded_year", "founded_date", "honour_year")


def impossible(chosen: Mapping[str, Reading], as_of: date, definitions: Mapping[str, FactDefinition]) -> set[str]:
    """The facts of one message that cannot be so, alone or together: to be asked about, not kept."""
    names = {name for name, reading in chosen.items() if _is_out(name, reading, definitions.get(name), as_of)}
    for part, whole in PARTS:
        if part in chosen and whole in chosen and exceeds(chosen[part].value, chosen[whole].value):
            names |= {part, whole}
    place = chosen.get("city")
    if place is not None and place.clash:
        names |= {"city", "district"} & set(chosen)
    return names


_UNUSUAL: Mapping[str, tuple[float, float]] = {
    "employees": (1, 30_000),
    "registered_years": (0, 80),
    "founded_year": (1945, 2200),
    "invention_patents": (0, 3_000),
    "revenue_yuan": (10_000, 5e10),
    "revenue_prev_yuan": (10_000, 5e10),
    "rd_expense_yuan": (1_000, 5e9),
    "total_assets_yuan": (10_000, 1e11),
    "loan_yuan": (10_000, 1e10),
    "investment_yuan": (10_000, 1e10),
}
"""What hardly any company tells of itself: more likely read with the wrong unit. Zero is said in words."""
_PER_HEAD = (3_000, 5e7)
"""Turnover in yuan for each of those employed."""


def odd(chosen: Mapping[str, Reading]) -> set[str]:
    """The facts whose values can be so and seldom are, alone or together."""
    found = {
        name
        for name, (low, high) in _UNUSUAL.items()
        if name in chosen and chosen[name].value and not low <= _least(chosen[name].value) <= high
    }
    people, turnover = chosen.get("employees"), chosen.get("revenue_yuan")
    if people and turnover and _least(people.value) and _least(turnover.value):
        each = _least(turnover.value) / _least(people.value)
        found |= set() if _PER_HEAD[0] <= each <= _PER_HEAD[1] else {"employees", "revenue_yuan"}
    return found


def exceeds(part: Any, whole: Any) -> bool:
    """Whether more is spent than there is, however the figures are rounded; what is not known exceeds nothing."""
    return _is_figure(part) and _is_figure(whole) and _least(part) > _most(whole)


def _is_out(name: str, reading: Reading, definition: FactDefinition | None, as_of: date) -> bool:
    value = reading.value
    if name in _YEARS:
        years = value.values() if isinstance(value, Mapping) else [value]
        return any(_is_future(year, as_of) for year in years)
    if not _is_figure(value):
        return False
    if name in _SHARES and _least(value) > 1:
        return True
    span = definition.range if definition else None
    return span is not None and (_most(value) < span[0] or _least(value) > span[1])


def _is_future(value: object, as_of: date) -> bool:
    if isinstance(value, str):
        return value > as_of.isoformat()[: len(value)]
    return isinstance(value, (int, float)) and value > as_of.year


def _is_figure(value: object) -> bool:
    if isinstance(value, Mapping):
        return "value" in value or "low" in value
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _least(value: Any) -> int | float:
    return _end(value, "low")


def _most(value: Any) -> int | float:
    return _end(value, "high")


def _end(value: Any, end: str) -> int | float:
    """One end of a figure; of one that is bounded on the other side the bound itself."""
    found: int | float = value.get(end, value.get("value", 0)) if isinstance(value, Mapping) else value
    return found
