"""A long load in many chats: does a message cost the same at the end? `python -m tests.bench.soak [messages chats]`."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.processes import bytes_of, cpu_seconds, memory_mb
from tests.bench.telegram import BOTS, Listening, running

SHORT = (1_000, 200)
"""Messages and chats of the report; the long one is asked for: 100000 10000."""
_PORTIONS = 10
_AT_ONCE = 40
SAID = (
    "小巨人奖励多少钱", "日照的呢", "我们在济南,2019年成立", "去年营收1200万", "瞪羚企业有什么支持", "员工80人",
    "省级专精特新怎么申请", "我的资料", "贷款贴息多少", "不对,是1500万",
)  # fmt: skip


@dataclass(frozen=True)
class Portion:
    """A tenth of the load."""

    cpu_ms: float
    """For one message."""
    memory_mb: float
    bytes_a_message: float
    a_second: float


def report() -> list[str]:
    return lines(*SHORT)


def lines(messages: int, chats: int) -> list[str]:
    portions = asyncio.run(soak(messages, chats))
    # The first tenth loads and compiles what the others use.
    begin, end = portions[1], statistics.median(one.cpu_ms for one in portions[-3:])
    half = portions[_PORTIONS // 2]
    head = f"soak: {messages} messages in {chats} chats, all answered"
    return [
        head,
        "CPU a message, ms, by tenths: " + " ".join(f"{one.cpu_ms:.1f}" for one in portions)
        + f"; the last three beside the second {end / begin.cpu_ms:.2f} x",
        "memory, MB, by tenths: " + " ".join(f"{one.memory_mb:.0f}" for one in portions)
        + f"; after half {portions[-1].memory_mb - half.memory_mb:+.1f}",
        f"the file grows by {statistics.mean(one.bytes_a_message for one in portions):.0f} bytes a message;"
        f" {statistics.median(one.a_second for one in portions):.0f} messages a second",
    ]  # fmt: skip


async def soak(messages: int, chats: int) -> list[Portion]:
    api, portions = Listening(), []
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/store.sqlite3"
        async with api.serving(), running(api, BOTS["mingce telegram, a question"], store) as process:
            api.say(1, SAID[0])
            await api.wait(1, 1, 60)
            turns = _turns(messages, chats)
            for _ in range(_PORTIONS):
                size, used, begin = bytes_of(store), cpu_seconds(process), time.perf_counter()
                share = list(itertools.islice(turns, messages // _PORTIONS))
                await _say_all(api, share)
                cpu = (cpu_seconds(process) - used) * 1000 / len(share)
                grown = (bytes_of(store) - size) / len(share)
                pace = len(share) / (time.perf_counter() - begin)
                portions.append(Portion(cpu, memory_mb(process), grown, pace))
    return portions


def _turns(messages: int, chats: int) -> Iterator[tuple[int, str]]:
    """Who says what: everybody in turn, all of it in order, each beginning elsewhere: every tenth has the same mix."""
    for number in range(messages):
        rounds, user = divmod(number, chats)
        yield 10_000 + user, SAID[(rounds + user) % len(SAID)]


async def _say_all(api: Listening, turns: list[tuple[int, str]]) -> None:
    waiting = iter(turns)

    async def one_after_the_other() -> None:
        for user, text in waiting:
            known = len(api.from_bot(user))
            api.say(user, text)
            await api.reply(user, known + 1)
            api.chats[user].clear()  # what people have seen is not ours to keep

    await asyncio.gather(*(one_after_the_other() for _ in range(_AT_ONCE)))


if __name__ == "__main__":
    print("\n".join(lines(*(map(int, sys.argv[1:3]) if len(sys.argv) == 3 else SHORT))))
