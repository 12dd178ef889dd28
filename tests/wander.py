"""Random talks through the pure dialogue: `python -m tests.wander SECONDS [SEED]`; what ends a turn is printed.

Questions and utterances are the labelled ones of these tests, whole, cut in two and joined with each other, between
short follow-ups and the buttons that the last reply offered. Ends with 1 where anything was found.
"""

from __future__ import annotations

import json
import random
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.bootstrap import build_world
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message
from bot.world import World

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 22)
SHORT = [
    "多少",
    "哪个多",
    "包括哪些",
    "还有效吗",
    "谁负责",
    "第100条",
    "(一)",
    "上一条",
    "全文",
    "小微公司",
    "都没有",
    "不知道",
    "不是小巨人",
    "加起来",
    "看结果",
    "返回",
    "是",
    "否",
    "为什么",
    "依据呢",
    "换一家",
    "第二家",
    "一共多少",
    "还有别的吗",
    "/check",
    "/delete",
    "/card",
    "5",
    "三千二",
    "3年",
    "20%",
    "没有",
    "有",
    "对",
    "不对",
    "其他都没有",
]
_LONGEST_TALK = 20
_PRESSED, _JOINED = 0.35, 0.3


@dataclass
class Walk:
    """What was found on the way: kinds of exception, each with the shortest talk that led to it."""

    turns: int = 0
    broken: dict[str, list[str]] = field(default_factory=dict)


def texts() -> list[str]:
    """Everything that the tests have labelled, and the short follow-ups three times."""
    asked = (HERE / "bot/answering/questions.jsonl").read_text(encoding="utf-8").splitlines()
    told = (HERE / "bot/understanding/utterances.jsonl").read_text(encoding="utf-8").splitlines()
    said = [*(json.loads(row)["q"] for row in asked), *(json.loads(row)["text"] for row in told)]
    return [*filter(None, said), *SHORT * 3]


def wander(world: World, seed: int, most_turns: int, until: float = float("inf")) -> Walk:
    """Talks until so many turns are done or `until` (`time.monotonic()`) has come."""
    chance, pool, walk = random.Random(seed), texts(), Walk()
    while walk.turns < most_turns and time.monotonic() < until:
        _talk(world, chance, pool, walk)
    return walk


def _talk(world: World, chance: random.Random, pool: list[str], walk: Walk) -> None:
    state, offered, said = Conversation(), list[str](), list[str]()
    for message in _messages(chance, pool, offered):
        said.append(message.press or message.text)
        walk.turns += 1
        try:
            state, reply = respond(state, message, world, AS_OF)
        except Exception as problem:
            kind = "".join(traceback.format_exception(problem)[-2:])
            if kind not in walk.broken or len(said) < len(walk.broken[kind]):
                walk.broken[kind] = list(said)
            return
        buttons = [button.data for out in reply.messages for row in out.buttons for button in row]
        offered[:] = buttons or offered


def _messages(chance: random.Random, pool: list[str], offered: list[str]) -> Iterator[Message]:
    for _ in range(chance.randint(2, _LONGEST_TALK)):
        if offered and chance.random() < _PRESSED:
            yield Message("wander", press=chance.choice(offered))
            continue
        text = chance.choice(pool)
        if chance.random() < _JOINED:
            other = chance.choice(pool)
            text = text[: chance.randrange(1, len(text) + 1)] + other[chance.randrange(len(other)) :]
        yield Message("wander", text=text)


def main() -> None:
    seconds = float(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**9)
    walk = wander(build_world(), seed, sys.maxsize, time.monotonic() + seconds)
    print(f"seed {seed}: {walk.turns} turns, {len(walk.broken)} kinds of exception")
    for kind, said in walk.broken.items():
        print(kind, said, sep="\n    ")
    sys.exit(1 if walk.broken else 0)


if __name__ == "__main__":
    main()
