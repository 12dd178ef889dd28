"""Inline mode: `@bot 小巨人 日照` in any chat; fifty results a page, kept apart by the library's version."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.buttons import RESUME_LINK
from bot.channels.telegram.receiving.entries import Entry
from bot.channels.telegram.sending.keyboards import deep_link
from bot.channels.telegram.sending.splitting import MOST_UNITS, cut
from bot.channels.telegram.staff.lookup import Lookup
from bot.storage.outbox import Outgoing
from bot.wording import say

PAGE = 50
CACHE_SECONDS = 60
ASK_LINK = "ask"


def answer(query_id: str, text: str, offset: str, lookup: Lookup, day: date, username: str) -> Outgoing:
    """`offset` is the number of the first result and the version that the earlier page was made from."""
    start = _start(offset, lookup.version)
    entries = lookup.find(text, day)
    shown = entries[start : start + PAGE]
    more = start + PAGE < len(entries)
    label = "telegram.inline_ask" if text.strip() else "telegram.inline_open"
    return Outgoing(
        f"query:{query_id}",
        "answer_inline_query",
        {
            "inline_query_id": query_id,
            "results": [result(entry, username) for entry in shown],
            "next_offset": f"{start + PAGE}.{lookup.version}" if more else "",
            "cache_time": CACHE_SECONDS,
            "is_personal": False,
            "button": {"text": say(label), "start_parameter": ASK_LINK if text.strip() else RESUME_LINK},
        },
    )


def refusal(query_id: str) -> Outgoing:
    """For who asks too fast: nothing found, and why; for this person only."""
    arguments = {
        "inline_query_id": query_id, "results": [], "next_offset": "", "cache_time": 1, "is_personal": True,
        "button": {"text": say("telegram.inline_too_fast"), "start_parameter": RESUME_LINK},
    }  # fmt: skip
    return Outgoing(f"query:{query_id}", "answer_inline_query", arguments)


def result(entry: Entry, username: str) -> dict[str, Any]:
    """An article as the Bot API takes it."""
    content = {"message_text": entry.markup, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    button = {"text": say("telegram.open_chat"), "url": deep_link(username, entry.link)}
    return {
        "type": "article",
        "id": entry.id,
        "title": entry.title,
        "description": entry.description,
        "input_message_content": content,
        "reply_markup": {"inline_keyboard": [[button]]},
    }


def guest_result(markup: str, title: str, username: str) -> dict[str, Any]:
    """The one message that answers a guest query."""
    return result(Entry("guest", title or "…", "", next(cut(markup, MOST_UNITS)), RESUME_LINK), username)


def _start(offset: str, version: str) -> int:
    """A page that was asked for before the library changed starts from the beginning."""
    number, _, made_from = offset.partition(".")
    return int(number) if made_from == version and number.isdigit() else 0
