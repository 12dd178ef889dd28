"""Several machines on one PostgreSQL: nothing lost, nothing doubled but what was cut off, every chat in its order."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.storage.database import Database
from bot.storage.engines.faults import StoreWaits
from bot.storage.workers import Worker
from tests import postgres
from tests.bot.channels.telegram.test_telegram_delivery import end, free_port, start, texts, webhook
from tests.botapi.server import BotApi

pytestmark = pytest.mark.xdist_group("postgresql")
CHATS = range(1, 9)


class Balancer:
    """In front of several webhooks: every update goes to two of them, a while apart and not in the order it came."""

    def __init__(self, api: BotApi, ports: list[int], chance: random.Random) -> None:
        self.ports = ports
        self._chance = chance
        self._post = api._http.post
        self._late: set[asyncio.Task[None]] = set()
        api._http.post = self.post  # type: ignore[method-assign,assignment]

    async def post(self, url: str, **given: Any) -> httpx.Response:
        await asyncio.sleep(self._chance.uniform(0.0, 0.05))
        answer = await self._post(f"http://127.0.0.1:{self._chance.choice(self.ports)}/hook/telegram", **given)
        if answer.is_success:
            task = asyncio.create_task(self._again(given))
            self._late.add(task)
            task.add_done_callback(self._late.discard)
        return answer

    async def _again(self, given: dict[str, Any]) -> None:
        await asyncio.sleep(self._chance.uniform(0.0, 0.5))
        try:
            await self._post(f"http://127.0.0.1:{self._chance.choice(self.ports)}/hook/telegram", **given)
        except httpx.HTTPError:
            return  # that one has just been killed; it was the second time anyway


async def test_three_processes_killed_at_random_equal_an_undisturbed_run(
    api: BotApi, postgresql: postgres.Server, tmp_path: Path
) -> None:
    chance, store = random.Random(7), postgresql.fresh()
    ports = [free_port() for _ in range(3)]
    settings = [{**webhook(port), "database": store, "log_level": "ERROR"} for port in ports]
    processes = [start(api, tmp_path, each) for each in settings]
    kills, most = 0, 16
    try:
        await api.until(lambda: api.calls["getWebhookInfo"] >= 3, 40)
        await asyncio.sleep(0.5)
        balancer = Balancer(api, list(ports), chance)
        for number in range(most):
            for chat in CHATS:
                api.say(chat, f"m{number}")
            await asyncio.sleep(0.1)
            if number % 4 == 3:
                await api.until(lambda least=number - 2: len(texts(api, 1)) >= least, 40)
                one = chance.randrange(len(processes)) if number < most - 1 else 0
                processes[one].kill()
                processes[one].wait()
                kills += 1
                if number < most - 1:
                    processes[one] = start(api, tmp_path, settings[one])
                else:  # this one never comes back
                    balancer.ports.remove(ports[one])
        wanted = [f"{number + 1}:m{number}" for number in range(most)]
        for chat in CHATS:
            await api.until(lambda c=chat: len(set(texts(api, c))) == most, 60, f"chat {chat}")
            assert list(dict.fromkeys(texts(api, chat))) == wanted
    finally:
        await end(*processes)
    doubled = sum(len(texts(api, chat)) - most for chat in CHATS)
    assert doubled <= kills * 8  # at most the sends that were in flight
    assert api.violations == []


async def test_one_of_two_polls_and_the_other_takes_over(
    api: BotApi, postgresql: postgres.Server, tmp_path: Path
) -> None:
    settings = {"database": postgresql.fresh(), "poll_timeout_seconds": 1, "log_level": "ERROR"}
    processes = [start(api, tmp_path, settings) for _ in range(2)]
    try:
        api.say(1, "one")
        await api.wait(1, 1, 40)
        await api.until(lambda: api.calls["getMe"] == 2, 40)
        assert api.violations == []  # no conflict: only one of them polls
        await asyncio.sleep(0.5)
        processes[0].kill()
        api.say(1, "two")
        await api.until(lambda: "2:two" in texts(api, 1), 40)
        processes.append(start(api, tmp_path, settings))
        await asyncio.sleep(0.5)
        processes[1].kill()
        api.say(1, "three")
        await api.until(lambda: "3:three" in texts(api, 1), 40)
    finally:
        await end(*processes)
    assert texts(api, 1) == ["1:one", "2:two", "3:three"]


async def test_a_broadcast_goes_out_once_however_many_there_are(
    api: BotApi, postgresql: postgres.Server, launch: Any
) -> None:
    store = postgresql.fresh()
    ports = [free_port() for _ in range(3)]
    for port in ports:
        await launch(**{**webhook(port), "webhook_url": webhook(ports[0])["webhook_url"]}, database=store, admins="1")
    for user in range(1, 31):
        api.say(user, "hello")
    for user in range(1, 31):
        await api.wait(user, 1)
    api.say(1, "/broadcast news")
    await api.wait(1, 2)
    api.press(1, "确认发送")
    for user in range(2, 31):
        await api.wait(user, 2)
    await asyncio.sleep(1.5)
    assert all(texts(api, user) == ["1:hello", "news"] for user in range(2, 31))


async def test_a_server_that_restarts_is_waited_for(api: BotApi, launch: Any, tmp_path: Path) -> None:
    """A server of its own: the others' tests go on."""
    with postgres.running() as server:
        bot = await launch(database=server.fresh())
        api.say(1, "before")
        await api.wait(1, 1)
        server.restart()
        api.say(1, "after")
        await api.wait(1, 2, 40)
        assert texts(api, 1) == ["1:before", "2:after"]
        await bot.end()


