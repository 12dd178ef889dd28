"""Messages a second and latency of the whole channel, beside a bare echo bot on python-telegram-bot in the same run."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from tests.bench.processes import cpu_seconds, memory_mb
from tests.botapi.server import BotApi

ROOT = Path(__file__).parents[2]
PEOPLE = 100
MESSAGES = 15
ROUNDS = 3
"""Alternating, so that what else the machine does falls on all of them."""
QUESTION = "小巨人奖励多少钱"
EASY_A_SECOND = 30
EASY_SECONDS = 4
BOTS = {
    "bare echo bot (PTB, in memory)": ["-c", "from tests.bench.telegram import echo; echo()"],
    "bare bot, the same long reply, canned": ["-c", "from tests.bench.telegram import canned; canned()"],
    "echo through our inbox and outbox": ["-m", "tests.botapi.parrot"],
    "mingce telegram, a question": ["-m", "bot", "telegram"],
}


@dataclass(frozen=True)
class Measured:
    a_second: float
    p50_ms: float
    p99_ms: float
    easy_p50_ms: float
    easy_p99_ms: float
    cpu_ms: float
    """Of the bot, for one message with everybody talking at once."""
    memory_mb: float


class Listening(BotApi):
    """Wakes only the person who got a reply, so that measuring costs little."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[int, asyncio.Event] = defaultdict(asyncio.Event)

    def perform(self, method: str, given: dict[str, Any]) -> Any:
        result = super().perform(method, given)
        if method == "sendMessage":
            self._said[given["chat_id"]].set()
        return result

    async def reply(self, user: int, count: int) -> float:
        """When the bot said its `count`-th message."""
        while len(replies := self.from_bot(user)) < count:
            self._said[user].clear()
            await self._said[user].wait()
        return replies[count - 1].at


def report() -> list[str]:
    """One line a bot: throughput and latency with everybody talking at once, latency at an easy pace."""
    lines = [f"{PEOPLE} people x {MESSAGES} messages, each waits for its reply; then {EASY_A_SECOND} messages a second"]
    lines.append(f"medians of {ROUNDS} alternating rounds; in brackets beside the bare echo bot")
    rounds = [{name: asyncio.run(_measure(command)) for name, command in BOTS.items()} for _ in range(ROUNDS)]
    results = {name: _median([one[name] for one in rounds]) for name in BOTS}
    bare = next(iter(results.values()))
    for name, one in results.items():
        lines.append(
            f"{name:36} {one.a_second:5.0f}/s ({one.a_second / bare.a_second:4.2f})"
            f"  CPU {one.cpu_ms:4.1f} ms ({one.cpu_ms / bare.cpu_ms:4.1f} x)"
            f"  p50 {one.p50_ms:4.0f} p99 {one.p99_ms:4.0f} ms"
            f"  | easy: p50 {one.easy_p50_ms:4.1f} p99 {one.easy_p99_ms:5.1f} ms"
            f" ({one.easy_p99_ms / bare.easy_p99_ms:4.1f} x)  {one.memory_mb:3.0f} MB"
        )
    return lines


def _median(runs: list[Measured]) -> Measured:
    return Measured(*(statistics.median(values) for values in zip(*map(astuple, runs), strict=True)))


def echo() -> None:
    """The bare bot: no state, nothing durable."""
    _bare(lambda said: {"text": said})


def canned() -> None:
    """The bare bot with what ours says to the question, made once: what sending so much costs by itself."""
    from datetime import date

    from bot.bootstrap import build_world
    from bot.channels.telegram.receiving.place import Place
    from bot.channels.telegram.sending.replies import calls
    from bot.dialogue.conversation import Conversation
    from bot.dialogue.turn import respond
    from bot.model import Message

    _, reply = respond(Conversation(), Message("telegram:1", QUESTION), build_world(), date.today())
    call = next(calls(reply, Place(1, True), "bot"))
    given = {name: value for name, value in call.arguments.items() if name != "chat_id"}
    _bare(lambda _: given)


def _bare(reply: Callable[[str], dict[str, Any]]) -> None:
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(**reply(update.message.text))

    api = os.environ["MINGCE_TELEGRAM_API"]
    built = Application.builder().token(os.environ["MINGCE_TELEGRAM_TOKEN"]).base_url(f"{api}/bot").build()
    built.add_handler(MessageHandler(filters.TEXT, answer))
    built.run_polling(poll_interval=0)


async def _measure(command: list[str]) -> Measured:
    api = Listening()
    with tempfile.TemporaryDirectory() as folder:
        async with api.serving(), running(api, command, f"{folder}/store.sqlite3") as process:
            api.say(1, QUESTION)
            await api.wait(1, 1, 60)
            begin, used = time.perf_counter(), cpu_seconds(process)
            waits = await asyncio.gather(*(_talk(api, 1000 + number) for number in range(PEOPLE)))
            seconds, used = time.perf_counter() - begin, cpu_seconds(process) - used
            easy, memory = await _easy(api), memory_mb(process)
    busy = sorted(wait for person in waits for wait in person)
    cpu_ms = used * 1000 / len(busy)
    return Measured(len(busy) / seconds, *_p50_and_p99(busy), *_p50_and_p99(easy), cpu_ms, memory)


async def _talk(api: Listening, user: int) -> list[float]:
    waits = []
    for number in range(MESSAGES):
        at = time.monotonic()
        api.say(user, QUESTION)
        waits.append(await api.reply(user, number + 1) - at)
    return waits


async def _easy(api: Listening) -> list[float]:
    """Everybody new says one thing; the pace leaves the bot idle in between."""
    asked: dict[int, float] = {}
    for number in range(EASY_A_SECOND * EASY_SECONDS):
        user = 5000 + number
        asked[user] = time.monotonic()
        api.say(user, QUESTION)
        await asyncio.sleep(1 / EASY_A_SECOND)
    return sorted([await api.reply(user, 1) - at for user, at in asked.items()])


@contextlib.asynccontextmanager
async def running(api: BotApi, command: list[str], store: str) -> AsyncIterator[subprocess.Popen[bytes]]:
    """The bot of that command in a process of its own, on a store that does not exist yet."""
    environment = {
        **os.environ, "MINGCE_TELEGRAM_API": api.url, "MINGCE_TELEGRAM_TOKEN": api.token,
        "MINGCE_DATABASE": store, "MINGCE_LOG_LEVEL": "WARNING", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    process = subprocess.Popen(  # noqa: ASYNC220 - a moment at the start
        [sys.executable, *command], env=environment, cwd=Path(store).parent
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(process.wait, 30)


def _p50_and_p99(waits: list[float]) -> tuple[float, float]:
    return statistics.median(waits) * 1000, waits[int(len(waits) * 0.99)] * 1000


if __name__ == "__main__":
    print("\n".join(report()))
