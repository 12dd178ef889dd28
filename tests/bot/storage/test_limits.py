from __future__ import annotations

import pytest

from bot.storage import limits
from bot.storage.database import Database


async def test_a_bucket_empties_tells_once_and_fills_again(address: str) -> None:
    database = await Database.open(address)

    async def spend(now: float) -> None:
        async with database.transaction() as tx:
            await limits.spend(tx, "a", now, burst=3, per_minute=6)

    for _ in range(3):
        await spend(100.0)
    refusals = []
    for now in (100.0, 101.0, 109.0):
        async with database.transaction() as tx:
            with pytest.raises(limits.TooFast) as refused:
                await limits.spend(tx, "a", now, burst=3, per_minute=6)
        refusals.append((refused.value.seconds, refused.value.say_so))
    assert refusals == [(10, True), (9, False), (1, False)]
    await spend(111.0)
    async with database.transaction() as tx:
        await limits.spend(tx, "b", 111.0, burst=3, per_minute=6)
        with pytest.raises(limits.TooFast):
            await limits.spend(tx, "a", 112.0, burst=3, per_minute=6)
    await database.close()
