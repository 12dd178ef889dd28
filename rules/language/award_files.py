"""Awards as they are written in a programme file → `rules.awards`, every figure checked against the quote."""

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

_ALWAYS = ("kind", "quote")
_NOISE = 1e-9


def read_award(data: Table, place: Place) -> tuple[Award, str]:
    """The award and its quote; raises `DataError`."""
    source = place.source
    kind = source.need(data, "kind", str, "award")
    quote = source.need(data, "quote", str, "award")
    if kind not in _READERS:
        source.fail(
            phrase("data_unknown_award", kind=kind), phrase("data_one_of", values="、".join(_READERS)), quote, kind
        )
    reader, keys = _READERS[kind]
    source.allow(data, (*_ALWAYS, *keys, "from"), "award")
    award, said = reader(data, place)
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


def _yuan(data: Table, key: str, place: Place) -> int:
    return int(place.source.need(data, key, int, "award"))


def _optional_yuan(data: Table, key: str, place: Place) -> int | None:
    return _yuan(data, key, place) if key in data else None


def _rate(data: Table, key: str, place: Place) -> float:
    return float(place.source.need(data, key, (int, float), "award"))


def _fixed(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    yuan = _yuan(data, "yuan", place)
    return Fixed(yuan, data["kind"] == "up_to", data.get("per")), [(yuan, "yuan")]


def _share(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    cap, floor = _optional_yuan(data, "cap_yuan", place), _optional_yuan(data, "floor_yuan", place)
    rate = _rate(data, "rate", place)
    award = Share(_fact(data, "of", place), rate, cap, floor, bool(data.get("rate_is_cap", False)), data.get("per"))
    return award, [(rate, "fraction"), *((float(figure), "yuan") for figure in (cap, floor) if figure is not None)]


def _per_unit(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    yuan, cap = _yuan(data, "yuan", place), _optional_yuan(data, "cap_yuan", place)
    count = _fact(data, "count_of" if "count_of" in data else "count", place)
    award = PerUnit(yuan, count, data.get("which"), bool(data.get("is_cap", False)), cap)
    return award, [(yuan, "yuan"), *([(float(cap), "yuan")] if cap is not None else [])]


def _yearly(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    yuan, years = _yuan(data, "yuan", place), int(place.source.need(data, "years", int, "award"))
    return Yearly(yuan, years, bool(data.get("is_cap", False))), [(yuan, "yuan"), (years, "years")]


def _tiers(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    steps = []
    for step in place.source.need(data, "steps", list, "award"):
        place.source.allow(step, ("is", "yuan"), "steps")
        steps.append((place.source.need(step, "is", str, "steps"), _yuan(step, "yuan", place)))
    award = Tiers(_fact(data, "by", place), tuple(steps), bool(data.get("is_cap", False)))
    return award, [(yuan, "yuan") for _, yuan in steps]


def _price_deduction(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    low, high = _rate(data, "rate_from", place), _rate(data, "rate_to", place)
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
    rate, years = _rate(data, "rate", place), int(place.source.need(data, "carry_over_years", int, "award"))
    award = TaxCredit(_fact(data, "of", place), rate, _fact(data, "against", place), years)
    return award, [(rate, "fraction"), (years, "years")]


def _points(data: Table, place: Place) -> tuple[Award, list[Figure]]:
    points = _rate(data, "points", place)
    return PercentagePoints(points), [(points / 100, "fraction")]


def _promised(_data: Table, _place: Place) -> tuple[Award, list[Figure]]:
    return Promised(), []


def _nothing(_data: Table, _place: Place) -> tuple[Award, list[Figure]]:
    return Nothing(), []


_Reader = Callable[[Table, Place], tuple[Award, list[Figure]]]
_READERS: dict[str, tuple[_Reader, tuple[str, ...]]] = {
    "fixed": (_fixed, ("yuan", "per")),
    "up_to": (_fixed, ("yuan", "per")),
    "share": (_share, ("of", "rate", "cap_yuan", "floor_yuan", "rate_is_cap", "per")),
    "per_unit": (_per_unit, ("yuan", "count_of", "count", "which", "is_cap", "cap_yuan")),
    "yearly": (_yearly, ("yuan", "years", "is_cap")),
    "tiers": (_tiers, ("by", "steps", "is_cap")),
    "price_deduction": (_price_deduction, ("rate_from", "rate_to")),
    "tax_credit": (_tax_credit, ("of", "rate", "against", "carry_over_years")),
    "percentage_points": (_points, ("points",)),
    "promised": (_promised, ()),
    "none": (_nothing, ()),
}
