"""Amounts said relative to another: 去年比前年多了五百万, 前年是一千万."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.understanding.figure import Quantity, as_value
from bot.understanding.model import Reading
from bot.understanding.speech import Segment
from bot.understanding.subjects import find_subjects

_THAN = re.compile(
    r"比(?:前年|上上年|20\d\d年?|大前年)(?:的)?(?:营收|收入|营业额|销售额?)?(?:还|又|要|能|大概|差不多)*"
    r"(多|少|增加?|涨|减少?|降|下降|增长|翻)"
)
_GREW = re.compile(r"(?:营收|收入|营业额|销售额?|研发)[^,。;\d]{0,4}?(翻|涨|增长|增加|多了|少了|下降|减少)(?!到|至|为)")


def is_difference(quantity: Quantity, segment: Segment) -> bool:
    """多了五百万 in 比前年多了五百万 is no amount of its own."""
    match = _THAN.search(segment.text)
    if match is not None:
        return quantity.start >= segment.start + match.start()
    match = _GREW.search(segment.text)
    return match is not None and 0 <= quantity.start - segment.start - match.end() <= 2 and quantity.kind != "bare"


def relative_figures(found: list[Segment], readings: list[Reading], year: int) -> list[Reading]:
    """The year that was compared, where the other one is known exactly from the same utterance."""
    for segment in found:
        match = _THAN.search(segment.text) or _GREW.search(segment.text)
        if not match or not segment.factual or segment.forecast:
            continue
        pair = (
            ("rd_expense_yuan", "rd_expense_prev_yuan")
            if "研发" in segment.text
            else ("revenue_yuan", "revenue_prev_yuan")
        )
        quantity = next((q for q in segment.quantities if q.end >= segment.start + match.end()), None)
        told = _told_by_year(pair, found, segment, readings, year)
        return told + _computed(pair, match.group(1), quantity, segment, match, readings + told)
    return []


def _told_by_year(
    pair: tuple[str, str], found: list[Segment], compared: Segment, readings: list[Reading], year: int
) -> list[Reading]:
    """前年两千万 beside 比前年多了五百万: the amount is of what was compared."""
    told = []
    for segment in found:
        years = [day.year for day in segment.days if day.month is None]
        amounts = [q for q in segment.quantities if q.kind == "money"]
        if segment is compared or not segment.factual or segment.forecast or len(years) != 1 or len(amounts) != 1:
            continue
        fact = {year - 1: pair[0], year - 2: pair[1]}.get(years[0])
        if fact and not find_subjects(segment.text) and not any(r.fact == fact for r in readings):
            told.append(Reading(fact, amounts[0].value, amounts[0].start, amounts[0].end))
    return told


def _computed(
    pair: tuple[str, str],
    word: str,
    quantity: Quantity | None,
    segment: Segment,
    match: re.Match[str],
    readings: list[Reading],
) -> list[Reading]:
    known = {r.fact: r.value for r in readings if isinstance(r.value, int)}
    sign = -1 if word[0] in "少减降下" else 1
    change = _factor(quantity, segment, sign)
    start, end = segment.start + match.start(), segment.end
    last, before = pair
    if change is None or (quantity is None and word != "翻"):
        return []
    plus, times = change
    if before in known:
        value = Fraction(known[before]) * times + plus
        return [Reading(last, as_value(value, value), start, end, rank=3)]
    if last in known:
        value = (Fraction(known[last]) - plus) / times
        return [Reading(before, as_value(value, value), start, end, rank=3)] if value.denominator == 1 else []
    return []


def _factor(quantity: Quantity | None, segment: Segment, sign: int) -> tuple[Fraction, Fraction] | None:
    """(what is added, what it is multiplied by)."""
    if re.search(r"翻(?:了)?(?:一)?(?:番|倍)|增长(?:了)?一倍|多(?:了)?一倍", segment.text):
        return Fraction(0), Fraction(2)
    if quantity is None or quantity.low != quantity.high or quantity.bound or quantity.approximate:
        return None
    if quantity.kind == "money":
        return sign * quantity.low, Fraction(1)
    if quantity.kind == "ratio":
        return Fraction(0), 1 + sign * quantity.low
    return None
