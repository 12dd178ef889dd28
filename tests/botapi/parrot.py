"""A small assistant behind the real channel, which numbers what it hears: `python -m tests.botapi.parrot`."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

from bot.channels.telegram.running import serve
from bot.logs import set_up_logs
from bot.model import Attachment, Button, Message, OutMessage, Part, Reply
from bot.settings import load_settings
from bot.storage.database import Database
from bot.storage.transaction import Transaction

CARD = ((Button("加一", "card~1"), Button("不变", "card~0")), (Button("结论", "result~"),))


class Parrot:
    """Answers `n:text`, where n counts the messages of the chat; some words make it do something else."""

    def __init__(self, database: Database, today: Callable[[], date] = lambda: date(2026, 11, 22)) -> None:
        self.database = database
        self.world: Any = SimpleNamespace()
        self.today = today

    async def handle_in(self, tx: Transaction, message: Message) -> Reply:
        if message.text == "boom":
            raise RuntimeError("on purpose")
        if message.text == "slow":
            time.sleep(0.15)  # noqa: ASYNC251 - as what is long to read: nobody else gets the loop
        tx.lock(message.chat)
        rows = await tx.read("SELECT state FROM chats WHERE chat = ?", (message.chat,))
        heard: list[str] = json.loads(next((row[0] for row in rows), "[]"))
        heard.append(message.press or ("edited " if message.edited else "") + message.text)
        tx.write(
            "INSERT INTO chats (chat, state) VALUES (?, ?) ON CONFLICT (chat) DO UPDATE SET state = excluded.state",
            (message.chat, json.dumps(heard)),
        )
        return self._reply(message, heard)

    def _reply(self, message: Message, heard: list[str]) -> Reply:
        said = heard[-1]
        if said.startswith("card"):
            count = heard.count("card~1")
            return Reply((OutMessage((Part("text", f"card {count}"),), CARD, replaces_card=True),))
        if said == "long":
            parts = (Part("heading", "Title <&>"), Part("quote", "第一条 文字。" * 2000), Part("source", "end"))
            return Reply((OutMessage(parts, CARD),))
        if said.startswith("file "):
            return Reply((OutMessage((), attachments=(Attachment("report.txt", "text/plain", said[5:]),)),))
        if said == "human":
            return Reply((OutMessage((Part("text", "calling"),)),), handover=True)
        if said == "result~":
            return Reply((OutMessage((Part("lead", "verdict"),)), OutMessage((Part("text", "more"),))))
        if said == "private":
            rows = ((Button("条款", "clause~~abc"), Button("资料", "profile~")),)
            return Reply((OutMessage((Part("text", str(message.private)),), rows),))
        return Reply((OutMessage((Part("text", f"{len(heard)}:{said}"),)),), kind="greeting")


async def build(path: str) -> Parrot:
    return Parrot(await Database.open(path))


def main() -> None:
    settings = load_settings()
    set_up_logs(settings.log_level, (settings.telegram_token.get_secret_value(),))
    asyncio.run(serve(settings, lambda: build(settings.database)))


if __name__ == "__main__":
    main()
