"""What is asked beside an honour that is told (省级专精特新今年新评,有奖励吗): its own clause, read by itself."""

from __future__ import annotations

import re

from bot.answering.question import read as question_of
from bot.answering.question import yuan_of
from bot.dialogue.hearing import questions
from bot.dialogue.talk import Talk
from bot.dialogue.talking.elsewhere import has_a_subject
from bot.understanding.reading import Understanding

_CLAUSES = re.compile(r"[\s,，。;；!！]+")


def asking_clause(text: str) -> str:
    """The pieces that ask."""
    return " ".join(piece for piece in _CLAUSES.split(text) if questions(piece))


def asks_for_all(talk: Talk, text: str, found: Understanding) -> bool:
    """Nothing but money is asked for, at the opening of a talk, by a company whose place is known."""
    opens = talk.state.stage == "idle" and talk.state.pending is None and bool(talk.state.facts.get("city"))
    if not (opens and found.won):
        return False
    clause = asking_clause(text)
    asked = question_of(talk.world.library.corrected(clause), talk.world.library)
    return asked.has("amount") and not (asked.cities or yuan_of(clause) or has_a_subject(talk, clause))
