"""An answer takes its place in the talk: its focus is kept, the interview goes on or begins behind it."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.answer import Answer
from bot.dialogue.conversation import Told
from bot.dialogue.interview.interview import ask_again
from bot.dialogue.interview.resuming import check
from bot.dialogue.statement import found as found_so_far
from bot.dialogue.talk import Talk
from bot.dialogue.talking.returning import remind
from bot.wording import say


def _listed(talk: Talk, given: Answer) -> None:
    """What the answer tells of is what 第一个 counts in from now on."""
    if given.focus.programmes:
        told = talk.state.told if talk.state.told.company == talk.state.current else Told(talk.state.current)
        talk.state = replace(talk.state, told=replace(told, listed=given.focus.programmes))


def show(talk: Talk, given: Answer) -> None:
    earlier = talk.state.focus
    talk.state = replace(talk.state, focus=given.focus.as_json())
    _listed(talk, given)
    talk.kind, talk.notices, talk.unmatched = given.kind, given.notices, given.unmatched
    rows = given.message.buttons
    pending = talk.state.pending
    if given.start_interview is not None and pending is not None and talk.state.facts and not given.message.citations:
        found_so_far.repeat(talk)
        ask_again(talk)
        return
    if given.start_interview is not None and pending is None:
        if given.message.citations:
            talk.send(given.message.parts, rows, citations=given.message.citations)
        check(talk, given.start_interview, earlier)
        return
    if pending is None and talk.state.stage in ("asking", "card", "verdict"):
        rows = (*rows, (talk.button(say("chat.button_resume"), "resume"),))
    talk.send(given.message.parts, rows, citations=given.message.citations, asking=given.message.asking)
    if pending is not None:
        remind(talk)
