"""One test on one company, on many with one state each, as masks: always the state that the table says."""

from __future__ import annotations

from typing import Any

import pytest

from rules.evaluation.columns import Columns
from rules.evaluation.many_states import ManyStates
from rules.evaluation.predicates import predicate
from rules.evaluation.states import MET, NOT_ASKED, NOT_KNOWN, NOT_MET
from rules.evaluation.values import UNKNOWN, Interval
from rules.language.conditions import Bound
from rules.language.conditions import Test as LeafTest
from tests.rules.evaluation.table_of_leaves import AS_OF, Case, groups

GROUPS = list(groups())
CITY = LeafTest("city", "one_of", ("甲", "乙"))


@pytest.mark.parametrize("rows", GROUPS, ids=lambda rows: rows[0].test.operator)
def test_a_test_comes_to_its_state(rows: list[Case]) -> None:
    run = predicate(rows[0].test)
    assert [run({**case.facts, "as_of": AS_OF}) for case in rows] == [case.state for case in rows]


@pytest.mark.parametrize("rows", GROUPS, ids=lambda rows: rows[0].test.operator)
def test_many_companies_have_the_states_of_each(rows: list[Case]) -> None:
    found = ManyStates([rows[0].test]).of([case.facts for case in rows], AS_OF)[:, 0]
    assert found.tolist() == [case.state for case in rows]


@pytest.mark.parametrize("rows", GROUPS, ids=lambda rows: rows[0].test.operator)
def test_masks_are_where_it_is_met_and_where_it_is_not(rows: list[Case]) -> None:
    columns = Columns([case.facts for case in rows], AS_OF)
    met, failed = columns.masks(rows[0].test)
    assert met.tolist() == [case.state == MET for case in rows]
    assert failed.tolist() == [case.state == NOT_MET for case in rows]
    for case in rows:
        alone = Columns([case.facts], AS_OF).masks(case.test)
        assert [mask.tolist() for mask in alone] == [[case.state == MET], [case.state == NOT_MET]]


@pytest.mark.parametrize(
    ("values", "met", "failed"),
    [
        (["甲", "乙", "甲"], [True, True, True], [False, False, False]),
        (["丙", "丁", "丙"], [False, False, False], [True, True, True]),
        (["甲", "丁", "甲"], [True, False, True], [False, True, False]),
        (["甲", "乙", "丙", "丁"], [True, True, False, False], [False, False, True, True]),
    ],
)
def test_columns_of_two_words_and_of_more(values: list[str], met: list[bool], failed: list[bool]) -> None:
    columns = Columns([*({"city": value} for value in values), {}, {"city": UNKNOWN}], AS_OF)
    found = columns.masks(CITY)
    assert [mask.tolist() for mask in found] == [[*met, False, False], [*failed, False, False]]


def test_equal_words_are_one_and_what_is_not_exact_is_not_plain() -> None:
    rows = [{"role": "".join(("银", "行"))}, {"role": "".join(("银", "行"))}, {"role": "企业"}]
    codes, distinct = Columns(rows, AS_OF).objects(("role",))
    assert codes.tolist() == [0, 0, 1] and distinct == [("银行",), ("企业",)]
    assert Columns(rows, AS_OF).plain("role")
    mixed: list[dict[str, Any]] = [{"employees": 3.0}, {"employees": Interval(1, 2)}]
    assert not Columns(mixed, AS_OF).plain("employees") and not Columns([{"incubated": {}}], AS_OF).plain("incubated")


def test_figures_beside_what_is_not_known_keep_their_reasons() -> None:
    rows: list[dict[str, Any]] = [{"employees": 3.0}, {"employees": UNKNOWN}, {}, {"employees": 30}]
    few = LeafTest("employees", "range", upper=Bound(10, True))
    exactly = LeafTest("employees", "one_of", (3.0,))
    found = ManyStates([few, exactly]).of(rows, AS_OF)
    assert found[:, 0].tolist() == [MET, NOT_KNOWN, NOT_ASKED, NOT_MET]
    assert found[:, 1].tolist() == [MET, NOT_KNOWN, NOT_ASKED, NOT_MET]
    nothing = ManyStates([few]).of([{}, {}], AS_OF)
    assert nothing[:, 0].tolist() == [NOT_ASKED, NOT_ASKED]
