"""The longest messages that Telegram lets through, made of what is dearest to read: the slowest turns."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date

from bot.bootstrap import build_world
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message
from bot.world import World

LENGTH = 4096
MIXES = 12
_TODAY = date(2026, 11, 22)
_WORDS = (
    "小巨人", "日照", "济南", "专精特新", "瞪羚", "营收", "1200万", "一千二百万", "员工80人", "2019年", "百分之三",
    "研发费用", "奖励多少", "第三条", "《行动方案》", "不是", "还是", "、", ",", "。", "?", "(", ")", "\n", " ", "a",
    "百", "第", "亿", "不对,是", "我们公司", "有限公司", "3.5%", "那", "呢", "市", "区", "省", "xiao ju ren ", "獎勵",
    "<b>", "http://a.b/c?",
)  # fmt: skip


def report() -> list[str]:
    """Processor time, not to be compared between machines; what counts is that no turn stands out."""
    world = build_world()
    taken = sorted(
        ((_seconds(state, text, world), name) for state in _states(world) for name, text in _texts()), reverse=True
    )
    slowest = ", ".join(f"{seconds:.2f} s {name!r}" for seconds, name in taken[:3])
    return [f"{len(taken)} messages of {LENGTH} characters, new and in an interview: the slowest {slowest}"]


def _states(world: World) -> list[Conversation]:
    new = Conversation()
    asked, _ = respond(new, Message("a", "/check"), world, _TODAY)
    return [new, asked]


def _texts() -> Iterator[tuple[str, str]]:
    chance = random.Random(LENGTH)
    for word in _WORDS:
        yield word, (word * LENGTH)[:LENGTH]
    for _ in range(MIXES):
        words = chance.sample(_WORDS, 5)
        yield "|".join(words), "".join(chance.choices(words, k=LENGTH))[:LENGTH]


def _seconds(state: Conversation, text: str, world: World) -> float:
    begin = time.process_time()
    respond(state, Message("a", text), world, _TODAY)
    return time.process_time() - begin


if __name__ == "__main__":
    print("\n".join(report()))
