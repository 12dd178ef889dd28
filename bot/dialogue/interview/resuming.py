"""Starting, going on where one left off, and saying what is already known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.buttons import everything, start
from bot.dialogue.conversation import Conversation, Interest
from bot.dialogue.interview.focusing import asks_whether, focused
from bot.dialogue.interview.interests import offered
from bot.dialogue.interview.interview import ask_next, begin, open_facts
from bot.dialogue.statement import card
from bot.dialogue.talk import Row, Talk
from bot.model import Button, Part
from bot.wording import say

_RECAP_FACTS = 6


def greet(talk: Talk) -> None:
    """Who we are; what is on file and how to go on, where something is."""
    talk.kind = "greeting"
    if talk.state.facts:
        recap(talk, still_open=True)
        rows: list[Row] = [
            (talk.button(say("chat.button_resume"), "resume"), talk.button(say("chat.button_profile"), "profile")),
            (talk.button(say("chat.button_restart"), "restart"), talk.button(say("chat.button_help"), "help")),
        ]
        talk.send([Part("text", say("chat.welcome_back"))], rows)
        return
    talk.send([Part("lead", say("chat.welcome")), Part("text", say("chat.welcome_how"))], start_rows(talk))


def start_rows(talk: Talk) -> list[Row]:
    """Everything, a need, or the documents."""
    pressable = [Button(topic, start("topic", topic)) for topic in offered(talk.world)]
    return [
        (Button(say("chat.button_everything"), everything()),),
        *(tuple(pressable[at : at + 3]) for at in range(0, len(pressable), 3)),
        (talk.button(say("chat.button_sources"), "sources"), talk.button(say("chat.button_help"), "help")),
    ]


def resume(talk: Talk) -> None:
    """The next question, after a recap; the beginning where nothing was asked yet."""
    if talk.state.pending is not None and talk.state.pending.fact is None:
        talk.wait(None)
    if talk.state.stage == "idle" and not talk.state.facts:
        begin(talk, talk.state.interest)
        return
    recap(talk)
    if talk.state.stage == "idle":
        talk.state = replace(talk.state, stage="asking")
    ask_next(talk)


def check(talk: Talk, interest: Interest, earlier: Mapping[str, Any]) -> None:
    """What a question about the own company leads to; `earlier`: what was in focus before it. Promises nothing."""
    if asks_whether(talk.message.text):
        narrowed = focused(interest, talk.state.focus, talk.world, answered=False)
        interest = narrowed if narrowed != interest else focused(interest, earlier, talk.world)
    talk.first("text", say("interview.no_promise"))
    begin(talk, interest)


def recap(talk: Talk, *, still_open: bool = False) -> None:
    """Which company, what is known; `still_open`: and how much is open, where no question follows that says so."""
    facts = card.lines(talk)
    between = say("interview.between")
    known = between.join(facts[:_RECAP_FACTS])
    if len(facts) > _RECAP_FACTS:
        known = say("chat.recap_more", facts=known, count=len(facts))
    talk.first("heading", card.header(talk, "chat.recap"))
    if facts:
        talk.first("text", say("chat.recap_facts", facts=known))
    if still_open and (still := len(open_facts(talk))):
        talk.first("hint", say("chat.recap_open", count=still))


def after_a_pause(talk: Talk) -> bool:
    """Whether an interview was left open on an earlier day."""
    state: Conversation = talk.state
    return state.stage == "asking" and bool(state.last_day) and date.fromisoformat(state.last_day) < talk.today
