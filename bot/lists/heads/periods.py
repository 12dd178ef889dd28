"""The year that a heading speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.lists.folding import folded
from bot.lists.words import whole

_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:度|财年|会计年度)?(?:末|底)?(?:12月(?:末|底|31日)?)?")
_WHOLE_YEAR = re.compile(r"(?<!\d)0?1[-~至到]12月(?:份)?(?:累计)?")
_KINDS = (("part", None), ("before_last", 2), ("last", 1), ("this", 0))


@dataclass(frozen=True, slots=True)
class Period:
    """`back`: years back from this one; none for a part of a year. `same`: of the year before what is reported on."""

    back: int | None
    text: str
    same: bool = False

    counted: bool = False
    """Worked out from the columns beside it or from the title, not from the heading alone."""

    @property
    def said_by_number(self) -> bool:
        return _YEAR.search(self.text) is not None


def take_period(heading: str, as_of: date) -> tuple[str, Period | None]:
    """The heading without its period; half a year and single months are periods that no fact has."""
    same = whole("headings", "periods", "same").search(heading)
    if same:
        heading = heading[: same.start()] + heading[same.end() :]
    heading = _WHOLE_YEAR.sub("", heading)
    part = whole("headings", "periods", "part").search(heading)
    year = _YEAR.search(heading)
    if part:
        rest = heading[: part.start()] + heading[part.end() :]
        return _YEAR.sub("", rest), Period(None, part.group())
    if year:
        return heading[: year.start()] + heading[year.end() :], Period(as_of.year - int(year.group(1)), year.group())
    if same:
        return heading, Period(None, same.group(), same=True)
    if whole("headings", "periods", "several").search(heading):
        return heading, None
    for name, back in _KINDS[1:]:
        if found := whole("headings", "periods", name).search(heading):
            return heading[: found.start()] + heading[found.end() :], Period(back, found.group())
    return heading, None


def tells_of_a_year(title: str) -> bool:
    """A title of figures that a whole year came to (2024年主要经济指标)."""
    return bool(_YEAR.search(title) and whole("headings", "periods", "statistics").search(title))


def of_a_part(text: str) -> bool:
    """Whether a title is of some months only: nothing below it is a year's figure unless its heading says so."""
    plain = folded(text)
    dated = whole("headings", "periods", "filled_in").search(plain)
    return not dated and whole("headings", "periods", "part").search(_WHOLE_YEAR.sub("", plain)) is not None


def years_of(sheets: Iterable[str]) -> dict[str, int]:
    """The years of sheets that are named alike but for them (2024年, 2025年); none for a year that stands alone."""
    alike: dict[str, dict[str, int]] = {}
    for name in sheets:
        if found := re.search(r"(?<!\d)20\d\d(?!\d)", name):
            alike.setdefault(name.replace(found.group(), "", 1), {})[name] = int(found.group())
    return {name: year for group in alike.values() if len(set(group.values())) > 1 for name, year in group.items()}
