"""What cannot be so: founded in the future, a place in another city, more spent on research than was turned over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.understanding.model import Reading
from rules.rulebook import FactDefinition, shipped_facts

PARTS = (("rd_expense_yuan", "revenue_yuan"), ("rd_expense_prev_yuan", "revenue_prev_yuan"))
"""The first is spent out of the second."""
_SHARES = ("rd_ratio", "rd_ratio_prev")
"""Shares that the rule book lets pass one, and that people mean below it."""
_YEARS = ("founded_year", "founded_date", "honour_year")


def impossible(chosen: Mapping[str, Reading], as_of: date) -> set[str]:
    """The facts of one message that cannot be so, alone or together: to be asked about, not kept."""
    definitions = shipped_facts()
    names = {name for name, reading in chosen.items() if _is_out(name, reading, definitions.get(name), as_of)}
    for part, whole in PARTS:
        if part in chosen and whole in chosen and exceeds(chosen[part].value, chosen[whole].value):
            names |= {part, whole}
    place = chosen.get("city")
    if place is not None and place.clash:
        names |= {"city", "district"} & set(chosen)
    return names


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
