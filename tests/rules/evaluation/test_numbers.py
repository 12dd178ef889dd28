"""Numbers that are not exact, their quotients, and days, at the figures where they turn."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from rules.evaluation.durations import days_of, years_after, years_between
from rules.evaluation.values import Interval, Number, about, divide, high_of, low_of, number


@pytest.mark.parametrize(
    ("said", "whole", "meant"),
    [
        (3, False, 3.0),
        (2.5, False, 2.5),
        ({"value": 3}, False, 3.0),
        ({"low": 3, "high": 3}, False, 3.0),
        ({"low": 3, "high": 4}, False, Interval(3, 4)),
        ({"value": 0, "approximate": True, "bound": "gt"}, False, Interval(0, 1, True, True)),
        ({"value": 30, "approximate": True, "bound": "gte"}, False, Interval(30, 40, False, True)),
        ({"value": 10, "approximate": True, "bound": "gt"}, False, Interval(10, 20, True, True)),
        ({"value": 100, "approximate": True, "bound": "lt"}, False, Interval(80, 100, False, True)),
        ({"value": 100, "approximate": True, "bound": "lte"}, False, Interval(80, 100, False, False)),
        ({"value": -100, "approximate": True}, False, Interval(-120, -80)),
        ({"value": -30, "approximate": True, "bound": "gt"}, False, Interval(-30, -20, True, True)),
        ({"value": 2, "approximate": True}, True, Interval(1, 3)),
        ({"value": 2, "approximate": True}, False, Interval(1.6, 2.4)),
        ({"value": 100, "approximate": True}, True, Interval(80, 120)),
        ({"value": 5, "bound": "lt"}, False, Interval(-math.inf, 5, False, True)),
        ({"value": 5, "bound": "lte"}, False, Interval(-math.inf, 5, False, False)),
        ({"value": 5, "bound": "gt"}, False, Interval(5, math.inf, True, False)),
        ({"value": 5, "bound": "gte"}, False, Interval(5, math.inf, False, False)),
    ],
)
def test_a_number_as_it_was_said(said: Any, whole: bool, meant: Number) -> None:
    assert number(said, whole) == meant
    assert whole or number(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        {"value": 5, "bound": "about"},
        {"value": True},
        {"value": math.inf},
        {"low": 1, "high": math.nan},
        {"low": True, "high": 2},
        {"low": 1, "high": "2"},
        {"high": 2},
        math.inf,
        [],
    ],
)
def test_what_is_no_number_is_refused(said: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        number(said)


def test_a_point_is_an_interval_of_one_figure() -> None:
    spans = (Interval(3, 3), Interval(3, 4), Interval(3, 3, True), Interval(3, 3, False, True))
    assert [span.point() for span in spans] == [3, None, None, None]
    assert (about(100.0), low_of(7.0), high_of(7.0)) == (Interval(80, 120), 7.0, 7.0)
    assert about(2.0) == Interval(1.6, 2.4)
    assert (low_of(Interval(1, 2)), high_of(Interval(1, 2))) == (1, 2)


@pytest.mark.parametrize(
    ("top", "bottom", "quotient"),
    [
        (6.0, 3.0, 2.0),
        (6.0, 0.0, None),
        (6.0, -1.0, None),
        (6.0, Interval(0, 5), None),
        (6.0, Interval(1, 2), Interval(3, 6)),
        (6.0, Interval(1, 2, True), Interval(3, 6, False, True)),
        (6.0, Interval(1, 2, False, True), Interval(3, 6, True, False)),
        (Interval(4, 6), 2.0, Interval(2, 3)),
        (Interval(4, 6, True), 2.0, Interval(2, 3, True, False)),
        (Interval(4, 6, False, True), 2.0, Interval(2, 3, False, True)),
        (Interval(4, 6), Interval(1, 2), Interval(2, 6)),
        (6.0, Interval(2, math.inf), Interval(0, 3)),
        (Interval(4, math.inf), 2.0, Interval(2, math.inf)),
        (Interval(-math.inf, 5), Interval(1, math.inf), Interval(0, 5)),
    ],
)
def test_a_quotient(top: Number, bottom: Number, quotient: Number | None) -> None:
    assert divide(top, bottom) == quotient


def test_days_and_years() -> None:
    assert days_of("2020-05-10") == (date(2020, 5, 10), date(2020, 5, 10))
    assert days_of("2021-02") == (date(2021, 2, 1), date(2021, 2, 28))
    assert days_of("2020") == (date(2020, 1, 1), date(2020, 12, 31))
    assert years_after(date(2024, 2, 29), -1) == date(2023, 2, 28)
    assert years_after(date(2023, 5, 31), 2) == date(2025, 5, 31)
    assert years_between(date(2022, 5, 10), date(2020, 5, 10)) == -2
    assert years_between(date(2020, 5, 10), date(2020, 5, 10)) == 0
    assert years_between(date(2021, 1, 1), date(2022, 7, 2)) == 1 + 182 / 365
    assert years_between(date(2023, 6, 1), date(2024, 5, 31)) == 365 / 366
