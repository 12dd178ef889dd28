from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.evaluation.durations import days_of, years_after, years_between
from rules.evaluation.values import Interval, divide, high_of, low_of, number


@pytest.mark.parametrize(
    ("said", "low", "high", "low_open", "high_open"),
    [
        ({"value": 100, "bound": "lt"}, -math.inf, 100, False, True),
        ({"value": 100, "bound": "lte"}, -math.inf, 100, False, False),
        ({"value": 100, "bound": "gt"}, 100, math.inf, True, False),
        ({"value": 100, "bound": "gte"}, 100, math.inf, False, False),
        ({"value": 100, "approximate": True}, 80, 120, False, False),
        ({"value": 3e7, "approximate": True, "bound": "gt"}, 3e7, 4e7, True, True),
        ({"value": 1e8, "approximate": True, "bound": "lt"}, 8e7, 1e8, False, True),
        ({"low": 50, "high": 60, "approximate": True}, 50, 60, False, False),
    ],
)
def test_inexact_numbers_lie_in_an_interval(
    said: dict[str, object], low: float, high: float, low_open: bool, high_open: bool
) -> None:
    assert number(said) == Interval(low, high, low_open, high_open)


def test_an_approximate_count_is_at_least_one_off() -> None:
    assert number({"value": 3, "approximate": True}, whole=True) == Interval(2, 4)


@pytest.mark.parametrize("bad", [True, "3", None, float("nan"), {"value": "3"}, {"low": 2}, {"low": 3, "high": 2}, {}])
def test_other_shapes_are_refused(bad: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        number(bad)


@settings(deadline=None)
@given(st.floats(1, 1e9), st.floats(1, 1e9), st.floats(1, 1e9), st.floats(1, 1e9))
def test_the_quotient_of_intervals_holds_every_quotient(a: float, b: float, c: float, d: float) -> None:
    top, bottom = sorted((a, b)), sorted((c, d))
    found = divide(Interval(top[0], top[1]), Interval(bottom[0], bottom[1]))
    assert found is not None
    assert low_of(found) <= top[0] / bottom[1] <= top[1] / bottom[0] <= high_of(found)


def test_nothing_is_divided_by_what_may_be_zero() -> None:
    assert divide(1.0, 0.0) is None
    assert divide(1.0, Interval(-math.inf, 5.0)) is None


def test_two_years_are_full_on_the_day_of_the_same_name() -> None:
    assert years_between(date(2020, 5, 10), date(2022, 5, 9)) < 2
    assert years_between(date(2020, 5, 10), date(2022, 5, 10)) == 2
    assert years_after(date(2020, 2, 29), 1) == date(2021, 2, 28)
    assert years_between(date(2020, 2, 29), date(2024, 2, 29)) == 4


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_an_anniversary_is_a_whole_number_of_years(day: date, years: int) -> None:
    end = years_after(day, years)
    assert years_between(day, end) == years
    assert years_between(day, end - timedelta(1)) < years


def test_a_month_or_a_year_is_a_span_of_days() -> None:
    assert days_of("2020-02") == (date(2020, 2, 1), date(2020, 2, 29))
    assert days_of("2020") == (date(2020, 1, 1), date(2020, 12, 31))
