"""Calls that wait, with several processes at the store: a lane has one owner, and nobody overtakes within it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.storage import inbox, outbox
from bot.storage.database import Database
from bot.storage.outbox import NOBODY, Outgoing, Row
from bot.storage.workers import BuriedError, Worker

BOT, OTHER_BOT = 1, 2
GONE, HERE, THIRD = 11, 12, 13


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = await Database.open(address)
    yield opened
    await opened.close()


def call(text: str, lane: str = "5") -> Outgoing:
    return Outgoing(lane, "send_message", {"text": text})


async def add(database: Database, worker: int, *calls: Outgoing, bot: int = BOT) -> list[str]:
    async with database.transaction() as tx:
        return said(await outbox.add(tx, bot, worker, calls, 0.0))


async def owned(database: Database, worker: int, bot: int = BOT) -> list[str]:
    async with database.transaction() as tx:
        return said(await outbox.owned(tx, bot, worker))


def said(rows: list[Row]) -> list[str]:
    return [row.call.arguments["text"] for row in rows]


async def test_a_busy_lane_stays_with_its_process(database: Database) -> None:
    assert await add(database, HERE, call("one"), call("one", "6")) == ["one", "one"]
    assert await add(database, THIRD, call("two"), call("two", "7")) == ["two"]
    assert await owned(database, HERE) == ["one", "one", "two"]


async def test_what_others_left_in_a_lane_of_ours_comes_along_before_what_is_new(database: Database) -> None:
    await add(database, HERE, call("one"))
    await add(database, THIRD, call("two"), call("other lane", "6"))
    assert await add(database, HERE, call("three")) == ["one", "two", "three"]


async def test_nobody_s_calls_are_taken_along(database: Database) -> None:
    await add(database, NOBODY, call("from the desk"))
    assert await add(database, HERE, call("reply")) == ["from the desk", "reply"]
    assert await owned(database, NOBODY) == []
    assert await add(database, NOBODY, call("again")) == []
    assert await owned(database, HERE) == ["from the desk", "reply", "again"]


async def test_another_bot_has_its_own_lane_to_the_same_person(database: Database) -> None:
    await add(database, HERE, call("one"))
    assert await add(database, THIRD, call("other"), bot=OTHER_BOT) == ["other"]
    async with database.transaction() as tx:
        assert await outbox.owners(tx, OTHER_BOT) == {THIRD}
        await outbox.take_over(tx, OTHER_BOT, HERE, THIRD)
        await outbox.move_lane(tx, OTHER_BOT, "5", "-5")
    assert await owned(database, HERE) == ["one"]
    assert await add(database, HERE, call("two")) == ["one", "two"]


async def test_what_is_added_while_a_lane_is_taken_over_goes_along(database: Database) -> None:
    await add(database, GONE, call("one"))
    about_to_commit, go_on = asyncio.Event(), asyncio.Event()

    async def adding() -> None:
        async with database.transaction() as tx:
            assert await outbox.add(tx, BOT, HERE, [call("two")], 0.0) == []
            about_to_commit.set()
            await go_on.wait()

    async def taking_over() -> None:
        async with database.transaction() as tx:
            await outbox.take_over(tx, BOT, GONE, THIRD)

    added = asyncio.create_task(adding())
    await about_to_commit.wait()
    taken = asyncio.create_task(taking_over())
    await asyncio.sleep(0.1)
    assert not taken.done()
    go_on.set()
    await asyncio.gather(added, taken)
    assert await owned(database, THIRD) == ["one", "two"]
    assert await add(database, HERE, call("three")) == []


async def test_an_update_that_two_connections_bring_at_once_is_new_to_one_of_them(database: Database) -> None:
    arrival = inbox.Arrival(7, "same", 7, "{}", 0.0, "telegram:5")

    async def deliver() -> bool:
        async with database.transaction() as tx:
            new = await inbox.store_new(tx, BOT, arrival)
            await asyncio.sleep(0.02)
            return new

    assert sorted(await asyncio.gather(*(deliver() for _ in range(4)))) == [False, False, False, True]


async def test_who_was_taken_for_dead_is_told_by_the_next_heartbeat(database: Database) -> None:
    worker = await Worker.join(database, BOT)
    async with database.transaction() as tx:
        await worker.beat(tx)
        tx.write("DELETE FROM workers")  # what those do that bury it
        with pytest.raises(BuriedError):
            await worker.beat(tx)
        await worker.leave(tx)


async def test_each_bot_of_a_store_has_a_poller_of_its_own(address: str, database: Database) -> None:
    others = await Database.open(address)
    one, same, other = [await Worker.join(base, bot) for base, bot in ((database, 1), (others, 1), (others, 2))]
    assert [await worker.only_poller() for worker in (one, same, other)] == [True, False, True]
    for worker in (one, same, other):
        async with others.transaction() as tx:
            await worker.leave(tx)
    await others.close()
