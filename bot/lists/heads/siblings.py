"""What a heading means by those beside it and by the title: of which year 上年同期 is, and a figure without a year."""

from __future__ import annotations

from collections.abc import Sequence

from bot.lists.heads.headings import Heading, Headings
from bot.lists.words import table


def dated(headings: Sequence[Heading], reader: Headings, year: int | None, *, of_a_part: bool) -> tuple[Heading, ...]:
    """`year`: that the title reports on; `of_a_part`: it is of some months, and so are figures without a year."""
    yearly = table("headings")["yearly"]["facts"]
    back = reader.last_year + 1 - year if year and year < reader.last_year else None
    found: list[Heading] = []
    for at, heading in enumerate(headings):
        if heading.fact in yearly and heading.period is None and (of_a_part or back):
            found.append(reader.of_year(heading, back))
        elif _depends(heading):
            found.append(_before(heading, at, headings, reader, of_a_part=of_a_part))
        else:
            found.append(heading)
    return tuple(found)


def _depends(heading: Heading) -> bool:
    """上年同期, and 上年, whose year a column beside it may say."""
    period = heading.period
    return heading.base is not None and period is not None and period.back == 1 and not _settled(heading)


def _settled(heading: Heading) -> bool:
    return heading.period is not None and (heading.period.said_by_number or heading.period.counted)


def _before(heading: Heading, at: int, headings: Sequence[Heading], reader: Headings, *, of_a_part: bool) -> Heading:
    """One year before the nearest column of the same figure that names its year; where none does, the title counts."""
    others = [other for other in (*reversed(headings[:at]), *headings[at + 1 :]) if other.base == heading.base]
    named = next((other.period for other in others if other.period and not _depends(other)), None)
    same = heading.period is not None and heading.period.same
    if named is None:
        undated = any(other.period is None for other in others)
        return reader.of_year(heading, None) if of_a_part or (same and not undated) else heading
    if named.back is None:
        return reader.of_year(heading, None) if same else heading
    return reader.of_year(heading, named.back + 1) if same or named.back == 1 else heading
