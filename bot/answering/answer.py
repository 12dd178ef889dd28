"""The door of answering: one question in, one answer out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.answering import not_covered, plainly
from bot.answering.decide import Asked, decide, decide_whole
from bot.answering.follow_up import merged
from bot.answering.joining import joined
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer, Focus, Interest
from bot.answering.question import closed_up, split, without_markup
from bot.model import Part
from bot.understanding.names.in_force import reading_with
from bot.wording import say
from bot.world import World

__all__ = ["Answer", "Focus", "Interest", "answer"]

_MOST_QUESTIONS = 4
_MOST_READ = 600
"""Characters of a question: nobody asks at greater length, and every reading of it takes time by its length."""


@lru_cache(maxsize=1024)
def answer(question: str, focus: Focus, world: World, today: date) -> Answer:
    """Answers what is typed; several questions at once are answered one after another.

    The answer's focus is what the next question may lean on; it is the old one where nothing was answered. Pure, so
    what many people ask the same day is worked out once.
    """
    if len(question) > _MOST_READ:
        return _beginning(answer(question[:_MOST_READ], focus, world, today))
    with reading_with(world.names):
        return _answered(question, focus, world, today)


def _answered(question: str, focus: Focus, world: World, today: date) -> Answer:
    library = world.library
    plain = lexicon().signals["sigh"].sub("", closed_up(without_markup(question)))
    written = plainly.without_exclusions(plain)
    folded, typed = library.corrected(written), library.fold(written)
    whole = Asked(folded, typed, focus, world, today, written)
    found = decide_whole(whole)
    if found is not None:
        return found
    texts = split(folded, library)[:_MOST_QUESTIONS]
    if not texts:
        return Answer("not_covered", not_covered.plain("not_covered_unreadable", library), focus)
    if texts == [folded]:
        return decide(whole)
    return joined(_one_after_another(texts, typed if len(texts) == 1 else "", whole))


def _beginning(found: Answer) -> Answer:
    """An answer to the beginning of what was typed, which it says."""
    note = Part("hint", say("answers.read_first", most=_MOST_READ))
    return replace(found, message=replace(found.message, parts=(*found.message.parts, note)))


def _one_after_another(texts: list[str], typed: str, whole: Asked) -> list[Answer]:
    """Each may lean on the one before it; one that finds nothing may have its subject there."""
    answers: list[Answer] = []
    for text in texts:
        asked = replace(whole, text=text, typed=typed, written="", focus=answers[-1].focus if answers else whole.focus)
        found = decide(asked)
        if found.kind == "not_covered" and answers:
            again = merged(asked.focus.question, text, whole.world.library)
            retried = decide(replace(asked, text=again, typed=""))
            found = retried if retried.kind != "not_covered" else found
        answers.append(found)
    return answers
