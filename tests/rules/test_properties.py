"""What must hold for every company: nothing settled is reversed, both ways to run the tree agree."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.evaluation.scoring import scores
from rules.evaluation.states import NOT_MET, OFFICE, UNKNOWN
from rules.evaluation.walk import Judged
from rules.language.conditions import Leaf
from rules.model import Verdict
from rules.rulebook import RuleBook
from rules.screening import Screening
from tests.rules.companies import AS_OF, Companies


def _settled(judged: list[Judged]) -> dict[str, bool]:
    return {item.programme.id: item.eligible for item in judged if not item.undecided}


@settings(deadline=None, max_examples=120)
@given(seed=st.integers(0, 2**32))
def test_a_further_fact_never_reverses_a_settled_verdict(real_book: RuleBook, seed: int) -> None:
    companies = Companies(real_book, seed)
    truth = companies.whole()
    known = companies.part(truth)
    before = _settled(real_book.judge(known, AS_OF))
    for _ in range(4):
        known = companies.more(known, truth)
        after = _settled(real_book.judge(known, AS_OF))
        assert before.items() <= after.items(), {name for name in before if before[name] != after.get(name)}
        before = after


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32))
def test_a_whole_truth_settles_what_the_text_settles(real_book: RuleBook, seed: int) -> None:
    """Only what the text itself leaves open stays open, and a ratio to a revenue of nothing."""
    truth = Companies(real_book, seed).whole()
    for outcome in real_book.evaluate(truth, AS_OF):
        if outcome.verdict is Verdict.UNKNOWN:
            assert {"rd_ratio", "rd_ratio_prev"}.issuperset(outcome.missing), outcome


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_facts_that_are_not_missing_no_longer_matter(real_book: RuleBook, seed: int) -> None:
    """Whatever becomes known of the facts that are not listed, no open programme is settled by them alone."""
    companies = Companies(real_book, seed)
    truth = companies.whole()
    known = companies.part(truth)
    outcomes = real_book.evaluate(known, AS_OF)
    wanted = {name for outcome in outcomes for name in outcome.missing}
    ways_round = {"is_sme": {"industry", "employees", "revenue_yuan", "total_assets_yuan"}}
    reach = wanted | {other for name in wanted for other in _roots(name, ways_round)}
    irrelevant = {name: value for name, value in truth.items() if name not in reach and name not in known}
    again = {item.programme: item for item in real_book.evaluate({**known, **irrelevant}, AS_OF)}
    for outcome in outcomes:
        assert again[outcome.programme].verdict is outcome.verdict, outcome


def _roots(name: str, ways_round: dict[str, set[str]]) -> set[str]:
    derived = {
        "registered_years": {"founded_date"},
        "rd_ratio": {"rd_expense_yuan", "revenue_yuan"},
        "rd_ratio_prev": {"rd_expense_prev_yuan", "revenue_prev_yuan"},
        "rd_expense_two_years_yuan": {"rd_expense_yuan", "rd_expense_prev_yuan"},
        "revenue_growth": {"revenue_yuan", "revenue_prev_yuan"},
        "city": {"district", "role_city"},
        "role_city": {"district", "city"},
        "honour_event": {"honour_year"},
    }
    found = derived.get(name, set()) | ways_round.get(name, set())
    for score in scores():
        if score.name == name:
            parts = {indicator.fact for part in score.parts for indicator in part}
            found |= parts | {root for other in score.sum_of for root in {other} | _roots(other, ways_round)}
    return found | {deeper for other in found for deeper in derived.get(other, set())}


@pytest.mark.parametrize("seed", range(6))
def test_walk_and_columns_agree(real_book: RuleBook, seed: int) -> None:
    companies = Companies(real_book, seed)
    known = [companies.part(companies.whole()) if row % 3 else companies.whole() for row in range(120)]
    rows = [real_book.prepare(facts, AS_OF) for facts in known]
    screened = Screening(real_book.programmes, real_book.facts).run(rows, AS_OF)
    for row, facts in enumerate(known):
        judged = {item.programme.id: item for item in real_book.judge(facts, AS_OF)}
        amounts = {item.programme: item.amount.yuan for item in real_book.evaluate(facts, AS_OF)}
        for place, programme in enumerate(screened.programmes):
            item = judged[programme.id]
            assert screened.eligible[place, row] == (0 < item.state <= OFFICE), (programme.id, facts)
            assert screened.not_eligible[place, row] == (item.state == NOT_MET), (programme.id, facts)
            yuan = screened.yuan[place, row]
            if item.state <= OFFICE:
                assert item.yuan == amounts[programme.id], (programme.id, facts)
                assert (None if np.isnan(yuan) else int(yuan)) == amounts[programme.id], (programme.id, facts)
            else:
                assert item.state == UNKNOWN and np.isnan(yuan)


def test_examples_in_every_file_come_out_as_they_say(real_book: RuleBook) -> None:
    assert len(real_book.programmes) > 100
    for programme in real_book.programmes:
        for example in programme.examples:
            as_of = example.get("as_of", AS_OF)
            day = as_of if isinstance(as_of, date) else date.fromisoformat(as_of)
            facts = real_book.validate(example["facts"])
            [outcome] = real_book.evaluate(facts, day, programmes=(programme.id,))
            assert outcome.verdict.value == example["outcome"], (programme.id, example["name"], outcome)
            if "yuan" in example:
                assert outcome.amount.yuan == example["yuan"], (programme.id, example["name"], outcome.amount)


def test_examples_show_granted_and_refused(real_book: RuleBook) -> None:
    for programme in real_book.programmes:
        shown = {example["outcome"] for example in programme.examples}
        never = any(isinstance(leaf, Leaf) and leaf.test.operator == "open" for leaf in programme.conditions.children)
        granted = "eligible" in shown or "superseded_by_higher" in shown
        assert granted or never or not programme.conditions.children, programme.id
        assert "not_eligible" in shown or not programme.conditions.children, programme.id


def test_every_leaf_is_met_and_not_met_by_some_company(real_book: RuleBook) -> None:
    """Coverage of the data: no leaf that nothing can meet, none that nothing can miss."""
    companies = Companies(real_book, 7)
    seen: dict[object, set[int]] = {}
    for _ in range(400):
        _note(seen, real_book.judge(companies.whole(), AS_OF))
    for programme in real_book.programmes:
        for example in programme.examples:
            _note(seen, real_book.judge(dict(example["facts"]), AS_OF))
    for programme in real_book.programmes:
        if programme.holds(AS_OF) and programme.judged:
            for leaf in programme.leaves:
                if leaf.test.operator not in ("judged", "around", "open"):
                    assert {0, 1} <= seen[leaf.test], (programme.id, leaf.condition, seen[leaf.test])


def _note(seen: dict[object, set[int]], judged: list[Judged]) -> None:
    for item in judged:
        for leaf, state in zip(item.programme.leaves, item.states, strict=True):
            seen.setdefault(leaf.test, set()).add(state)


def test_the_days_around_a_validity_date(real_book: RuleBook) -> None:
    for programme in real_book.programmes:
        if programme.valid_from:
            assert programme.holds(programme.valid_from)
            assert not programme.holds(programme.valid_from - timedelta(1))
        if programme.valid_until:
            assert not programme.holds(programme.valid_until)
            assert programme.holds(programme.valid_until - timedelta(1))
