"""What a heading means by those beside it and by the title: of which year 上年同期 is, and a figure without a year."""

from __future__ import annotations

from collections.abc import Sequence

from bot.lists.heads.headings import Heading, Headings
from bot.lists.words import table


def dated(headings: Sequence[Heading], reader: Headings, year: int | None, *, partly: bool) -> tuple[Heading, ...]:
    """`year`: that a title of statistics reports on; `partly`: it is of some months, so nothing follows from it."""
    yearly = table("headings")["yearly"]["facts"]
    ago = reader.last_year + 1 - year if year and year < reader.last_year and not partly else None
    found: list[Heading] = []
    for at, heading in enumerate(headings):
        if heading.fact in yearly and heading.period is None and ago:
            found.append(reader.counted_back(heading, ago))
        elif _depends(heading):
            others = [other for other in (*reversed(headings[:at]), *headings[at + 1 :]) if other.base == heading.base]
            found.append(_before(heading, others, reader, None if partly else ago or 1))
        else:
            found.append(heading)
    return tuple(found)


def _depends(heading: Heading) -> bool:
    """上年同期, and 上年, whose year a column beside it may say."""
    period = heading.period
    if heading.base is None or period is None or period.counted or period.said_by_number:
        return False
    return period.same or period.back == 1


def _before(heading: Heading, others: Sequence[Heading], reader: Headings, undated: int | None) -> Heading:
    """One year before the nearest column of the same figure, whose year is named or, without one, `undated` ago."""
    same = heading.period is not None and heading.period.same
    named = next((other.period for other in others if other.period and _settled(other)), None)
    if named is None:
        alone = undated is None or not same or all(other.period for other in others)
        return heading if alone else reader.counted_back(heading, (undated or 0) + 1)
    if named.back is None:
        return reader.counted_back(heading, None) if same else heading
    return reader.counted_back(heading, named.back + 1) if same or named.back == 1 else heading


def _settled(heading: Heading) -> bool:
    """Its year, or that it is of a part of one, needs no other column to be known."""
    period = heading.period
    return period is not None and (period.said_by_number or period.counted or (period.back is None and not period.same))
