"""Verdicts, reasons, gaps and amounts on rule books of one or two programmes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.model import Due, Finding, Outcome, Verdict, Why
from rules.rulebook import RuleBook

DAY = date(2024, 6, 1)
CITY = '{ fact = "city", is = "日照", quote = "我市企业" }'
REVENUE = '{ fact = "revenue_yuan", at_least = 5_000_000, quote = "500万元以上" }'
PEOPLE = '{ fact = "employees", at_most = 300, quote = "不超过300人" }'
SHARE = (
    '{ kind = "share", of = "investment_yuan", rate = 0.2, cap_yuan = 20_000_000,'
    ' quote = "投资额的20%补贴,最高2000万元" }'
)
OFFICE = '{ judged_by = "主管部门", what = "信用良好", quote = "信用良好由主管部门认定" }'
Write = Callable[..., str]
Load = Callable[..., RuleBook]


@pytest.fixture
def judge(book: Load, programme: Write) -> Callable[..., Outcome]:
    def run(condition: str, facts: dict[str, Any], award: str | None = None, day: date = DAY) -> Outcome:
        text = programme(condition) if award is None else programme(condition, award)
        loaded = book(one=text)
        return loaded.evaluate(loaded.validate(facts), day)[0]

    return run


@pytest.mark.parametrize(
    ("revenue", "verdict", "why"),
    [
        (5_000_000, Verdict.ELIGIBLE, Why.SETTLED),
        (4_999_999, Verdict.NOT_ELIGIBLE, Why.SETTLED),
        ({"value": 5_000_000, "bound": "lt"}, Verdict.NOT_ELIGIBLE, Why.SETTLED),
        ({"value": 5_000_000, "bound": "lte"}, Verdict.UNKNOWN, Why.INEXACT),
        ({"value": 5_000_000, "bound": "gt"}, Verdict.ELIGIBLE, Why.SETTLED),
        ({"value": 5_000_000, "approximate": True}, Verdict.UNKNOWN, Why.INEXACT),
        ({"value": 7_000_000, "approximate": True}, Verdict.ELIGIBLE, Why.SETTLED),
        ({"low": 4_000_000, "high": 6_000_000}, Verdict.UNKNOWN, Why.INEXACT),
        ("unknown", Verdict.UNKNOWN, Why.NOT_KNOWN),
    ],
)
def test_a_threshold_and_what_straddles_it(judge: Any, revenue: Any, verdict: Verdict, why: Why) -> None:
    outcome = judge(f"[{REVENUE}]", {"revenue_yuan": revenue})
    assert (outcome.verdict, outcome.reasons[0].why) == (verdict, why)
    assert outcome.missing == (("revenue_yuan",) if verdict is Verdict.UNKNOWN else ())


def test_more_than_leaves_its_figure_out(judge: Any) -> None:
    more = '[{ fact = "rd_ratio", more_than = 0.03, quote = "超过3%" }]'
    assert judge(more, {"rd_ratio": 0.03}).verdict is Verdict.NOT_ELIGIBLE
    assert judge(more, {"rd_expense_yuan": 301_000, "revenue_yuan": 10_000_000}).verdict is Verdict.ELIGIBLE


def test_around_is_met_by_the_very_figure_and_open_beside_it(judge: Any) -> None:
    around = '[{ fact = "revenue_yuan", around = 10_000_000, quote = "1000万元左右" }]'
    assert judge(around, {"revenue_yuan": 10_000_000}).verdict is Verdict.ELIGIBLE
    beside = judge(around, {"revenue_yuan": 11_000_000})
    assert (beside.verdict, beside.reasons[0].why, beside.missing) == (Verdict.UNKNOWN, Why.TEXT_OPEN, ())


def test_what_an_office_judges_is_listed_and_holds_nothing_back(judge: Any) -> None:
    outcome = judge(f"[{CITY}, {OFFICE}]", {"city": "日照"})
    assert outcome.verdict is Verdict.ELIGIBLE
    assert (outcome.reasons[1].finding, outcome.reasons[1].judged_by) == (Finding.UNKNOWN, "主管部门")


@pytest.mark.parametrize(
    ("kind", "facts", "verdict"),
    [
        ("any", {"city": "青岛"}, Verdict.UNKNOWN),
        ("any", {"city": "日照"}, Verdict.ELIGIBLE),
        ("any", {"city": "青岛", "revenue_yuan": 1}, Verdict.NOT_ELIGIBLE),
        ("none", {"city": "日照"}, Verdict.NOT_ELIGIBLE),
        ("none", {"city": "青岛"}, Verdict.UNKNOWN),
        ("none", {"city": "青岛", "revenue_yuan": 1}, Verdict.ELIGIBLE),
        ("all", {"city": "青岛"}, Verdict.NOT_ELIGIBLE),
        ("all", {"city": "日照"}, Verdict.UNKNOWN),
    ],
)
def test_groups_in_three_values(judge: Any, kind: str, facts: dict[str, Any], verdict: Verdict) -> None:
    assert judge(f"[{{ {kind} = [{CITY}, {REVENUE}] }}]", facts).verdict is verdict


def test_at_least_k_of_n(judge: Any) -> None:
    two = f"[{{ count_at_least = 2, of = [{CITY}, {REVENUE}, {PEOPLE}] }}]"
    assert judge(two, {"city": "日照", "employees": 300}).verdict is Verdict.ELIGIBLE
    half = judge(two, {"city": "日照", "employees": 301})
    assert (half.verdict, half.missing) == (Verdict.UNKNOWN, ("revenue_yuan",))
    none = judge(two, {"city": "青岛", "employees": 301})
    assert (none.verdict, none.missing) == (Verdict.NOT_ELIGIBLE, ())


def test_facts_that_cannot_matter_any_more_are_not_missing(judge: Any) -> None:
    condition = f"[{{ any = [{CITY}, {{ all = [{REVENUE}, {PEOPLE}] }}] }}]"
    assert judge(condition, {"employees": 900}).missing == ("city",)
    assert judge(condition, {}).missing == ("city", "revenue_yuan", "employees")


def test_gaps_are_in_the_facts_own_unit(judge: Any) -> None:
    assert judge(f"[{REVENUE}]", {"revenue_yuan": 3_000_000}).reasons[0].gap == "还差200万元"
    assert judge(f"[{PEOPLE}]", {"employees": 320}).reasons[0].gap == "超出20人"
    ratio = '[{ fact = "rd_ratio", at_least = 0.03, quote = "超过3%" }]'
    assert judge(ratio, {"rd_ratio": 0.022}).reasons[0].gap == "还差0.8 个百分点"
    years = '[{ fact = "registered_years", at_least = 2, quote = "两年以上" }]'
    assert judge(years, {"founded_date": "2023-01-01"}).reasons[0].gap == "还差8个月,到2025年1月1日就够"


YEARS = '[{ fact = "registered_years", at_least = 2, quote = "两年以上" }]'
AGE = '[{ fact = "founded_date", age_years_at_least = 2, quote = "两年以上" }]'
RENEWED = '[{ fact = "honours", has = "省级专精特新", event = "复核通过", quote = "复核" }]'


@pytest.mark.parametrize(
    ("condition", "facts", "due", "gap"),
    [
        (YEARS, {"founded_date": "2023-01-01"}, Due(date(2025, 1, 1), "day"), "到2025年1月1日就够"),
        (YEARS, {"founded_date": "2023-01"}, Due(date(2025, 1, 31), "month"), "到2025年1月就够"),
        (YEARS, {"registered_years": 1.5}, Due(date(2024, 12, 1), "month"), "还差6个月,到2024年12月就够"),
        (YEARS, {"registered_years": 1, "founded_date": "2000-01-01"}, Due(date(2025, 6, 1), "month"), "还差12个月"),
        (YEARS, {"registered_years": {"value": 1, "bound": "lt"}}, None, "还差12个月"),
        (AGE, {"founded_date": "2024-02-29"}, Due(date(2026, 2, 28), "day"), "还差21个月,到2026年2月28日就够"),
        (
            RENEWED,
            {"honours": ["省级专精特新"], "honour_event": "新认定", "honour_year": 2023},
            Due(date(2026, 12, 31), "year"),
            "是2023年新认定的,有效期3年,到2026年期满",
        ),
        (RENEWED, {"honours": ["省级专精特新"], "honour_event": "新认定"}, None, "本次是新认定"),
        (RENEWED, {"honours": ["省级专精特新"], "honour_event": "新认定", "honour_year": 2020}, None, "本次是新认定"),
        (RENEWED, {"honours": [], "honour_event": "新认定", "honour_year": 2023}, None, "未取得该称号"),
    ],
)
def test_what_time_alone_brings_has_its_day(
    judge: Any, condition: str, facts: dict[str, Any], due: Due | None, gap: str
) -> None:
    """From the last day that was meant; a title that has run out already, or is not held, comes with no day."""
    outcome = judge(condition, facts)
    assert outcome.verdict is Verdict.NOT_ELIGIBLE and gap in (outcome.nearest or "")
    assert [reason.due for reason in outcome.mend] == [due]


def test_the_cheapest_branch_of_an_any_is_named(judge: Any) -> None:
    condition = f"[{{ any = [{{ all = [{CITY}, {PEOPLE}] }}, {REVENUE}] }}]"
    nearest = judge(condition, {"city": "青岛", "employees": 900, "revenue_yuan": 4_000_000}).nearest
    assert nearest == "上年营业收入不低于500万元(还差100万元)"


def test_of_two_single_steps_the_smaller_gap_is_named(judge: Any) -> None:
    condition = f"[{{ any = [{REVENUE}, {PEOPLE}, {CITY}] }}]"
    outcome = judge(condition, {"city": "青岛", "employees": 303, "revenue_yuan": 4_000_000})
    assert [(reason.fact, reason.short) for reason in outcome.mend] == [("employees", 0.01)]
    assert "超出3人" in (outcome.nearest or "")


def test_a_base_of_nothing_is_no_narrow_miss(judge: Any) -> None:
    sold = '[{ fact = "investment_yuan", more_than = 0, quote = "投资额的20%补贴" }]'
    assert judge(sold, {"investment_yuan": 0}).mend[0].short == 1


@pytest.mark.parametrize(
    ("investment", "yuan", "words"),
    [
        (50_000_000, 10_000_000, "5000万元 × 20% = 1000万元"),
        (100_000_000, 20_000_000, "恰好等于上限"),
        (150_000_000, 20_000_000, "超过上限,按上限2000万元"),
        (12.5, 3, "× 20%"),
    ],
)
def test_a_share_and_its_cap(judge: Any, investment: float, yuan: int, words: str) -> None:
    amount = judge(f"[{CITY}]", {"city": "日照", "investment_yuan": investment}, SHARE).amount
    assert amount.yuan == amount.high_yuan == yuan and words in amount.working


def test_a_share_while_the_base_is_open(judge: Any) -> None:
    amount = judge(f"[{CITY}]", {"city": "日照"}, SHARE).amount
    assert (amount.yuan, amount.low_yuan, amount.high_yuan) == (None, 0, 20_000_000)
    assert amount.decided_by == ("investment_yuan",)
    rough = {"city": "日照", "investment_yuan": {"low": 1_000_000, "high": 2_000_000}}
    between = judge(f"[{CITY}]", rough, SHARE).amount
    assert (between.yuan, between.low_yuan, between.high_yuan) == (None, 200_000, 400_000)
    above = {"city": "日照", "investment_yuan": {"value": 100_000_000, "bound": "gte"}}
    assert judge(f"[{CITY}]", above, SHARE).amount.yuan == 20_000_000


def test_an_undecided_programme_promises_a_range_from_nothing(judge: Any) -> None:
    fixed = '{ kind = "fixed", yuan = 500_000, quote = "奖励50万元" }'
    amount = judge(f"[{CITY}]", {}, fixed).amount
    assert (amount.yuan, amount.low_yuan, amount.high_yuan, amount.decided_by) == (None, 0, 500_000, ("city",))


@pytest.mark.parametrize(
    ("award", "facts", "yuan", "per", "words"),
    [
        (
            '{ kind = "per_unit", yuan = 100_000, count_of = "incubated", which = "省级瞪羚", quote = "每家10万元" }',
            {"incubated": {"省级瞪羚": 2}},
            200_000,
            None,
            "2家 × 10万元 = 20万元",
        ),
        (
            '{ kind = "yearly", yuan = 1_000_000, years = 3, quote = "连续三年每年100万元" }',
            {},
            1_000_000,
            "year",
            "共3年",
        ),
        (
            '{ kind = "tiers", by = "college_level", steps = [{ is = "省级", yuan = 1_000_000 },'
            ' { is = "国家级", yuan = 2_000_000 }], quote = "省级100万元、国家级200万元" }',
            {"college_level": "国家级"},
            2_000_000,
            None,
            "国家级",
        ),
        (
            '{ kind = "tax_credit", of = "equipment_investment_yuan", rate = 0.1, against = "tax_payable_yuan",'
            ' carry_over_years = 5, quote = "投资额的10%抵免,结转5个纳税年度" }',
            {"equipment_investment_yuan": 2_000_000, "tax_payable_yuan": 50_000},
            200_000,
            None,
            "本年可抵5万元,其余15万元可结转以后年度(最长5个纳税年度)",
        ),
        (
            '{ kind = "price_deduction", rate_from = 0.02, rate_to = 0.03, quote = "2%-3%价格扣除" }',
            {},
            None,
            None,
            "2%—3%",
        ),
        ('{ kind = "percentage_points", points = 10, quote = "提高10个百分点" }', {}, None, None, "10个百分点"),
        ('{ kind = "promised", quote = "我市企业" }', {}, None, None, "没有写"),
        (
            '{ kind = "share", of = "loan_yuan", rate = 0.008, floor_yuan = 10_000, quote = "8‰补贴,不少于1万元" }',
            {"loan_yuan": 100_000},
            10_000,
            None,
            "按下限1万元",
        ),
    ],
)
def test_kinds_of_awards(judge: Any, award: str, facts: dict[str, Any], yuan: Any, per: Any, words: str) -> None:
    amount = judge(f"[{CITY}]", {"city": "日照", **facts}, award).amount
    assert (amount.yuan, amount.per) == (yuan, per) and words in amount.working


def test_only_the_highest_of_a_group_where_the_text_says_so(book: Load, programme: Write) -> None:
    group = 'exclusive_group = "g"\nexclusive_quote = "就高不重复"'
    high = '{ kind = "fixed", yuan = 500_000, quote = "奖励50万元" }'
    low = '{ kind = "fixed", yuan = 200_000, quote = "奖励20万元" }'
    loaded = book(
        a=programme(f"[{CITY}]", low, group), b=programme(f"[{CITY}]", high, group), c=programme(f"[{CITY}]", low)
    )
    found = {item.programme: item.verdict.value for item in loaded.evaluate({"city": "日照"}, DAY)}
    assert found == {"a": "superseded_by_higher", "b": "eligible", "c": "eligible"}
    alone = loaded.evaluate({"city": "日照"}, DAY, programmes=("a",))
    assert alone[0].verdict is Verdict.SUPERSEDED_BY_HIGHER


def test_a_day_that_no_version_covers_is_an_answer(book: Load, programme: Write) -> None:
    dates = 'series = "s"\nvalid_from = 2022-01-01\nvalid_until = 2023-01-01\ngap_reason = "停办一年"'
    loaded = book(
        a=programme(f"[{CITY}]", rest=dates), b=programme(f"[{CITY}]", rest='series = "s"\nvalid_from = 2024-01-01')
    )
    facts = {"city": "日照"}
    for day, programme_id, verdict in (
        (date(2021, 12, 31), "a", Verdict.UNKNOWN),
        (date(2022, 1, 1), "a", Verdict.ELIGIBLE),
        (date(2022, 12, 31), "a", Verdict.ELIGIBLE),
        (date(2023, 1, 1), "a", Verdict.UNKNOWN),
        (date(2024, 1, 1), "b", Verdict.ELIGIBLE),
    ):
        [outcome] = loaded.evaluate(facts, day)
        assert (outcome.programme, outcome.verdict) == (programme_id, verdict)
    [between] = loaded.evaluate(facts, date(2023, 6, 1))
    assert "2023-06-01" in between.reasons[0].condition and "停办一年" in between.reasons[0].condition


def test_a_receipt_replays_a_result(book: Load, programme: Write) -> None:
    loaded = book(a=programme(f"[{CITY}]"))
    outcomes = loaded.evaluate({"city": "日照"}, DAY)
    receipt = loaded.receipt({"city": "日照"}, DAY, outcomes)
    assert receipt.rulebook == loaded.version
    again = loaded.evaluate(receipt.facts, receipt.as_of)
    assert loaded.receipt(receipt.facts, receipt.as_of, again) == receipt
