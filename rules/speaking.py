"""Prepared facts back in their JSON shape."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from rules.evaluation.values import Interval
from rules.model import Facts


def facts_as_said(said: Facts, prepared: Mapping[str, Any]) -> Facts:
    """What was said, followed by what follows from it."""
    derived = {
        name: plain_value(value)
        for name, value in prepared.items()
        if name not in said and plain_value(value) is not None
    }
    return {**said, **{name: derived[name] for name in sorted(derived)}}


def plain_value(value: Any) -> Any:
    """JSON for a number, an interval, a text or a truth; none for what has no such shape."""
    if isinstance(value, Interval):
        return _span(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (str, bool, int, float)) else None


def _span(value: Interval) -> dict[str, Any]:
    if value.high == math.inf:
        return {"value": plain_value(value.low), "bound": "gt" if value.low_open else "gte"}
    if value.low == -math.inf:
        return {"value": plain_value(value.high), "bound": "lt" if value.high_open else "lte"}
    return {"low": plain_value(value.low), "high": plain_value(value.high)}
