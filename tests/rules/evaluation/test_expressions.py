"""Tests as expressions over a columnar table: the same masks as the table of leaves has states."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import polars as pl
import pytest

from rules.bulk import Bulk
from rules.evaluation.states import MET, NOT_MET
from rules.evaluation.values import Interval
from rules.language.awards import Nothing
from rules.language.conditions import Group, Leaf
from rules.language.programme import Programme
from rules.rulebook import shipped_facts
from tests.rules.evaluation.table_of_leaves import AS_OF, Case, cases

BY_TEST = {test: list(rows) for test, rows in groupby(cases(), key=lambda case: case.test)}


def bulk_of(test: Any) -> Bulk:
    leaf = Leaf(test, "", "", ())
    one = Group("all", (leaf,))
    programme = Programme("one", "", "d", ("一",), "money", (), "", one, (leaf,), Nothing(), "", leaf.facts, ())
    return Bulk([programme], shipped_facts(), AS_OF)


@pytest.mark.parametrize("rows", BY_TEST.values(), ids=lambda rows: rows[0].test.operator)
def test_expressions_are_true_where_it_is_met_and_where_it_is_not(rows: list[Case]) -> None:
    bulk = bulk_of(rows[0].test)
    table = bulk.table([case.facts for case in rows])
    found = bulk.verdicts(table)
    for row, case in enumerate(rows):
        inexact = any(isinstance(value, Interval) for value in case.facts.values())
        assert (row in table.walked) is inexact
        if not inexact:
            passed = case.state == MET or case.test.operator == "judged"
            assert found["0.eligible"][row] == passed, case
            assert found["0.refused"][row] == (case.state == NOT_MET), case


def test_a_table_needs_only_what_its_programmes_ask(tmp_path: Any) -> None:
    rows = BY_TEST[next(test for test in BY_TEST if test.fact == "revenue_yuan")]
    bulk = bulk_of(rows[0].test)
    table = bulk.table([case.facts for case in rows if not isinstance(case.facts.get("revenue_yuan"), Interval)])
    assert table.walked == () and "revenue_yuan" in table.frame.columns
    [total] = bulk.totals(table.frame.lazy(), table.words)
    verdicts = bulk.verdicts(table)
    assert (total.eligible, total.yuan) == (verdicts["0.eligible"].sum(), 0)
    assert verdicts.schema["0.yuan"] == pl.Float64
