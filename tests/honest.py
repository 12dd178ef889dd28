"""An owner who answers every question of the interview truthfully and in full; what the interview promised is counted.

`python -m tests.honest 1000` prints how many questions were asked, how far promises of progress were off, and after how
many messages the first sum was told.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.bootstrap import build_world
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message, OutMessage, Reply, Tick
from bot.world import World

TODAY = date(2026, 11, 22)
CITIES = ("济南", "济南", "日照", "历下区", "莒县", "岚山区", "青岛", "烟台", "北京", "杭州")
BODIES: Mapping[str, tuple[str, ...]] = {
    "股权投资机构": ("investment_yuan", "investment_years", "investee_city", "related_party"),
    "政府性融资担保机构": ("guarantee_amount_yuan", "guarantee_fee_rate", "borrower", "loan_yuan"),
    "省级小型微型企业创业创新示范基地": ("in_validity", "tenure_months", "incubated"),
    "省级中小企业公共服务示范平台": ("special_fund_received",),
    "国家级工业设计研究院": ("design_contract_yuan", "client_city"),
    "银行": ("borrower_honour", "loan_risk_occurred"),
    "区县": ("assessment_target_met",),
}
WAYS = ("新认定", "以前认定", "复核通过", "重新认定")
_EXACTLY, _AT_MOST = re.compile(r"大约还有 (\d+) 个问题"), re.compile(r"不超过 (\d+) 个问题")
_SUM = re.compile(r"\d(?:万|亿)?元|按(?:投资额的)?\d+%|\d+(?:%|个百分点)")


@dataclass
class Honest:
    """Whatever is asked has one true answer, drawn when it is asked first."""

    chance: random.Random
    world: World
    role: str = ""
    known: dict[str, Any] = field(default_factory=dict)
    honours: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, seed: int, world: World) -> Honest:
        chance = random.Random(seed)
        role = chance.choice(tuple(BODIES)) if chance.random() < 0.3 else ""
        names = [name for name in world.rulebook.facts["honours"].choices if "平台" not in name and "园区" not in name]
        held = chance.sample(names, chance.choice((0, 0, 1, 1, 2, 3)))
        return cls(chance, world, role, {}, {name: chance.choice(WAYS) for name in held} if not role else {})

    def first_words(self) -> str:
        return f"我们是{self.role},能享受哪些政策" if self.role else "帮我看看我们能享受哪些政策"

    def answer(self, message: OutMessage) -> str:
        asks = message.asks or (message.asking or "",)
        if not message.choices:
            return ",".join(self._one(fact) for fact in asks)
        place = [self._one("city")] if "city" in asks else []
        return ",".join([*place, self._list(message.choices)])

    def _list(self, choices: tuple[Tick, ...]) -> str:
        true = [choice.label for choice in choices if self._holds(choice)]
        if choices[0].fact in ("honours", "honour_event"):
            said = {name for choice in choices if isinstance(choice.value, Mapping) for name in choice.value}
            true += [name for name in self.honours if name not in said]
        return "、".join(true) + ",其他没有" if true else "都没有"

    def _holds(self, choice: Tick) -> bool:
        if choice.fact == "honour_event":
            return all(self.honours.get(name) == way for name, way in choice.value.items())
        if choice.fact == "honours":
            return False  # the row with its way says that it is held
        return bool(self.known.setdefault(f"{choice.fact}={choice.value}", self.chance.random() < 0.3))

    def _one(self, fact: str) -> str:
        if fact == "honours":
            return "、".join(self.honours) or (self.role if "平台" in self.role else "没有称号")
        return str(self.known.setdefault(fact, self._drawn(fact)))

    def _drawn(self, fact: str) -> str:
        definition, pick = self.world.rulebook.facts[fact], self.chance.choice
        if fact.endswith("city"):
            return pick(CITIES if fact == "city" else ("济南", "日照"))
        drawn: dict[str, Callable[[], str]] = {
            "money": lambda: f"{self.chance.randint(1, 9999)}万",
            "ratio": lambda: f"{self.chance.randint(1, 30) / 10}%",
            "years": lambda: f"{self.chance.randint(1, 9)}年",
            "months": lambda: f"{self.chance.randint(1, 40)}个月",
            "bool": lambda: pick(("是", "不是")),
            "event": lambda: pick(WAYS),
            "map": lambda: pick(("独角兽1家", "省级瞪羚2家,专精特新3家")),
        }
        return drawn[definition.type]() if definition.type in drawn else pick(definition.choices)


@dataclass(frozen=True)
class Told:
    """One interview: its last reply, how many questions, the promises as (question, least, most), the first sum."""

    reply: Reply
    questions: int
    promises: tuple[tuple[int, int, int], ...]
    first_sum: int | None
    repeated: bool
    said: tuple[str, ...]

    @property
    def broken(self) -> list[tuple[int, int, int]]:
        """Promises that were off by more than one."""
        return [one for one in self.promises if not one[1] <= self.questions - one[0] <= one[2]]


def interview(seed: int, world: World) -> Told:
    owner, conversation = Honest.of(seed, world), Conversation()
    said, promises = [owner.first_words()], list[tuple[int, int, int]]()
    before, repeated, first = "", False, None
    message, asked = Message("h", text=said[0]), 0
    for _ in range(40):
        conversation, reply = respond(conversation, message, world, TODAY)
        if first is None and any(_SUM.search(out.text) for out in reply.messages):
            first = asked
        if reply.results is not None:
            return Told(reply, asked, tuple(promises), first, repeated, tuple(said))
        last = reply.messages[-1]
        promises += [(asked, *span) for out in reply.messages if (span := _promised(out.text))]
        if last.asking is None:
            message = Message("h", press=next(b.data for row in last.buttons for b in row if "看结果" in b.label))
            continue
        repeated, before, asked = repeated or last.text == before, last.text, asked + 1
        said.append(owner.answer(last))
        message = Message("h", text=said[-1])
    raise AssertionError(f"seed {seed}: no verdict: " + " | ".join(said))


def _promised(text: str) -> tuple[int, int] | None:
    if found := _EXACTLY.search(text):
        return int(found[1]) - 1, int(found[1]) + 1
    found = _AT_MOST.search(text)
    return (1, int(found[1])) if found else None


def main(runs: int) -> int:
    world = build_world()
    told = {seed: interview(seed, world) for seed in range(runs)}
    broken = {seed: each for seed, each in told.items() if each.broken}
    late = [seed for seed, each in told.items() if each.first_sum is None or each.first_sum > 2]
    print(f"{runs} owners, {sum(each.questions for each in told.values()) / runs:.1f} questions on average", end=", ")
    print(f"{max(each.questions for each in told.values())} at most; {sum(e.repeated for e in told.values())} repeated")
    print(f"{sum(len(each.promises) for each in told.values())} promises, broken to {len(broken)} owners")
    print(f"first sum after more than two messages: {len(late)}")
    for seed, each in list(broken.items())[:8]:
        print(seed, each.broken, each.questions, " | ".join(each.said))
    print(late[:20])
    return 1 if broken or late else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
