"""A talk as one person has it, turn by turn."""

from __future__ import annotations

from datetime import date

from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message, Reply
from bot.world import World

TODAY = date(2026, 11, 22)


def talk(world: World, *said: str) -> tuple[Conversation, str]:
    """Where it stands after the last turn, and the text of the last reply."""
    state, reply = Conversation(), Reply(())
    for text in said:
        state, reply = respond(state, Message("t", text=text), world, TODAY)
    return state, "\n".join(message.text for message in reply.messages)
