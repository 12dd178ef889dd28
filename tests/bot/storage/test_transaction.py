"""Writes that wait: in their order, before what is read, all or none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.database import Database
from bot.storage.transaction import Transaction

PLUS = "UPDATE t SET n = n + ?"
TIMES = "UPDATE t SET n = n * ?"


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = await Database.open(address)
    async with opened.transaction() as tx:
        tx.write("CREATE TABLE t (n INTEGER CHECK (n < 1000))")
        tx.write("INSERT INTO t VALUES (1)")
    yield opened
    await opened.close()


async def number(tx: Transaction) -> int:
    [[n]] = await tx.read("SELECT n FROM t")
    return int(n)


async def in_a_transaction_of_its_own(database: Database) -> int:
    async with database.transaction() as tx:
        return await number(tx)


async def test_a_read_sees_all_that_was_written_before_it_in_order(database: Database) -> None:
    async with database.transaction() as tx:
        tx.write(PLUS, (2,))
        tx.write(TIMES, (10,))
        assert await number(tx) == 30
        tx.write_all(PLUS, ((1,), (2,), (3,)))
        tx.write_all(PLUS, ())
        assert await number(tx) == 36
        tx.write(TIMES, (2,))
    assert await in_a_transaction_of_its_own(database) == 72


async def test_what_the_generator_gives_is_taken_at_once(database: Database) -> None:
    many = [(1,), (1,)]
    async with database.transaction() as tx:
        tx.write_all(PLUS, (given for given in many))
        many.clear()
    assert await in_a_transaction_of_its_own(database) == 3


async def test_a_refusal_at_the_end_undoes_everything_and_the_store_goes_on(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)check constraint"):
        async with database.transaction() as tx:
            assert await number(tx) == 1
            tx.write(PLUS, (5,))
            tx.write(PLUS, (5000,))
    assert await in_a_transaction_of_its_own(database) == 1


async def test_a_refusal_shows_at_the_next_read(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)check constraint"):
        async with database.transaction() as tx:
            tx.write(PLUS, (5,))
            tx.write(PLUS, (5000,))
            await number(tx)
    assert await in_a_transaction_of_its_own(database) == 1


async def test_what_was_written_but_never_sent_is_dropped_with_the_block(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.transaction() as tx:
            tx.write(PLUS, (5,))
            raise RuntimeError
    with pytest.raises(RuntimeError):
        async with database.transaction() as tx:
            tx.write(PLUS, (5,))
            assert await number(tx) == 6
            tx.write(PLUS, (5,))
            raise RuntimeError
    assert await in_a_transaction_of_its_own(database) == 1


@given(st.lists(st.one_of(st.none(), st.tuples(st.sampled_from([PLUS, TIMES]), st.integers(-3, 3))), max_size=12))
def test_any_mixture_of_writes_and_reads_equals_writing_at_once(steps: list[tuple[str, int] | None]) -> None:
    async def run() -> tuple[list[int], int]:
        database = await Database.open(":memory:")
        seen = []
        async with database.transaction() as tx:
            tx.write("CREATE TABLE t (n INTEGER) STRICT")
            tx.write("INSERT INTO t VALUES (1)")
            for step in steps:
                if step is None:
                    seen.append(await number(tx))
                else:
                    tx.write(step[0], step[1:])
        end = await in_a_transaction_of_its_own(database)
        await database.close()
        return seen, end

    wanted, value = [], 1
    for step in steps:
        if step is None:
            wanted.append(value)
        else:
            value = value + step[1] if step[0] == PLUS else value * step[1]
    assert asyncio.run(run()) == (wanted, value)


async def test_the_version_tells_that_somebody_else_has_written(tmp_path: Path) -> None:
    async def version(of: Database) -> int:
        async with of.transaction() as tx:
            return await tx.version()

    database = await Database.open(str(tmp_path / "a.sqlite3"))
    async with database.transaction() as tx:
        tx.write("CREATE TABLE t (n INTEGER)")
    other = await Database.open(str(tmp_path / "a.sqlite3"))
    first = await version(database)
    async with database.transaction() as tx:
        tx.write("INSERT INTO t VALUES (1)")
    assert await version(database) == first
    async with other.transaction() as tx:
        tx.write("INSERT INTO t VALUES (1)")
    assert await version(database) != first
    await other.close()
    await database.close()


async def test_cancelled_in_the_middle_leaves_nothing_and_blocks_nobody(database: Database) -> None:
    async def long() -> None:
        async with database.transaction() as tx:
            tx.write(PLUS, (5,))
            await number(tx)
            await asyncio.sleep(60)

    task = asyncio.create_task(long())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await in_a_transaction_of_its_own(database) == 1
