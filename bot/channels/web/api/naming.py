"""Chats of the API: each caller has names of his own, and none of them reaches another caller's."""

from __future__ import annotations

import hashlib

from starlette.requests import Request

from bot.text import valid


def chat_name(request: Request, chat: str) -> str:
    """Made of the caller (key or address) and the name that he chose; nothing of either can be read from it."""
    caller = request.scope.get("state", {}).get("caller", "")
    digest = hashlib.sha256(f"{caller}\n{valid(chat)}".encode()).hexdigest()
    return f"api:{digest[:32]}"
