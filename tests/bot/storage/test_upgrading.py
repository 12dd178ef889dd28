"""Every schema that was ever released is brought up to date with what stands in it; what was released never changes."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError
from bot.storage import chats, tickets
from bot.storage.database import Database
from bot.storage.engines import migrating
from tests import postgres

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
RELEASED = {
    1: "e80eae9837dd090c", 10: "249ad71269fbb0b8", 20: "aa3ac7636c59d026", 21: "3d644a2ee9ea469a",
    30: "d43ce774305e6f5c", 40: "40e3899f16a18c48", 50: "c4f0449d1b40ed79", 70: "3a71e36acf3e6369",
    80: "316e7b7ed7dd2e8c",
}  # fmt: skip
"""A migration that was released is never touched again; another one follows it."""


def test_released_migrations_are_as_they_were() -> None:
    digests = {number: migrating.digest(file) for number, file in migrating.files().items()}
    assert {number: digests[number] for number in RELEASED} == RELEASED
    assert digests.keys() == RELEASED.keys(), "a new migration: put down its digest here, and its schema as a fixture"
    assert len(list(migrating._FILES.glob("[0-9]*.sql"))) == len(digests), "two migrations have one number"


def made(path: Path, schema: Path) -> Path:
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript(schema.read_text(encoding="utf-8"))
    return path


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda file: file.stem)
async def test_an_old_file_becomes_what_a_new_one_is_and_keeps_what_it_has(tmp_path: Path, schema: Path) -> None:
    path = made(tmp_path / "old.sqlite3", schema)
    database = await Database.open(str(path))
    async with database.transaction() as tx:
        conversation = await chats.load(tx, "telegram:1")
        ticket = await tickets.by_message(tx, 0, 55)
    await database.close()
    assert (conversation.company.name, conversation.facts) == ("海右重工", {"city": "日照"})
    assert conversation.stage == "asking" and conversation.interest.city == "日照"
    assert conversation.pending is not None and conversation.pending.fact == "city"
    assert ticket is not None and ticket.thread == 44
    with contextlib.closing(sqlite3.connect(path)) as new:
        assert migrating.differences(migrating.schema_of(new)) == []
    await (await Database.open(str(path))).close()


STEPS = [version for version in RELEASED if version >= 30]
"""As far as a store on a server can have come: there was none before."""


@pytest.mark.xdist_group("postgresql")
@pytest.mark.parametrize("step", STEPS)
async def test_an_old_server_becomes_what_a_new_one_is_and_keeps_what_it_has(
    postgresql: postgres.Server, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    address, all_files = postgresql.fresh(), migrating.files()
    with monkeypatch.context() as then:
        then.setattr(migrating, "files", lambda: {n: file for n, file in all_files.items() if n <= step})
        then.setattr(migrating, "missing", lambda found: [])
        database = await Database.open(address)
        async with database.transaction() as tx:
            tx.write("INSERT INTO chats (chat, state) VALUES ('telegram:1', '{}')")
            tx.write("INSERT INTO companies (chat, number, name, accepted) VALUES ('telegram:1', 1, '海右重工', '[]')")
        await database.close()
    upgraded, new = await Database.open(address), await Database.open(postgresql.fresh())
    async with upgraded.transaction() as tx, new.transaction() as fresh:
        assert (await chats.load(tx, "telegram:1")).company.name == "海右重工"
        columns = (
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        )
        indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        for query in (columns, indexes):
            assert {tuple(row) for row in await tx.read(query)} == {tuple(row) for row in await fresh.read(query)}
    for database in (upgraded, new):
        await database.close()


async def test_a_schema_that_is_not_ours_stops_the_start(address: str) -> None:
    database = await Database.open(address)
    async with database.transaction() as tx:
        tx.write("DROP INDEX turns_by_day")
        tx.write("DROP INDEX gaps_by_word")
        tx.write("ALTER TABLE gaps RENAME COLUMN word TO surprise")
    await database.close()
    with pytest.raises(InputError, match=r"gaps.*turns_by_day"):
        await Database.open(address)


async def test_a_migration_with_another_text_stops_the_start(address: str) -> None:
    database = await Database.open(address)
    async with database.transaction() as tx:
        tx.write("UPDATE schema_version SET digest = 'other' WHERE version = 10")
    await database.close()
    with pytest.raises(InputError, match="010_telegram"):
        await Database.open(address)


BROKEN: dict[str, Any] = {
    "no json": "{",
    "a list": "[1]",
    "a pending of another kind": json.dumps({"pending": {"colour": 1}}),
    "an undo that is none": json.dumps({"undo": [5]}),
    "an interest that is a word": json.dumps({"interest": "x"}),
}


@pytest.mark.parametrize("state", BROKEN.values(), ids=BROKEN)
async def test_a_stored_conversation_that_cannot_be_read_starts_over_and_can_be_deleted(
    address: str, state: str
) -> None:
    database = await Database.open(address)
    async with database.transaction() as tx:
        tx.write("INSERT INTO chats (chat, state) VALUES ('a', ?)", (state,))
        tx.write("INSERT INTO companies (chat, number, name, accepted) VALUES ('a', 1, '海右重工', '[]')")
        tx.write_all(
            "INSERT INTO facts (chat, company, fact, place, value, said, said_by, said_on, reading)"
            " VALUES ('a', 1, ?, 0, ?, '', '', '', '{\"assumed\":false,\"alternatives\":[],\"skipped\":false}')",
            [("city", '"日照"'), ("employees", "{")],
        )
    async with database.transaction() as tx:
        assert (await chats.load(tx, "a")).facts == {"city": "日照"}
        await chats.erase(tx, "a")
        assert (await chats.load(tx, "a")).facts == {}
    await database.close()
