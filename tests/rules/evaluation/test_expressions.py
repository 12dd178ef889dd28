"""Tests as expressions over a columnar table: the same masks as the table of leaves has states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from rules.bulk import Bulk, _latest_founding
from rules.evaluation.durations import years_after
from rules.evaluation.states import MET, NOT_MET
from rules.evaluation.values import Interval
from rules.language.awards import Award, Fixed, Nothing
from rules.language.conditions import Bound, Group, Leaf
from rules.language.conditions import Test as LeafTest
from rules.language.programme import Programme
from rules.rulebook import shipped_facts
from tests.rules.evaluation.table_of_leaves import AS_OF, Case, groups

TEN = LeafTest("revenue_yuan", "range", lower=Bound(10, True))
JUDGED, OPEN = LeafTest(None, "judged", ("信用良好",)), LeafTest(None, "open", ("另行通知",))


def programme(*tests: LeafTest, kind: str = "all", award: Award | None = None) -> Programme:
    leaves = tuple(Leaf(test, "", "", ()) for test in tests)
    whole = Group(kind, leaves)  # type: ignore[arg-type]
    names = tuple(name for leaf in leaves for name in leaf.facts)
    return Programme("one", "", "d", ("一",), "money", (), "", whole, leaves, award or Nothing(), "", names, ())


def bulk_of(*programmes: Programme) -> Bulk:
    return Bulk(programmes, shipped_facts(), AS_OF)


@pytest.mark.parametrize("rows", list(groups()), ids=lambda rows: rows[0].test.operator)
def test_expressions_are_true_where_it_is_met_and_where_it_is_not(rows: list[Case]) -> None:
    bulk = bulk_of(programme(rows[0].test))
    table = bulk.table([case.facts for case in rows])
    found = bulk.verdicts(table)
    for row, case in enumerate(rows):
        inexact = any(isinstance(value, Interval) for value in case.facts.values())
        assert (row in table.walked) is inexact
        if not inexact:
            passed = case.state == MET or case.test.operator == "judged"
            assert found["0.eligible"][row] == passed, case
            assert found["0.refused"][row] == (case.state == NOT_MET), case


@pytest.mark.parametrize(
    ("kind", "tests", "passed", "refused"),
    [
        ("none", (JUDGED,), True, False),
        ("none", (OPEN,), False, False),
        ("any", (JUDGED, OPEN), True, False),
        ("any", (OPEN,), False, False),
        ("none", (JUDGED, OPEN), False, False),
        ("all", (JUDGED, OPEN), False, False),
        ("all", (), True, False),
    ],
)
def test_what_an_office_judges_and_what_the_text_leaves_open(
    kind: str, tests: tuple[LeafTest, ...], passed: bool, refused: bool
) -> None:
    bulk = bulk_of(programme(*tests, kind=kind), programme(TEN))
    found = bulk.verdicts(bulk.table([{"revenue_yuan": 1.0}]))
    assert (found["0.eligible"][0], found["0.refused"][0]) == (passed, refused)


def test_a_table_has_what_its_programmes_ask_and_totals_add_up() -> None:
    bulk = bulk_of(programme(TEN, award=Fixed(300, False)), programme(TEN))
    table = bulk.table([{"revenue_yuan": figure} for figure in (9.0, 10.0, 11.0)])
    assert table.walked == () and set(table.frame.columns) == {"revenue_yuan", "role", "honour_event"}
    paid, unpaid = bulk.totals(table.frame.lazy(), table.words)
    assert (paid.eligible, paid.yuan, unpaid.eligible, unpaid.yuan) == (2, 600, 2, 0)
    verdicts = bulk.verdicts(table)
    assert verdicts["0.yuan"].to_list() == [None, 300.0, 300.0] and verdicts.schema["1.yuan"] == pl.Float64


def test_only_what_holds_on_the_day_and_can_be_asked_for_is_judged() -> None:
    one = programme(TEN)
    later = replace(one, valid_from=AS_OF + timedelta(1))
    direction: dict[str, Any] = {"kind": "direction"}
    assert bulk_of(one, later, replace(one, **direction)).programmes == (one,)


def test_the_last_founding_day_whose_anniversary_has_come_is_the_last() -> None:
    for as_of in (AS_OF, date(2028, 2, 29), date(2027, 2, 28), date(2027, 3, 1)):
        for years in (1, 2, 3, 4, 10):
            day = _latest_founding(as_of, years)
            assert years_after(day, years) <= as_of < years_after(day + timedelta(1), years)
