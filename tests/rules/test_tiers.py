"""The ladder of titles: rules of 2026 and 2022, scores from bands, where a company stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.errors import FactError
from rules.evaluation.scoring import Score, score_facts, scores
from rules.evaluation.values import Interval, high_of, low_of
from rules.figures import stands_in
from rules.ladder import Standing, climb, programmes_of, rungs
from rules.language.definitions import NUMBERS
from rules.model import ClauseId, Finding, Outcome, Verdict
from rules.rulebook import RuleBook

TODAY = date(2026, 11, 22)
CHANGE = date(2026, 4, 1)
TIERS = {
    "little-giant-review-2026",
    "srdi-sme-2026", "srdi-sme-2022", "little-giant-2026", "little-giant-2022", "innovative-sme", "tech-sme",
    "high-tech-enterprise", "single-champion", "gazelle-shandong",
}  # fmt: skip


def tiers(book: RuleBook) -> dict[str, Any]:
    return {programme.id: programme for programme in book.programmes if programme.kind == "tier"}


def one(book: RuleBook, id: str, facts: Mapping[str, Any], day: date = TODAY) -> Outcome:
    [outcome] = book.evaluate(book.validate(dict(facts)), day, programmes=[id])
    return outcome


def granted(book: RuleBook, id: str) -> tuple[dict[str, Any], date]:
    """The facts of the first example that is granted, and its day."""
    example = next(item for item in tiers(book)[id].examples if item["outcome"] == "eligible")
    day = example["as_of"]
    return dict(example["facts"]), day if isinstance(day, date) else date.fromisoformat(day)


def test_all_tiers_are_there_and_rest_on_summaries(real_book: RuleBook) -> None:
    assert tiers(real_book).keys() >= TIERS
    for id in TIERS:
        programme = tiers(real_book)[id]
        assert "官方原文" in programme.notes and programme.quote
        assert not programme.document.startswith(("jinan", "rizhao", "shandong-plan"))


@pytest.mark.parametrize("id", sorted(TIERS))
def test_every_example_comes_out_as_its_file_says(real_book: RuleBook, id: str) -> None:
    examples = tiers(real_book)[id].examples
    assert {example["outcome"] for example in examples} == {"eligible", "not_eligible", "unknown"}
    for example in examples:
        day = example["as_of"] if isinstance(example["as_of"], date) else date.fromisoformat(example["as_of"])
        assert one(real_book, id, example["facts"], day).verdict.value == example["outcome"], example["name"]


@pytest.mark.parametrize("id", sorted(TIERS))
def test_each_fact_that_is_missing_is_asked_for(real_book: RuleBook, id: str) -> None:
    """Without one fact that decides, the verdict is open and the fact is named; never taken for nought."""
    facts, day = granted(real_book, id)
    for name in facts:
        outcome = one(real_book, id, {key: value for key, value in facts.items() if key != name}, day)
        assert outcome.verdict in (Verdict.ELIGIBLE, Verdict.UNKNOWN), (name, outcome)
        if outcome.verdict is Verdict.UNKNOWN:
            assert outcome.missing, name


@pytest.mark.parametrize("id", sorted(TIERS - {"innovative-sme", "tech-sme"}))
def test_thresholds_hold_to_the_unit(real_book: RuleBook, id: str) -> None:
    """At a bound the requirement is met as its words say; one step on the wrong side it is not."""
    facts, day = granted(real_book, id)
    checked = 0
    for leaf in tiers(real_book)[id].leaves:
        name, bounds = leaf.test.fact, (leaf.test.lower, leaf.test.upper)
        if name is None or leaf.test.operator != "range" or sum(bound is not None for bound in bounds) != 1:
            continue
        bound = leaf.test.lower or leaf.test.upper
        assert bound is not None
        step = {"money": 1, "ratio": 0.0001}.get(real_book.facts[name].type, 1) * (-1 if leaf.test.lower else 1)
        at = _finding(one(real_book, id, {**facts, name: bound.figure}, day), leaf.condition, leaf.quote)
        worse = _finding(one(real_book, id, {**facts, name: bound.figure + step}, day), leaf.condition, leaf.quote)
        assert at is (Finding.MET if bound.inclusive else Finding.NOT_MET), leaf.condition
        assert worse is Finding.NOT_MET, leaf.condition
        checked += 1
    assert checked >= 3


def _finding(outcome: Outcome, condition: str, quote: str) -> Finding:
    return next(reason.finding for reason in outcome.reasons if reason.condition == condition and reason.quote == quote)


@pytest.mark.parametrize("series", ["srdi-sme", "little-giant"])
def test_the_version_of_the_day_is_the_one_that_counts(real_book: RuleBook, series: str) -> None:
    versions = [programme.id for programme in real_book.programmes if programme.series == series]
    for day, year in ((CHANGE - timedelta(1), "2022"), (CHANGE, "2026"), (TODAY, "2026"), (date(2022, 6, 1), "2022")):
        found = real_book.evaluate({}, day, programmes=versions)
        assert [outcome.programme for outcome in found] == [f"{series}-{year}"], day


def test_a_day_before_every_version_is_said_to_have_no_rule(real_book: RuleBook) -> None:
    found = real_book.evaluate({}, date(2020, 1, 1), programmes=["srdi-sme-2022", "srdi-sme-2026"])
    assert len(found) == 1 and found[0].verdict is Verdict.UNKNOWN
    assert "2020-01-01" in found[0].reasons[0].condition


def test_one_company_under_the_old_rules_and_the_new(real_book: RuleBook) -> None:
    """Two years in its segment and 12 million of revenue were enough until the end of March 2026."""
    facts = {
        "is_sme": True, "honours": ["创新型中小企业"], "segment_years": 2, "revenue_yuan": 12_000_000,
        "rd_expense_yuan": 1_000_000, "srdi_score_2022": 60,
    }  # fmt: skip
    assert one(real_book, "srdi-sme-2022", facts, CHANGE - timedelta(1)).verdict is Verdict.ELIGIBLE
    after = one(real_book, "srdi-sme-2026", facts, CHANGE)
    assert after.verdict is Verdict.NOT_ELIGIBLE
    gaps = [reason.gap for reason in after.reasons if reason.finding is Finding.NOT_MET]
    assert "还差12个月" in gaps and "还差300万元" in gaps


def test_what_only_an_office_judges_is_listed_and_holds_nothing_back(real_book: RuleBook) -> None:
    facts, day = granted(real_book, "little-giant-2026")
    outcome = one(real_book, "little-giant-2026", facts, day)
    judged = [reason for reason in outcome.reasons if reason.judged_by]
    assert outcome.verdict is Verdict.ELIGIBLE and len(judged) >= 3
    assert all(reason.finding is Finding.UNKNOWN for reason in judged)


# Scores


@pytest.mark.parametrize("score", scores(), ids=lambda score: score.name)
def test_every_band_stands_in_the_summary(
    real_clauses: Mapping[ClauseId, str], real_book: RuleBook, score: Score
) -> None:
    text = real_clauses[(score.document, score.clause)]
    assert score.name in real_book.facts and (score.parts or score.sum_of)
    for part in score.parts:
        for indicator in part:
            definition = real_book.facts[indicator.fact]
            assert indicator.quote in text
            for step in indicator.steps:
                assert f"{step.points}分" in indicator.quote
                bound = step.at_least if step.at_least is not None else step.at_most
                if bound is not None:
                    kind = {"ratio": "fraction"}.get(definition.type, definition.type)
                    assert stands_in(bound, kind, indicator.quote), (indicator.fact, bound)
                elif definition.choices:
                    assert step.equal in definition.choices


@pytest.mark.parametrize(
    ("facts", "name", "wanted"),
    [
        ({"ip_grade": "高价值Ⅰ类", "rd_ratio": 0.05}, "innovative_ability_score", 40),
        ({"ip_grade": "没有", "rd_ratio": 0.0099}, "innovative_ability_score", 0),
        ({"ip_grade": "Ⅱ类", "rd_ratio": 0.02}, "innovative_ability_score", 15),
        ({"main_revenue_growth": 0.15, "debt_ratio": 0.55}, "innovative_growth_score", 30),
        ({"main_revenue_growth": -0.01, "debt_ratio": 0.5501}, "innovative_growth_score", 5),
        ({"main_revenue_growth": 0.0, "debt_ratio": 0.7501}, "innovative_growth_score", 5),
        ({"strategic_field": True, "main_business_ratio": 0.70}, "innovative_focus_score", 30),
        ({"strategic_field": False, "main_business_ratio": 0.4999}, "innovative_focus_score", 5),
        ({"tech_staff_ratio": 0.30}, "tech_staff_score", 20),
        ({"tech_staff_ratio": 0.0999}, "tech_staff_score", 0),
        ({"tech_staff_ratio": 0.1, "rd_ratio": 0.02, "rd_cost_ratio": 0.30}, "tech_rd_score", 50),
        ({"tech_staff_ratio": 0.1, "class1_ip": 0, "class2_ip": 3}, "tech_ip_score", 18),
        ({"tech_staff_ratio": 0.1, "class1_ip": 1, "class2_ip": 0}, "tech_ip_score", 30),
    ],
)
def test_points_of_a_band_include_its_bound(facts: dict[str, Any], name: str, wanted: int) -> None:
    assert score_facts(facts)[name] == wanted


def test_what_is_not_known_makes_a_range_never_nought() -> None:
    found = score_facts({"ip_grade": "高价值Ⅰ类"})
    assert found["innovative_ability_score"] == Interval(20.0, 40.0)
    assert found["innovative_score"] == Interval(20.0, 100.0)
    assert score_facts({"rd_ratio": 0.05, "debt_ratio": 0.5}) == {}
    assert "innovative_ability_score" not in score_facts({"ip_grade": "unknown"})


def test_what_was_said_of_a_score_goes_before_what_follows() -> None:
    found = score_facts(
        {"innovative_ability_score": 33.0, "innovative_growth_score": 20.0, "innovative_focus_score": 20.0}
    )
    assert found["innovative_score"] == 73.0


def test_a_minimum_in_each_part_is_needed_beside_the_sum(real_book: RuleBook) -> None:
    """Every pair of parts at its best cannot make up for a third below its minimum."""
    no = {"is_sme": True, "honours": [], "science_award": "没有", "rd_institution": "没有"}
    no["equity_financing_three_years_yuan"] = 0
    for ability, growth, focus in product((19, 20, 40), (14, 15, 30), (14, 15, 30)):
        facts = {
            **no,
            "innovative_ability_score": ability,
            "innovative_growth_score": growth,
            "innovative_focus_score": focus,
        }
        fits = ability >= 20 and growth >= 15 and focus >= 15 and ability + growth + focus >= 60
        assert one(real_book, "innovative-sme", facts).verdict is (Verdict.ELIGIBLE if fits else Verdict.NOT_ELIGIBLE)


_OWN_GRADES = ("高价值Ⅰ类", "自主研发Ⅰ类")
INDICATORS = sorted({indicator.fact for score in scores() for part in score.parts for indicator in part})


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_further_fact_only_narrows_a_score(real_book: RuleBook, data: st.DataObject) -> None:
    facts: dict[str, Any] = {}
    before: dict[str, Any] = {}
    for name in data.draw(st.permutations(INDICATORS)):
        definition = real_book.facts[name]
        own = facts.get("class1_ip", 0) >= 1, facts.get("ip_grade", _OWN_GRADES[0]) in _OWN_GRADES
        if name == "class1_ip" and not own[1]:
            facts[name] = 0  # whose best right is not its own has no right of its own
        elif definition.choices:
            facts[name] = data.draw(st.sampled_from(_OWN_GRADES if own[0] else definition.choices))
        elif definition.type in NUMBERS:
            facts[name] = data.draw(st.sampled_from([0.0, 0.01, 0.1, 0.15, 0.3, 0.55, 0.6, 0.75, 1.0, 4.0]))
        else:
            facts[name] = data.draw(st.booleans())
        after = score_facts(facts)
        for score, value in before.items():
            assert low_of(value) <= low_of(after[score]) <= high_of(after[score]) <= high_of(value)
        before = after
    assert all(not isinstance(value, Interval) for value in before.values())


# The ladder


def test_rungs_name_honours_and_programmes_that_exist(real_book: RuleBook) -> None:
    honours = real_book.facts["honours"].choices
    leading = set()
    for rung in rungs():
        assert set(rung.honours) <= set(honours)
        found = programmes_of(real_book, rung, TODAY)
        assert len(found) == len(rung.programmes), rung.id
        leading |= set(found)
    keeping = {item.programme for item in climb(real_book, {"honours": list(honours)}, TODAY).steps[2].review}
    assert keeping == {"little-giant-review-2026"}
    assert leading | keeping == {id for id in TIERS if not id.endswith("2022")}


def test_whoever_holds_the_title_sees_what_its_review_asks(real_book: RuleBook) -> None:
    """The review of 2026 goes by the table of 2022, and only those who have the title have one."""
    facts = {"is_sme": True, "honours": ["国家级专精特新小巨人"], "debt_ratio": 0.72}
    [review] = next(step for step in climb(real_book, facts, TODAY).steps if step.rung.id == "little-giant").review
    assert review.verdict is Verdict.NOT_ELIGIBLE and review.document == "srdi-rules-2022"
    assert [reason.gap for reason in review.reasons if reason.finding is Finding.NOT_MET] == ["超出2 个百分点"]
    assert not any(step.review for step in climb(real_book, {**facts, "honours": ["省级专精特新"]}, TODAY).steps)
    assert not any(step.review for step in climb(real_book, facts, date(2027, 1, 1)).steps)


def test_a_prize_of_another_rank_hides_nothing(real_book: RuleBook) -> None:
    """A fourth place of the state and a third of the province; the old single answer still counts as one of several."""
    facts, day = granted(real_book, "srdi-sme-2026")
    facts |= {"class1_ip": 0, "rd_institution": "没有"}
    for prizes, verdict in (
        (["国家级第四、五名", "省部级前三名"], Verdict.ELIGIBLE),
        ("省部级前三名", Verdict.ELIGIBLE),
        (["国家级第四、五名"], Verdict.UNKNOWN),
        ("没有", Verdict.NOT_ELIGIBLE),
    ):
        assert one(real_book, "srdi-sme-2026", {**facts, "science_award": prizes}, day).verdict is verdict, prizes
    with pytest.raises(FactError):
        real_book.validate({"science_award": "诺贝尔奖"})


@pytest.mark.parametrize(
    ("honours", "current", "above"),
    [
        ([], None, "first"),
        (["科技型中小企业"], "first", "srdi-sme"),
        (["创新型中小企业", "省级瞪羚"], "first", "srdi-sme"),
        (["省级专精特新"], "srdi-sme", "little-giant"),
        (["国家级专精特新小巨人"], "little-giant", "single-champion"),
        (["国家级单项冠军产品"], "single-champion", None),
        (["省级瞪羚"], None, "first"),
    ],
)
def test_the_ladder_knows_where_a_company_stands(
    real_book: RuleBook, honours: list[str], current: str | None, above: str | None
) -> None:
    ladder = climb(real_book, {"honours": honours}, TODAY)
    assert (ladder.current and ladder.current.rung.id, ladder.next and ladder.next.rung.id) == (current, above)
    assert [step.rung for step in ladder.steps] == list(rungs())


def test_an_honour_whose_level_was_not_said_is_not_yet_a_rung(real_book: RuleBook) -> None:
    ladder = climb(real_book, {"honours": ["专精特新"]}, TODAY)
    step = next(step for step in ladder.steps if step.rung.id == "srdi-sme")
    assert step.standing is Standing.NOT_KNOWN and ladder.current is None
    assert all(step.standing is Standing.NOT_KNOWN for step in climb(real_book, {}, TODAY).steps)


def test_the_next_rung_says_what_is_met_missing_and_short(real_book: RuleBook) -> None:
    facts = {"is_sme": True, "honours": ["创新型中小企业"], "revenue_yuan": 20_000_000, "debt_ratio": 0.83}
    above = climb(real_book, facts, TODAY).next
    assert above is not None and [outcome.programme for outcome in above.outcomes] == ["srdi-sme-2026"]
    met, short, open_ones = (
        {reason.fact for reason in above.of(finding)} for finding in (Finding.MET, Finding.NOT_MET, Finding.UNKNOWN)
    )
    assert {"is_sme", "honours", "revenue_yuan"} <= met and short == {"debt_ratio"} and "class1_ip" in open_ones
    assert [reason.gap for reason in above.of(Finding.NOT_MET)] and "3" in (above.of(Finding.NOT_MET)[0].gap or "")


def test_the_ladder_of_an_earlier_day_leads_by_the_rules_of_that_day(real_book: RuleBook) -> None:
    above = climb(real_book, {"honours": ["省级专精特新"]}, CHANGE - timedelta(1)).next
    assert above is not None and [outcome.programme for outcome in above.outcomes] == ["little-giant-2022"]
