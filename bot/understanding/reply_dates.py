"""Dates and durations that answer a question without naming its fact."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from bot.understanding.facts.founding import date_reading
from bot.understanding.facts.honour_ways import recognising
from bot.understanding.lexers.figure import Quantity, as_value
from bot.understanding.model import Reading
from bot.understanding.speech import Segment


def in_unit(quantity: Quantity, kind: str) -> Any:
    if kind == "years" and quantity.kind == "months":
        return as_value(quantity.low / 12, quantity.high / 12, quantity.bound, quantity.approximate)
    if kind == "months" and quantity.kind == "years":
        return as_value(quantity.low * 12, quantity.high * 12, quantity.bound, quantity.approximate)
    return quantity.value


def its_year(found: list[Segment], as_of: date, taken: set[int]) -> list[Reading]:
    """去年复核的, where it was asked how: an earlier year that tells nothing else; of this year none is kept."""
    said = (s for s in found if s.factual and not s.question)
    days = [day for s in said for day in recognising(s) if day.year < as_of.year and day.start not in taken]
    return [Reading("honour_year", day.year, day.start, day.end) for day in days[-1:]]


def read_date(segment: Segment, asked: str, kind: str, as_of: date, taken: set[int]) -> list[Reading]:
    if asked == "honour_year":
        told = [Reading(asked, day.year, day.start, day.end) for day in segment.days if day.start not in taken]
        short = [q for q in segment.quantities if q.kind in ("years", "bare") and q.start not in taken]
        return told[:1] or [r for q in short[:1] for r in _short_year(q, segment, as_of)]
    if asked not in ("founded_date", "founded_year", "registered_years"):
        return []
    for day in segment.days:
        if day.start not in taken and day.year <= as_of.year:
            return [date_reading(day)]
    if kind == "date":
        for quantity in segment.quantities:
            if quantity.kind in ("years", "months") and not quantity.window:
                return _two_digits(quantity, segment, as_of) or [
                    Reading("registered_years", in_unit(quantity, "years"), quantity.start, quantity.end)
                ]
            if quantity.kind == "bare" and quantity.low == quantity.high and 0 <= quantity.low < 100:
                return _two_digits(quantity, segment, as_of)
    return []


_TWO_DIGITS = re.compile(r"(?<![\d.])(?:\d\d|[一二][零〇一二三四五六七八九]) ?年?$")


def _two_digits(quantity: Quantity, segment: Segment, as_of: date) -> list[Reading]:
    """19年 to «when founded»: 2019 rather than nineteen years, but both are said to be open."""
    written = segment.text[quantity.start - segment.start : quantity.end - segment.start]
    if quantity.bound or quantity.low > as_of.year % 100 or not _TWO_DIGITS.search(written):
        return []
    year = as_of.year - as_of.year % 100 + int(quantity.low)
    return [Reading("founded_year", year, quantity.start, quantity.end, True, (as_of.year - int(quantity.low),))]


def _short_year(quantity: Quantity, segment: Segment, as_of: date) -> list[Reading]:
    """23年 to «when recognised» is 2023; 二〇二三 as well."""
    if quantity.kind == "bare" and quantity.low == quantity.high and 1990 <= quantity.low <= as_of.year:
        return [Reading("honour_year", int(quantity.low), quantity.start, quantity.end)]
    return [replace(r, fact="honour_year", assumed=False, others=()) for r in _two_digits(quantity, segment, as_of)]
