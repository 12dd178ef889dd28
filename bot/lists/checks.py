"""Figures that are probably wrong by ten thousand: taken out of the facts and told, never used in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from bot.lists.model import Column, Company, Problem
from bot.wording import say
from rules.rulebook import FactDefinition

_TIMES = 2_000
"""So many times the middle of its column, beyond what a person employed can bring in: in another unit."""
_AT_LEAST = 8
_MOST_A_HEAD_YUAN = 100_000_000
_MOST_YUAN = 100_000_000_000
_RATIO_OFF = 8
_RATIOS = (
    ("rd_ratio", "rd_expense_yuan", "revenue_yuan"),
    ("rd_ratio_prev", "rd_expense_prev_yuan", "revenue_prev_yuan"),
)
_PARTS = (("rd_expense_yuan", "revenue_yuan"), ("rd_expense_prev_yuan", "revenue_prev_yuan"))


def implausible(
    companies: Sequence[Company], columns: Sequence[Column], facts: Mapping[str, FactDefinition]
) -> Iterator[Problem]:
    """Takes doubtful figures out of the companies' facts and tells them."""
    headings = {column.fact: column.heading for column in reversed(columns) if column.fact}
    middles = {
        name: median(values)
        for name, fact in facts.items()
        if fact.type == "money" and len(values := [v for c in companies if (v := _exact(c, name))]) >= _AT_LEAST
    }
    for company in companies:
        for name in [name for name in company.facts if facts[name].type == "money"]:
            if key := _doubt(company, name, middles.get(name)):
                yield _taken_out(company, name, headings.get(name, name), key)
        for ratio, part, base in _RATIOS:
            if _off(company, ratio, part, base):
                yield _taken_out(company, ratio, headings.get(ratio, ratio), "off_ratio")
        for part, base in _PARTS:
            share, all_of = _exact(company, part), _exact(company, base)
            if share and all_of and share > all_of * 10:
                yield _told(company, headings.get(part, part), company.facts[part], "more_than_all")


def _exact(company: Company, name: str) -> float | None:
    value = company.facts.get(name)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _doubt(company: Company, name: str, middle: float | None) -> str | None:
    value = _exact(company, name)
    if not value:
        return None
    people = _exact(company, "employees")
    if name.startswith("revenue") and people and value / people > _MOST_A_HEAD_YUAN:
        return "too_much_a_head"
    if value > _MOST_YUAN and not (people and people > 1000):
        return "too_much"
    if middle and value > middle * _TIMES and not (people and value / people < _MOST_A_HEAD_YUAN / 20):
        return "far_above"
    return "far_below" if middle and value < middle / _TIMES and value < 10_000 else None


def _off(company: Company, ratio: str, part: str, base: str) -> bool:
    said, share, all_of = _exact(company, ratio), _exact(company, part), _exact(company, base)
    if not (said and share and all_of):
        return False
    worked_out = share / all_of
    return said > worked_out * _RATIO_OFF or said * _RATIO_OFF < worked_out


def _taken_out(company: Company, name: str, heading: str, key: str) -> Problem:
    return _told(company, heading, company.facts.pop(name), key)


def _told(company: Company, heading: str, value: object, key: str) -> Problem:
    why, remedy = say("lists.odd_" + key), say("lists.mend_odd_" + key)
    return Problem(company.sheet, company.row, company.name, heading, str(value), why, remedy)
