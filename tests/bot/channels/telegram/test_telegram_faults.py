"""Faults of the disk, of other programs and of the file itself, on a bot that runs: nothing is lost, all is said."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.errors import InputError
from bot.storage.database import Database
from bot.storage.engines import sqlite
from bot.storage.engines.faults import StoreWaits
from bot.wording import say
from tests.bot.channels.telegram.test_telegram_delivery import end, free_port, start, texts, webhook
from tests.botapi.server import BotApi


@contextlib.asynccontextmanager
async def locked(path: Path) -> AsyncIterator[None]:
    """Another program writes and does not come to an end. It waits beside the loop, in which the bot ends its own."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def health(port: int) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, timeout=20.0) as http:
        return await http.get(f"http://127.0.0.1:{port}/healthz")


async def test_a_foreign_lock_is_waited_out_and_said_once(
    api: BotApi, launch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("busy_timeout = 50", *sqlite._PRAGMAS[1:]))
    port = free_port()
    bot = await launch(metrics_listen=f"127.0.0.1:{port}")
    api.say(1, "before")
    await api.wait(1, 1)
    assert (await health(port)).status_code == 200
    async with locked(tmp_path / "store.sqlite3"):
        for user in range(1, 6):
            api.say(user, "meanwhile")
        await _until_unwell(port)
        await asyncio.sleep(1.0)
        assert not bot.task.done()
    for user in range(2, 6):
        await api.wait(user, 1)
    assert texts(api, 1)[0] == "1:before" and (await api.wait(1, 2))[1].text == "2:meanwhile"
    await _until_well(port)
    said = [record.getMessage() for record in caplog.records if record.name == "mingce.store"]
    assert said == [
        say("storage.waits", reason=say("storage.busy")),
        say("storage.goes_on", reason=say("storage.busy")),
    ]


async def _until_unwell(port: int) -> None:
    for _ in range(100):
        answer = await health(port)
        if answer.status_code == 503:
            assert answer.json() == {"well": False, "problem": say("storage.busy")}
            return
        await asyncio.sleep(0.1)
    raise AssertionError("health never turned red")


