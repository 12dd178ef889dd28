from __future__ import annotations

import asyncio
import logging
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.channels.telegram.connecting import patiently
from bot.errors import InputError
from bot.logs import JsonFormatter
from bot.wording import say
from tests.botapi.server import BotApi

ROOT = Path(__file__).parents[4]


async def test_a_refused_token_is_one_clear_line(api: BotApi, launch: Any) -> None:
    bot = await launch(telegram_token="123456:" + "x" * 35)
    with pytest.raises(InputError, match="不认这个令牌"):
        await bot.task
    assert "x" * 35 not in say("telegram.token_refused")


async def test_a_token_revoked_while_it_runs_ends_the_bot(api: BotApi, launch: Any) -> None:
    bot = await launch()
    api.token = "123456:" + "n" * 35
    api.say(1, "hello")
    with pytest.raises(InputError, match="不认这个令牌"):
        await asyncio.wait_for(bot.task, 10)


async def test_an_occupied_port_is_one_clear_line(api: BotApi, launch: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        bot = await launch(metrics_listen=f"127.0.0.1:{port}")
        with pytest.raises(InputError, match=f"127.0.0.1:{port} 打不开"):
            await bot.task


async def test_a_webhook_without_its_address_is_refused(launch: Any) -> None:
    bot = await launch(telegram_mode="webhook")
    with pytest.raises(InputError, match="MINGCE_WEBHOOK_URL"):
        await bot.task


async def test_a_second_poller_on_the_same_store_gives_way(api: BotApi, launch: Any) -> None:
    first = await launch()
    second = await launch()
    with pytest.raises(InputError, match="正在用同一个数据库"):
        await asyncio.wait_for(second.task, 10)
    assert not first.task.done()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"MINGCE_TELEGRAM_TOKEN": ""}, "MINGCE_TELEGRAM_TOKEN"),
        ({"MINGCE_TELEGRAM_MODE": "pigeon"}, "MINGCE_TELEGRAM_MODE"),
        ({"MINGCE_WEBHOOK_LISTEN": "everywhere"}, "MINGCE_WEBHOOK_LISTEN"),
        ({"MINGCE_ADMINS": "me"}, "MINGCE_ADMINS"),
    ],
)
def test_a_wrong_setting_is_one_line_and_exit_status_two(given: dict[str, str], said: str, tmp_path: Path) -> None:
    environment = {**os.environ, "MINGCE_TELEGRAM_API": "http://127.0.0.1:9", **given}
    command = [sys.executable, "-m", "bot", "telegram"]
    environment["PYTHONPATH"] = str(ROOT)
    ended = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()) == 1
    assert said in ended.stderr


async def test_while_telegram_is_away_at_the_start_it_asks_ever_more_rarely(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async def call() -> str:
        if len(pauses) < 8:
            raise NetworkError("no route")
        return "there"

    monkeypatch.setattr(asyncio, "sleep", sleep)
    assert await patiently(call, "http://127.0.0.1:9") == "there"
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    assert [record.getMessage() for record in caplog.records][:2] == [
        say("telegram.not_reachable", address="http://127.0.0.1:9", seconds=waited, pause=pause)
        for waited, pause in ((0, 1), (1, 2))
    ]


async def test_a_log_of_everything_tells_more_and_names_nobody(
    api: BotApi, launch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "mingce")
    bot = await launch()
    api.say(987654, "秘密的话")
    await api.wait(987654, 1)
    await bot.end()
    lines = "\n".join(JsonFormatter().format(record) for record in caplog.records if record.name == "mingce.telegram")
    assert '"kind": "message", "reply": "greeting", "calls": ["send_message"]' in lines
    assert '"method": "send_message"' in lines
    assert not [hidden for hidden in ("秘密", "987654", api.token, api.token.split(":")[1]) if hidden in lines]


def test_events_in_the_log_are_all_in_one_language() -> None:
    rooms = [*(ROOT / "bot/channels/telegram").glob("*.py"), *(ROOT / "bot/storage").glob("*.py")]
    for room in rooms:
        assert not re.search(r"_log\.\w+\(\s*f?\"", room.read_text(encoding="utf-8")), room.name
