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

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
RELEASED = {
    1: "e80eae9837dd090c", 10: "249ad71269fbb0b8", 20: "aa3ac7636c59d026", 21: "3d644a2ee9ea469a",
    30: "d43ce774305e6f5c",
}  # fmt: skip
"""A migration that was released is never touched again; another one follows it."""


def test_released_migrations_are_as_they_were() -> None:
    digests = {number: migrating.digest(file) for number, file in migrating.files().items()}
    assert {number: digests[number] for number in RELEASED} == RELEASED
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


async def test_a_schema_that_is_not_ours_stops_the_start(tmp_path: Path) -> None:
    path = str(tmp_path / "store.sqlite3")
    await (await Database.open(path)).close()
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("DROP INDEX turns_by_day")
        other.execute("ALTER TABLE gaps ADD COLUMN surprise TEXT")
    with pytest.raises(InputError, match="gaps、turns_by_day"):
        await Database.open(path)


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