async def _until_well(port: int) -> None:
    for _ in range(100):
        if (await health(port)).status_code == 200:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("health never turned green again")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and os.name == "posix" and os.geteuid() == 0 and not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], check=False, capture_output=True
    ).returncode  # fmt: skip
    if not mounted:
        pytest.skip("no small file system can be made here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=False)


async def test_a_full_disk_is_waited_out(api: BotApi, launch: Any, small_disk: Path) -> None:
    port = free_port()
    bot = await launch(database=str(small_disk / "store.sqlite3"), metrics_listen=f"127.0.0.1:{port}")
    api.say(1, "before")
    await api.wait(1, 1)
    ballast = small_disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb") as file:
        while True:
            file.write(b"x" * 4096)
            file.flush()
    for user in range(1, 6):
        for number in range(10):
            api.say(user, f"{number} " + "字" * 2000)
    for _ in range(100):
        if (await health(port)).status_code == 503:
            break
        await asyncio.sleep(0.1)
    assert (await health(port)).json()["problem"] == say("storage.full")
    assert not bot.task.done()
    ballast.unlink()
    for user in range(2, 6):
        await api.wait(user, 10)
    await api.wait(1, 11)
    assert [text.split(" ")[0] for text in texts(api, 2)] == [f"{number + 1}:{number}" for number in range(10)]
    await _until_well(port)


async def test_a_file_that_was_replaced_stops_the_bot_with_a_line(
    api: BotApi, launch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.staff.colleagues._BEAT_EVERY_SECONDS", 0.0)
    bot = await launch()
    api.say(1, "hello")
    await api.wait(1, 1)
    store = tmp_path / "store.sqlite3"
    store.rename(tmp_path / "away")
    with pytest.raises(InputError, match="移走"):
        await asyncio.wait_for(bot.task, 20)
    bot.task = asyncio.create_task(asyncio.sleep(0))


async def test_a_damaged_file_is_found_at_the_start_and_names_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    database = await Database.open(str(path))
    async with database.transaction() as tx:
        tx.write_all(
            "INSERT INTO turns (chat, message, day, said, kind, clauses) VALUES ('a', '', '', ?, '', '')",
            [("x" * 500,) for _ in range(500)],
        )
    await database.close()
    content = bytearray(path.read_bytes())
    for page in range(6, len(content) // 4096 - 1):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(bytes(content))
    with pytest.raises(InputError, match="用备份恢复"):
        await Database.open(str(path))


async def test_damage_while_running_is_no_reason_to_try_again(tmp_path: Path) -> None:
    database = await Database.open(str(tmp_path / "store.sqlite3"))
    problem = sqlite3.DatabaseError("database disk image is malformed")
    problem.sqlite_errorcode = sqlite3.SQLITE_CORRUPT

    async def work(_: Any) -> None:
        raise problem

    with pytest.raises(InputError, match="用备份恢复") as refused:
        await asyncio.wait_for(database.insist(work), 5)
    assert not isinstance(refused.value, StoreWaits) and database.trouble is None
    await database.close()


async def test_a_mistake_of_ours_is_raised_at_once(tmp_path: Path) -> None:
    database = await Database.open(str(tmp_path / "store.sqlite3"))
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await asyncio.wait_for(database.insist(lambda tx: tx.read("SELECT * FROM nowhere")), 5)
    await database.close()


async def test_a_clock_that_is_set_back_stops_nobody(api: BotApi, launch: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    await launch(**webhook(free_port()))
    api.say(1, "one")
    await api.wait(1, 1)
    now = time.time
    monkeypatch.setattr("bot.channels.telegram.receiving.receiving.time.time", lambda: now() - 3600)
    api.next_update += 5  # the next one seems to follow others that are still to come
    api.say(1, "two")
    await api.wait(1, 2, seconds=8)
    api.next_update += 5
    api.say(1, "three")
    monkeypatch.setattr("bot.channels.telegram.receiving.receiving.time.time", lambda: now() + 3600)
    await api.wait(1, 3, seconds=8)


async def test_a_token_that_is_revoked_while_running_is_one_line(api: BotApi, tmp_path: Path) -> None:
    process = start(
        api, tmp_path, {"log_level": "ERROR", "poll_timeout_seconds": 1}, stderr=subprocess.PIPE, program=AS_COMMAND
    )
    api.say(1, "hello")
    await api.wait(1, 1)
    await api.until(lambda: len(api.menus) >= 2)
    await asyncio.sleep(0.5)
    api.token = "123456:" + "x" * 35
    said = (await asyncio.to_thread(process.communicate, timeout=30))[1].decode()
    assert process.returncode == 2
    assert said.splitlines() == [say("telegram.token_refused")]


async def test_a_stop_in_the_middle_of_a_send_says_nothing_and_loses_nothing(api: BotApi, tmp_path: Path) -> None:
    settings = {"stop_seconds": 0.3, "log_level": "WARNING"}
    process = start(api, tmp_path, settings, stderr=subprocess.PIPE, program=AS_COMMAND)
    api.say(1, "hello")
    await api.wait(1, 1)
    api.fault("slow", "sendMessage", 1, 5.0)
    api.say(1, "slow")
    await api.until(lambda: api.calls["sendMessage"] == 2)
    process.terminate()
    said = (await asyncio.to_thread(process.communicate, timeout=30))[1].decode()
    assert process.returncode == 0 and said == ""
    process = start(api, tmp_path, {})
    await api.until(lambda: "2:slow" in texts(api, 1))
    await end(process)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs a limit of descriptors that can be counted")
async def test_out_of_descriptors_it_says_so_and_comes_back(api: BotApi, tmp_path: Path) -> None:
    process = start(api, tmp_path, {"log_level": "ERROR"}, stderr=subprocess.PIPE, program=FEW_DESCRIPTORS)
    api.say(1, "hello")
    await api.wait(1, 1)
    (tmp_path / "starve").touch()
    await asyncio.sleep(1.0)
    api.say(1, "again")
    await asyncio.sleep(1.0)
    (tmp_path / "starve").unlink()
    await api.wait(1, 2, seconds=40)
    await end(process)
    said = (await asyncio.to_thread(process.communicate))[1].decode() if process.stderr else ""
    assert process.returncode == 0
    assert "Traceback" not in said and len(said.splitlines()) <= 6


AS_COMMAND = """
import sys
from bot import __main__ as command
from bot.commands import telegram
from tests.botapi import parrot
async def build(path, today): return await parrot.build(path)
import bot.bootstrap
bot.bootstrap.build_assistant = build
telegram._warm_up = lambda assistant, today: None
sys.argv = ["mingce", "telegram"]
command.main()
"""
FEW_DESCRIPTORS = (
    """
import os, threading, time
held = []
def starve():
    import resource
    sign = os.path.join(os.path.dirname(os.environ["MINGCE_DATABASE"]), "starve")
    while not os.path.exists(sign): time.sleep(0.02)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir('/proc/self/fd')) + 1, 4096))
    while os.path.exists(sign):
        try: held.append(os.open('/dev/null', os.O_RDONLY))
        except OSError: time.sleep(0.02)
    for one in held: os.close(one)
threading.Thread(target=starve, daemon=True).start()
"""
    + AS_COMMAND
)


async def test_what_an_undone_transaction_did_is_done_again_whole(api: BotApi, launch: Any) -> None:
    """The same update comes again after the store refused: it is no second tap, and the person is remembered."""
    bot = await launch()
    api.say(1, "card")
    await api.wait(1, 1)
    bot.refuse(3)
    api.press(1, "加一")
    await api.until(lambda: api.from_bot(1)[-1].edits == 1)
    bot.refuse(3)
    api.say(2, "hello")
    await api.wait(2, 1)
    assert await bot.people() == 2


async def test_who_is_met_with_an_apology_is_remembered_by_the_next_message(api: BotApi, launch: Any) -> None:
    """What failed was undone, and with it the note that this person can be written to."""
    bot = await launch()
    api.say(1, "boom")
    await api.wait(1, 1)
    api.say(1, "hello")
    await api.wait(1, 2)
    assert await bot.people() == 1
