"""How and when honours were won: words of recognition with the year beside them, and whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.lexers.dates import Day
from bot.understanding.lexicon import cue
from bot.understanding.names.honours import Mention, Way
from bot.understanding.speech import Segment

FIRST, BEFORE = "新认定", "以前认定"
REVIEWS = ("复核通过", "重新认定")
EVENTS = (*REVIEWS, FIRST, BEFORE)
"""Where two are read at one place the earlier of these stands."""
_BETWEEN_IS = re.compile(r"(?:的?(?:时间|年份|日期))?[是在于为: ]{0,3}")
_CLOSE = 3
"""Two words of recognition that begin nearer to each other are one."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A way with where its words stand in the segment."""

    start: int
    end: int
    event: str | None


def note(mentions: list[Mention], about: list[Mention], segment: Segment) -> None:
    """Adds the ways told in a segment to the honours named there, or, where it names none, to those named before."""
    ways = _ways(segment, mentions) or _year_alone(segment, mentions)
    if not mentions:
        for mention in about:
            mention.ways += tuple(way for _, way in ways)
        return
    days = recognising(segment)
    if len(ways) == 1 and len(days) == len(mentions) > 1 and days[-1].start - segment.start < ways[0][0]:
        for mention, day in zip(mentions, days, strict=True):
            mention.ways += (Way(ways[0][1].event, day.year),)
        return
    for at, way in ways:
        for mention in _whose(at, [at for at, _ in ways], mentions, segment.start):
            mention.ways += (way,)


def settle(mention: Mention, year: int) -> None:
    """Of several ways the one by which the honour is held today; `year`: the as-of year.

    A review comes after the first recognition, whatever was told first; of two reviews the later one counts.
    """
    told = [way for way in mention.ways if way.event is not None]
    reviews = [way for way in told if way.event in REVIEWS]
    if reviews:
        chosen = max(reversed(reviews), key=lambda way: way.year or year)
        mention.event, mention.year = chosen.event, chosen.year
        return
    firsts = [way for way in told if way.event == FIRST] or told
    mention.event = firsts[0].event if firsts else None
    years = [way.year for way in (*firsts, *mention.ways) if way.year is not None]
    mention.year = years[0] if years else None
    if mention.year is not None and mention.year <= year - 2 and mention.event in (None, BEFORE):
        mention.event = FIRST
    if mention.event is None and mention.year == year:  # 2026年认定的, said in 2026, is 今年认定的
        mention.event = FIRST


def _whose(at: int, places: list[int], mentions: list[Mention], offset: int) -> list[Mention]:
    """A way is of the honours right before it; what opens the segment is of those that follow.

    今年评上小巨人 去年省瞪羚: where every way stands before its honour, each goes with what follows.
    """
    starts = [mention.start - offset for mention in mentions]
    forward = min(places) < starts[0] and max(places) < starts[-1]
    if forward or at < starts[0]:
        limit = min((place for place in places if place > at), default=None) if forward else None
        return [m for m, start in zip(mentions, starts, strict=True) if start > at and (limit is None or start < limit)]
    before = [start for start in starts if start < at]
    earlier = max((place for place in places if place < before[-1]), default=-1)
    return [m for m, start in zip(mentions, starts, strict=True) if earlier < start < at]


def _ways(segment: Segment, mentions: list[Mention]) -> list[tuple[int, Way]]:
    """Where each way is told, and what it is."""
    text = without_names(segment, mentions)
    told = _events(text, segment) + _recognitions(text)
    found: list[_Told] = []
    for one in sorted(told, key=lambda one: (one.start, one.event is None)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    ways = []
    for index, one in enumerate(found):
        floor = found[index - 1].end if index else 0
        following = found[index + 1] if index + 1 < len(found) else None
        year = _year(one, segment, floor, following)
        if one.event is not None or year is not None:
            ways.append((one.start, Way(one.event, year)))
    return ways


def _year_alone(segment: Segment, mentions: list[Mention]) -> list[tuple[int, Way]]:
    """小巨人是2022年的; 重新认定的,去年: nothing but a year is said of them."""
    days = recognising(segment)
    if len(days) != 1 or len(segment.days) != 1 or segment.quantities or len(mentions) > 1 or days[0].month:
        return []
    start, end = days[0].start - segment.start, days[0].end - segment.start
    begin = mentions[0].end - segment.start if mentions else 0
    around = segment.text[begin:start] + segment.text[end:]
    if begin > start or not cue("honours", "cue", "year_only").fullmatch(around):
        return []
    return [(start, Way(None, days[0].year))]


def _events(text: str, segment: Segment) -> list[_Told]:
    if cue("honours", "status", "renewing").search(text):
        return []
    found: list[_Told] = []
    for name in EVENTS:
        for match in cue("honours", "event", name).finditer(text):
            if not any(
                abs(one.start - match.start()) < _CLOSE or (one.start < match.end() and match.start() < one.end)
                for one in found
            ):
                found.append(_Told(*match.span(), name))
    return found


def _recognitions(text: str) -> list[_Told]:
    """认定, 评上 and the like, which tell no way."""
    return [_Told(*match.span(), None) for match in cue("honours", "cue", "recognised").finditer(text)]


def recognising(segment: Segment) -> list[Day]:
    """The dates of which something may have been recognised; 去年到期 is none, nor is 三年前."""
    return [day for day in segment.days if not day.ago and not _lapsed(segment, day)]


def _lapsed(segment: Segment, day: Day) -> bool:
    return bool(cue("honours", "cue", "lapsed").search(segment.text[day.end - segment.start :]))


def _year(told: _Told, segment: Segment, floor: int, following: _Told | None) -> int | None:
    """The year said last before a way, in it or right behind it; a review comes when the term has run out."""
    days = [(day, day.start - segment.start, day.end - segment.start) for day in segment.days if not day.ago]
    before = [day for day, start, _ in days if floor <= start < told.end]
    sure = [day for day in before if not _lapsed(segment, day)] or (before if told.event in REVIEWS else [])
    if sure:
        return sure[-1].year
    limit = following.start if following else len(segment.text)
    for day, start, end in days:
        if told.end <= start and end <= limit and _BETWEEN_IS.fullmatch(segment.text, told.end, start):
            return day.year
    return None


def without_names(segment: Segment, mentions: list[Mention]) -> str:
    """新 at the end of 专精特新 is no part of 新认定."""
    text = segment.text
    for mention in mentions:
        start, end = mention.start - segment.start, mention.end - segment.start
        text = text[:start] + "_" * (end - start) + text[end:]
    return text
