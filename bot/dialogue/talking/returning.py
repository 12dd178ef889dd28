"""Our own question after a digression: once, short, in other words; after that it only waits."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.interview.interview import round_label, round_of
from bot.dialogue.interview.taking import label
from bot.dialogue.talk import Talk
from bot.model import Part
from bot.wording import say


def remind(talk: Talk) -> None:
    """A short line behind the answer, the first time; who has wandered on is not called back again."""
    pending = talk.state.pending
    if pending is None or not talk.out:
        return
    last = talk.out[-1]
    first, several = not pending.reminded, round_of(talk)
    talk.wait(replace(pending, reminded=pending.reminded + 1))
    if pending.kind == "company_name":
        hint, asking = say("chat.ask_company_name"), None
    else:
        about = round_label(talk, several) if several is not None else label(talk, pending.fact or "")
        hint, asking = say("talking.remind", label=about), pending.fact
    if not first or not (pending.fact or several or pending.kind == "company_name"):
        hint, asking = "", None
    parts = (*last.parts, Part("hint", hint)) if hint else last.parts
    resume = (talk.button(say("chat.button_resume"), "resume"),)
    last = replace(last, parts=parts, buttons=(*last.buttons, resume), asking=asking or last.asking)
    if several is not None and hint:
        last = replace(last, asking=several.id, asks=several.asks, choices=several.ticks)
    talk.out[-1] = last
