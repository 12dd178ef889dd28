"""Two programs that poll with one token: the newcomer gives way, the one at work holds out."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram.error import Conflict

from bot.channels.telegram.receiving import polling
from bot.channels.telegram.receiving.polling import Poller, SupplantedError
from bot.errors import InputError
from bot.storage.database import Database
from bot.storage.sending import channel_notes
from bot.wording import say
from tests.bot.channels.telegram.test_telegram_delivery import end, start
from tests.botapi.server import BotApi


class Clock:
    """Sleeping moves it; nothing else does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.pauses: list[float] = []
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        monkeypatch.setattr(asyncio, "sleep", self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.now += seconds
        self.pauses.append(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def poller(answers: Iterator[Any], *, at_work: bool = False) -> Poller:
    class Request:
        async def post(self, _address: str, **_given: Any) -> Any:
            answer = next(answers)
            if isinstance(answer, Exception):
                raise answer
            return answer

    return Poller(Request(), "http://x", 25, (), at_work=at_work)  # type: ignore[arg-type]


def conflicts(count: int) -> Iterator[Any]:
    return iter([Conflict("terminated by other getUpdates request")] * count)


async def test_a_newcomer_gives_way_at_the_second_conflict(clock: Clock) -> None:
    with pytest.raises(InputError, match="同一个令牌"):
        await poller(conflicts(2)).fetch(None)
    assert clock.pauses == [1.0]


async def test_a_newcomer_that_had_one_answer_in_between_is_still_one(clock: Clock) -> None:
    new = poller(iter([[], *conflicts(2)]))
    await new.fetch(None)
    clock.now += 1.0
    with pytest.raises(InputError):
        await new.fetch(None)


async def test_who_is_at_work_holds_out_for_minutes(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    old = poller(iter([[], *conflicts(100)]))
    await old.fetch(None)
    clock.now += 60.0
    begin = clock.now
    with pytest.raises(SupplantedError):
        await old.fetch(None)
    assert 300 <= clock.now - begin < 330
    assert clock.pauses[:6] == [1, 2, 4, 8, 16, 20]
    assert [record.getMessage() for record in caplog.records] == [say("telegram.log_rival", minutes=5)]


async def test_when_the_rival_is_gone_all_is_as_before(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    old = poller(iter([[], *conflicts(3), [], [], *conflicts(1), []]))
    await old.fetch(None)
    clock.now += 60.0
    await old.fetch(None)
    clock.now += 100.0
    await old.fetch(None)
    assert caplog.records[-1].getMessage() == say("telegram.log_rival_gone")
    await old.fetch(None)
    assert clock.pauses == [1, 2, 4, 1]
    assert caplog.records[-1].levelno == logging.ERROR


async def test_a_stray_second_poller_goes_and_the_bot_stays(
    api: BotApi, launch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_AT_WORK_SECONDS", 0.0)
    first = await launch()
    api.say(1, "hello")
    await api.wait(1, 1)
    # A fresh process on another store: it has not polled before.
    stray = await asyncio.to_thread(_stray, api, tmp_path)
    assert stray.returncode != 0 and say("telegram.second_poller") in stray.stderr
    assert not first.task.done()
    api.say(1, "still there?")
    await api.wait(1, 2)


async def test_of_two_that_share_a_stream_of_messages_the_newcomer_goes(
    api: BotApi, launch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While people write every request finds updates at once: nobody is told of a conflict, each gets a part."""
    monkeypatch.setattr(polling, "_AT_WORK_SECONDS", -3.0)  # the one in this process has been here for long
    first = await launch()
    api.say(1, "hello")
    await api.wait(1, 1)
    writing = asyncio.create_task(_write(api))
    try:
        stray = await asyncio.to_thread(_stray, api, tmp_path)
    finally:
        writing.cancel()
    assert stray.returncode != 0 and say("telegram.second_poller") in stray.stderr
    assert not first.task.done()
    await api.until(lambda: not api.pending)


async def _write(api: BotApi) -> None:
    for user in itertools.count(100):
        api.say(user, "hello")
        await asyncio.sleep(0.01)


def _stray(api: BotApi, folder: Path) -> subprocess.CompletedProcess[str]:
    process = start(api, folder, {"database": str(folder / "stray.sqlite3")}, stderr=subprocess.PIPE)
    _, said = process.communicate(timeout=120)
    return subprocess.CompletedProcess([], process.returncode, "", said.decode())


async def test_who_was_supplanted_asks_to_be_started_again_and_comes_back_as_the_one_at_work(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store.sqlite3"
    process = start(api, tmp_path, {}, program=_IMPATIENT, stderr=subprocess.PIPE)
    try:
        await api.until(lambda: api.calls["getUpdates"] > 0)
        api.say(1, "hello")
        await api.wait(1, 1)
        rival = asyncio.create_task(_rival(api))
        said = (await asyncio.to_thread(process.communicate, timeout=120))[1].decode()
        rival.cancel()
    finally:
        await end(process)
    assert process.returncode == 75
    assert say("telegram.supplanted") in said and "Traceback" not in said
    database = await Database.open(str(store))
    async with database.transaction() as tx:
        assert await channel_notes.get(tx, "supplanted:123456") is not None
    await database.close()


_IMPATIENT = """
from bot.channels.telegram.receiving import polling
polling._AT_WORK_SECONDS, polling._PATIENCE_SECONDS = 0.0, 2.0
from tests.botapi.parrot import main
main()
"""


async def _rival(api: BotApi) -> None:
    """Polls as if it were alone, whatever it is told."""
    while True:
        with contextlib.suppress(Exception):
            await api._http.get(f"{api.url}/bot{api.token}/getUpdates?timeout=5")
        await asyncio.sleep(0.1)
