"""`mingce doctor` on good and on broken set-ups, as a process."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from bot.storage.database import Database
from tests.botapi.server import BotApi


async def doctor(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MINGCE_")}
    given = {f"MINGCE_{name.upper()}": value for name, value in settings.items()}
    return await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "bot", "doctor", *arguments], capture_output=True, text=True,
        check=False, env={**clean, "PYTHONPATH": str(Path(__file__).parents[3]), **given}, cwd=folder,
    )  # fmt: skip


async def checks(folder: Path, **settings: str) -> tuple[int, dict[str, Any]]:
    done = await doctor(folder, "--json", **settings)
    found = json.loads(done.stdout)
    assert found["well"] == (done.returncode == 0)
    return done.returncode, {one["name"]: one for one in found["checks"]}


async def test_all_is_well_with_a_token_that_telegram_knows(tmp_path: Path) -> None:
    await (await Database.open(str(tmp_path / "mingce.sqlite3"))).close()
    async with BotApi().serving() as api:
        status, found = await checks(tmp_path, telegram_token=api.token, telegram_api=api.url, web_listen="127.0.0.1:0")
    assert status == 0 and {name: one["well"] for name, one in found.items()} == dict.fromkeys(found, True)
    assert list(found) == ["database", "data", "token", "ports", "disk"]
    assert "test_bot" in found["token"]["said"]


async def test_each_trouble_is_named_with_what_to_do_and_no_secret(tmp_path: Path) -> None:
    (tmp_path / "broken").write_text("no database " * 400)
    async with BotApi().serving() as api:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            listen = f"127.0.0.1:{other.getsockname()[1]}"
            token = "999999:" + "z" * 35
            status, found = await checks(
                tmp_path, database=str(tmp_path / "broken"), telegram_token=token, telegram_api=api.url,
                web_listen=listen,
            )  # fmt: skip
    assert status == 2
    assert [name for name, one in found.items() if one["well"] is False] == ["database", "token", "ports"]
    assert "BotFather" in found["token"]["said"] and listen in found["ports"]["said"]
    assert token not in json.dumps(found)


async def test_nothing_set_up_is_nothing_wrong(tmp_path: Path) -> None:
    done = await doctor(tmp_path, web_listen="127.0.0.1:0")
    assert done.returncode == 0 and done.stderr == ""
    assert [line[:2] for line in done.stdout.splitlines()] == ["--", "好 ", "--", "好 ", "好 "]
    assert list(tmp_path.iterdir()) == []
