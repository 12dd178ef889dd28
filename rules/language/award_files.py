"""Awards of a programme file, which have their forms → `awards`, every figure checked against the quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rules.figures import figures
from rules.language.awards import (
    Award,
    Fixed,
    Nothing,
    PercentagePoints,
    PerUnit,
    PriceDeduction,
    Promised,
    Share,
    TaxCredit,
    Tiers,
    Yearly,
)
from rules.language.condition_files import Place
from rules.phrases import phrase
from rules.speech import money, percent, plain

Table = Mapping[str, Any]
Figure = tuple[float, str]
"""A figure and the kind it must have in the quote."""

_NOISE = 1e-9


def read_award(data: Table, place: Place) -> tuple[Award, str]:
    """The award, which has its form, and its quote; raises `DataError`."""
    quote: str = data["quote"]
    award, said = _READERS[data["kind"]](data, place)
    if not place.checked:
        place.check_quote(quote, tuple(data.get("from", place.clause)))
        for value, unit in said:
            place.check_figure(value, unit, _said(value, unit), quote)
    return award, quote


def _said(value: float, unit: str) -> str:
    return {"yuan": money, "fraction": percent}.get(unit, plain)(float(value))


def _fact(data: Table, key: str, place: Place) -> str:
    name: str = place.source.need(data, key, str, "award")
    if name not in place.facts:
        place.source.fail(phrase("data_unknown_fact", fact=name), phrase("fact_list"), f'"{name}"')
    return name


def _fixed(data: Table, _place: Place) -> tuple[Award, list[Figure]]:
    return Fixed(data["yuan"], data["kind"] == "up_to", data.get("per")), [(data["yuan"], "yuan")]


def _share(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    cap, floor = data.get("cap_yuan"), data.get("floor_yuan")
    rate = float(data["rate"])
    award = Share(_fact(data, "of", place), rate, cap, floor, data.get("rate_is_cap", False), data.get("per"))
    return award, [(rate, "fraction"), *((float(figure), "yuan") for figure in (cap, floor) if figure is not None)]


def _per_unit(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    yuan, cap = data["yuan"], data.get("cap_yuan")
    count = _fact(data, "count_of" if "count_of" in data else "count", place)
    award = PerUnit(yuan, count, data.get("which"), data.get("is_cap", False), cap)
    return award, [(yuan, "yuan"), *([(float(cap), "yuan")] if cap is not None else [])]


def _yearly(data: Table, _place: Place) -> tuple[Award, list[Figure]]:
    yuan, years = data["yuan"], data["years"]
    return Yearly(yuan, years, data.get("is_cap", False)), [(yuan, "yuan"), (years, "years")]


def _tiers(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    steps = tuple((step["is"], step["yuan"]) for step in data["steps"])
    award = Tiers(_fact(data, "by", place), steps, data.get("is_cap", False))
    return award, [(yuan, "yuan") for _, yuan in steps]


def _price_deduction(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    low, high = float(data["rate_from"]), float(data["rate_to"])
    if not place.checked:
        _check_span(low, high, str(data["quote"]), place)
    return PriceDeduction(low, high), [(low, "fraction"), (high, "fraction")]


def _check_span(low: float, high: float, quote: str, place: Place) -> None:
    """A span runs from the smallest to the largest rate of its quote: another rate of the quote is no end of it."""
    rates = [value for value, kind in figures(quote) if kind == "fraction"]
    if rates and (abs(low - min(rates)) > _NOISE or abs(high - max(rates)) > _NOISE):
        printed = f"{percent(min(rates))}—{percent(max(rates))}"
        what = phrase("data_span", low=percent(low), high=percent(high), printed=printed)
        place.source.fail(what, phrase("data_fix_span"), "rate_from")


def _tax_credit(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    rate, years = float(data["rate"]), data["carry_over_years"]
    award = TaxCredit(_fact(data, "of", place), rate, _fact(data, "against", place), years)
    return award, [(rate, "fraction"), (years, "years")]


def _points(data: Table, _place: Place) -> tuple[Award, list[Figure]]:
    points = float(data["points"])
    return PercentagePoints(points), [(points / 100, "fraction")]


def _promised(_data: Table, _place: Place) -> tuple[Award, list[Figure]]:
    return Promised(), []


def _nothing(_data: Table, _place: Place) -> tuple[Award, list[Figure]]:
    return Nothing(), []


_Reader = Callable[[Table, Place], tuple[Award, list[Figure]]]
_READERS: dict[str, _Reader] = {
    "fixed": _fixed,
    "up_to": _fixed,
    "share": _share,
    "per_unit": _per_unit,
    "yearly": _yearly,
    "tiers": _tiers,
    "price_deduction": _price_deduction,
    "tax_credit": _tax_credit,
    "percentage_points": _points,
    "promised": _promised,
    "none": _nothing,
}
