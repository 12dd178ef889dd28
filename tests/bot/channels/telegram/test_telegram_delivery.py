from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.storage.database import Database
from tests.botapi.server import BotApi

ROOT = Path(__file__).parents[4]


def texts(api: BotApi, chat: int) -> list[str]:
    return [shown.text for shown in api.from_bot(chat)]


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def webhook(port: int) -> dict[str, Any]:
    return {
        "telegram_mode": "webhook", "webhook_listen": f"127.0.0.1:{port}",
        "webhook_url": f"http://127.0.0.1:{port}/hook/telegram", "webhook_secret": "s3cret",
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["polling", "webhook"])
@pytest.mark.parametrize("kind", ["500", "502", "cut"])
async def test_a_send_that_fails_is_made_again_once(api: BotApi, launch: Any, mode: str, kind: str) -> None:
    await launch(**(webhook(free_port()) if mode == "webhook" else {}))
    api.fault(kind, "sendMessage", 3)
    for number in range(3):
        api.say(1, f"m{number}")
    await api.wait(1, 3)
    assert texts(api, 1) == ["1:m0", "2:m1", "3:m2"]


async def test_a_send_cut_off_after_its_effect_is_doubled_rather_than_lost(api: BotApi, launch: Any) -> None:
    await launch()
    api.fault("cut_after", "sendMessage", 1)
    api.say(1, "one")
    api.say(1, "two")
    await api.wait(1, 3)
    assert texts(api, 1) == ["1:one", "1:one", "2:two"]


async def test_answering_does_not_run_far_ahead_of_sending(api: BotApi, launch: Any, tmp_path: Path) -> None:
    """Else the replies that wait to be sent would wait for answers to people who came later."""
    await launch(sends_at_once=2)
    api.fault("slow", "sendMessage", 1000, 0.01)
    for user in range(1, 201):
        api.say(user, "hello")
    look, most = await Database.open(str(tmp_path / "store.sqlite3")), 0
    while not api.from_bot(200):
        async with look.transaction() as tx:
            [[waiting]] = await tx.read("SELECT count(*) FROM outbox")
        most = max(most, waiting)
        await asyncio.sleep(0.005)
    await look.close()
    assert 0 < most < 100
    assert all(texts(api, user) == ["1:hello"] for user in range(1, 201))


async def test_a_chat_that_must_wait_holds_up_nobody_else(api: BotApi, launch: Any) -> None:
    await launch()
    api.fault("429", "sendMessage", 1, 2)
    api.say(1, "first")
    await api.until(lambda: api.calls["sendMessage"] == 1)
    for number in range(10):
        api.say(2, f"m{number}")
    await api.wait(2, 10)
    assert texts(api, 1) == []
    await api.wait(1, 1)
    assert texts(api, 1) == ["1:first"]


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_doubled_updates_have_one_effect(api: BotApi, launch: Any, mode: str) -> None:
    await launch(**(webhook(free_port()) if mode == "webhook" else {}))
    api.doubled = 5
    for number in range(5):
        api.say(1, f"m{number}")
    query_card = 6
    api.say(1, "card")
    await api.wait(1, query_card)
    api.doubled = 1
    api.press(1, "加一")
    await api.until(lambda: api.from_bot(1)[-1].edits == 1)
    api.say(1, "end")
    await api.wait(1, 7)
    assert texts(api, 1) == ["1:m0", "2:m1", "3:m2", "4:m3", "5:m4", "card 1", "8:end"]
    assert api.violations == []


async def test_updates_out_of_order_are_put_in_order(api: BotApi, launch: Any) -> None:
    await launch(**webhook(free_port()))
    api.say(1, "start")
    await api.wait(1, 1)
    api.held = []
    for number in range(4):
        api.say(1, f"m{number}")
    api.release()
    await api.wait(1, 5)
    assert texts(api, 1) == ["1:start", "2:m0", "3:m1", "4:m2", "5:m3"]


async def test_messages_that_polling_brings_in_the_wrong_order_are_put_in_order(api: BotApi, launch: Any) -> None:
    bot = await launch()
    await bot.end()
    api.held = []
    for number in range(4):
        api.say(1, f"m{number}")
    held, api.held = api.held, None
    numbers = [update["update_id"] for update in held]
    for update, number in zip(reversed(held), numbers, strict=True):  # numbers ascend, messages do not
        api._put({**update, "update_id": number})
    await launch()
    await api.wait(1, 4)
    assert texts(api, 1) == ["1:m0", "2:m1", "3:m2", "4:m3"]


