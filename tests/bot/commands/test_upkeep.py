from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.commands import upkeep
from bot.errors import InputError
from bot.storage.database import Database
from bot.storage.sending import recipients
from bot.storage.workers import Worker


async def with_people(path: Path, count: int) -> Database:
    database = await Database.open(str(path))
    async with database.transaction() as tx:
        for number in range(count):
            recipients.remember(tx, f"telegram:{number}", 1, number)
    return database


def people(path: Path) -> int:
    with sqlite3.connect(path) as database:
        return int(database.execute("SELECT count(*) FROM recipients").fetchone()[0])


async def test_a_backup_of_a_database_in_use_can_be_restored(tmp_path: Path) -> None:
    store, copy = tmp_path / "store.sqlite3", tmp_path / "copies" / "one.sqlite3"
    database = await with_people(store, 500)
    upkeep.backup(copy, str(store))
    async with database.transaction() as tx:
        tx.write("DELETE FROM recipients")
    await database.close()
    assert (people(store), people(copy)) == (0, 500)
    assert copy.stat().st_mode & 0o077 == 0
    upkeep.restore(copy, str(store))
    assert people(store) == 500
    kept = [path for path in tmp_path.iterdir() if ".before-" in path.name]
    assert people(min(kept, key=lambda path: len(path.name))) == 0
    await (await Database.open(str(store))).close()


async def test_a_backup_never_overwrites(tmp_path: Path) -> None:
    store = tmp_path / "store.sqlite3"
    await (await with_people(store, 1)).close()
    (tmp_path / "copy").write_text("precious")
    with pytest.raises(InputError, match="已经存在"):
        upkeep.backup(tmp_path / "copy", str(store))
    assert (tmp_path / "copy").read_text() == "precious"
    with pytest.raises(InputError, match="找不到数据库"):
        upkeep.backup(tmp_path / "other", str(tmp_path / "nothing"))


@pytest.mark.parametrize("content", [b"", b"rubbish", b"SQLite format 3\x00" + b"\x00" * 200])
async def test_a_broken_backup_leaves_the_database_alone(tmp_path: Path, content: bytes) -> None:
    store = tmp_path / "store.sqlite3"
    await (await with_people(store, 3)).close()
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(InputError, match="不完整"):
        upkeep.restore(tmp_path / "copy", str(store))
    assert people(store) == 3


async def test_a_database_in_use_is_not_replaced(tmp_path: Path) -> None:
    store, copy = tmp_path / "store.sqlite3", tmp_path / "copy.sqlite3"
    database = await with_people(store, 1)
    upkeep.backup(copy, str(store))
    worker = await Worker.join(database, 1)
    with pytest.raises(InputError, match="正在使用"):
        upkeep.restore(copy, str(store))
    async with database.transaction() as tx:
        await worker.leave(tx)
    await database.close()
    upkeep.restore(copy, str(store))


async def test_health_is_that_of_the_workers(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    from bot.settings import load_settings

    store = tmp_path / "store.sqlite3"
    settings = load_settings(_env_file=None, database=str(store))
    assert "没有正在运行" in str(await upkeep._looked_up(settings))
    database = await with_people(store, 1)
    assert "没有正在运行" in str(await upkeep._looked_up(settings))
    worker = await Worker.join(database, 1)
    assert await upkeep._looked_up(settings) is None
    async with database.transaction() as tx:
        tx.write("UPDATE workers SET seen_unix = seen_unix - 3600")
    assert await upkeep._looked_up(settings) is not None
    async with database.transaction() as tx:
        await worker.leave(tx)
    await database.close()
