"""Laws of reading that hold for any text."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.fold import MOST_CHARACTERS, fold
from bot.understanding.reading import understand
from bot.understanding.showing import show_value

DAY = date(2026, 11, 22)
ASKED = st.sampled_from(
    [
        None,
        "revenue_yuan",
        "honours",
        "city",
        "founded_date",
        "rd_ratio",
        "is_sme",
        "ipo_stage",
        "role",
        "industry",
        "no_such",
    ]
)
PIECES = [
    "我们",
    "没有",
    "小巨人",
    "省级",
    "瞪羚",
    "营收",
    "1200万",
    "不是",
    "是",
    "去年",
    "济南",
    "研发",
    "三成",
    "19年",
    "成立",
    ",",
    " ",
    "不清楚",
    "?",
    "0",
    "个",
    "%",
    "亿",
    "半",
    "到",
    "复核",
    "其中",
    "发明",
    "公示",
    "隔壁",
    "前年",
    "比前年",
    "多了",
    "翻了一番",
    "从",
    "涨到",
    "分别",
    "近三年",
    "、",
    "一半",
    "原来",
    "员工",
    "收人",
    "2o1",
    "处罚",
    "体系",
    "\n",
    "🙂",
    "\u0000",
    "(",
    "[",
    "\\",
]


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)), ASKED)
def test_nothing_crashes_and_everything_can_be_shown(text: str, asked: str | None) -> None:
    said = understand(text, asked, DAY)
    json.dumps(said.facts, ensure_ascii=False, allow_nan=False)
    assert not set(said.unknown) & set(said.facts)
    assert set(said.confirm) <= set(said.facts) | set(said.alternatives)
    assert set(said.corrections) <= set(said.facts)
    for name, value in said.facts.items():
        assert show_value(name, value)
        assert name not in said.alternatives or said.alternatives[name][0] == value
    assert set(said.alternatives) <= set(said.confirm)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join), ASKED)
def test_the_same_words_say_the_same(text: str, asked: str | None) -> None:
    assert understand(text, asked, DAY) == understand(text, asked, DAY)


@pytest.mark.parametrize(
    "piece",
    [
        "小巨人",
        "1",
        "一",
        "营收1200万,",
        "的",
        " ",
        "不是",
        "给",
        "成立3年零",
        "((",
        "専",
        "没有 ",
        "营收30万",
        "从8到9人",
        "翻番,",
        "体系没",
    ],
)
def test_a_megabyte_is_read_only_in_part(piece: str) -> None:
    assert len(fold(piece * (1_000_000 // len(piece)))) == MOST_CHARACTERS
    understand(piece * (1_000_000 // len(piece)), "revenue_yuan", DAY)


def test_two_readings_give_the_likely_one_first() -> None:
    said = understand("一千二", "revenue_yuan", DAY)
    assert said.facts == {"revenue_yuan": 12_000_000}
    assert said.confirm == ("revenue_yuan",)
    assert said.alternatives == {"revenue_yuan": (12_000_000, 1200)}


def test_two_cities_are_both_kept() -> None:
    said = understand("我们在济南和日照都有公司", None, DAY)
    assert said.alternatives["city"] == ("济南", "日照")
    assert "city" in said.confirm


def test_a_comma_of_full_width_ends_a_number() -> None:
    said = understand("员工80，500万营收", None, DAY)
    assert said.facts == {"employees": 80, "revenue_yuan": 5_000_000}


@pytest.mark.parametrize(
    "text",
    [
        "什么叫小巨人企业",
        "专精特新企业叫什么",
        "怎么样的公司叫瞪羚",
        "公司叫小巨人",
        "这个叫齐鲁企舞是什么",
        "叫人工客服",
    ],
)
def test_what_a_word_means_is_no_name_of_a_company(text: str) -> None:
    assert understand(text, None, DAY).company is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我们叫明远", "明远"),
        ("公司名称是日照海润水产", "日照海润水产"),
        ("我们企业叫小巨人科技有限公司", "小巨人科技有限公司"),
    ],
)
def test_a_name_that_is_introduced_is_taken(text: str, name: str) -> None:
    assert understand(text, None, DAY).company == name


def test_the_name_of_the_company_is_taken_as_written() -> None:
    said = understand("我们公司叫济南恒信机械有限公司,成立五年了", None, DAY)
    assert said.company == "济南恒信机械有限公司"
    assert said.facts == {"city": "济南", "registered_years": 5}
    assert said.confirm == ("city",)


def test_a_question_that_tells_something_is_both() -> None:
    said = understand("我们在济南,小巨人奖励多少?", None, DAY)
    assert said.is_question
    assert said.facts == {"city": "济南"}


@pytest.mark.parametrize(
    ("fact", "value", "shown"),
    [
        ("revenue_yuan", 12_000_000, "1200万元"),
        ("revenue_yuan", 120_000_000, "1.2亿元"),
        ("revenue_yuan", 5000, "5000元"),
        ("revenue_yuan", {"value": 5_000_000, "bound": "lt"}, "不到500万元"),
        ("revenue_yuan", {"value": 10_000_000, "approximate": True}, "约1000万元"),
        ("revenue_yuan", {"low": 30_000_000, "high": 50_000_000}, "3000–5000万元"),
        ("revenue_yuan", {"value": 10_000_000, "approximate": True, "bound": "gt"}, "1000多万元"),
        ("rd_ratio", 0.03, "3%"),
        ("rd_ratio", 0.035, "3.5%"),
        ("guarantee_fee_rate", 0.008, "0.8%"),
        ("rd_ratio", {"low": 0.03, "high": 0.05, "approximate": True}, "约3–5%"),
        ("founded_date", "2019-03", "2019年3月"),
        ("founded_date", "2020-06-18", "2020年6月18日"),
        ("founded_year", 2019, "2019年"),
        ("registered_years", 3.25, "3年零3个月"),
        ("registered_years", 0.5, "6个月"),
        ("registered_years", 2, "2年"),
        ("employees", 86, "86人"),
        ("invention_patents", 0, "0件"),
        ("tenure_months", 12, "12个月"),
        ("is_sme", True, "是"),
        ("is_sme", False, "否"),
        ("ipo_stage", None, "无"),
        ("honours", [], "没有任何称号"),
        ("honours", ["省级瞪羚", "独角兽"], "省级瞪羚、独角兽"),
        ("honours", {"has": ["独角兽"], "not": ["省级瞪羚"]}, "独角兽;没有:省级瞪羚"),
        ("honour_event", {"独角兽": "新认定"}, "独角兽 新认定"),
        ("incubated", {"独角兽": 1, "省级瞪羚": 2}, "独角兽 1家、省级瞪羚 2家"),
        ("city", "济南", "济南"),
        ("city", "unknown", "不清楚"),
    ],
)
def test_values_are_shown_with_their_units(fact: str, value: object, shown: str) -> None:
    assert show_value(fact, value) == shown
