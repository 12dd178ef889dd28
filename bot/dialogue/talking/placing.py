"""Where the company is, as it is told: that nothing is held of the place, or the last question for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answering.model import Focus
from bot.dialogue.talk import Talk
from bot.dialogue.talking import elsewhere, sums
from bot.understanding.reading import Understanding
from bot.wording import say

_PLACES = frozenset(("city", "district"))


def say_not_held(talk: Talk, found: Understanding) -> None:
    """The company is where no document is held of: said when it is told."""
    city = found.facts.get("city")
    told = isinstance(city, str) and "city" not in found.confirm and city != talk.state.facts.get("city")
    if not told or any(document.city == city for document in talk.world.library.documents):
        return
    talk.first("notice", say("talking.not_held", place=str(city), places="、".join(sums.places(talk))))


def answers_the_last_question(talk: Talk, found: Understanding, before: Mapping[str, Any]) -> bool:
    """我济南的, after a question that named no place: that question is answered for it."""
    focus = Focus.from_json(talk.state.focus)
    only = bool(found.facts) and set(found.facts) <= _PLACES and not found.is_question
    idle = talk.state.pending is None and talk.state.stage == "idle"
    return (
        only
        and idle
        and "city" not in before
        and bool(focus.question)
        and focus.city is None
        and not elsewhere.cities_in(talk, focus.question)
        and sums.place(talk) is not None
    )
