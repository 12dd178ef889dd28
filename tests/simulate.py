"""A simulated owner: answers at random from a full company, does not know 15 % of it, and must reach the right verdict.

`python -m tests.simulate 10000` prints how many interviews reached a verdict, how many questions they took, and fails
on the first one that is trapped, raises, or ends with another verdict than the facts alone give.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.bootstrap import build_world
from bot.dialogue.conversation import Conversation
from bot.dialogue.statement.results import results
from bot.dialogue.turn import respond
from bot.model import Message, OutMessage, Reply
from bot.world import World

TODAY = date(2026, 11, 22)
UNKNOWN_SHARE = 0.15
CITIES = ("济南", "日照", "历下区", "莒县", "青岛")
STARTS = ("开始", "/check", "/check 融资", "/start", "我们在{city}", "看看我们公司能享受哪些政策")


@dataclass
class Owner:
    """Knows a value for every fact (drawn when asked first), or that it is not known."""

    random: random.Random
    world: World
    known: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def answer(self, fact: str) -> str:
        self.asked[fact] = self.asked.get(fact, 0) + 1
        if fact not in self.known:
            unknown = self.random.random() < UNKNOWN_SHARE
            self.known[fact] = None if unknown else self._draw(fact)
        return self.known[fact] or self.random.choice(("不知道", "不清楚", "这个得问会计,我不清楚", "跳过"))

    def several(self, message: OutMessage) -> str:
        """To a round: some of its labels, none of them, or that it is not known."""
        self.asked[message.asking or ""] = self.asked.get(message.asking or "", 0) + 1
        drawn, labels = self.random.random(), [choice.label for choice in message.choices]
        if drawn < UNKNOWN_SHARE:
            return self.random.choice(("不清楚", "跳过"))
        place = self.random.choice(CITIES) + "," if "city" in message.asks else ""
        if drawn < 0.4:
            return place + "都没有"
        chosen = self.random.sample(labels, min(len(labels), self.random.randint(1, 3)))
        return place + "、".join(chosen) + self.random.choice((",其他没有", ",别的都没有", ""))

    def _draw(self, fact: str) -> str:
        definition = self.world.rulebook.facts[fact]
        pick = self.random.choice
        if fact in ("city", "role_city", "investee_city", "client_city"):
            return pick(CITIES)
        draw: dict[str, Callable[[], str]] = {
            "money": lambda: pick((f"{self.random.randint(1, 9999)}万", f"{self.random.randint(1, 30)}千万", "1.2亿")),
            "ratio": lambda: f"{self.random.randint(0, 100)}%",
            "years": lambda: f"{self.random.randint(0, 20)}年",
            "months": lambda: f"{self.random.randint(0, 60)}个月",
            "persons": lambda: f"{self.random.randint(1, 900)}人",
            "count": lambda: f"{self.random.randint(0, 30)}件",
            "bool": lambda: pick(("是", "是的", "没有", "不是")),
            "date": lambda: (
                f"20{self.random.randint(10, 25)}年{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日"
            ),
            "year": lambda: f"20{self.random.randint(10, 25)}年",
            "honours": lambda: (
                "、".join(self.random.sample(definition.choices, self.random.randint(1, 3)))
                if self.random.random() < 0.7
                else "没有"
            ),
            "event": lambda: pick(definition.choices),
            "map": lambda: pick(("1家小巨人、2家省级瞪羚", "没有", "3家专精特新")),
        }
        if definition.type in draw:
            return draw[definition.type]()
        return pick(definition.choices or (definition.example,))


@dataclass(frozen=True)
class Talked:
    """One interview: the last reply, the questions asked, the slowest turn in seconds."""

    reply: Reply
    questions: int
    slowest: float
    most: int


class Trapped(AssertionError):
    pass


def interview(seed: int, world: World) -> Talked:
    """Raises Trapped where no verdict is reached within three times as many turns as there are facts."""
    chance = random.Random(seed)
    owner = Owner(chance, world)
    conversation = Conversation()
    text = chance.choice(STARTS).format(city=chance.choice(CITIES[:2]))
    message, questions, slowest, said = Message("s", text=text), 0, 0.0, [text]
    for _ in range(3 * len(world.rulebook.facts)):
        began = time.perf_counter()
        conversation, reply = respond(conversation, message, world, TODAY)
        slowest = max(slowest, time.perf_counter() - began)
        if reply.results is not None:
            return Talked(reply, questions, slowest, max(owner.asked.values(), default=0))
        message = _next(reply.messages, owner, chance)
        questions += message.press is None
        said.append(message.text or f"<{message.press}>")
    raise Trapped(f"seed {seed}: " + " | ".join(said))


def _next(messages: tuple[OutMessage, ...], owner: Owner, chance: random.Random) -> Message:
    last = messages[-1]
    buttons = [button for row in last.buttons for button in row]
    result = next((button for button in buttons if "看结果" in button.label), None)
    if result is not None:
        return Message("s", press=result.data)
    if last.choices:
        return Message("s", text=owner.several(last))
    if last.asking is None:
        return Message("s", text="继续")
    if len(last.asks) > 1:
        return Message("s", text=",".join(owner.answer(fact) for fact in last.asks))
    choices = [button for button in buttons if button.data.startswith("answer")]
    if choices and chance.random() < 0.3:
        return Message("s", press=chance.choice(choices).data)
    return Message("s", text=owner.answer(last.asking))


def check(talked: Talked, world: World) -> None:
    """The verdict of the talk is the one that the facts alone give."""
    outcomes = world.rulebook.evaluate(talked.reply.facts, TODAY)
    assert talked.reply.results == results(outcomes, world.library, TODAY)


def main(runs: int) -> None:
    world = build_world()
    questions, slowest, repeats = [], 0.0, 0
    for seed in range(runs):
        talked = interview(seed, world)
        check(talked, world)
        questions.append(talked.questions)
        slowest, repeats = max(slowest, talked.slowest), max(repeats, talked.most)
    questions.sort()
    print(f"{runs} interviews, no trap, no exception, every verdict equal")
    middle, many = questions[len(questions) // 2], questions[int(len(questions) * 0.95)]
    print(f"questions: median {middle}, p95 {many}, most {questions[-1]}")
    print(f"slowest turn {slowest * 1000:.0f} ms; the same fact asked at most {repeats} times")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
