"""Every threshold of the rule book, one step below, on it, one step above, and with the fact absent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rules.language.conditions import Bound, Leaf, leaves
from rules.language.programme import Programme
from rules.model import Finding
from rules.rulebook import RuleBook

STEPS = {"ratio": 0.0001, "years": 0.01}
"""The smallest difference that is worth telling; one for yuan, persons and counts."""


def thresholds(book: RuleBook) -> list[tuple[Programme, Leaf, Bound, bool]]:
    """Every bound of every leaf that measures a fact, and whether it is the lower one."""
    return [
        (programme, leaf, bound, bound is leaf.test.lower)
        for programme in book.programmes
        for leaf in leaves(programme.conditions)
        if leaf.test.operator == "range" and leaf.test.fact is not None
        for bound in (leaf.test.lower, leaf.test.upper)
        if bound is not None
    ]


def expected(test: Any, value: float) -> Finding:
    low, high = test.lower, test.upper
    above = low is None or value > low.figure or (low.inclusive and value == low.figure)
    below = high is None or value < high.figure or (high.inclusive and value == high.figure)
    return Finding.MET if above and below else Finding.NOT_MET


def day_in_validity(programme: Programme) -> date:
    if programme.valid_until is not None:
        return programme.valid_until - timedelta(days=1)
    return max(programme.valid_from or date.min, date(2026, 11, 22))


def found(book: RuleBook, programme: Programme, leaf: Leaf, facts: dict[str, Any]) -> set[Finding]:
    [outcome] = book.evaluate(facts, day_in_validity(programme), programmes=[programme.id])
    return {
        reason.finding
        for reason in outcome.reasons
        if (reason.fact, reason.condition, reason.quote) == (leaf.test.fact, leaf.condition, leaf.quote)
    }


def test_there_are_thresholds(real_book: RuleBook) -> None:
    assert len(thresholds(real_book)) > 50


@pytest.mark.parametrize("steps", [-1, 0, 1, None])
def test_every_threshold(real_book: RuleBook, steps: int | None) -> None:
    """`None`: the fact is absent, and that is neither met nor not met."""
    for programme, leaf, bound, _ in thresholds(real_book):
        name = str(leaf.test.fact)
        facts: dict[str, Any] = {}
        want = Finding.UNKNOWN
        if steps is not None:
            value = bound.figure + steps * STEPS.get(real_book.facts[name].type, 1)
            if value < 0:
                continue
            facts = {name: {leaf.test.which: value} if leaf.test.which else value}
            want = expected(leaf.test, value)
        assert found(real_book, programme, leaf, facts) == {want}, (programme.id, leaf.condition, facts)
