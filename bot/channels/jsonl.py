"""JSON lines: one message a line in, one reply a line out; one process serves many chats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from bot.commands.output import answer_lines
from bot.errors import InputError
from bot.model import Message, OutMessage, Reply
from bot.wording import say

_FLAGS = ("edited", "private")


def serve(handle: Callable[[Message], Reply], as_of: Callable[[], str]) -> None:
    """Answers every line of stdin, in order; a bad line gets `{"error": …}` and the rest go on."""

    def answer(request: Mapping[str, Any]) -> object:
        message = message_of(request)
        return reply_as_json(message.chat, handle(message), as_of())

    answer_lines(answer)


def message_of(request: Mapping[str, Any]) -> Message:
    """`{"chat", "text"}` or `{"chat", "press"}`; `edited`, `private` (truth values) and `person` may be added."""
    chat = _text(request, "chat")
    flags = {name: request[name] for name in _FLAGS if isinstance(request.get(name), bool)}
    person = request["person"] if isinstance(request.get("person"), str) else ""
    if "press" in request:
        return Message(f"jsonl:{chat}", press=_text(request, "press"), person=person, **flags)
    return Message(f"jsonl:{chat}", text=_text(request, "text"), person=person, **flags)


def reply_as_json(chat: str, reply: Reply, as_of: str) -> dict[str, Any]:
    """The shape of the contract, keys in its order."""
    return {
        "chat": chat.removeprefix("jsonl:"),
        "messages": [_message(message) for message in reply.messages],
        "as_of": as_of,
        "facts": reply.facts,
        "results": reply.results,
    }


def _message(message: OutMessage) -> dict[str, Any]:
    return {
        "text": message.text,
        "buttons": [[asdict(button) for button in row] for row in message.buttons],
        "citations": [{**asdict(cited), "clause": list(cited.clause)} for cited in message.citations],
        "asking": message.asking,
        "asks": list(message.asks),
        "choices": [asdict(choice) for choice in message.choices],
        "attachments": [asdict(attachment) for attachment in message.attachments],
    }


def _text(request: Mapping[str, Any], field: str) -> str:
    value = request.get(field)
    if not isinstance(value, str):
        raise InputError(say("chat.field_missing", field=field))
    return value
