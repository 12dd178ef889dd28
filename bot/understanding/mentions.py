"""The words of an utterance that describe the company: place, trade, size, figures; whether it asks or tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.understanding.facts.subjects import find_subjects
from bot.understanding.lexicon import any_of, cue, table
from bot.understanding.model import Span
from bot.understanding.names.honours import find_honours
from bot.understanding.names.places import find_places
from bot.understanding.statements import Heard


@cache
def _nouns() -> re.Pattern[str]:
    data = table("industries")
    names = any_of([name for name in data["names"] if name not in data["also_asked_about"]])
    return re.compile(f"(?:{names})(?:加工|制造|生产)?(?P<firm>业|行业|类?企业|公司|厂)?")


def company_words(folded: str, heard: Heard) -> tuple[Span, ...]:
    """In order, none inside another; names of honours and of what the policy pays for are left alone."""
    taken: set[int] = set()
    found: list[Span] = []
    for mention in find_honours(folded):
        taken.update(range(mention.start, mention.end))
    for span in _spans(folded, heard, taken):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))


def _spans(folded: str, heard: Heard, taken: set[int]) -> Iterator[Span]:
    if heard.company:
        yield Span(heard.company.start, heard.company.end, "name")
    for place in find_places(folded):
        yield Span(place.start, place.end, "place")
    for trade in heard.trades:
        yield Span(trade.at, trade.at + len(trade.name), "trade", sure=not trade.doubtful)
    for figure in heard.figures:
        if figure.kind in ("money", "persons", "years", "months", "ratio"):
            yield Span(figure.start, figure.end, "figure")
    for day in heard.days:
        yield Span(day.start, day.end, "date")
    for size in cue("phrases", "stance", "size").finditer(folded):
        yield Span(size.start(), size.end(), "size")
    for subject in find_subjects(folded):
        if not subject.weak:
            taken.update(range(subject.start, subject.end))
    for noun in _nouns().finditer(folded):
        yield Span(noun.start(), noun.end(), "trade", sure=noun["firm"] is not None)
