"""The command menus, by scope and language; set again only when they have changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from bot.channels.telegram.staff import admin
from bot.storage.outbox import Outgoing
from bot.wording import say

COMMANDS = (
    "start", "check", "ask", "companies", "profile", "ladder", "sources", "lookup", "delete", "help", "cancel",
)  # fmt: skip
IN_GROUPS = ("ask", "lookup", "sources", "help")
_LANGUAGES = (("", "command"), ("en", "english"))
Json = dict[str, Any]


def menus() -> list[Json]:
    """Arguments of `set_my_commands`, one for each scope and language."""
    return [
        _menu(commands, scope, language, wording)
        for commands, scope in (
            (COMMANDS, {"type": "default"}),
            (COMMANDS, {"type": "all_private_chats"}),
            (IN_GROUPS, {"type": "all_group_chats"}),
        )
        for language, wording in _LANGUAGES
    ]


def admin_menu(chat_id: int) -> Outgoing:
    """For the private chat of an administrator, once it exists."""
    menu = _menu((*COMMANDS, *admin.COMMANDS), {"type": "chat", "chat_id": chat_id}, "", "command")
    return Outgoing(str(chat_id), "set_my_commands", menu)


def digest(menu: object) -> str:
    return hashlib.blake2s(json.dumps(menu, sort_keys=True).encode(), digest_size=8).hexdigest()


def _menu(commands: tuple[str, ...], scope: Json, language: str, wording: str) -> Json:
    listed = [{"command": name, "description": say(f"telegram.{wording}_{name}")} for name in commands]
    return {"commands": listed, "scope": scope, **({"language_code": language} if language else {})}