async def test_the_webhook_turns_strangers_and_rubbish_away(api: BotApi, launch: Any) -> None:
    port = free_port()
    await launch(**webhook(port))
    secret = {"X-Telegram-Bot-Api-Secret-Token": "s3cret"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
        assert (await http.post("/hook/telegram", json={"update_id": 1})).status_code == 403
        assert (await http.post("/hook/telegram", content=b"{", headers=secret)).status_code == 400
        assert (await http.post("/hook/telegram", json=[1], headers=secret)).status_code == 400
        assert (await http.post("/hook/telegram", content=b" " * (2 << 20), headers=secret)).status_code == 413
        assert (await http.get("/hook/telegram", headers=secret)).status_code == 405
        for number in (-5, 0, 1 << 60, 10**40, 1.5, True, "7", None):
            answer = await http.post("/hook/telegram", json={"update_id": number}, headers=secret)
            assert answer.status_code == 400, number
        assert (await http.post("/other", json={}, headers=secret)).status_code == 404
        assert (await http.post("/hook/telegram", json={"update_id": 1}, headers=secret)).status_code == 200


async def test_nothing_said_is_kept_once_it_is_answered(api: BotApi, launch: Any, tmp_path: Path) -> None:
    bot = await launch()
    for number in range(5):
        api.say(1, f"秘密{number}")
    await api.wait(1, 5)
    await bot.end()
    database = await Database.open(str(tmp_path / "store.sqlite3"))
    async with database.transaction() as tx:
        left = [tuple(row) for row in await tx.read("SELECT payload FROM inbox")]
        waiting = list(await tx.read("SELECT * FROM outbox"))
    await database.close()
    assert left == [(None,)] * 5
    assert waiting == []


async def test_two_processes_share_one_store(api: BotApi, tmp_path: Path) -> None:
    ports = [free_port(), free_port()]
    processes = [start(api, tmp_path, webhook(port)) for port in ports]
    try:
        await api.until(lambda: api.calls["getWebhookInfo"] >= 2)
        await asyncio.sleep(0.3)
        # A balancer in front of both: every delivery may go to either.
        assert api.webhook
        post = api._http.post

        async def balanced(url: str, **given: Any) -> httpx.Response:
            return await post(f"http://127.0.0.1:{random.choice(ports)}/hook/telegram", **given)

        api._http.post = balanced  # type: ignore[method-assign,assignment]
        for number in range(15):
            for chat in range(1, 9):
                api.say(chat, f"m{number}")
        for chat in range(1, 9):
            await api.wait(chat, 15)
            assert texts(api, chat) == [f"{number + 1}:m{number}" for number in range(15)]
        processes[0].kill()
        ports.pop(0)
        api.say(1, "alone")
        await api.wait(1, 16)
    finally:
        await end(*processes)
    assert api.violations == []


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_killed_at_any_moment_it_loses_nothing(api: BotApi, tmp_path: Path, mode: str) -> None:
    chance = random.Random(5)
    settings = webhook(free_port()) if mode == "webhook" else {}
    process = start(api, tmp_path, settings)
    try:
        for number in range(24):
            for chat in range(1, 6):
                api.say(chat, f"m{number}")
            await asyncio.sleep(0.05)
            if number % 6 == 5:
                seen = len(api.from_bot(1))
                await api.until(lambda known=seen: len(api.from_bot(1)) > known)
                await asyncio.sleep(chance.uniform(0.0, 0.02))
                process.kill()
                process.wait()
                process = start(api, tmp_path, settings)
        for chat in range(1, 6):
            wanted = [f"{number + 1}:m{number}" for number in range(24)]
            await api.until(lambda c=chat: len(set(texts(api, c))) == 24, what=f"chat {chat}")
            assert list(dict.fromkeys(texts(api, chat))) == wanted
    finally:
        await end(process)
    doubled = sum(len(texts(api, chat)) - 24 for chat in range(1, 6))
    assert doubled <= 4 * 8  # at most the sends in flight at each kill
    assert api.violations == []


def start(
    api: BotApi, folder: Path, settings: dict[str, Any], *, program: str = "", stderr: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    given = {
        "telegram_token": api.token,
        "telegram_api": api.url,
        "database": str(folder / "store.sqlite3"),
        **settings,
    }
    environment = {**os.environ, **{f"MINGCE_{name.upper()}": str(value) for name, value in given.items()}}
    command = ["-c", program] if program else ["-m", "tests.botapi.parrot"]
    return subprocess.Popen([sys.executable, *command], env=environment, cwd=ROOT, stderr=stderr)


async def end(*processes: subprocess.Popen[bytes]) -> None:
    """What they are still sending goes to the server in this process, so it must not stand still meanwhile."""
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes:
        await asyncio.to_thread(process.wait, 30)
