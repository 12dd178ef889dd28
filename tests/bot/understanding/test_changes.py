"""Amounts told relative to another year: the arithmetic holds for any figures, and a difference is never an amount."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.understanding.reading import understand

DAY = date(2026, 11, 22)
WAN = 10_000
TENS_OF_WAN = st.integers(10, 9000).map(lambda n: n * 10)
FACTS = {"营收": ("revenue_yuan", "revenue_prev_yuan"), "研发费用": ("rd_expense_yuan", "rd_expense_prev_yuan")}
MORE = ("多了", "增加了", "涨了", "多", "增长了", "又涨了", "提高了")
LESS = ("少了", "减少了", "降了", "少", "下降了", "跌了", "缩水了")
SUBJECTS = st.sampled_from(sorted(FACTS))


def facts(text: str, asked: str | None = None) -> dict[str, object]:
    return understand(text, asked, DAY).facts


@settings(deadline=None, max_examples=150)
@given(SUBJECTS, TENS_OF_WAN, TENS_OF_WAN, st.sampled_from(MORE + LESS), st.sampled_from([",", " ", ",大概就是", "。"]))
def test_a_difference_gives_the_other_year(subject: str, base: int, by: int, verb: str, between: str) -> None:
    last, before = FACTS[subject]
    after = base + by if verb in MORE else base - by
    assume(after > 0)
    wanted = {last: after * WAN, before: base * WAN}
    assert facts(f"{subject}前年{base}万,去年{verb}{by}万") == wanted
    assert facts(f"去年{subject}{after}万{between}比前年{verb}{by}万") == wanted
    assert facts(f"去年{subject}{after}万,较上年{verb}{by}万") == wanted
    assert facts(f"去年{after}万,比前年{verb}{by}万", last) == wanted
    assert facts(f"前年{base}万,去年{verb}{by}万", last) == wanted
    assert facts(f"{subject}比前年{verb}{by}万,前年是{base}万") == wanted


@settings(deadline=None, max_examples=100)
@given(SUBJECTS, TENS_OF_WAN, st.integers(1, 9), st.booleans())
def test_a_share_gives_the_other_year(subject: str, base: int, tenths: int, more: bool) -> None:
    last, before = FACTS[subject]
    verb = "增长" if more else "下降"
    after = Fraction(base * (10 + tenths if more else 10 - tenths), 10)
    wanted = {last: int(after * WAN), before: base * WAN}
    assert facts(f"前年{subject}{base}万,去年{verb}了{tenths}成") == wanted
    assert facts(f"去年{subject}{float(after):g}万,同比{verb}{tenths}0%") == wanted
    assert facts(f"去年{subject}是前年的{wanted[last] / wanted[before]:g}倍,前年{base}万") == wanted


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("翻了一番", 2),
        ("翻番", 2),
        ("翻倍了", 2),
        ("翻了两番", 4),
        ("增长了一倍", 2),
        ("涨了一半", Fraction(3, 2)),
        ("腰斩", Fraction(1, 2)),
        ("跌了一半", Fraction(1, 2)),
        ("打了对折", Fraction(1, 2)),
        ("跟前年一样", 1),
        ("只有前年的八成", Fraction(4, 5)),
    ],
)
def test_words_that_multiply(said: str, times: Fraction) -> None:
    wanted = {"revenue_prev_yuan": 2000 * WAN, "revenue_yuan": int(2000 * WAN * times)}
    assert facts(f"前年营收2000万,去年{said}") == wanted
    assert facts(f"前年2000万,去年{said}", "revenue_yuan") == wanted


@pytest.mark.parametrize(
    "said",
    [
        "比前年翻了两倍",
        "比前年多了两百多万",
        "比前年涨了不到两成",
        "三年翻了一番",
        "比去年同期增长30%",
        "今年预计翻一番",
        "比隔壁厂少200万",
        "利润比前年多了100万",
        "比前年多",
    ],
)
def test_what_is_not_exact_or_of_a_full_year_computes_nothing(said: str) -> None:
    assert facts(f"去年营收2000万,{said}") == {"revenue_yuan": 2000 * WAN}


@settings(deadline=None, max_examples=100)
@given(st.integers(2, 900), st.integers(2, 900))
def test_what_has_changed_is_what_it_became(before: int, after: int) -> None:
    assume(before != after)
    verb = "涨" if after > before else "降"
    for text in (
        f"员工从{before}人{verb}到了{after}人",
        f"原来{before}人,现在{after}人",
        f"员工{before}人{verb}到{after}人",
    ):
        assert facts(text) == {"employees": after}, text
    assert facts(f"从{before}{verb}到{after}了", "employees") == {"employees": after}
    assert facts(f"发明专利从{before}件{verb}到{after}件") == {"invention_patents": after}
    less_or_more = "多" if after > before else "少"
    assert facts(f"现在{after}人,比去年{less_or_more}了{abs(after - before)}人") == {"employees": after}
    if after > before:
        assert facts(f"去年{before}个人,今年又招了{after - before}个") == {"employees": after}


@settings(deadline=None, max_examples=60)
@given(st.integers(1950, 2049), st.sampled_from(["多", "来", "余"]))
def test_a_vague_number_is_no_year(number: int, vague: str) -> None:
    said = facts(f"营收{number}{vague}万")
    assert "revenue_yuan" in said
    assert not any(name.startswith("founded") for name in said)


@settings(deadline=None, max_examples=100)
@given(st.permutations(["revenue", "staff", "patents", "debt"]), st.integers(2, 900), st.integers(1, 99), st.booleans())
def test_speech_without_pauses_says_the_same(order: list[str], count: int, share: int, founded: bool) -> None:
    told: dict[str, tuple[str, dict[str, object]]] = {
        "revenue": (f"营收{count}0万", {"revenue_yuan": count * 10 * WAN}),
        "staff": (f"员工{count}人", {"employees": count}),
        "patents": (f"发明专利{share}件", {"invention_patents": share}),
        "debt": (f"资产负债率{share}%", {"debt_ratio": share / 100}),
    }
    parts = (["公司2018年成立"] if founded else []) + [told[name][0] for name in order]
    wanted: dict[str, object] = {"founded_year": 2018} if founded else {}
    for name in order:
        wanted |= told[name][1]
    assert facts("".join(parts)) == pytest.approx(wanted) == facts(",".join(parts))
