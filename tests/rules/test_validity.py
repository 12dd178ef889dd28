"""How long honours hold, and the words that say so."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from rules.model import ClauseId
from rules.rulebook import RuleBook
from rules.validity import validities, validity_of
from rules.windows import windows


def test_every_validity_stands_in_its_clause(real_clauses: Mapping[ClauseId, str]) -> None:
    for one in validities():
        assert one.quote in real_clauses[one.document, one.clause]


def test_every_window_stands_in_its_clause_and_is_for_somebody(
    real_book: RuleBook, real_clauses: Mapping[ClauseId, str]
) -> None:
    for one in windows():
        assert one.quote in real_clauses[one.document, one.clause]
        assert one.closes or one.yearly
        assert real_book.programme(one.programme) if one.programme else one.endings


@pytest.mark.parametrize(
    ("honour", "years"),
    [
        ("省级专精特新", 3),
        ("国家级专精特新小巨人", 3),
        ("科技型中小企业", 1),
        ("国家级单项冠军产品", 3),
        ("省级瞪羚", None),
    ],
)
def test_an_honour_holds_as_long_as_its_text_says(real_book: RuleBook, honour: str, years: int | None) -> None:
    assert honour in real_book.facts["honours"].choices
    found = validity_of(honour)
    assert (found and found.years) == years
