"""Throughput of one, two and three processes on one PostgreSQL, beside one on SQLite; what a message costs."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests import postgres
from tests.bench.processes import bytes_of, cpu_seconds
from tests.bench.telegram import Listening

ROOT = Path(__file__).parents[2]
PEOPLE = 60
MESSAGES = 15


@dataclass(frozen=True)
class Measured:
    a_second: float
    cpu_ms: float
    """Of all bot processes together, for one message."""
    bytes_left: float | None
    """How much the file grew for one message; None for a server."""


def report() -> list[str]:
    """One line a set-up; the echo, so that the store is what is measured. It depends on the cores that are free."""
    lines = [
        f"{PEOPLE} people x {MESSAGES} messages through webhooks, on {os.cpu_count()} cores with the test's own server"
    ]
    with tempfile.TemporaryDirectory() as folder:
        lines.append(_line("SQLite, 1 process", asyncio.run(_measure(f"{folder}/store.sqlite3", 1))))
    try:
        with postgres.running() as server:
            for count in (1, 2, 3):
                one = asyncio.run(_measure(server.fresh(), count))
                lines.append(_line(f"PostgreSQL, {count} process{'es' if count > 1 else ''}", one))
    except postgres.NotHereError as problem:
        lines.append(f"PostgreSQL: {problem}")
    return lines


def _line(name: str, one: Measured) -> str:
    left = "" if one.bytes_left is None else f"  file + {one.bytes_left:.0f} bytes a message"
    return f"{name:24} {one.a_second:6.0f}/s  CPU {one.cpu_ms:4.1f} ms a message{left}"


async def _measure(store: str, count: int) -> Measured:
    api = Listening()
    async with api.serving(), _running(api, store, count) as processes:
        api.say(1, "warm")
        await api.wait(1, 1, 60)
        size, used, begin = _size(store), cpu_seconds(*processes), time.perf_counter()
        await asyncio.gather(*(_talk(api, 1000 + number) for number in range(PEOPLE)))
        seconds, all_of_them = time.perf_counter() - begin, PEOPLE * MESSAGES
        cpu = (cpu_seconds(*processes) - used) * 1000 / all_of_them
        grown = None if size is None else ((_size(store) or 0) - size) / all_of_them
    return Measured(all_of_them / seconds, cpu, grown)


async def _talk(api: Listening, user: int) -> None:
    for number in range(MESSAGES):
        api.say(user, f"m{number}")
        await api.reply(user, number + 1)


def _size(store: str) -> int | None:
    return None if store.startswith("postgresql:") else bytes_of(store)


@contextlib.asynccontextmanager
async def _running(api: Listening, store: str, count: int) -> AsyncIterator[list[subprocess.Popen[bytes]]]:
    ports = [_free_port() for _ in range(count)]
    processes = [_start(api, store, port) for port in ports]
    post, turn = api._http.post, itertools.cycle(ports)

    async def balanced(url: str, **given: Any) -> httpx.Response:
        return await post(f"http://127.0.0.1:{next(turn)}/hook", **given)

    api._http.post = balanced  # type: ignore[method-assign,assignment]
    await api.until(lambda: api.calls["getWebhookInfo"] >= count, 60)
    await asyncio.sleep(0.5)
    try:
        yield processes
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            await asyncio.to_thread(process.wait, 30)


def _start(api: Listening, store: str, port: int) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ, "MINGCE_TELEGRAM_API": api.url, "MINGCE_TELEGRAM_TOKEN": api.token, "MINGCE_DATABASE": store,
        "MINGCE_LOG_LEVEL": "WARNING", "MINGCE_TELEGRAM_MODE": "webhook", "MINGCE_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "MINGCE_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-m", "tests.botapi.parrot"], env=environment, cwd=ROOT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    print("\n".join(report()))
