from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError
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


async def test_of_two_pollers_on_two_stores_one_gives_way(api: BotApi, launch: Any, tmp_path: Path) -> None:
    first = await launch()
    second = await launch(database=str(tmp_path / "other.sqlite3"))
    done, _ = await asyncio.wait({first.task, second.task}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
    assert len(done) == 1
    with pytest.raises(InputError, match="同一个令牌"):
        done.pop().result()


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
