"""What a Bot API server checks of a call: names and kinds of parameters, lengths in UTF-16 units, markup, keyboards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

Json = dict[str, Any]
TEXT_UNITS = 4096
MOST_ENTITIES = 100
TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")

_SEND = {"chat_id": int, "text": str}
_SEND_MORE = {
    "parse_mode": str, "link_preview_options": dict, "reply_markup": dict, "reply_parameters": dict,
    "message_thread_id": int,
}  # fmt: skip
METHODS: dict[str, tuple[dict[str, type], dict[str, type]]] = {
    "getMe": ({}, {}),
    "getUpdates": ({}, {"offset": int, "limit": int, "timeout": int, "allowed_updates": list}),
    "getWebhookInfo": ({}, {}),
    "setWebhook": ({"url": str}, {"secret_token": str, "allowed_updates": list, "max_connections": int}),
    "deleteWebhook": ({}, {"drop_pending_updates": bool}),
    "getChat": ({"chat_id": int}, {}),
    "setMyCommands": ({"commands": list}, {"scope": dict, "language_code": str}),
    "sendMessage": (_SEND, _SEND_MORE),
    "editMessageText": (
        {**_SEND, "message_id": int}, {"parse_mode": str, "link_preview_options": dict, "reply_markup": dict},
    ),
    "sendDocument": ({"chat_id": int, "document": bytes}, {"caption": str, "filename": str}),
    "sendChatAction": ({"chat_id": int, "action": str}, {}),
    "copyMessage": (
        {"chat_id": int, "from_chat_id": int, "message_id": int},
        {"reply_markup": dict, "message_thread_id": int, "caption": str},
    ),
    "createForumTopic": ({"chat_id": int, "name": str}, {}),
    "answerCallbackQuery": ({"callback_query_id": str}, {"text": str}),
    "answerInlineQuery": (
        {"inline_query_id": str, "results": list},
        {"next_offset": str, "cache_time": int, "is_personal": bool, "button": dict},
    ),
    "answerGuestQuery": ({"guest_query_id": str, "result": dict}, {}),
}  # fmt: skip


class RefusedError(Exception):
    """A call that is answered with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(reason: str) -> RefusedError:
    return RefusedError(400, f"Bad Request: {reason}")


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def read_parameters(method: str, given: Mapping[str, Any]) -> Json:
    """The parameters by their kinds; forms carry everything as text."""
    if method not in METHODS:
        raise RefusedError(404, "Not Found: method not found")
    required, optional = METHODS[method]
    kinds = {**required, **optional}
    for name in given:
        if name not in kinds:
            raise bad(f"unknown parameter {name}")
    for name in required:
        if name not in given:
            raise bad(f"{name} is missing")
    return {name: _as(kinds[name], value, name) for name, value in given.items()}


def _as(kind: type, value: Any, name: str) -> Any:
    import json

    if kind is int and isinstance(value, str) and re.fullmatch(r"-?\d+", value):
        return int(value)
    if kind is bool and value in ("true", "false", "True", "False"):
        return value.lower() == "true"
    if kind in (list, dict) and isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name}") from None
    if not isinstance(value, kind):
        raise bad(f"{name} must be {kind.__name__}")
    return value


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.entities = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad(f"can't parse entities: unsupported start tag {tag!r}")
        self.open.append(tag)
        self.entities += 1

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad(f"can't parse entities: unexpected end tag {tag!r}")

    def handle_data(self, data: str) -> None:
        self.text += data


def read_text(text: str, parse_mode: str | None) -> str:
    """The text as people see it."""
    if parse_mode == "HTML":
        if re.search(r"<(?![a-zA-Z/])", text):
            raise bad("can't parse entities: unsupported start tag")
        markup = _Markup()
        markup.feed(text)
        markup.close()
        if markup.open:
            raise bad("can't parse entities: can't find end tag")
        if markup.entities > MOST_ENTITIES:
            raise bad("too many entities")
        text = markup.text
    elif parse_mode is not None:
        raise bad("unsupported parse_mode")
    text = text.strip()
    if not text:
        raise bad("text must be non-empty")
    if units(text) > TEXT_UNITS:
        raise bad("message is too long")
    return text


def check_keyboard(markup: Json | None, private: bool) -> list[list[Json]]:
    rows: list[list[Json]] = (markup or {}).get("inline_keyboard", [])
    for row in rows:
        if not 1 <= len(row) <= 8:
            raise bad("a row has 1 to 8 buttons")
        for button in row:
            kinds = [kind for kind in ("callback_data", "url") if button.get(kind)]
            if len(kinds) != 1 or not button.get("text", "").strip():
                raise bad("a button has a text and exactly one kind")
            if len(button.get("callback_data", "").encode()) > 64:
                raise bad("BUTTON_DATA_INVALID")
            if "url" in button and not re.fullmatch(r"https://t\.me/\w+\?start=[A-Za-z0-9_-]{1,64}", button["url"]):
                raise bad("the link of a button is wrong")
    if sum(len(row) for row in rows) > 100:
        raise bad("reply markup is too long")
    return rows


def check_results(results: list[Json], parameters: Json) -> None:
    if len(results) > 50:
        raise bad("too many inline query results")
    if units(parameters.get("next_offset", "")) > 64:
        raise bad("NEXT_OFFSET_INVALID")
    if len({result["id"] for result in results}) != len(results):
        raise bad("RESULT_ID_DUPLICATE")
    for result in results:
        if not 1 <= len(result["id"].encode()) <= 64 or not result.get("title"):
            raise bad("RESULT_ID_INVALID")
        content = result["input_message_content"]
        read_text(content["message_text"], content.get("parse_mode"))
        check_keyboard(result.get("reply_markup"), False)
    button = parameters.get("button")
    if button and not (button["text"] and PAYLOAD.fullmatch(button["start_parameter"])):
        raise bad("the button of the results is wrong")


def check_commands(commands: list[Json]) -> None:
    for command in commands:
        if not COMMAND.fullmatch(command["command"]) or not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_INVALID")
