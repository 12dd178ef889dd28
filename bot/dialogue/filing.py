"""Changes to the enterprise file that come from a form rather than from a message. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.dialogue.conversation import Conversation
from bot.dialogue.interview.taking import drop, record, take
from bot.dialogue.talk import Talk
from bot.model import Message
from bot.understanding.reading import understand
from bot.wording import say
from bot.world import World


def put_value(
    conversation: Conversation, message: Message, fact: str, value: Any, world: World, today: date
) -> tuple[Conversation, str]:
    """The fact with a value chosen from a list; the second is what is wrong with it, empty where nothing is."""
    talk = Talk(conversation, message, world, today)
    taken = record(talk, fact, value, message.text)
    return (talk.state, "") if taken else (conversation, _problem(talk))


def put_words(
    conversation: Conversation, message: Message, fact: str, world: World, today: date
) -> tuple[Conversation, str]:
    """The fact as the message's words say it; other facts in the same words are taken too."""
    talk = Talk(conversation, message, world, today)
    read = understand(message.text, fact, today, world.labels)
    if fact not in read.facts and fact not in read.unknown:
        return conversation, say("interview.field_unreadable", said=message.text[:40])
    taken = take(talk, read, asked=fact, sure=True)
    return (talk.state, "") if taken else (conversation, _problem(talk))


def forget(conversation: Conversation, message: Message, fact: str, world: World, today: date) -> Conversation:
    talk = Talk(conversation, message, world, today)
    drop(talk, fact)
    return talk.state


def _problem(talk: Talk) -> str:
    return " ".join(part.text for part in talk.lead) or say("interview.field_unreadable", said=talk.message.text[:40])
