"""A figure: an interval with its unit, and its JSON shape."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from bot.understanding.lexers.groups import Bound

Kind = Literal["money", "ratio", "persons", "count", "years", "months", "bare", "other"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """`low` ≤ the figure ≤ `high` in yuan, fractions, persons, pieces, years or months.

    `start` and `end` take in the words around it (不到, 左右).
    """

    kind: Kind
    start: int
    end: int
    low: Fraction
    high: Fraction
    bound: Bound | None = None
    approximate: bool = False
    unit: str = ""
    window: bool = False
    """近两年: a stretch of time looked at, not a duration of something."""

    @property
    def value(self) -> Any:
        return as_value(self.low, self.high, self.bound, self.approximate)


def as_value(low: Fraction, high: Fraction, bound: Bound | None = None, approximate: bool = False) -> Any:
    """The JSON shape of a figure: plain where exact, else an object."""
    if low != high and bound in ("lt", "lte"):
        low = high
    if low != high and bound in ("gt", "gte"):
        high = low
    shape: dict[str, Any] = {"value": plain(low)} if low == high else {"low": plain(low), "high": plain(high)}
    if approximate:
        shape["approximate"] = True
    if bound:
        shape["bound"] = bound
    return shape["value"] if shape.keys() == {"value"} else shape


def plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)
