"""One question by itself, on the day that these tests stand on."""

from __future__ import annotations

from datetime import date

from bot.answering.answer import Answer, Focus, answer
from bot.world import World

TODAY = date(2026, 11, 22)


def ask(world: World, question: str) -> Answer:
    return answer(question, Focus(), world, TODAY)
