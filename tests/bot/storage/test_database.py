"""Opening, migrating, transactions: on real files."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.storage.database import Database
from bot.storage.sending import channel_notes
from bot.storage.transaction import Transaction
from bot.storage.workers import Worker
from tests import postgres


async def test_migrations_run_once_and_survive_reopening(address: str) -> None:
    first = await Database.open(address)
    await first.close()
    second = await Database.open(address)
    async with second.transaction() as tx:
        versions = [row[0] for row in await tx.read("SELECT version FROM schema_version ORDER BY version")]
    await second.close()
    assert versions == sorted(set(versions)) and versions


async def test_a_new_file_and_all_beside_it_are_for_the_owner_only(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        database = await Database.open(str(tmp_path / "a.sqlite3"))
        worker = await Worker.join(database, 1)
        assert await worker.only_poller()
        modes = {file.name: oct(file.stat().st_mode & 0o777) for file in tmp_path.rglob("*") if file.is_file()}
        folder = (tmp_path / "a.sqlite3.workers").stat().st_mode & 0o777
        async with database.transaction() as tx:
            await worker.leave(tx)
        await database.close()
    finally:
        os.umask(old)
    assert {"a.sqlite3", "a.sqlite3-wal", "poller-1"} <= modes.keys()
    assert set(modes.values()) == {"0o600"} and folder == 0o700


async def test_a_database_from_a_newer_version_is_refused(address: str) -> None:
    database = await Database.open(address)
    async with database.transaction() as tx:
        tx.write("INSERT INTO schema_version (version) VALUES (99999)")
    await database.close()
    with pytest.raises(InputError, match="更新的版本"):
        await Database.open(address)


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_text("not a database " * 100, encoding="utf-8")
    with pytest.raises(InputError, match="打不开"):
        await Database.open(str(path))


async def test_a_path_that_cannot_be_made_is_refused() -> None:
    with pytest.raises(InputError, match="打不开"):
        await Database.open("/proc/no/such/place.sqlite3")


async def test_a_failed_transaction_leaves_nothing(address: str) -> None:
    database = await Database.open(address)
    async with database.transaction() as tx:
        tx.write("CREATE TABLE t (n INTEGER)")
    with pytest.raises(RuntimeError):
        async with database.transaction() as tx:
            tx.write("INSERT INTO t VALUES (1)")
            raise RuntimeError
    async with database.transaction() as tx:
        assert list(await tx.read("SELECT * FROM t")) == []
    await database.close()


async def test_two_connections_take_turns(address: str) -> None:
    databases = [await Database.open(address) for _ in range(3)]
    async with databases[0].transaction() as tx:
        tx.write("CREATE TABLE counter (n INTEGER)")
        tx.write("INSERT INTO counter VALUES (0)")

    async def add(database: Database) -> None:
        for _ in range(40):
            async with database.transaction() as tx:
                tx.lock("counter")
                [[n]] = await tx.read("SELECT n FROM counter")
                tx.write("UPDATE counter SET n = ?", (n + 1,))

    await asyncio.gather(*(add(database) for database in databases for _ in range(2)))
    async with databases[0].transaction() as tx:
        [[n]] = await tx.read("SELECT n FROM counter")
    for database in databases:
        await database.close()
    assert n == 240


async def test_scrubbed_data_is_gone_from_the_files(tmp_path: Path) -> None:
    database = await Database.open(str(tmp_path / "a.sqlite3"))
    async with database.transaction() as tx:
        tx.write("CREATE TABLE t (words TEXT)")
        tx.write("INSERT INTO t VALUES ('绝密营收一千二百万')")
    async with database.transaction() as tx:
        tx.write("DELETE FROM t")
    await database.scrub()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    await database.close()
    assert "绝密".encode() not in left


@pytest.mark.xdist_group("postgresql")
async def test_a_server_that_takes_no_writes_yet_is_waited_for(postgresql: postgres.Server) -> None:
    """As after the first of two has died and the second is not promoted."""
    database = await Database.open(postgresql.fresh())
    refusals = 2

    async def work(tx: Transaction) -> None:
        nonlocal refusals
        if refusals:
            refusals -= 1
            tx.write("SET TRANSACTION READ ONLY")
        channel_notes.put(tx, "a", "b")

    await database.insist(work)
    async with database.transaction() as tx:
        assert await channel_notes.get(tx, "a") == "b" and database.trouble is not None
    await database.close()
