"""Figures that are probably wrong by ten thousand: taken out of the facts and told, never used in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from bot.lists.model import Column, Company, Problem
from bot.wording import say
from rules.rulebook import FactDefinition

_TIMES = 500
"""So many times the middle of its column, beyond what a person employed can bring in: in another unit."""
_AT_LEAST = 5
_LITTLE_YUAN = 100_000
"""A year's revenue, or all that a company owns, is seldom less."""
_LEAST_A_HEAD_YUAN = 1_000
_STEP = 9
"""A figure that is so many times that of the year before, or so little of it, may have lost or won a digit."""
_MOST_SHARE = 1
_MOST_DEBT = 3
_SHARE_OFF = 40
_MOST_A_HEAD_YUAN = 100_000_000
_MOST_YUAN = 100_000_000_000
_RATIO_OFF = 8
_PERCENT_OFF = 40
"""So far off, a ratio is a per cent misread; by less, any of the three figures may be wrong."""
_RATIOS = (
    ("rd_ratio", "rd_expense_yuan", "revenue_yuan"),
    ("rd_ratio_prev", "rd_expense_prev_yuan", "revenue_prev_yuan"),
)
_YEARS = (("revenue_yuan", "revenue_prev_yuan"), ("rd_expense_yuan", "rd_expense_prev_yuan"))
_SIZES = ("revenue_yuan", "revenue_prev_yuan", "total_assets_yuan")
_SHARES = ("rd_ratio", "rd_ratio_prev", "debt_ratio", "main_business_ratio")
_PARTS = (("rd_expense_yuan", "revenue_yuan"), ("rd_expense_prev_yuan", "revenue_prev_yuan"))


def implausible(
    companies: Sequence[Company], columns: Sequence[Column], facts: Mapping[str, FactDefinition]
) -> Iterator[Problem]:
    """Takes doubtful figures out of the companies' facts and tells them."""
    headings = {column.fact: column.heading for column in reversed(columns) if column.fact}
    kinds = {name: fact.type for name, fact in facts.items() if fact.type in ("money", "ratio")}
    middles = _middles(companies, kinds)
    for company in companies:
        doubts = {
            name: key
            for name in company.facts
            if name in kinds and (key := _doubt(company, name, kinds[name], middles.get(name)))
        }
        for name, key in doubts.items():
            yield _taken_out(company, name, headings.get(name, name), key)
        for ratio, part, base in _RATIOS:
            off = _off(company, ratio, part, base)
            if off > _PERCENT_OFF:
                yield _taken_out(company, ratio, headings.get(ratio, ratio), "off_ratio")
            elif off > _RATIO_OFF:
                yield _told(company, headings.get(ratio, ratio), company.facts[ratio], "ratio_differs")
        yield from _between(company, headings)


def _middles(companies: Sequence[Company], kinds: Mapping[str, str]) -> dict[str, float]:
    """The middle of each column that has enough figures."""
    values: dict[str, list[float]] = {}
    for company in companies:
        for name in company.facts:
            if name in kinds and (value := _exact(company, name)):
                values.setdefault(name, []).append(value)
    return {name: median(found) for name, found in values.items() if len(found) >= _AT_LEAST}


def _between(company: Company, headings: Mapping[str, str]) -> Iterator[Problem]:
    """Figures that speak against each other; which of them is wrong is not known, so they are only told."""
    for part, base in _PARTS:
        share, all_of = _exact(company, part), _exact(company, base)
        if share and all_of and share > all_of:
            yield _told(company, headings.get(part, part), company.facts[part], "more_than_all")
    for now, before in _YEARS:
        this, last = _exact(company, now), _exact(company, before)
        if this and last and not 1 / _STEP < this / last < _STEP:
            yield _told(company, headings.get(now, now), company.facts[now], "step")


def _exact(company: Company, name: str) -> float | None:
    value = company.facts.get(name)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _doubt(company: Company, name: str, kind: str, middle: float | None) -> str | None:
    value = _exact(company, name)
    if not value:
        return None
    if kind == "ratio":
        return _doubt_of_share(name, value, middle)
    people = _exact(company, "employees")
    if name.startswith("revenue") and people and value / people > _MOST_A_HEAD_YUAN:
        return "too_much_a_head"
    if value > _MOST_YUAN and not (people and people > 1000):
        return "too_much"
    if middle and value > middle * _TIMES and not (people and value / people < _MOST_A_HEAD_YUAN / 20):
        return "far_above"
    if name in _SIZES and value < _LITTLE_YUAN and middle and (middle < _LITTLE_YUAN or value < middle / _TIMES):
        return "too_little"
    if name in _SIZES and people and people > _AT_LEAST and value / people < _LEAST_A_HEAD_YUAN:
        return "too_little"
    return "far_below" if middle and value < middle / (_TIMES * 4) and value < _LITTLE_YUAN / 10 else None


def _doubt_of_share(name: str, value: float, middle: float | None) -> str | None:
    if name not in _SHARES:
        return None
    if value > (_MOST_DEBT if name == "debt_ratio" else _MOST_SHARE):
        return "too_large_share"
    return "far_share" if middle and 0 < value < middle / _SHARE_OFF else None


def _off(company: Company, ratio: str, part: str, base: str) -> float:
    """How many times too much or too little a ratio is, by the figures that it is of; 1 where they are not known."""
    said, share, all_of = _exact(company, ratio), _exact(company, part), _exact(company, base)
    if not (said and share and all_of):
        return 1
    worked_out = share / all_of
    return max(said / worked_out, worked_out / said)


def _taken_out(company: Company, name: str, heading: str, key: str) -> Problem:
    return _told(company, heading, company.facts.pop(name), key)


def _told(company: Company, heading: str, value: object, key: str) -> Problem:
    why, remedy = say("lists.odd_" + key), say("lists.mend_odd_" + key)
    return Problem(company.sheet, company.row, company.name, heading, str(value), why, remedy)
