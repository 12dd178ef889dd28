"""Where the company is: cities and districts, and which of several places is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.understanding.lexicon import any_of, cue, table
from bot.understanding.model import Reading
from bot.understanding.speech import Segment


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    city: str | None
    district: str | None


@cache
def _names() -> dict[str, tuple[str | None, str | None]]:
    """Written name → (city, district)."""
    data = table("places")
    names: dict[str, tuple[str | None, str | None]] = {}
    for other in (*data["others"]["shandong"], *data["others"]["china"]):
        names[other] = names[other + "市"] = (other, None)
    for vague, forms in data["vague"].items():
        names.update(dict.fromkeys((vague, *forms), (None, vague)))
    for name, city in data["settles"].items():
        names[name] = (city, None)
    for city, entry in data["city"].items():
        names.update(dict.fromkeys(entry["names"], (city, None)))
        for district, forms in entry["districts"].items():
            if district not in data["vague"]:
                names.update(dict.fromkeys((district, *forms), (city, district)))
    return names


@cache
def _pattern() -> re.Pattern[str]:
    behind = "|".join(table("places")["not_before"])
    return re.compile(f"({any_of(list(_names()))})(?!{behind})")


def find_places(text: str) -> Iterator[Place]:
    """Places in order; a city and its district written together (济南市高新区, 日照 东港区) are one place."""
    last: Place | None = None
    for found in _pattern().finditer(text):
        city, district = _names()[found.group(1)]
        if (
            last
            and last.district is None
            and district
            and city in (None, last.city)
            and re.fullmatch(r"市?[ 的]?", text[last.end : found.start()])
        ):
            last = Place(last.start, found.end(), last.city, district)
            continue
        if last:
            yield last
        last = Place(found.start(), found.end(), city, district)
    if last:
        yield last


_RANKS = (
    ("investee", -2),
    ("elsewhere", -3),
    ("moved_from", -3),
    ("head_office", 1),
    ("moved_to", 8),
    ("registered", 8),
    ("works", 3),
)


def _rank(before: str, after: str, segment: Segment) -> int:
    """How well a place places the company; below zero it does not."""
    if re.search(cue("places", "cue", "not_there").pattern + "$", before) or re.match(
        r"(?:市|这边|那边)?(?:没有|没)(?:公司|厂|注册|分)", after
    ):
        return -5
    for name, rank in _RANKS:
        if re.search(f"(?:{cue('places', 'cue', name).pattern})$", before):
            return rank
    rank = 4
    if (
        segment.ours
        or re.search(r"(?:在|是|属于|位于)$", before)
        or re.match(r"市?(?:这家|的?(?:企业|公司|工厂|小厂|厂|注册|本地))", after)
    ):
        rank = 6
    return rank if segment.factual else -4


def read_city(found: list[Segment], masked: set[int]) -> list[Reading]:
    """`city` and `district` of the company, or nothing; a place in a question is assumed."""
    best: tuple[int, Place, Segment] | None = None
    for segment in found:
        for place in find_places(segment.text):
            if segment.start + place.start in masked:
                continue
            rank = _rank(segment.text[: place.start], segment.text[place.end :], segment)
            if segment.question and not segment.ours:
                rank = min(rank, 2) if cue("phrases", "question", "scope").search(segment.text) else -1
            if rank >= 0 and (best is None or rank > best[0]):
                best = (rank, place, segment)
    if best is None:
        return []
    rank, place, segment = best
    return list(_readings(place, segment.start, rank < 3))


def _readings(place: Place, offset: int, assumed: bool) -> Iterator[Reading]:
    start, end = offset + place.start, offset + place.end
    if place.city:
        yield Reading("city", place.city, start, end, assumed)
    if place.district:
        yield Reading("district", place.district, start, end, assumed)
