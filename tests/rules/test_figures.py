from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.figures import chinese_number, figures, stands_in
from rules.speech import money, percent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别给予 20万元、10 万元延续性奖励", {(200_000.0, "yuan"), (100_000.0, "yuan")}),
        ("登记注册两年以上", {(2.0, "years")}),
        ("担保费率不超过1%,按8‰补贴", {(0.01, "fraction"), (0.008, "fraction")}),
        ("连续三年每年1000万的资金", {(3.0, "years"), (10_000_000.0, "yuan")}),
        ("再提高10个百分点", {(0.1, "fraction")}),
        ("百分之五", {(0.05, "fraction")}),
        ("1亿2000万元", {(120_000_000.0, "yuan")}),
        ("3,000万元", {(30_000_000.0, "yuan")}),
        ("满12个月", {(12.0, "months")}),
        ("2024年", {(2024.0, "year")}),
        ("5个纳税年度", {(5.0, "years")}),
        ("40家", {(40.0, "count")}),
    ],
)
def test_figures_are_read_with_their_units(text: str, expected: set[tuple[float, str]]) -> None:
    assert expected <= figures(text)


@pytest.mark.parametrize("text", ["一次性奖励", "一是、二是", "统一部署", ""])
def test_words_that_only_hold_a_numeral_are_no_figures(text: str) -> None:
    assert not figures(text)


def test_a_longer_figure_does_not_hold_a_shorter_one() -> None:
    assert stands_in(1_200_000, "yuan", "奖励120万元")
    assert not stands_in(200_000, "yuan", "奖励120万元")


@settings(deadline=None)
@given(st.integers(1, 10**11))
def test_money_as_we_say_it_is_read_back(yuan: int) -> None:
    assert stands_in(yuan, "yuan", money(yuan))


@settings(deadline=None)
@given(st.integers(1, 100_000))
def test_shares_as_we_say_them_are_read_back(thousandths: int) -> None:
    assert stands_in(thousandths / 100_000, "fraction", percent(thousandths / 100_000))


def test_chinese_numerals() -> None:
    assert [chinese_number(word) for word in ("两", "十二", "三百二十", "二〇二四", "猫")] == [2, 12, 320, 2024, None]
