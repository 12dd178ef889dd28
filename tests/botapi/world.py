"""Chats as people see them, and the updates that what people do makes."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.checks import RefusedError, bad, check_commands, check_keyboard, check_results, read_text

Json = dict[str, Any]
BOT_ID = 123456
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Test", "username": "test_bot"}
QUERY_SECONDS = 15.0
MEDIA = ("photo", "sticker", "voice", "video", "document", "location", "contact", "poll", "story")


@dataclass
class Shown:
    """A message as it stands in a chat."""

    id: int
    text: str
    by_bot: bool
    rows: list[list[Json]] = field(default_factory=list)
    edits: int = 0
    reply_to: int | None = None
    thread: int | None = None
    file: str | None = None
    kind: str = "text"
    copy_of: int | None = None
    at: float = field(default_factory=time.monotonic)

    @property
    def buttons(self) -> list[Json]:
        return [button for row in self.rows for button in row]


@dataclass
class Query:
    """A pressed button or a typed inline query."""

    id: str
    at: float = field(default_factory=time.monotonic)
    answer: Json | None = None


class World:
    """One bot among people. `push` hands an update to whoever delivers it."""

    def __init__(self) -> None:
        self.ids = itertools.count(1)
        self.queries: dict[str, Query] = {}
        self.chats: dict[int, list[Shown]] = defaultdict(list)
        self.forums: set[int] = set()
        self.blocked: set[int] = set()
        self.started: set[int] = set()
        self.closed_topics: set[int] = set()
        self.menus: dict[str, list[Json]] = {}
        self.updates: list[Json] = []
        self.changed = asyncio.Event()

    # -- what people do

    def chat(self, chat_id: int, name: str = "Anna") -> Json:
        if chat_id > 0:
            return {"id": chat_id, "type": "private", "first_name": name}
        kind = {"id": chat_id, "type": "supergroup", "title": "Group"}
        return {**kind, "is_forum": True} if chat_id in self.forums else kind

    def say(self, user: int, text: str, chat: int | None = None, *, reply_to: int | None = None, **more: Any) -> int:
        chat_id = chat or user
        self.started.add(chat_id)
        kind = next((name for name in more if name in MEDIA), "text")
        shown = Shown(next(self.ids), text, False, reply_to=reply_to, kind=kind)
        self.chats[chat_id].append(shown)
        self.push("message", self._message(user, chat_id, shown, **more))
        return shown.id

    def edit(self, user: int, message_id: int, text: str) -> None:
        shown = self.find(user, message_id)
        shown.text = text
        self.push("edited_message", {**self._message(user, user, shown), "edit_date": int(time.time())})

    def press(self, user: int, label: str, chat: int | None = None, *, data: str | None = None) -> Query:
        """The newest button whose label contains `label`."""
        chat_id = chat or user
        for shown in reversed(self.chats[chat_id]):
            for button in shown.buttons:
                if label in button["text"] and "callback_data" in button:
                    return self.press_code(user, shown, data or button["callback_data"], chat_id)
        raise LookupError(f"no button {label!r}; seen: {[b['text'] for s in self.chats[chat_id] for b in s.buttons]}")

    def press_code(self, user: int, shown: Shown, data: str, chat_id: int) -> Query:
        query = self._query()
        message = {**self._message(user, chat_id, shown), "from": BOT}
        self.push(
            "callback_query",
            {"id": query.id, "from": person(user), "chat_instance": "1", "data": data, "message": message},
        )
        return query

    def look_up(self, user: int, text: str, offset: str = "") -> Query:
        query = self._query()
        self.push("inline_query", {"id": query.id, "from": person(user), "query": text, "offset": offset})
        return query

    def summon(self, user: int, text: str) -> Query:
        """Mention the bot in a chat that it is not in."""
        query = self._query()
        shown = Shown(next(self.ids), text, False)
        self.push("guest_message", {**self._message(user, -999, shown), "guest_query_id": query.id})
        return query

    def block(self, user: int, blocked: bool = True) -> None:
        (self.blocked.add if blocked else self.blocked.discard)(user)
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        states = [
            {"user": BOT, "status": status, **({"until_date": 0} if status == "kicked" else {})}
            for status in (before, after)
        ]
        self.push(
            "my_chat_member",
            {
                "chat": self.chat(user), "from": person(user), "date": 0,
                "old_chat_member": states[0], "new_chat_member": states[1],
            },
        )  # fmt: skip

    def push(self, kind: str, body: Json) -> None:
        raise NotImplementedError

    # -- what people see

    def find(self, chat_id: int, message_id: int) -> Shown:
        for shown in self.chats[chat_id]:
            if shown.id == message_id:
                return shown
        raise bad("message to edit not found")

    def from_bot(self, chat_id: int) -> list[Shown]:
        return [shown for shown in self.chats[chat_id] if shown.by_bot]

    async def wait(self, chat_id: int, count: int, seconds: float = 20.0) -> list[Shown]:
        """Until the bot has said `count` messages in the chat."""
        await self.until(lambda: len(self.from_bot(chat_id)) >= count, seconds, f"{count} messages in {chat_id}")
        return self.from_bot(chat_id)

    async def until(self, fulfilled: Any, seconds: float = 20.0, what: str = "it") -> None:
        try:
            async with asyncio.timeout(seconds):
                while not fulfilled():
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            seen = {
                chat: [shown.text[:80] for shown in messages][-6:] for chat, messages in list(self.chats.items())[:8]
            }
            raise AssertionError(f"waited {seconds} s in vain for {what}; seen: {seen}") from None

    # -- what the bot does

    def perform(self, method: str, given: Json) -> Any:
        handler = getattr(self, f"_do_{method}", None)
        result = handler(given) if handler else True
        self.changed.set()
        return result

    def _do_sendMessage(self, given: Json) -> Json:  # noqa: N802
        chat_id = self._writable(given["chat_id"])
        if given.get("message_thread_id") in self.closed_topics:
            raise bad("TOPIC_CLOSED")
        shown = Shown(
            next(self.ids), read_text(given["text"], given.get("parse_mode")), True,
            check_keyboard(given.get("reply_markup"), chat_id > 0),
            reply_to=(given.get("reply_parameters") or {}).get("message_id"), thread=given.get("message_thread_id"),
        )  # fmt: skip
        self.chats[chat_id].append(shown)
        return self._message(BOT_ID, chat_id, shown)

    def _do_editMessageText(self, given: Json) -> Json:  # noqa: N802
        chat_id = self._writable(given["chat_id"])
        shown = self.find(chat_id, given["message_id"])
        if not shown.by_bot:
            raise bad("message can't be edited")
        text = read_text(given["text"], given.get("parse_mode"))
        rows = check_keyboard(given.get("reply_markup"), chat_id > 0)
        if (text, rows) == (shown.text, shown.rows):
            raise bad("message is not modified")
        shown.text, shown.rows, shown.edits = text, rows, shown.edits + 1
        return self._message(BOT_ID, chat_id, shown)

    def _do_sendDocument(self, given: Json) -> Json:  # noqa: N802
        chat_id = self._writable(given["chat_id"])
        shown = Shown(next(self.ids), given.get("caption", ""), True, file=given.get("filename", "file"))
        self.chats[chat_id].append(shown)
        return self._message(BOT_ID, chat_id, shown)

    def _do_copyMessage(self, given: Json) -> Json:  # noqa: N802
        chat_id = self._writable(given["chat_id"])
        original = next((one for one in self.chats[given["from_chat_id"]] if one.id == given["message_id"]), None)
        if original is None or original.kind in ("poll", "story"):
            raise bad("message can't be copied")
        copied = Shown(
            next(self.ids), original.text, True, check_keyboard(given.get("reply_markup"), chat_id > 0),
            thread=given.get("message_thread_id"), kind=original.kind, copy_of=original.id,
        )  # fmt: skip
        self.chats[chat_id].append(copied)
        return {"message_id": copied.id}

    def _do_createForumTopic(self, given: Json) -> Json:  # noqa: N802
        if given["chat_id"] not in self.forums:
            raise bad("the chat is not a forum")
        return {"message_thread_id": next(self.ids), "name": given["name"], "icon_color": 1}

    def _do_getChat(self, given: Json) -> Json:  # noqa: N802
        return {
            **self.chat(given["chat_id"]),
            "accent_color_id": 1,
            "max_reaction_count": 1,
            "accepted_gift_types": GIFTS,
        }

    def _do_answerCallbackQuery(self, given: Json) -> bool:  # noqa: N802
        return self._answered(given["callback_query_id"], given)

    def _do_answerInlineQuery(self, given: Json) -> bool:  # noqa: N802
        check_results(given["results"], given)
        return self._answered(given["inline_query_id"], given)

    def _do_answerGuestQuery(self, given: Json) -> Json:  # noqa: N802
        check_results([given["result"]], {})
        self._answered(given["guest_query_id"], given)
        return {"inline_message_id": "i1"}

    def _do_setMyCommands(self, given: Json) -> bool:  # noqa: N802
        check_commands(given["commands"])
        scope = given.get("scope") or {"type": "default"}
        if "chat_id" in scope:
            self._writable(scope["chat_id"])
        self.menus[f"{scope['type']}:{scope.get('chat_id', '')}:{given.get('language_code', '')}"] = given["commands"]
        return True

    def _answered(self, id: str, answer: Json) -> bool:
        query = self.queries.get(id)
        if query is None or query.answer is not None or time.monotonic() - query.at > QUERY_SECONDS:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        query.answer = answer
        return True

    def _writable(self, chat_id: int) -> int:
        if chat_id in self.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        if chat_id > 0 and chat_id not in self.started:
            raise bad("chat not found")
        return chat_id

    def _query(self) -> Query:
        query = Query(str(next(self.ids)))
        self.queries[query.id] = query
        return query

    def _message(self, user: int, chat_id: int, shown: Shown, **more: Any) -> Json:
        message: Json = {
            "message_id": shown.id, "date": int(time.time()), "chat": self.chat(chat_id), "from": person(user),
            "text": shown.text or None, **more,
        }  # fmt: skip
        entities = list(_entities(shown.text))
        if entities:
            message["entities"] = entities
        if shown.reply_to is not None:
            earlier = next((one for one in self.chats[chat_id] if one.id == shown.reply_to), None)
            if earlier:
                author = BOT if earlier.by_bot else person(user)
                message["reply_to_message"] = {
                    "message_id": earlier.id, "date": 0, "chat": self.chat(chat_id), "from": author,
                    "text": earlier.text,
                }  # fmt: skip
        return {name: value for name, value in message.items() if value is not None}


GIFTS = {
    "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
    "gifts_from_channels": False,
}  # fmt: skip


def person(user: int) -> Json:
    return BOT if user == BOT["id"] else {"id": user, "is_bot": False, "first_name": f"U{user}"}


def _entities(text: str) -> Iterator[Json]:
    if text.startswith("/"):
        yield {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
    at = text.lower().find("@test_bot")
    if at >= 0 and not text.startswith("/"):
        yield {"type": "mention", "offset": at, "length": len("@test_bot")}
