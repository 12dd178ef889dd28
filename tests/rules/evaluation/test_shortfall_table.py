"""How much of a threshold is missing, and from when on time alone brings it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rules.evaluation.honours import honours_of
from rules.evaluation.shortfall import due, expiry, shortfall
from rules.evaluation.values import Interval
from rules.language.conditions import Bound
from rules.language.conditions import Test as LeafTest
from rules.model import Due

AS_OF = date(2026, 11, 22)
TEN = LeafTest("revenue_yuan", "range", lower=Bound(10, True))
ABOVE = LeafTest("revenue_yuan", "range", lower=Bound(10, False))
NONE_AT_ALL = LeafTest("revenue_yuan", "range", upper=Bound(0, True))
SOME = LeafTest("revenue_yuan", "range", lower=Bound(0, False))
FEW = LeafTest("revenue_yuan", "range", upper=Bound(8, True))
OLD = LeafTest("founded_date", "age", (2,))
COUNTED = LeafTest("incubated", "range", lower=Bound(2, True), which="独角兽")


@pytest.mark.parametrize(
    ("test", "value", "share"),
    [
        (TEN, 5.0, 0.5),
        (TEN, Interval(1, 4), 0.6),
        (TEN, 11.0, None),
        (TEN, Interval(5, 11), None),
        (ABOVE, 10.0, 0.0),
        (SOME, 0.0, 1.0),
        (FEW, 12.0, 0.5),
        (FEW, Interval(10, 90), 0.25),
        (FEW, 7.0, None),
        (LeafTest("revenue_yuan", "range", upper=Bound(8, False)), 8.0, 0.0),
        (NONE_AT_ALL, 3.0, 3.0),
        (LeafTest("revenue_yuan", "range", lower=Bound(-10, True)), -15.0, 0.5),
        (LeafTest("revenue_yuan", "range", upper=Bound(-10, True)), -5.0, 0.5),
        (TEN, True, None),
        (TEN, None, None),
        (TEN, "unknown", None),
        (COUNTED, {"独角兽": 1.0}, 0.5),
        (COUNTED, {"省级瞪羚": 1.0, "": 0.0}, 1.0),
        (OLD, (date(2024, 11, 29), date(2024, 12, 1)), 7 / 730),
        (LeafTest("founded_date", "age", (0,)), (date(2026, 11, 29), date(2026, 11, 29)), 7 / 365),
        (OLD, None, None),
    ],
)
def test_the_share_that_is_missing(test: LeafTest, value: Any, share: float | None) -> None:
    found = shortfall(test, {test.fact or "": value}, AS_OF)
    assert found == (None if share is None else pytest.approx(share))


YEARS = LeafTest("registered_years", "range", lower=Bound(2, True))
RENEWED = LeafTest("honours", "has", ("省级专精特新",), events=("复核通过",))
EITHER = LeafTest("honours", "has", ("省级专精特新", "国家高新技术企业"), events=("复核通过",))
NEW = LeafTest("honours", "has", ("省级专精特新",), events=("新认定",))
FOUNDED = (date(2025, 3, 1), date(2025, 3, 31))


def _held(year: Any, *honours: str) -> dict[str, Any]:
    return {"honours": honours_of(list(honours or ("省级专精特新",)), "新认定", year, AS_OF)}


@pytest.mark.parametrize(
    ("test", "facts", "wanted"),
    [
        (OLD, {"founded_date": (date(2025, 3, 1), date(2025, 3, 1))}, Due(date(2027, 3, 1), "day")),
        (OLD, {"founded_date": FOUNDED}, Due(date(2027, 3, 31), "month")),
        (OLD, {}, None),
        (YEARS, {"registered_years": 1.5}, Due(date(2027, 5, 1), "month")),
        (YEARS, {"registered_years": 1.91}, Due(date(2027, 1, 1), "month")),
        (YEARS, {"registered_years": 1.0}, Due(date(2027, 11, 1), "month")),
        (YEARS, {"registered_years": 1 + 11 / 12}, Due(date(2026, 12, 1), "month")),
        (YEARS, {"registered_years": Interval(1, 1.5)}, None),
        (YEARS, {"registered_years": Interval(1.6, 1.7287671), "founded_date": FOUNDED}, None),
        (LeafTest("registered_years", "range", upper=Bound(2, True)), {"registered_years": 3.0}, None),
        (LeafTest("revenue_yuan", "range", lower=Bound(2, True)), {"revenue_yuan": 1.0}, None),
        (RENEWED, _held(2024), Due(date(2027, 12, 31), "year")),
        (RENEWED, _held(2023), Due(date(2026, 12, 31), "year")),
        (RENEWED, _held(2020), None),
        (RENEWED, _held(None), None),
        (RENEWED, _held(2024, "独角兽"), None),
        (NEW, _held(2024), None),
        (
            EITHER,
            _held({"省级专精特新": 2025, "国家高新技术企业": 2024}, *EITHER.wanted),
            Due(date(2027, 12, 31), "year"),
        ),
        (
            EITHER,
            _held({"省级专精特新": 2024, "国家高新技术企业": 2025}, *EITHER.wanted),
            Due(date(2027, 12, 31), "year"),
        ),
        (LeafTest("honours", "has", ("省级专精特新",)), _held(2024), None),
    ],
)
def test_from_when_on_time_alone_brings_it(test: LeafTest, facts: dict[str, Any], wanted: Due | None) -> None:
    assert due(test, {**facts, "as_of": AS_OF}) == wanted


def test_registered_since_it_was_founded_it_is_due_on_that_day() -> None:
    from rules.evaluation.durations import years_between

    exact = (date(2025, 3, 1), date(2025, 3, 1))
    facts = {"founded_date": exact, "registered_years": years_between(exact[0], AS_OF), "as_of": AS_OF}
    assert due(YEARS, facts) == Due(date(2027, 3, 1), "day")
    span = Interval(years_between(FOUNDED[1], AS_OF), years_between(FOUNDED[0], AS_OF))
    assert due(YEARS, {**facts, "founded_date": FOUNDED, "registered_years": span}) == Due(date(2027, 3, 31), "month")
    assert due(YEARS, {**facts, "registered_years": 1.0}) == Due(date(2027, 11, 1), "month"), "moved here later"


def test_a_title_runs_out_at_the_end_of_the_last_year_it_can_be_valid() -> None:
    honours = _held(2024)["honours"]
    assert expiry("省级专精特新", honours) == Due(date(2027, 12, 31), "year")
    assert expiry("独角兽", honours) is None
    assert due(RENEWED, {**_held(2023), "as_of": date(2026, 12, 30)}) == Due(date(2026, 12, 31), "year")
    assert due(RENEWED, {**_held(2023), "as_of": date(2026, 12, 31)}) is None, "it runs out today"
    assert expiry("省级专精特新", _held({"low": 2023, "high": 2024})["honours"]) is None
    assert expiry("省级专精特新", _held(True)["honours"]) is None
