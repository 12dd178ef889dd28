"""Whether words that tell something also name what a text grants money for."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.model import Focus
from bot.answering.question import read as question_of
from bot.dialogue.hearing import is_own
from bot.dialogue.talk import Talk
from bot.understanding.reading import Understanding

_STRONG = 2.6


def speaks_of_a_grant(talk: Talk, text: str, found: Understanding) -> bool:
    """Beside the facts that are told something is named that a text grants money for (评上首台套了)."""
    return talk.state.pending is None and _is_of_a_grant(talk, text, found)


def _is_of_a_grant(talk: Talk, text: str, found: Understanding) -> bool:
    rest = text
    for said in found.words.values():
        rest = rest.replace(said, " ")
    if "honours" in found.facts:
        rest = lexicon().signals["event"].sub(" ", rest)  # how an honour was won is part of what is told
    question = question_of(talk.world.library.corrected(rest), talk.world.library)
    case = Case(question, Focus(home=talk.state.facts.get("city")), talk.world, talk.today)
    best = case.evidence[0] if case.evidence else None
    strong = [term.word for term in case.terms if term.known and term.weight >= _STRONG and len(term.word) > 1]
    return best is not None and best.piece.award and any(word in best.met_here for word in strong)


def names_a_grant(talk: Talk, text: str, found: Understanding) -> bool:
    """All that was read is in doubt, and the words name what a text grants money for (再换个,搞市级实训基地)."""
    doubtful = bool(found.facts) and set(found.facts) <= set(found.confirm) and not found.corrections
    return doubtful and not is_own(text) and _is_of_a_grant(talk, text, replace(found, facts={}, words={}))
