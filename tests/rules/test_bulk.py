"""Expressions over columns give what the walk gives, on random companies and on the real book."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from rules.bulk import Bulk, _latest_founding
from rules.evaluation.durations import years_after
from rules.evaluation.states import NOT_MET, OFFICE
from rules.rulebook import RuleBook
from rules.weighing import Weighing
from tests.rules.companies import AS_OF, Companies


@pytest.mark.parametrize("seed", range(4))
def test_walk_and_expressions_agree(real_book: RuleBook, seed: int) -> None:
    companies = Companies(real_book, seed)
    known = [companies.part(companies.whole()) if row % 3 else companies.whole() for row in range(150)]
    bulk = Bulk(real_book.programmes, real_book.facts, AS_OF)
    table = bulk.table([real_book.prepare(facts, AS_OF) for facts in known])
    found = bulk.verdicts(table)
    compared = 0
    for row, facts in enumerate(known):
        if row in table.walked:
            continue
        compared += 1
        judged = {item.programme.id: item for item in real_book.judge(facts, AS_OF)}
        for place, programme in enumerate(bulk.programmes):
            item = judged[programme.id]
            assert found[f"{place}.eligible"][row] == (0 < item.state <= OFFICE), (programme.id, facts)
            assert found[f"{place}.refused"][row] == (item.state == NOT_MET), (programme.id, facts)
            assert found[f"{place}.yuan"][row] == item.yuan, (programme.id, facts)
    assert compared > 30


def test_totals_from_a_file_are_those_of_the_rows(real_book: RuleBook, tmp_path: Path) -> None:
    import polars

    companies = Companies(real_book, 9)
    known = [companies.whole() for _ in range(120)]
    bulk = Bulk(real_book.programmes, real_book.facts, AS_OF)
    table = bulk.table([real_book.prepare(facts, AS_OF) for facts in known])
    table.frame.write_parquet(tmp_path / "companies.parquet")
    verdicts = bulk.verdicts(table)
    for place, total in enumerate(bulk.totals(polars.scan_parquet(tmp_path / "companies.parquet"), table.words)):
        assert total.eligible == verdicts[f"{place}.eligible"].sum()
        assert total.yuan == int(verdicts[f"{place}.yuan"].sum() or 0)


@pytest.mark.parametrize("seed", range(3))
def test_weighing_many_is_evaluating_each(real_book: RuleBook, seed: int) -> None:
    companies = Companies(real_book, seed)
    known = [companies.part(companies.whole()) if row % 3 else companies.whole() for row in range(40)]
    weights = list(Weighing(real_book.programmes, real_book.facts, AS_OF).weigh_all(known))
    for facts, weight in zip(known, weights, strict=True):
        held = {item.id for item in real_book.programmes if item.holds(AS_OF)}
        outcomes = [item for item in real_book.evaluate(facts, AS_OF) if item.programme in held]
        for verdict, found in (("eligible", weight.granted), ("unknown", weight.open)):
            wanted = {
                item.programme: (item.amount.yuan, item.amount.low_yuan, item.amount.high_yuan, item.missing)
                for item in outcomes
                if item.verdict == verdict
            }
            assert {w.programme.id: (w.yuan, w.low, w.high, w.missing) for w in found} == wanted


def test_the_last_founding_day_whose_anniversary_has_come() -> None:
    for as_of in (date(2026, 11, 22), date(2028, 2, 29), date(2027, 2, 28), date(2027, 3, 1)):
        for years in (1, 2, 3, 4, 10):
            day = _latest_founding(as_of, years)
            assert years_after(day, years) <= as_of < years_after(day + timedelta(1), years)
