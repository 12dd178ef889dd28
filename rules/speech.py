"""Values and requirements in plain Chinese."""

from __future__ import annotations

import math
from typing import Any

from rules.evaluation.honours import covers
from rules.evaluation.values import NONE, UNKNOWN, Interval
from rules.language.conditions import Bound, Test
from rules.language.definitions import FactDefinition
from rules.phrases import phrase

_WAN, _YI = 10_000, 100_000_000


def plain(value: float, places: int = 4) -> str:
    """A number without a useless tail: 1.50 → 1.5."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return "0" if text in ("-0", "") else text


def money(yuan: float) -> str:
    """`12_500_000` → 1250万元; `150_000_000` → 1.5亿元; never rounded."""
    for unit, name in ((_YI, "亿元"), (_WAN, "万元")):
        if abs(yuan) >= unit and round(yuan / unit, 4) * unit == yuan:
            return plain(yuan / unit) + name
    return plain(float(yuan), 2) + "元"


def percent(fraction: float) -> str:
    """`0.008` → 8‰ stays 0.8%: a fraction is always said in per cent."""
    return plain(round(fraction * 100, 6)) + "%"


def figure(value: float, definition: FactDefinition) -> str:
    """A number with its unit, as people say it."""
    match definition.type:
        case "money":
            return money(value)
        case "ratio":
            return percent(value)
        case "years":
            return plain(round(value, 2)) + phrase("unit_years")
        case "months":
            return plain(value) + phrase("unit_months")
        case "persons":
            return plain(value) + phrase("unit_persons")
        case _:
            return plain(value) + definition.unit


def gap(value: float, definition: FactDefinition) -> str:
    """A distance in the fact's own unit: 个百分点 for ratios, months for years."""
    match definition.type:
        case "ratio":
            return phrase("points", figure=plain(round(value * 100, 4)))
        case "years":
            return plain(float(math.ceil(round(value * 12, 6)))) + phrase("unit_months")
        case "persons" | "count" | "months":
            return figure(float(math.ceil(value)), definition)
        case _:
            return figure(value, definition)


def said(value: Any, definition: FactDefinition | None) -> str:
    """A prepared value as words."""
    if value is None:
        return phrase("value_absent")
    if value == UNKNOWN:
        return phrase("value_unknown")
    if isinstance(value, bool):
        return phrase("yes") if value else phrase("no")
    if definition and isinstance(value, Interval):
        return _span(value, definition)
    if definition and isinstance(value, (int, float)):
        return figure(value, definition)
    return NONE if value == "" else str(value)


def _span(value: Interval, definition: FactDefinition) -> str:
    if value.high == math.inf:
        return phrase("span_above" if value.low_open else "span_from", low=figure(value.low, definition))
    if value.low == -math.inf:
        return phrase("span_below" if value.high_open else "span_to", high=figure(value.high, definition))
    return phrase("span", low=figure(value.low, definition), high=figure(value.high, definition))


def requirement(test: Test, definition: FactDefinition | None, judge: str | None) -> str:
    """What a leaf asks for, where its file gives no label."""
    if test.operator == "open":
        return str(test.wanted[0])
    if definition is None:
        return phrase("require_judged", what=test.wanted[0], judge=judge)
    label = definition.label
    match test.operator:
        case "range":
            return _bounds(label, test, definition)
        case "around":
            return phrase("require_around", label=label, figure=figure(test.wanted[0], definition))
        case "has":
            honours = phrase("or").join(_bare_only(test.wanted))
            if test.events:
                return phrase("require_event", event=phrase("or").join(test.events), honours=honours)
            return phrase("require_honour", honours=honours)
        case "lacks":
            return phrase("require_lack", honours=phrase("or").join(_bare_only(test.wanted)))
        case "age":
            return phrase("require_age", label=label, years=plain(float(test.wanted[0])))
        case _:
            return _wanted(label, test.wanted)


def _bare_only(honours: tuple[Any, ...]) -> list[str]:
    """Without the levels of a name that is itself there."""
    return [honour for honour in honours if not any(covers(bare, honour) for bare in honours)]


def _wanted(label: str, wanted: tuple[Any, ...]) -> str:
    if wanted == (True,):
        return phrase("require_true", label=label)
    if wanted == (False,):
        return phrase("require_false", label=label)
    return phrase("require_is", label=label, wanted=phrase("or").join(str(value) for value in wanted))


def _bounds(label: str, test: Test, definition: FactDefinition) -> str:
    if test.which is not None:
        label = phrase("label_which", label=label, which=test.which)
    parts = [_lower(test.lower, definition)] if test.lower else []
    parts += [_upper(test.upper, definition)] if test.upper else []
    return phrase("require_range", label=label, bounds=phrase("and").join(parts))


def _lower(bound: Bound, definition: FactDefinition) -> str:
    return phrase("at_least" if bound.inclusive else "more_than", figure=figure(bound.figure, definition))


def _upper(bound: Bound, definition: FactDefinition) -> str:
    return phrase("at_most" if bound.inclusive else "less_than", figure=figure(bound.figure, definition))
