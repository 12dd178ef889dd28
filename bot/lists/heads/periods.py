"""The year that a heading speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.lists.words import whole

_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:度|财年|会计年度)?(?:末|底)?(?:12月(?:末|底|31日)?)?")
_KINDS = (("part", None), ("before_last", 2), ("last", 1), ("this", 0))


@dataclass(frozen=True, slots=True)
class Period:
    """`back`: years back from this one; none for a part of a year."""

    back: int | None
    text: str
    same: bool = False
    """The same time of the year before (上年同期): of which year depends on the columns beside it."""

    counted: bool = False
    """Worked out from the columns beside it or from the title, not from the heading alone."""

    @property
    def said_by_number(self) -> bool:
        return any(character.isdigit() for character in self.text)


def take_period(heading: str, as_of: date) -> tuple[str, Period | None]:
    """The heading without its period; half a year and single months are periods that no fact has."""
    same = whole("headings", "periods", "same").search(heading)
    if same:
        heading = heading[: same.start()] + heading[same.end() :]
    part = whole("headings", "periods", "part").search(heading)
    year = _YEAR.search(heading)
    if part:
        rest = heading[: part.start()] + heading[part.end() :]
        return _YEAR.sub("", rest), Period(None, part.group())
    if year:
        return heading[: year.start()] + heading[year.end() :], Period(as_of.year - int(year.group(1)), year.group())
    if same:
        return heading, Period(1, same.group(), same=True)
    if whole("headings", "periods", "several").search(heading):
        return heading, None
    for name, back in _KINDS[1:]:
        if found := whole("headings", "periods", name).search(heading):
            return heading[: found.start()] + heading[found.end() :], Period(back, found.group())
    return heading, None


def is_of_a_part(title: str) -> bool:
    """A title of figures that are still running (2026年1—9月主要指标): those without a year are of that part."""
    return bool(
        whole("headings", "periods", "part").search(title) and whole("headings", "periods", "running").search(title)
    )


def tells_of_a_year(title: str) -> bool:
    """A title of figures that a whole year came to (2024年主要经济指标)."""
    return bool(_YEAR.search(title) and whole("headings", "periods", "running").search(title))
