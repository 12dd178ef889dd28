"""Chats in a real SQLite file: nothing lost, nothing left, turns in order, several processes at once."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.bootstrap import build_world
from bot.dialogue.conversation import Company, Conversation, FactRecord, Interest, Pending, Step, restored, state_of
from bot.model import Message, Reply
from bot.storage import chats
from bot.storage.database import Database
from bot.storage.gaps import ranked
from bot.storage.transaction import Row

TODAY = date(2026, 11, 22)
SECRETS = ("泉城精密", "一千三百七十九万", "13790000", "齿轮箱壳体")


async def assistant_on(path: Path | str) -> Assistant:
    return Assistant(build_world(), await Database.open(str(path)), lambda: TODAY)


async def say(assistant: Assistant, text: str, chat: str = "telegram:1", press: str | None = None) -> Reply:
    return await assistant.handle(Message(chat, text="" if press else text, press=press, person="telegram:77", id="m1"))


async def conversation_of(database: Database, chat: str) -> Conversation:
    async with database.transaction() as tx:
        return await chats.load(tx, chat)


async def rows_of(database: Database, query: str) -> list[Row]:
    async with database.transaction() as tx:
        return list(await tx.read(query))


def everything_in(path: Path) -> bytes:
    """The file with its write-ahead log and shared memory."""
    return b"".join(file.read_bytes() for file in path.parent.iterdir() if file.name.startswith(path.name))


async def test_what_was_said_survives_a_restart(address: str) -> None:
    first = await assistant_on(address)
    await say(first, "新建公司泉城精密")
    told = await say(first, "我们在济南,去年营收一千三百七十九万")
    before = await conversation_of(first.database, "telegram:1")
    await first.database.close()
    second = await assistant_on(address)
    after = await conversation_of(second.database, "telegram:1")
    assert after == before
    assert after.company.name == "泉城精密"
    record = after.company.facts["revenue_yuan"]
    assert (record.value, record.by, record.at) == (13790000, "telegram:77", TODAY.isoformat())
    assert "一千三百七十九万" in record.said
    assert told.facts == after.facts
    await second.database.close()


async def test_deleting_leaves_no_trace_in_the_bytes_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "chats.sqlite3"
    assistant = await assistant_on(path)
    await say(assistant, "我们在日照", chat="telegram:2")
    await say(assistant, "新建公司泉城精密")
    await say(assistant, "我们在济南,去年营收一千三百七十九万")
    await say(assistant, "齿轮箱壳体怎么补贴")
    held = everything_in(path)
    assert all(secret.encode() in held for secret in SECRETS)
    await say(assistant, "删除我的资料")
    reply = await say(assistant, "是")
    assert reply.erased and reply.facts == {}
    left = everything_in(path)
    for secret in (*SECRETS, "telegram:1", "telegram:77\x00", "济南"):
        assert secret.encode() not in left, secret
    assert (await conversation_of(assistant.database, "telegram:2")).facts == {"city": "日照"}
    await assistant.database.close()


async def test_deleting_empties_every_table_that_names_the_chat(address: str) -> None:
    assistant = await assistant_on(address)
    await say(assistant, "我们在济南")
    async with assistant.database.transaction() as tx:
        tx.write("CREATE TABLE of_a_channel (chat TEXT, text TEXT)")
        tx.write("INSERT INTO of_a_channel VALUES ('telegram:1', 'x'), ('telegram:2', 'y')")
        await chats.erase(tx, "telegram:1")
        rows = await tx.read("SELECT chat FROM of_a_channel")
        assert [row["chat"] for row in rows] == ["telegram:2"]
    await assistant.database.close()


async def test_messages_sent_at_once_are_handled_in_order(address: str) -> None:
    assistant = await assistant_on(address)
    amounts = [f"去年营收{number}万元" for number in range(100, 130)]
    replies = await asyncio.gather(*(say(assistant, text) for text in amounts))
    assert [reply.facts["revenue_yuan"] for reply in replies] == [number * 10_000 for number in range(100, 130)]
    rows = await rows_of(assistant.database, "SELECT said FROM turns ORDER BY id")
    assert [row["said"] for row in rows] == amounts
    await assistant.database.close()


async def test_a_turn_that_fails_changes_nothing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = await assistant_on(address)
    await say(assistant, "我们在济南")
    before = await conversation_of(assistant.database, "telegram:1")

    def broken(*_: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("bot.storage.turns.append", broken)
        with pytest.raises(OSError, match="disk full"):
            await say(assistant, "去年营收1000万元")
    assert await conversation_of(assistant.database, "telegram:1") == before
    await assistant.database.close()


def _other_process(path: str, chat: str, start: int, count: int) -> None:
    async def talk() -> None:
        assistant = await assistant_on(path)
        for number in range(start, start + count):
            await say(assistant, f"切换到企业{number}" if number % 5 == 0 else f"去年营收{number}万元", chat=chat)
        await assistant.database.close()

    asyncio.run(talk())


def test_two_processes_on_one_store_lose_no_turn(address: str) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_other_process, args=(address, "telegram:1", start, 20)) for start in (100, 150)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]

    async def count() -> tuple[int, Conversation]:
        database = await Database.open(address)
        [row] = await rows_of(database, "SELECT count(*) AS turns FROM turns")
        conversation = await conversation_of(database, "telegram:1")
        await database.close()
        return row["turns"], conversation

    turns, conversation = asyncio.run(count())
    assert turns == 40
    assert conversation.revision >= 30


async def test_groups_keep_no_words(tmp_path: Path) -> None:
    path = tmp_path / "chats.sqlite3"
    assistant = await assistant_on(path)
    await assistant.handle(Message("telegram:-5", text="我们在济南,去年营收一千三百七十九万", private=False))
    rows = await rows_of(assistant.database, "SELECT said FROM turns")
    assert [row["said"] for row in rows] == [""]
    assert "一千三百七十九万".encode() not in everything_in(path)
    await assistant.database.close()


async def test_gaps_are_ranked_and_hold_nothing_personal(address: str) -> None:
    from bot.storage import gaps

    database = await Database.open(address)
    async with database.transaction() as tx:
        gaps.append(tx, "a", ["社保", "社保", "13812345678", "泉城有限公司", "王先生", "公积金"], TODAY)
        for chat in ("b", "c"):
            gaps.append(tx, chat, ["社保"], TODAY)
        found = await ranked(tx)
    assert [(gap.word, gap.questions, gap.chats) for gap in found] == [("社保", 3, 3)]
    await database.close()


values = st.one_of(
    st.integers(0, 10**12), st.booleans(), st.none(), st.text(max_size=8), st.lists(st.text(max_size=4), max_size=3),
    st.fixed_dictionaries({"low": st.integers(0, 9), "high": st.integers(9, 99)}),
)  # fmt: skip
records = st.builds(
    FactRecord, values, st.text(max_size=9), st.text(max_size=5), st.just("2026-11-22"), st.booleans(),
    st.lists(values, max_size=2).map(tuple), st.booleans(),
)  # fmt: skip
names = st.sampled_from(["city", "revenue_yuan", "honours", "is_sme"])
pendings = st.one_of(st.none(), st.builds(Pending, st.sampled_from(["question", "confirm"]), names, st.integers(0, 9)))
companies = st.builds(
    Company, st.integers(1, 9), st.text(max_size=9), st.dictionaries(names, records), st.lists(names).map(tuple)
)
steps = st.builds(
    Step, st.integers(1, 9), st.dictionaries(names, st.one_of(st.none(), records)), pendings, st.just("asking")
)


@settings(deadline=None, max_examples=60)
@given(companies, pendings, st.lists(steps, max_size=3), st.text(max_size=5))
def test_a_conversation_comes_back_from_json_as_it_was(
    company: Company, pending: Pending | None, undo: list[Step], topic: str
) -> None:
    conversation = Conversation(
        (company,),
        company.number,
        "asking",
        Interest(topic=topic or None),
        pending,
        focus={"city": "济南"},
        undo=tuple(undo),
        revision=7,
    )
    again = restored(json.loads(json.dumps(state_of(conversation))), (company,))
    assert again == conversation


def test_undo_restores_exactly_what_a_change_replaced() -> None:
    start = Conversation((Company(1, "", {"city": FactRecord("济南")}),))
    changed = start.with_facts({"city": FactRecord("日照"), "employees": FactRecord(9)})
    undone = changed.undone()
    assert undone is not None and undone.company == start.company
    assert undone.revision > changed.revision
