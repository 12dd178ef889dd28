"""What cannot be so, what is in another currency, and what only looks something up is told apart from facts."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.fold import MOST_CHARACTERS
from bot.understanding.reading import understand

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "doubtful", "kept"),
    [
        ("我们2031年成立的,员工20人", {"founded_year"}, {"employees": 20}),
        ("2027年3月注册的", {"founded_date"}, {}),
        ("济南市五莲县的,员工20人", {"city", "district"}, {"employees": 20}),
        ("主营占比130%", {"main_business_ratio"}, {}),
        ("研发占比150%", {"rd_ratio"}, {}),
        ("去年营收300万,研发500万", {"revenue_yuan", "rd_expense_yuan"}, {}),
        ("市占率百分之一百二十", {"market_share"}, {}),
    ],
)
def test_what_cannot_be_so_is_asked_about(text: str, doubtful: set[str], kept: dict[str, object]) -> None:
    said = understand(text, None, DAY)
    assert said.facts == kept
    assert set(said.confirm) == doubtful
    assert doubtful == set(said.alternatives)


@pytest.mark.parametrize("text", ["去年营收3000万,研发500万", "负债率120%", "今年3月注册的", "济南市历下区的"])
def test_what_can_be_so_is_kept(text: str) -> None:
    said = understand(text, None, DAY)
    assert said.facts and not said.confirm


@pytest.mark.parametrize(
    "amount", ["500万美元", "三百万欧元", "$800万", "2亿日元", "100万港币", "50万英镑", "3000万卢布", "usd 200万"]
)
def test_other_currencies_are_no_yuan(amount: str) -> None:
    said = understand(f"去年营收{amount},在日照", None, DAY)
    assert said.facts == {"city": "日照"}
    assert len(said.foreign) == 1


@pytest.mark.parametrize("text", ["独角兽", "省级瞪羚奖励", "单项冠军产品 条件", "高企复审", "水产加工"])
def test_a_bare_noun_tells_nothing(text: str) -> None:
    assert understand(text, None, DAY).facts == {}


@pytest.mark.parametrize("text", ["日照 独角兽", "济南机械加工补贴", "济南 小巨人 政策"])
def test_the_place_of_a_look_up_is_to_be_confirmed(text: str) -> None:
    said = understand(text, None, DAY)
    assert set(said.facts) == {"city"} == set(said.confirm)


def test_a_bare_noun_answers_what_was_asked() -> None:
    assert understand("独角兽", "honours", DAY).facts == {"honours": ["独角兽"]}
    assert understand("水产加工", "industry", DAY).facts == {"industry": "水产加工"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("济南机械加工补贴", {"济南": "place", "机械加工": "trade"}),
        ("做水产的日照小微企业有啥政策", {"水产": "trade", "日照": "place", "小微企业": "size"}),
        ("员工60人 去年3000万 能报小巨人吗", {"60人": "figure", "去年": "date", "3000万": "figure"}),
        ("绿色工厂奖励", {}),
    ],
)
def test_the_companys_words_are_marked_where_they_stand(text: str, words: dict[str, str]) -> None:
    said = understand(text, None, DAY)
    assert {text[span.start : span.end]: span.kind for span in said.spans} == words


def test_what_is_longer_than_is_read_is_said_to_be() -> None:
    assert not understand("我" * MOST_CHARACTERS, None, DAY).cut
    assert understand("我" * (MOST_CHARACTERS + 1), None, DAY).cut
