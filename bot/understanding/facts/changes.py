"""Changes: by how much something grew or shrank against another year (比前年多了100万, 翻了一番, 是前年的八成)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from bot.understanding.lexers.dates import Day
from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexicon import cue
from bot.understanding.speech import Change, Segment

_SMALL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NEAR = 16
"""A verb further in front of a figure is not its verb."""
_BRANCHES = ("家", "户")
"""What is counted in these is recognised, not employed or granted."""


def set_aside(found: list[Segment], asked: str | None, names: Sequence[tuple[int, int]] = ()) -> None:
    """Takes what is only a difference, and the year compared with, out of the figures and dates of each segment.

    `names`: where a fact is named (近两年营业收入平均增长率), of which a figure behind is the value.
    """
    if asked is not None and "growth" in asked:
        return
    for segment in found:
        changes = [*_by_figures(segment), *_by_words(segment), *_no_change(segment)]
        segment.changes = [c for c in changes if not any(start <= c.start < end for start, end in names)]
        gone = {change.quantity.start for change in segment.changes if change.quantity}
        gone |= {change.than.start for change in segment.changes if change.than}
        segment.quantities = [q for q in segment.quantities if q.start not in gone]
        segment.days = [day for day in segment.days if day.start not in gone]


def _by_figures(segment: Segment) -> Iterator[Change]:
    last = segment.start
    for quantity in segment.quantities:
        change = _by(segment, quantity, last) or _share(segment, quantity)
        last = quantity.end
        if change is not None:
            yield change


def _by(segment: Segment, quantity: Quantity, floor: int) -> Change | None:
    """多了100万, 涨了两成, 增长一倍; 涨到120人 is no difference."""
    if quantity.window or quantity.kind in ("years", "months") or quantity.unit in _BRANCHES:
        return None
    head = segment.text[: quantity.start - segment.start]
    found = _verb().search(head, max(0, floor - segment.start, len(head) - _NEAR))
    if not found or not _suits(quantity, found.group()):
        return None
    return _change(
        segment, segment.start + found.start(), quantity, _step(segment, quantity, -1 if found["less"] else 1)
    )


@cache
def _verb() -> re.Pattern[str]:
    """What stands directly in front of a difference."""
    more, less, fillers = (cue("changes", "by", name).pattern for name in ("more", "less", "fillers"))
    return re.compile(f"(?:{more}|(?P<less>{less})){fillers}$")


def _suits(quantity: Quantity, verb: str) -> bool:
    return quantity.kind in ("persons", "count") or not cue("changes", "by", "hires").search(verb)


def _step(segment: Segment, quantity: Quantity, sign: int) -> tuple[Fraction, Fraction] | None:
    """What is added, and by what it is multiplied; None where that is not said exactly."""
    if quantity.low != quantity.high or quantity.bound:
        return None
    if quantity.kind in ("money", "persons", "count"):
        return sign * quantity.low, Fraction(1)
    if quantity.kind == "bare":
        return sign * quantity.low * 10_000, Fraction(1)
    if quantity.kind == "ratio" or _is_times(segment, quantity):
        return Fraction(0), 1 + sign * quantity.low
    return None


def _is_times(segment: Segment, quantity: Quantity) -> bool:
    return segment.text[: quantity.end - segment.start].endswith("倍")


def _share(segment: Segment, quantity: Quantity) -> Change | None:
    """是前年的两倍, 只有前年的八成."""
    if quantity.kind != "ratio" and not _is_times(segment, quantity):
        return None
    for day in segment.days:
        before = segment.text[: day.start - segment.start]
        between = segment.text[day.end - segment.start : max(0, quantity.start - segment.start)]
        if (
            day.end <= quantity.start
            and cue("changes", "of", "before").search(before)
            and cue("changes", "of", "behind").fullmatch(between)
        ):
            exact = quantity.low == quantity.high and not quantity.bound
            return _change(segment, day.start, quantity, (Fraction(0), quantity.low) if exact else None, day)
    return None


def _by_words(segment: Segment) -> Iterator[Change]:
    """翻了一番, 翻倍, 腰斩: changes that hold no figure."""
    text = segment.text
    doubled = cue("changes", "factor", "doubled").search(text)
    found = doubled or cue("changes", "factor", "halved").search(text)
    if found is None or _is_in_figure(segment, segment.start + found.end()):
        return
    times = _doubling(doubled) if doubled else Fraction(1, 2)
    exact = times is not None and not cue("changes", "factor", "more_than").match(text, found.end())
    change = _change(segment, segment.start + found.start(), None, (Fraction(0), times) if exact and times else None)
    nearly = cue("changes", "factor", "vague")
    change.approximate = bool(
        nearly.search(text[: found.start()]) or (doubled and nearly.search(text[: doubled.start("word")]))
    )
    yield change


def _is_in_figure(segment: Segment, end: int) -> bool:
    """一半 in 跌了一半 has been read as a figure."""
    return any(q.start < end <= q.end for q in segment.quantities if q.kind == "ratio")


def _no_change(segment: Segment) -> Iterator[Change]:
    """去年跟前年差不多: the amount is of both years."""
    found = cue("changes", "same", "years").search(segment.text)
    for day in segment.days if found else ():
        if found and day.month is None and segment.start + found.start("year") == day.start:
            change = _change(segment, segment.start + found.start(), None, (Fraction(0), Fraction(1)), day)
            change.approximate = found["about"] is not None
            yield change


def _doubling(found: re.Match[str]) -> Fraction | None:
    """翻一番 doubles, 翻两番 doubles twice; 翻两倍 is said of both twice and three times."""
    times = _SMALL[found["times"] or "一"]
    if found["word"] == "番":
        return Fraction(2**times)
    return Fraction(2) if times == 1 else None


def _change(
    segment: Segment,
    start: int,
    quantity: Quantity | None,
    step: tuple[Fraction, Fraction] | None,
    than: Day | None = None,
) -> Change:
    than = than or _compared(segment)
    written = segment.text[than.start - segment.start : than.end - segment.start] if than else ""
    return Change(
        start,
        quantity,
        None if cue("changes", "than", "partial").search(segment.text) else step,
        than,
        sliding=bool(cue("changes", "than", "sliding").fullmatch(written)),
        approximate=quantity is not None and quantity.approximate,
    )


def _compared(segment: Segment) -> Day | None:
    """The year that the segment compares with: 比前年, 较上年; 去年是前年的两倍 names it as well."""
    for day in segment.days:
        before = segment.text[: day.start - segment.start]
        if day.month is None and not day.ago and cue("changes", "than", "before").search(before):
            return day
    return None
