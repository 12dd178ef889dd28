"""One test on one company, on many with one state each, as masks: always the state that the table says."""

from __future__ import annotations

from itertools import groupby

import pytest

from rules.evaluation.columns import Columns
from rules.evaluation.many_states import ManyStates
from rules.evaluation.predicates import predicate
from rules.evaluation.states import MET, NOT_MET
from tests.rules.evaluation.table_of_leaves import AS_OF, Case, cases

TABLE = list(cases())
BY_TEST = {test: list(rows) for test, rows in groupby(TABLE, key=lambda case: case.test)}


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.test.operator)
def test_a_test_comes_to_its_state(case: Case) -> None:
    assert predicate(case.test)({**case.facts, "as_of": AS_OF}) == case.state


@pytest.mark.parametrize("rows", BY_TEST.values(), ids=lambda rows: rows[0].test.operator)
def test_many_companies_have_the_states_of_each(rows: list[Case]) -> None:
    test = rows[0].test
    found = ManyStates([test]).of([case.facts for case in rows], AS_OF)[:, 0]
    assert found.tolist() == [case.state for case in rows]


@pytest.mark.parametrize("rows", BY_TEST.values(), ids=lambda rows: rows[0].test.operator)
def test_masks_are_where_it_is_met_and_where_it_is_not(rows: list[Case]) -> None:
    columns = Columns([case.facts for case in rows], AS_OF)
    met, failed = columns.masks(rows[0].test)
    assert met.tolist() == [case.state == MET for case in rows]
    assert failed.tolist() == [case.state == NOT_MET for case in rows]
    for case in rows:
        alone = Columns([case.facts], AS_OF).masks(case.test)
        assert [mask.tolist() for mask in alone] == [[case.state == MET], [case.state == NOT_MET]]
