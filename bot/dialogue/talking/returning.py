"""Our own question after a digression: once, short, in other words; after that it only waits."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.interview.taking import label
from bot.dialogue.talk import Talk
from bot.model import Part
from bot.wording import say


def remind(talk: Talk) -> None:
    """A short line behind the answer, the first time; who has wandered on is not called back again."""
    pending = talk.state.pending
    if pending is None or not talk.out:
        return
    resume = (talk.button(say("chat.button_resume"), "resume"),)
    last = talk.out[-1]
    parts = last.parts
    if pending.fact is not None and not pending.reminded:
        parts = (*parts, Part("hint", say("talking.remind", label=label(talk, pending.fact))))
    talk.wait(replace(pending, reminded=pending.reminded + 1))
    talk.out[-1] = replace(last, parts=parts, buttons=(*last.buttons, resume))
