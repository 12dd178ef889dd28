"""What is kept, for how long, how all of it is handed out, and what is left after deleting: on both stores."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.assistant import EXPORT_FILE, Assistant
from bot.bootstrap import build_world
from bot.commands import upkeep
from bot.errors import InputError
from bot.model import Message
from bot.storage import chats, keeping, limits, outbox, tickets, web
from bot.storage.database import Database
from bot.storage.outbox import Outgoing

TODAY = date(2026, 11, 22)


async def assistant_on(address: str, today: date = TODAY) -> Assistant:
    return Assistant(build_world(), await Database.open(address), lambda: today)


async def tell(assistant: Assistant, chat: str, *texts: str, private: bool = True) -> None:
    for text in texts:
        await assistant.handle(Message(chat, text=text, person="p", private=private))


async def test_everything_is_handed_out_companies_words_and_tickets_but_nobody_elses(address: str) -> None:
    assistant = await assistant_on(address)
    await tell(
        assistant, "a", "新建公司泉城精密", "我们在济南,去年营收1200万", "新建公司海右重工", "社保缴费基数是多少"
    )
    await tell(assistant, "b", "我们在日照")
    async with assistant.database.transaction() as tx:
        await tickets.open_ticket(tx, "a", 1, "老王", -5)
    reply = await assistant.handle(Message("a", text="导出我的全部资料"))
    await assistant.database.close()
    [file] = [message for message in reply.messages if message.file == EXPORT_FILE]
    kept = json.loads(next(part.text for part in file.parts if part.kind == "quote"))
    said = json.dumps(kept, ensure_ascii=False)
    for each in ("泉城精密", "海右重工", "12000000", "社保缴费基数是多少", "老王"):
        assert each in said, each
    assert "日照" not in json.dumps(kept["facts"], ensure_ascii=False)
    assert {row["chat"] for rows in kept.values() for row in rows} == {"a"}


async def test_words_and_unused_chats_are_forgotten_in_time(address: str) -> None:
    for days, chat in ((400, "old"), (100, "mine"), (1, "mine")):
        assistant = await assistant_on(address, TODAY - timedelta(days=days))
        await tell(assistant, chat, "我们在日照", f"养老金{days}怎么领")
        await assistant.database.close()
    assistant = await assistant_on(address)
    await assistant.forget_old(90, 365)
    async with assistant.database.transaction() as tx:
        mine, old = await keeping.everything(tx, "mine"), await keeping.everything(tx, "old")
        assert (await chats.load(tx, "mine")).facts == {"city": "日照"}
    await assistant.forget_old(0, 0)
    await assistant.database.close()
    assert old == {}
    assert "养老金1怎么领" in str(mine["turns"]) and "养老金100怎么领" not in str(mine["turns"])


async def test_groups_keep_neither_words_nor_the_last_question(address: str) -> None:
    assistant = await assistant_on(address)
    await tell(assistant, "group", "济南首台套奖励多少", private=False)
    async with assistant.database.transaction() as tx:
        kept = await keeping.everything(tx, "group")
    await assistant.database.close()
    assert "首台套" not in json.dumps({**kept, "gaps": []}, ensure_ascii=False)


async def test_deleting_gives_no_new_allowance(address: str) -> None:
    database = await Database.open(address)
    async with database.transaction() as tx:
        await limits.spend(tx, "a", 100.0, burst=1, per_minute=1)
        await chats.erase(tx, "a")
        with pytest.raises(limits.TooFast):
            await limits.spend(tx, "a", 100.0, burst=1, per_minute=1)
    await database.close()


async def test_deleting_reaches_the_copies_that_a_restore_has_left(tmp_path: Path) -> None:
    store, backup = tmp_path / "store.sqlite3", tmp_path / "backup.sqlite3"
    assistant = await assistant_on(str(store))
    await tell(assistant, "a", "我们在济南,去年营收一千三百七十九万")
    await tell(assistant, "b", "我们在日照")
    await assistant.database.close()
    upkeep.backup(backup, str(store))
    upkeep.restore(backup, str(store))
    backup.unlink()
    assistant = await assistant_on(str(store))
    await tell(assistant, "a", "删除我的资料", "是")
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    await assistant.database.close()
    assert [file for file in tmp_path.iterdir() if ".before-" in file.name]
    assert "一千三百七十九万".encode() not in left and "日照".encode() in left


async def test_a_restored_store_sends_nothing_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, backup = tmp_path / "store.sqlite3", tmp_path / "backup.sqlite3"
    assistant = await assistant_on(str(store))
    await tell(assistant, "a", "我们在济南")
    async with assistant.database.transaction() as tx:
        await outbox.add(tx, 1, 1, [Outgoing("1", "send_message", {"chat_id": 1, "text": "old"})], 1.0)
    await assistant.database.close()
    upkeep.backup(backup, str(store))
    upkeep.restore(backup, str(store))
    assert "1 条" in capsys.readouterr().out
    with sqlite3.connect(store) as database:
        assert database.execute("SELECT count(*) FROM outbox").fetchone()[0] == 0


@pytest.mark.parametrize(("change", "said"), [
    ("INSERT INTO schema_version (version) VALUES (99999)", "更新的版本"),
    ("DELETE FROM schema_version", "什么都没有"),
    ("DELETE FROM turns", "什么都没有"),
])  # fmt: skip
async def test_newer_and_empty_backups_are_refused(tmp_path: Path, change: str, said: str) -> None:
    store, backup = tmp_path / "store.sqlite3", tmp_path / "backup.sqlite3"
    assistant = await assistant_on(str(store))
    await tell(assistant, "a", "你好")
    await assistant.database.close()
    before = store.read_bytes()
    upkeep.backup(backup, str(store))
    with sqlite3.connect(backup) as database:
        database.execute(change)
        if "turns" in change:
            database.execute("DELETE FROM chats")
    with pytest.raises(InputError, match=said):
        upkeep.restore(backup, str(store))
    assert store.read_bytes() == before


async def test_a_chat_that_begins_while_old_ones_are_forgotten_stays(tmp_path: Path) -> None:
    database = await Database.open(str(tmp_path / "store.sqlite3"))
    async with database.transaction() as tx:
        tx.write("INSERT INTO chats (chat, state) VALUES ('one', '{}')")
        begin = "INSERT OR IGNORE INTO chats (chat, state) VALUES ('new', '{}')"
        tx.write(f"CREATE TEMP TRIGGER another_process AFTER UPDATE ON chats BEGIN {begin}; END")
        assert await keeping.tidy(tx, TODAY, 90, 365) == []
    await database.close()


async def test_cookies_of_visitors_who_only_looked_are_forgotten(address: str) -> None:
    assistant = await assistant_on(address)
    await tell(assistant, "web:said", "我们在日照")
    long_ago = 1_600_000_000.0
    async with assistant.database.transaction() as tx:
        for chat in ("web:said", "web:looked"):
            web.open_session(tx, f"digest of {chat}", chat, long_ago)
    await assistant.forget_old(90, 365)
    async with assistant.database.transaction() as tx:
        kept = [await web.chat_of(tx, f"digest of {chat}") for chat in ("web:said", "web:looked")]
    await assistant.database.close()
    assert kept == ["web:said", None]
