"""What was asked is denied in whatever words; what only leaves the question open is no denial."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.reading import understand

DAY = date(2026, 11, 22)
NONE = {
    "quality_certified": False,
    "penalised_recently": False,
    "special_fund_received": False,
    "related_party": False,
    "exhibited": False,
    "honours": [],
    "ipo_stage": None,
    "invention_patents": 0,
    "first_set_sales_yuan": 0,
}
DENIALS = (
    "没有没有",
    "压根没有",
    "没那回事",
    "哪有那东西",
    "啥也没有",
    "没沾过",
    "不存在",
    "这方面真没有",
    "没弄过那个",
)
OPEN = ("没问题", "没听懂", "没统计过", "没到期", "还没算出来", "没说")


@pytest.mark.parametrize("asked", sorted(NONE))
@pytest.mark.parametrize("said", DENIALS)
def test_a_denial_in_any_words(asked: str, said: str) -> None:
    facts = understand(said, asked, DAY).facts
    assert facts == {asked: NONE[asked]}


@pytest.mark.parametrize("asked", ["invention_patents", "first_set_sales_yuan", "exhibited"])
@pytest.mark.parametrize("said", OPEN)
def test_what_leaves_the_question_open(asked: str, said: str) -> None:
    assert asked not in understand(said, asked, DAY).facts


def test_what_is_planned_is_not_denied() -> None:
    assert understand("还没投呢,计划投六百万", "green_tech_investment_yuan", DAY).facts == {}
