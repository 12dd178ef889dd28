"""One call of the Bot API, from its stored form, and what a refusal of it means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from bot.channels.telegram.sending.rendering import plain
from bot.storage.outbox import Outgoing
from bot.wording import say

Json = dict[str, Any]
QUERIES = {"answer_callback_query", "answer_inline_query", "answer_guest_query"}
QUERY_LIFE_SECONDS = 14.0
"""Telegram takes answers to queries for about this long."""
_UPLOAD_SECONDS = 60.0
AT_LARGE = "at_large"
"""In the note of a message to the staff: its ticket's topic is closed or gone, so it goes to the group itself."""


async def perform(bot: Bot, call: Outgoing) -> Any:
    """Make the call; raises what python-telegram-bot raises, and FileNotFoundError where a file is gone."""
    arguments = dict(call.arguments)
    match call.method:
        case "send_document" | "send_photo":
            kind = call.method.removeprefix("send_")
            content = arguments.pop("content", None)
            arguments[kind] = content.encode() if content is not None else _bytes_of(arguments[kind])
            arguments |= {"write_timeout": _UPLOAD_SECONDS, "read_timeout": _UPLOAD_SECONDS}
        case "answer_inline_query":
            arguments["results"] = [_article(result) for result in arguments["results"]]
            arguments["button"] = InlineQueryResultsButton(**arguments["button"])
        case "answer_guest_query":
            arguments["result"] = _article(arguments["result"])
        case "set_my_commands":
            arguments["commands"] = [BotCommand(**command) for command in arguments["commands"]]
    return await getattr(bot, call.method)(**arguments)


def _bytes_of(path: str) -> bytes:
    return Path(path).read_bytes()


def _article(result: Json) -> InlineQueryResultArticle:
    content = InputTextMessageContent(**result["input_message_content"])
    keyboard = InlineKeyboardMarkup.de_json(result["reply_markup"], None)
    return InlineQueryResultArticle(result["id"], result["title"], content, keyboard, description=result["description"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do after a refusal: it is `done` all the same, make another `call`, or `drop` it."""

    kind: Literal["done", "instead", "drop"]
    call: Outgoing | None = None


def after_refusal(call: Outgoing, reason: str) -> Verdict:
    """`reason`: Telegram's description of a Bad Request."""
    said = reason.lower()
    arguments = call.arguments
    if call.method in QUERIES or "message is not modified" in said:
        return Verdict("done")
    if call.method == "edit_message_text" and (
        "to edit not found" in said or "can't be edited" in said or "no text in" in said or "message_id_invalid" in said
    ):
        kept = {name: value for name, value in arguments.items() if name != "message_id"}
        return Verdict("instead", replace(call, method="send_message", arguments=kept))
    if "parse entities" in said and "parse_mode" in arguments:
        return Verdict("instead", replace(call, arguments=_unformatted(arguments)))
    if "staff" in call.note and AT_LARGE not in call.note and any(sign in said for sign in _OF_A_TOPIC):
        return Verdict("instead", replace(call, note={**call.note, AT_LARGE: True}))
    if call.method == "copy_message" and "sorry" in call.note:
        return Verdict("instead", Outgoing(call.lane, "send_message", call.note["sorry"]))
    for part, signs in _OPTIONAL.items():
        if part in arguments and any(sign in said for sign in signs):
            kept = {name: value for name, value in arguments.items() if name != part}
            return Verdict("instead", replace(call, arguments=kept))
    return Verdict("drop")


_OF_A_TOPIC = ("thread", "topic")
_OPTIONAL = {
    "reply_parameters": ("replied not found", "reply"),
    "message_thread_id": _OF_A_TOPIC,
    "reply_markup": ("button", "keyboard", "markup"),
}


def _unformatted(arguments: Json) -> Json:
    kept = {name: value for name, value in arguments.items() if name != "parse_mode"}
    return {**kept, "text": plain(arguments["text"])}


def without_file(call: Outgoing) -> Outgoing:
    """What is said when the file of a call is gone."""
    text = say("telegram.report_lost", name=call.arguments.get("filename", ""))
    return replace(call, method="send_message", arguments={"chat_id": call.arguments["chat_id"], "text": text})
