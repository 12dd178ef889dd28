"""Two honours with two ways, told in one message while the interview waits for them: each keeps its own."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from bot.bootstrap import build_world
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message

TODAY = date(2026, 11, 22)
NAMES = {"高企": "国家高新技术企业", "省级专精特新": "省级专精特新", "省级瞪羚": "省级瞪羚"}
WAYS = {"去年评的": ("新认定", 2025), "24年复审过了": ("复核通过", 2024), "今年重新认定的": ("重新认定", 2026)}
PAIRS = [
    pytest.param(first, second, id="-".join((*first, *second)))
    for first, second in itertools.permutations(itertools.product(NAMES, WAYS), 2)
    if first[0] != second[0] and first[1] != second[1]
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_each_honour_keeps_its_own_way(first: tuple[str, str], second: tuple[str, str]) -> None:
    state, world = Conversation(), build_world()
    for text in ("济南章丘做阀门的,能拿多少钱", f"{first[0]}{first[1]},{second[0]}{second[1]}"):
        state, reply = respond(state, Message("c", text), world, TODAY)
    for name, way in (first, second):
        honour, (event, year) = NAMES[name], WAYS[way]
        events, years = reply.facts.get("honour_event"), reply.facts.get("honour_year")
        had = events.get(honour) if isinstance(events, dict) else events
        on = years.get(honour) if isinstance(years, dict) else years
        # 去年评的 is a way only where the year shows that it is still new; what is kept is never another's.
        assert had in ({event, None} if event == "新认定" else {event})
        assert on in (year, None)
