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


SCALES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 1000, "": 1}


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


def bare_value(quantity: Quantity, kind: str, fact: str) -> tuple[Any, tuple[Any, ...]]:
    """A number without a unit, and its other readings: money in 万 (from 100000 on in yuan), ratios in per cent."""

    def value(factor: Fraction | int) -> Any:
        return as_value(quantity.low * factor, quantity.high * factor, quantity.bound, quantity.approximate)

    if quantity.low == quantity.high == 0:
        return 0, ()
    if kind == "money" and quantity.unit.endswith("元"):
        return value(SCALES[quantity.unit[:-1]]), ()
    if kind == "money":
        if quantity.low >= 100_000:
            return value(1), (value(10_000),)
        return value(10_000), (value(1),) if quantity.low >= 1000 else (
            value(100_000_000),
        ) if quantity.low < 10 else ()
    if kind == "ratio":
        if quantity.low < 1 and not fact.endswith("_rate") and quantity.low > 0:
            return value(1), (value(Fraction(1, 100)),)
        return value(Fraction(1, 100)), ()
    return value(1), ()