async def test_after_a_restart_of_the_server_nobody_is_taken_for_dead_before_he_can_have_come_back() -> None:
    with postgres.running() as server:
        address = server.fresh()
        databases = [await Database.open(address) for _ in range(2)]
        one, other = [await Worker.join(database, 1) for database in databases]
        server.restart()
        with pytest.raises(StoreWaits):
            await one.has_died(other.id)  # a session that broke is noticed by using it
        assert not await one.has_died(other.id)
        with contextlib.suppress(StoreWaits):
            await other.has_died(one.id)
        for database, worker in zip(databases, (one, other), strict=True):
            await database.insist(worker.beat)
        assert not await one.has_died(other.id) and not await other.has_died(one.id)
        for database, worker in zip(databases, (one, other), strict=True):
            await database.insist(worker.leave)
            await database.close()


def test_moving_a_store_says_what_it_moved(postgresql: postgres.Server, tmp_path: Path) -> None:
    source, target = tmp_path / "store.sqlite3", postgresql.fresh()
    lines = [{"chat": "a", "text": "我们在日照,去年营收1200万"}, {"chat": "b", "text": "济南小巨人奖励多少"}]
    _chat(str(source), lines)
    moved = _mingce("migrate", "--to", target, "--store", str(source))
    assert moved.returncode == 0, moved.stderr
    assert "chats" in moved.stdout and "2" in moved.stdout
    for command in (("backup", str(tmp_path / "copy")), ("restore", str(source))):
        refused = _mingce(*command, "--store", target)
        assert refused.returncode == 2 and "pg_dump" in refused.stderr
    assert _mingce("gaps", "--json", "--store", target).returncode == 0
    [reply] = _chat(target, [{"chat": "a", "text": "我的资料"}])
    assert reply["facts"] == {"city": "日照", "revenue_yuan": 12000000}
    again = _mingce("migrate", "--to", target, "--store", str(source))
    assert again.returncode == 2 and len(again.stderr.splitlines()) == 1


def _chat(store: str, lines: list[dict[str, str]]) -> list[dict[str, Any]]:
    done = _mingce("chat", "--jsonl", "--store", store, sent="".join(json.dumps(line) + "\n" for line in lines))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _mingce(*arguments: str, sent: str = "") -> subprocess.CompletedProcess[str]:
    import sys

    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], input=sent, capture_output=True, text=True, check=False,
        env={**os.environ, "MINGCE_TODAY": "2026-11-22"},
    )  # fmt: skip
