"""What may be of something else is to be confirmed before it counts; what is plain is taken as it is said."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.reading import understand

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("我们有体系认证,评审还没走完", {"quality_certified"}),
        ("辅导备案的材料交了,那边还没给话", {"ipo_stage"}),
        ("明年准备上个大项目,绿色技改投八百万", {"green_tech_investment_yuan"}),
        ("我们是银行,济南这边放得最多", {"city"}),
        ("厂子的货主要供日照的经销商", {"city"}),
        ("高企去年没搞成那个", {"honours"}),
        ("领过省里的瞪羚奖,市里的从没领过", {"special_fund_received"}),
        ("去年营收80亿,员工12人", {"revenue_yuan", "employees"}),
        ("1908年成立的", {"founded_year"}),
        ("原先八十人,后来走了不少", {"employees"}),
    ],
)
def test_what_may_be_of_something_else_is_to_be_confirmed(text: str, doubtful: set[str]) -> None:
    said = understand(text, None, DAY)
    assert doubtful <= set(said.confirm) and doubtful <= set(said.facts)


@pytest.mark.parametrize(
    "text",
    [
        "我们有体系认证,没被罚过",
        "高企去年认定的,没打算上市",
        "我们在济南历下区,员工60人,去年营收3000万,研发200万",
        "小巨人有,别的没有",
        "我们是股权投资机构,在济南",
        "省级专精特新还没到期,员工80人",
        "2016年8月在历城区注册的",
    ],
)
def test_what_is_plain_is_taken(text: str) -> None:
    said = understand(text, None, DAY)
    assert said.facts and not said.confirm


def test_the_answer_to_our_question_is_taken_as_it_is_said() -> None:
    assert understand("80亿", "revenue_yuan", DAY).confirm == ()
