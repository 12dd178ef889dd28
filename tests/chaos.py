"""Many people are interviewed while the bot is killed again and again: `python -m tests.chaos [people kills]`.

Afterwards every chat's facts and every reply must be those of a run that nobody disturbed; only a message whose sending
was cut off may stand there twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.bootstrap import build_assistant
from bot.channels.telegram.sending.rendering import pieces, plain
from bot.commands.output import day
from bot.model import Message
from tests.botapi.server import BotApi

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-22"
_SECONDS_A_KILL = 1.8
SCRIPTS = (
    ("/check", "日照", "省级瞪羚,刚认定的", "去年营收一千二百万", "不对,是1500万", "企业", "员工80人", "看结果"),
    ("/start", "我们在济南,19年成立,小巨人刚批", "/check", "研发费用300万", "跳过", "不知道", "看结果"),
    ("/check", "济南", "省级专精特新,刚认定", "返回", "日照", "营收3000万", "为什么", "没有贷款", "看结果"),
    ("小巨人奖励多少钱", "日照的呢", "/check", "我们是创新型中小企业,在日照", "2021年3月成立", "我的资料", "看结果"),
)
SAID = tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """`wrong` says for each chat what differs from the undisturbed run; empty is what we want."""

    people: int
    kills: int
    messages: int
    doubled: int
    seconds: float
    wrong: tuple[str, ...]
    violations: tuple[str, ...]

    def __str__(self) -> str:
        head = (
            f"{self.people} people, {self.messages} messages, {self.kills} kills in {self.seconds:.0f} s: "
            f"{len(self.wrong)} chats differ, {self.doubled} replies doubled, {len(self.violations)} violations"
        )
        return "\n".join((head, *self.wrong[:10], *self.violations[:10]))


async def run(people: int, kills: int, seed: int = 1) -> Outcome:
    chance = random.Random(seed)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/store.sqlite3"
        async with BotApi().serving() as api:
            pause = kills * _SECONDS_A_KILL / min(map(len, SCRIPTS))  # so that they talk as long as there are kills
            talkers = [asyncio.create_task(_talk(api, user, chance, 2 * pause)) for user in _users(people)]
            killed = await _kill_again_and_again(api, store, kills, chance, talkers)
            seen = {user: [shown.text for shown in api.from_bot(user)] for user in _users(people)}
            violations = tuple(api.violations)
        wanted = {user: await _undisturbed(user) for user in _users(people)}
        stored = {user: _facts(store, user) for user in _users(people)}
    wrong = [line for user in wanted for line in _differences(user, wanted[user], seen[user], stored[user])]
    doubled = sum(len(seen[user]) - len(wanted[user][0]) for user in wanted)
    said = sum(len(_script(user)) for user in wanted)
    return Outcome(people, killed, said, doubled, time.monotonic() - begin, tuple(wrong), violations)


def _users(people: int) -> range:
    return range(1000, 1000 + people)


def _script(user: int) -> SAID:
    return SCRIPTS[user % len(SCRIPTS)]


async def _talk(api: BotApi, user: int, chance: random.Random, longest_pause: float) -> None:
    for text in _script(user):
        before = len(api.from_bot(user))
        api.say(user, text)
        await api.until(lambda known=before: len(api.from_bot(user)) > known, 300, f"a reply to {text}")
        await asyncio.sleep(chance.uniform(0.0, longest_pause))


async def _kill_again_and_again(
    api: BotApi, store: str, kills: int, chance: random.Random, talkers: list[asyncio.Task[None]]
) -> int:
    """Until it has been killed so often and everybody has said everything; then it is stopped in peace."""
    process = _start(api, store)
    killed = 0
    try:
        while not all(talker.done() for talker in talkers):
            calls = sum(api.calls.values())
            with contextlib.suppress(AssertionError):
                await api.until(lambda known=calls: sum(api.calls.values()) > known, 30)
            await asyncio.sleep(chance.uniform(0.0, 0.15 if killed % 4 else 2.5))
            if killed < kills:
                process.kill()
                await asyncio.to_thread(process.wait)
                killed += 1
                process = _start(api, store)
        await asyncio.gather(*talkers)
        await _quiet(api)
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 30)
    return killed


async def _quiet(api: BotApi) -> None:
    """Nothing new has been sent for a while and no update waits."""
    last, since = -1, time.monotonic()
    while time.monotonic() - since < 2.0 or api.pending:
        if api.calls["sendMessage"] != last:
            last, since = api.calls["sendMessage"], time.monotonic()
        await asyncio.sleep(0.1)


def _start(api: BotApi, store: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ, "MINGCE_TELEGRAM_API": api.url, "MINGCE_TELEGRAM_TOKEN": api.token, "MINGCE_DATABASE": store,
        "MINGCE_TODAY": TODAY, "MINGCE_LOG_LEVEL": "ERROR",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-m", "bot", "telegram"], env=environment, cwd=ROOT)


async def _undisturbed(user: int) -> tuple[list[str], dict[str, Any]]:
    """The replies and the facts of the same talk with the assistant itself."""
    assistant = await build_assistant(":memory:", lambda: day(TODAY))
    chat, texts = f"telegram:{user}", []
    for text in _script(user):
        reply = await assistant.handle(Message(chat, text, person=f"U{user}"))
        texts += [plain(piece).strip() for out in reply.messages for piece in pieces(out.parts)]
    async with assistant.database.transaction() as tx:
        rows = [tuple(row) for row in await tx.read("SELECT company, fact, value FROM facts WHERE chat = ?", (chat,))]
    await assistant.database.close()
    return texts, {f"{company}.{fact}": json.loads(value) for company, fact, value in rows}


def _facts(store: str, user: int) -> dict[str, Any]:
    with contextlib.closing(sqlite3.connect(store)) as database:
        rows = database.execute(
            "SELECT company, fact, value FROM facts WHERE chat = ?", (f"telegram:{user}",)
        ).fetchall()
    return {f"{company}.{fact}": json.loads(value) for company, fact, value in rows}


def _differences(
    user: int, wanted: tuple[list[str], dict[str, Any]], seen: list[str], facts: dict[str, Any]
) -> list[str]:
    texts, wanted_facts = wanted
    found = [] if facts == wanted_facts else [f"{user}: facts {facts} instead of {wanted_facts}"]
    rest = iter(seen)
    missing = [text for text in texts if text not in rest]
    strangers = [text for text in seen if text not in texts]
    found += [f"{user}: missing {text[:60]!r}" for text in missing]
    return found + [f"{user}: not expected {text[:60]!r}" for text in strangers]


def main(arguments: list[str]) -> int:
    people, kills = (int(arguments[0]), int(arguments[1])) if len(arguments) == 2 else (50, 100)
    outcome = asyncio.run(run(people, kills))
    print(outcome)
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
