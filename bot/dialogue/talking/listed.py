"""第一个要什么条件, behind a list of benefits that was told: the one of that place, by its name."""

from __future__ import annotations

from bot.answering.model import Focus
from bot.dialogue.talk import Talk
from bot.dialogue.talking.switching import number, patterns


def named(talk: Talk, text: str) -> str:
    """The message with the benefit's title in the place of its number; as it is where no list was told last."""
    found, told = patterns()["listed"].match(text), talk.state.told
    if found is None or talk.state.stage == "verdict" or told.company != talk.state.current:
        return text
    if not 0 < number(found["n"]) <= len(told.listed):
        return text
    programmes = [talk.world.rulebook.programme(id) for id in told.listed]
    last = Focus.from_json(talk.state.focus).question
    meant = programmes[number(found["n"]) - 1]
    if meant is None or all(one is None or one.title != last for one in programmes):
        return text
    return meant.title + text[found.end() :]
