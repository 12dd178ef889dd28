"""A bare noun phrase (日照 独角兽, 小巨人奖励) looks something up and tells nothing of the company."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.lexicon import cue
from bot.understanding.model import Reading
from bot.understanding.names.honours import find_honours
from bot.understanding.names.places import find_places
from bot.understanding.names.trades import Trade
from bot.understanding.speech import Segment

_HONOURS = ("honours", "honour_event", "honour_year", "role")
_PLACES = ("city", "district")


def is_look_up(folded: str, found: list[Segment], readings: list[Reading], trades: list[Trade]) -> bool:
    """One honour or a word of the policy's, a place or a trade perhaps, and nothing that is said of them."""
    nouns = [r for r in readings if _is_noun(r, folded)]
    if any(r.fact not in (*_HONOURS, *_PLACES) and r not in nouns for r in readings) or any(s.question for s in found):
        return False
    honours = find_honours(folded)
    named = [(mention.start, mention.end) for mention in honours]
    named += [(place.start, place.end) for place in find_places(folded)]
    named += [(reading.start, reading.end) for reading in nouns]
    named += [(trade.start, trade.end) for trade in trades if trade.bare]
    rest = _without(folded, named)
    if all(mention.family.as_role for mention in honours):
        rest = cue("phrases", "policy", "events").sub("", rest)
    words = cue("phrases", "policy", "looked_up")
    if not words.sub("", rest).strip(" ,。、!"):
        return len(honours) == 1 or (not honours and bool(nouns or words.search(rest)))
    return False


def _is_noun(reading: Reading, folded: str) -> bool:
    """质量体系认证, 技改贷款 by itself; what has a verb (受过处罚, 没有链主) tells something."""
    if reading.value is not True:
        return False
    return not cue("phrases", "policy", "telling").search(folded[reading.start : reading.end])


def look_up(readings: list[Reading]) -> list[Reading]:
    """What is left of them: the place, to be confirmed."""
    return [replace(reading, assumed=True) for reading in readings if reading.fact in _PLACES]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    gone = {at for start, end in spans for at in range(start, end)}
    return "".join(" " if at in gone else character for at, character in enumerate(text))
