"""Values of facts as the rules compare them: exact numbers, intervals, texts, days, honours."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

UNKNOWN = "unknown"
"""Asked, and the person does not know."""
NONE = "无"
"""Said to be none (`null` in JSON), which is not the same as not known."""

TOLERANCE = 0.2
"""左右、大概: a value within a fifth of what was said (`rules/readings.toml`, reading `approximate-tolerance`)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where an inexact number lies; an open end does not include its figure."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def point(self) -> float | None:
        return self.low if self.low == self.high and not (self.low_open or self.high_open) else None


Number = float | Interval


def number(value: Any, whole: bool = False) -> Number:
    """A JSON-shaped number (`3`, `{"value": 3, "approximate": true, "bound": "gt"}`, `{"low": 1, "high": 2}`).

    `whole`: the fact counts things, so an approximate value is at least one off either way.
    Raises `ValueError` where the shape is none of these.
    """
    if isinstance(value, Mapping):
        return _inexact(value, whole)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(value)
    return float(value)


def _inexact(value: Mapping[str, Any], whole: bool) -> Number:
    if "value" not in value:
        if not {"low", "high"} <= value.keys():
            raise ValueError(value)
        low, high = _plain(value["low"]), _plain(value["high"])
        if low > high:
            raise ValueError(value)
        return low if low == high else Interval(low, high)
    said = _plain(value["value"])
    bound = value.get("bound")
    if bound not in (None, "lt", "lte", "gt", "gte"):
        raise ValueError(value)
    if value.get("approximate"):
        return _around(said, bound, whole)
    if bound is None:
        return said
    if bound in ("lt", "lte"):
        return Interval(-math.inf, said, False, bound == "lt")
    return Interval(said, math.inf, bound == "gt", False)


def _plain(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(value)
    return float(value)


def _around(said: float, bound: str | None, whole: bool) -> Interval:
    """三千多万 ends below the next leading digit; 快、将近 and 左右 stay within the tolerance."""
    margin = max(abs(said) * TOLERANCE, 1.0 if whole else 0.0)
    if bound in ("gt", "gte"):
        step = 10.0 ** math.floor(math.log10(abs(said))) if said else 1.0
        return Interval(said, said + step, bound == "gt", True)
    if bound in ("lt", "lte"):
        return Interval(said - margin, said, False, bound == "lt")
    return Interval(said - margin, said + margin)


def about(figure: float) -> Number:
    """What 大概 and 左右 make of a sum of money."""
    return _around(figure, None, False)


def low_of(value: Number) -> float:
    return value.low if isinstance(value, Interval) else value


def high_of(value: Number) -> float:
    return value.high if isinstance(value, Interval) else value


def divide(top: Number, bottom: Number) -> Number | None:
    """The quotient of two numbers that are not negative; none where the divisor may be zero."""
    if low_of(bottom) <= 0:
        return None
    if not isinstance(top, Interval) and not isinstance(bottom, Interval):
        return top / bottom
    low = low_of(top) / high_of(bottom) if high_of(bottom) < math.inf else 0.0
    high = high_of(top) / low_of(bottom)
    low_open = (isinstance(top, Interval) and top.low_open) or (isinstance(bottom, Interval) and bottom.high_open)
    high_open = (isinstance(top, Interval) and top.high_open) or (isinstance(bottom, Interval) and bottom.low_open)
    return Interval(low, high, low_open, high_open)
