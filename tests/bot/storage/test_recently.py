from __future__ import annotations

from bot.storage import recently
from bot.storage.database import Database


async def test_a_second_time_is_told_from_a_first_by_whichever_process(address: str) -> None:
    databases = [await Database.open(address) for _ in range(2)]

    async def first(at: float, what: str = "a tap", process: int = 0) -> bool:
        async with databases[process].transaction() as tx:
            return await recently.first(tx, what, at, 0.8)

    assert await first(100.0) and await first(100.1, "another")
    assert not await first(100.5, process=1)
    assert not await first(101.2)  # each tap of a row of them is near the one before
    assert await first(102.5, process=1)
    assert await first(50.0)  # the clock was set back
    async with databases[0].transaction() as tx:
        rows = await tx.read("SELECT what FROM recently")
        assert len(rows) == 2 and not any("tap" in row[0] for row in rows)
        recently.tidy(tx, 50.0 + recently.KEPT_SECONDS + 1)
        assert len(await tx.read("SELECT what FROM recently")) == 1
    for database in databases:
        await database.close()
