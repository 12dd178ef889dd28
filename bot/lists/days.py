"""Dates in cells: real ones, serial numbers of spreadsheets, and words."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from bot.lists.cells import Bad
from bot.lists.folding import folded, shown
from bot.lists.words import whole

_EPOCH = date(1899, 12, 30)
_SERIAL = (7_000, 80_000)
"""1919 to 2119."""
_FIRST_YEAR = 1900
_CLOCK = re.compile(r"[t ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[zZ]|\+\d{2}:?\d{2})?$")
_SIGNS = re.compile(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?")
_SHORT = re.compile(r"(\d{2})年(?:(\d{1,2})月(?:(\d{1,2})[日号]?)?)?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_HAN = re.compile(
    r"([零〇○一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月)?(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_YEAR = re.compile(r"(\d{4})年?")
_DIGITS = {c: n for n, row in enumerate(("零〇○", *"一二三四五六七八九")) for c in row}


def read_day(cell: Any, as_of: date) -> tuple[str, str | int]:
    """`("date", "2018-03-05")`, `("date", "2018-03")` or `("year", 2018)`; raises `Bad`."""
    if isinstance(cell, (datetime, date)):
        return _kept(cell.year, cell.month, cell.day, as_of)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _of_number(cell, as_of)
    text = _CLOCK.sub("", str(cell).strip())
    text = whole("values", "days", "behind").sub("", folded(text))
    text = whole("values", "days", "before").sub("", text)
    for pattern in (_SIGNS, _SOLID):
        if found := pattern.fullmatch(text):
            return _of_parts(*found.groups(), as_of=as_of)
    if found := _SHORT.fullmatch(text):
        year, month, day = found.groups()
        century = 1900 if int(year) > as_of.year % 100 else 2000
        return _of_parts(str(century + int(year)), month, day, as_of=as_of)
    if found := _YEAR.fullmatch(text):
        return _kept(int(found.group(1)), None, None, as_of)
    if found := _HAN.fullmatch(text):
        year = "".join(str(_DIGITS[c]) for c in found.group(1))
        return _of_parts(year, *map(_small, found.groups()[1:]), as_of=as_of)
    if re.fullmatch(r"\d{5}(?:\.0*)?", text):
        return _of_number(float(text), as_of)
    raise Bad("not_date")


def _of_number(number: float, as_of: date) -> tuple[str, str | int]:
    if number == int(number):
        whole = int(number)
        if _FIRST_YEAR <= whole <= as_of.year + 1:
            return _kept(whole, None, None, as_of)
        if found := _SOLID.fullmatch(str(whole)):
            return _of_parts(*found.groups(), as_of=as_of)
    if _SERIAL[0] <= number <= _SERIAL[1]:
        day = _EPOCH + timedelta(days=int(number))
        return _kept(day.year, day.month, day.day, as_of)
    year, _, month = shown(number).partition(".")
    if len(year) == 4 and len(month) in (1, 2) and month != "1":
        return _of_parts(year, month, None, as_of=as_of)
    raise Bad("not_date")


def _of_parts(year: str, month: str | None, day: str | None, *, as_of: date) -> tuple[str, str | int]:
    return _kept(int(year), int(month) if month is not None else None, int(day) if day is not None else None, as_of)


def _kept(year: int, month: int | None, day: int | None, as_of: date) -> tuple[str, str | int]:
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise Bad("no_such_day") from None
    if not year >= _FIRST_YEAR or first > as_of:
        raise Bad("future" if first > as_of else "no_such_day")
    if month is None:
        return "year", year
    return "date", f"{year:04}-{month:02}" + (f"-{day:02}" if day is not None else "")


def _small(han: str | None) -> str | None:
    """Up to 三十一."""
    if not han:
        return None
    tens, ten, ones = han.rpartition("十")
    if not ten:
        return str(_DIGITS[ones])
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
