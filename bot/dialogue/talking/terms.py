"""A time or a share said after a grant that sets a condition of it: it is that (投了一年, 不对,满三年了)."""

from __future__ import annotations

from typing import Any

from bot.answering.money.spoken import words
from bot.dialogue.interview.taking import record, take
from bot.dialogue.listening import listen
from bot.dialogue.replying import answer_question
from bot.dialogue.talk import Talk
from bot.dialogue.talking import sums
from bot.understanding.reading import Understanding, understand

_LONGEST = 16
_TYPES = ("years", "months", "ratio")
_BESIDE = ("city", "district")


def note(talk: Talk, text: str) -> bool:
    """True where it was taken so, and held against the condition."""
    if talk.state.pending is not None or len(text) > _LONGEST:
        return False
    read = listen(talk, text, None)
    sure = set(read.facts) - {*read.confirm, *_BESIDE}
    if read.is_question:
        return False
    if sure:
        return _of_the_grant(talk, text, read, sure)
    meant = _meant(talk, text)
    if len(meant) != 1:
        return False
    ((fact, value),) = meant.items()
    if not record(talk, fact, value, text):
        return False
    answer_question(talk, text)
    return True


def _of_the_grant(talk: Talk, text: str, read: Understanding, sure: set[str]) -> bool:
    """投日照的企业: what is told is a condition of the grant asked about last, and is held against it."""
    if not sure <= _conditions(talk) or not take(talk, read):
        return False
    answer_question(talk, text)
    return True


def _conditions(talk: Talk) -> set[str]:
    wanted = {leaf.test.fact for p in sums.asked_about(talk) for leaf in p.leaves if leaf.test.fact}
    return wanted - (set(words()["asker"]) - set(words()["stages"]))


def _meant(talk: Talk, text: str) -> dict[str, Any]:
    """What the conditions of the grants asked about last make of it."""
    definitions = talk.world.rulebook.facts
    found: dict[str, Any] = {}
    for fact in sorted(_conditions(talk)):
        if definitions[fact].type in _TYPES:
            value = understand(text, fact, talk.today, talk.world.labels).facts.get(fact)
            found.update({fact: value} if value is not None else {})
    return found
