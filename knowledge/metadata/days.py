"""Days as documents write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.outline.labels import chinese_number

_HAN_YEAR = "[二一][〇○零O0九][〇○零O0一二三四五六七八九]{2}"
_HAN_PART = "[一二三四五六七八九十]{1,3}"
YEAR = rf"(?:(?:19|20)\d ?\d|{_HAN_YEAR})"
DAY = rf"(?:{YEAR} ?(?:年|[./-]) ?(?:\d ?\d?|{_HAN_PART}) ?(?:月|[./-]) ?(?:\d ?\d?|{_HAN_PART})(?: ?日|(?!\d)))"
MONTH = rf"(?:{YEAR} ?年 ?(?:\d{{1,2}}|{_HAN_PART}) ?月(?:份|底|末)?)"
_DAY = re.compile(rf"({YEAR}) ?(?:年|[./-]) ?(\d ?\d?|{_HAN_PART}) ?(?:月|[./-]) ?(\d ?\d?|{_HAN_PART})(?: ?日|(?!\d))")
_MONTH = re.compile(rf"({YEAR}) ?年 ?(\d{{1,2}}|{_HAN_PART}) ?月")
_YEAR = re.compile(rf"({YEAR})")


def days_in(text: str) -> Iterator[tuple[date, str]]:
    """Every complete day with the characters that say it, in order; 13月 is none."""
    for found in _DAY.finditer(text):
        day = _date(_year(found.group(1)), _number(found.group(2)), _number(found.group(3)))
        if day:
            yield day, found.group()


def first_day(text: str) -> date | None:
    return next((day for day, _ in days_in(text)), None)


def last_of(text: str) -> date | None:
    """The last day of what a text names: a day, a month, a year."""
    day = first_day(text)
    if day:
        return day
    month = _MONTH.search(text)
    if month:
        year, number = _year(month.group(1)), _number(month.group(2))
        return _date(year, number, calendar.monthrange(year, number)[1]) if 1 <= number <= 12 else None
    year_said = _YEAR.search(text)
    return date(_year(year_said.group(1)), 12, 31) if year_said else None


def after(start: date, months: int) -> date:
    """The last day of so many months that begin on a day: 3 years from 2024-05-01 end on 2027-04-30."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def months_of(text: str) -> int | None:
    """三年, 3年, 18个月, 一年半 → months."""
    found = re.search(r"(\d{1,2}|[一二两三四五六七八九十]{1,3}) ?(?:个)?(周?年半|周?年|个月|月)", text)
    if not found:
        return None
    number = _number(found.group(1).replace("两", "二"))
    unit = found.group(2)
    if "年" in unit:
        return number * 12 + (6 if unit.endswith("半") else 0)
    return number


def _year(text: str) -> int:
    digits = "".join(
        str("〇一二三四五六七八九".find(one)) if one in "〇一二三四五六七八九" else one for one in _plain(text)
    )
    return int(digits)


def _plain(text: str) -> str:
    return (
        text.replace(" ", "").translate(str.maketrans("零○O0", "〇〇〇〇"))
        if not text[:1].isdigit()
        else text.replace(" ", "")
    )


def _number(text: str) -> int:
    bare = text.replace(" ", "")
    return int(bare) if bare.isdigit() else chinese_number(bare)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
