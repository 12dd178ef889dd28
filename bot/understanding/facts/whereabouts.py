"""Where the company is: cities and districts, and which of several places is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.lexicon import cue
from bot.understanding.model import Reading
from bot.understanding.names.places import Place, find_places
from bot.understanding.speech import Segment, takes_back

_REGISTERED = 8
_OF_HEAD_OFFICE = 1
"""Where the head office is tells where a company is, unless it is told to be a branch."""
_RANKS = (
    ("investee", -2),
    ("elsewhere", -3),
    ("moved_from", -3),
    ("head_office", _OF_HEAD_OFFICE),
    ("moved_to", _REGISTERED + 1),
    ("registered", _REGISTERED),
    ("company", 7),
    ("works", 3),
)


def _rank(before: str, after: str, segment: Segment) -> int:
    """How well a place places the company; below zero it does not."""
    if re.search(cue("places", "cue", "not_there").pattern + "$", before) or re.match(
        r"(?:市|这边|那边)?(?:没有|没)(?:公司|厂|注册|分)", after
    ):
        return -5
    if segment.others or segment.hypothetical or segment.hearsay:
        return -4
    if re.match(
        r"市?(?:的)?(?:客户|供应商|市场)|市?(?:还|也)?(?:有|设了?|开了?)(?:一?个|一?家)?(?:[分子]公司|分厂|办事处|门店)",
        after,
    ):
        return -3
    if cue("places", "cue", "planned").search(before):
        return -4
    if cue("places", "cue", "for_whom").search(before) or cue("places", "cue", "only_kept").match(after):
        return -3
    if cue("places", "cue", "of_no_use").match(after) or cue("places", "cue", "of_policy").match(after):
        return -5
    for name, rank in _RANKS:
        if re.search(f"(?:{cue('places', 'cue', name).pattern})$", before):
            return rank
    rank = 4
    if re.match(r"市?(?:注册|登记|落户)(?!资本|资金|[了过]?[^,。;]{0,4}商标|过)", after):
        return _REGISTERED
    if (
        segment.ours
        or re.search(r"(?:在|是|属于|位于)$", before)
        or re.match(r"市?(?:这家|的?(?:企业|公司|工厂|小厂|厂|注册|本地))", after)
    ):
        rank = 6
    return rank if segment.factual or segment.policy else -4


@dataclass(frozen=True, slots=True)
class _Placed:
    rank: float
    place: Place
    offset: int


def read_city(found: list[Segment], masked: set[int]) -> list[Reading]:
    """`city` and `district` of the company, or nothing; a place in a question is assumed."""
    placed = [
        _Placed(_rank_in(segment, place), place, segment.start)
        for segment in found
        for place in find_places(segment.text)
        if segment.start + place.start not in masked
    ]
    placed = _last_word([item for item in placed if item.rank >= 0], found)
    if any(cue("places", "cue", "branch").search(segment.text) for segment in found):
        placed = [item for item in placed if item.rank != _OF_HEAD_OFFICE]
    if not placed:
        return []
    best = max(placed, key=lambda item: item.rank)
    rivals = [p.place.city for p in placed if p.rank == best.rank and p.place.city not in (None, best.place.city)]
    readings = _readings(best, tuple(rivals) if best.place.city else ())
    if best.place.district is None or best.place.city is None:
        other = [p for p in placed if p is not best and _completes(best.place, p.place)]
        readings += _readings(other[0], ())[-1:] if other else []
    return readings


def _last_word(placed: list[_Placed], found: list[Segment]) -> list[_Placed]:
    """在济南 不对 在日照: what was taken back goes, where another place comes after."""
    for segment in reversed([s for s in found if takes_back(s)]):
        after = [item for item in placed if item.offset > segment.start]
        if after:
            return after
    return placed


def _rank_in(segment: Segment, place: Place) -> float:
    rank = _rank(segment.text[: place.start], segment.text[place.end :], segment)
    if segment.topic and not segment.question:
        return rank / 10  # brought up rather than told: to be confirmed, the likeliest first
    if segment.policy or (segment.question and not segment.ours):
        return min(rank, 2) if cue("phrases", "question", "scope").search(segment.text) else -1
    return min(rank, 2) if segment.stranger else rank  # 合作的高校在青岛


def _completes(place: Place, other: Place) -> bool:
    """济南的 平阴县: said apart, one place."""
    if place.city is None:
        return other.city is not None and other.district is None
    return other.district is not None and other.city in (None, place.city)


def _readings(placed: _Placed, rivals: tuple[str | None, ...]) -> list[Reading]:
    place, assumed = placed.place, placed.rank < 3
    start, end = placed.offset + place.start, placed.offset + place.end
    rivals = (place.rival,) if place.rival else rivals
    clash = place.rival is not None
    city = [Reading("city", place.city, start, end, assumed, rivals, clash=clash)] if place.city else []
    return city + ([Reading("district", place.district, start, end, assumed)] if place.district else [])
