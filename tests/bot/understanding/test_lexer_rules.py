"""Every rule of the lexers reads its own examples."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.understanding.fold import fold
from bot.understanding.lexers import dates, numbers, quantities, units
from bot.understanding.lexers.rule import Rule

DAY = date(2026, 11, 22)


def cases(*rules: Rule[Any]) -> list[Any]:
    return [
        pytest.param(rule, text, wanted, id=f"{rule.name}: {text}")
        for rule in rules
        for text, wanted in rule.examples.items()
    ]


@pytest.mark.parametrize(("rule", "text", "wanted"), cases(*quantities.RULES, units.UNIT))
def test_a_figure_is_read(rule: Rule[Any], text: str, wanted: tuple[str, float, float]) -> None:
    figures, _ = quantities.scan(fold(text), DAY)
    assert [(f.kind, float(f.low), float(f.high)) for f in figures] == [pytest.approx(wanted)], rule.name


@pytest.mark.parametrize(("rule", "text", "wanted"), cases(*dates.RULES))
def test_a_date_is_read(rule: Rule[Any], text: str, wanted: tuple[int, int | None, int | None]) -> None:
    _, days = quantities.scan(fold(text), DAY)
    assert [(day.year, day.month, day.day) for day in days] == [wanted]
    assert any(rule.read(text, at, DAY) for at in range(len(text))), "another rule reads it"


@pytest.mark.parametrize(("rule", "text", "wanted"), cases(numbers.NUMERAL))
def test_a_numeral_is_read(rule: Rule[Any], text: str, wanted: tuple[float, float]) -> None:
    numeral = rule.read(fold(text), 0)
    assert numeral is not None and numeral.end == len(text)
    assert (float(numeral.low), float(numeral.high)) == wanted


@pytest.mark.parametrize("rule", [*quantities.RULES, *dates.RULES, units.UNIT, numbers.NUMERAL])
def test_a_rule_has_examples(rule: Rule[Any]) -> None:
    assert rule.name and len(rule.examples) >= 1
