"""Questions by themselves and one after another, on the day that these tests stand on."""

from __future__ import annotations

from datetime import date

from bot.answering.answer import Answer, Focus, answer
from bot.world import World

TODAY = date(2026, 11, 22)


def ask(world: World, question: str) -> Answer:
    return answer(question, Focus(), world, TODAY)


def last_of(world: World, *questions: str) -> Answer:
    """The answer to the last of them, each asked with the focus that the one before has left."""
    focus, found = Focus(), None
    for question in questions:
        found = answer(question, focus, world, TODAY)
        focus = found.focus
    assert found is not None
    return found
