"""One turn: what a message is, tried in order, and what is said to it. Pure: no clock, chance, input or output."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answering.lexicon import lexicon
from bot.dialogue import asides, context, group, pressing, replying, slash
from bot.dialogue.amending import completed
from bot.dialogue.controls import control
from bot.dialogue.conversation import Conversation
from bot.dialogue.following import in_hand
from bot.dialogue.interview import settling
from bot.dialogue.interview.resuming import after_a_pause, recap
from bot.dialogue.steering import steer
from bot.dialogue.talk import Talk
from bot.dialogue.talking import acts, listed, several, switching
from bot.dialogue.talking.recalling import keep
from bot.model import Message, Reply
from bot.understanding.names.in_force import reading_with
from bot.wording import say
from bot.world import World

_ANSWERED_FIRST = ("erase", "restart", "company_name", "forwarded")
"""Kinds of pending questions that are answered before another company is looked for in the words."""
MOST_CHARACTERS = 4096
"""Of one message; what comes after is not read, and that is said."""


def respond(conversation: Conversation, message: Message, world: World, today: date) -> tuple[Conversation, Reply]:
    """The conversation after this message, and the reply to it."""
    talk = Talk(replace(conversation, erased=False), message, world, today)
    if len(message.text) > MOST_CHARACTERS:
        talk.message = replace(message, text=message.text[:MOST_CHARACTERS])
        talk.first("notice", say("chat.too_long", most=MOST_CHARACTERS))
    with reading_with(world.names):
        if message.private:
            _private(talk)
        else:
            group.respond(talk)
        in_hand.put(talk, conversation)
        reply = talk.reply()
        return replace(talk.state, said=keep(talk.state, reply, world), last_day=today.isoformat()), reply


def _private(talk: Talk) -> None:
    """Button, command, answer to a question of ours, control word, then what the words say."""
    if after_a_pause(talk):
        recap(talk)
    if talk.message.press is not None:
        pressing.press(talk, talk.message.press)
        return
    text = lexicon().signals["sigh"].sub("", talk.message.text.strip())
    talk.message = replace(talk.message, text=text)
    context.recall(talk)
    if context.asks_whose(talk, text):
        return
    command = slash.parse(text)
    if command is not None and slash.question_of(*command) is None:
        slash.run(talk, *command)
    elif command is not None:
        replying.answer_question(talk, command[1])
    else:
        _read(talk, text)


def _read(talk: Talk, text: str) -> None:
    """Another company is turned to before anything is taken for an answer about the one in hand."""
    waits = talk.state.pending is not None and talk.state.pending.kind in _ANSWERED_FIRST
    if not waits and any(way(talk, text) for way in (several.note, several.all_together, several.compare)):
        return
    if (whole := completed(talk, text)) != text:  # it corrects what is on file, and answers nothing
        talk.message = replace(talk.message, text=whole)
        _said(talk, whole, whole)
        return
    rest = text if waits else switching.on_behalf(talk, switching.switch(talk, text))
    if rest == text and switching.asks_for_another(talk, text):
        return
    if rest != text or not settling.settle(talk, text):
        _said(talk, text, rest)


def _said(talk: Talk, text: str, rest: str) -> None:
    """A control word, an act that was learnt, or what the words say; `rest`: without the company turned to."""
    if (pointed := listed.named(talk, rest)) != rest:  # what we called it is nothing that the person tells
        if not acts.act(talk, pointed):
            replying.answer_question(talk, pointed)
        return
    if rest != text:
        talk.message = replace(talk.message, text=rest)
        if acts.is_only_switch(rest):
            acts.summary(talk)
            return
    context.come_home(talk, rest)
    found = control(rest)
    if found is not None and found.name == "check" and acts.act(talk, rest):
        return
    if (found is not None and steer(talk, found)) or asides.aside(talk, rest) or acts.act(talk, rest):
        return
    refused = replying.nothing_found(talk, rest)
    if refused is None or not acts.rather_than_refuse(talk, rest, recognised=refused.recognised):
        replying.read(talk, rest, told=rest != text)
