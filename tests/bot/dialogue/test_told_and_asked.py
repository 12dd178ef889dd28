"""A message that tells and asks: what is told is noted, and what is asked is answered for that company."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message
from bot.world import World

TODAY = date(2026, 11, 22)


def talk(world: World, *said: str) -> tuple[dict[str, Any], str]:
    state, reply = Conversation(), None
    for text in said:
        state, reply = respond(state, Message("t", text=text), world, TODAY)
    assert reply is not None
    return state.facts, "\n".join(message.text for message in reply.messages)


@pytest.mark.parametrize(
    ("said", "city", "honour", "event", "sum"),
    [
        ("济南,省级专精特新今年新评,能拿多少", "济南", "省级专精特新", "新认定", "30万元"),
        ("济南的,省级专精特新今年评的,一共能拿多少", "济南", "省级专精特新", "新认定", "30万元"),
        ("济南,省级专精特新,今年新评。请问能拿多少?", "济南", "省级专精特新", "新认定", "30万元"),
        ("日照的企业 小巨人2026年认定的 给多少钱", "日照", "国家级专精特新小巨人", "新认定", "100万元"),
        ("瞪羚省级的,今年复核过了,公司济南的,能领多少", "济南", "省级瞪羚", "复核通过", "20万元"),
    ],
)
def test_an_honour_that_was_won_in_a_year_is_told_before_a_question(
    world: World, said: str, city: str, honour: str, event: str, sum: str
) -> None:
    facts, reply = talk(world, said)
    assert (facts.get("city"), facts.get("honours"), facts.get("honour_event")) == (city, [honour], event)
    assert sum in reply


@pytest.mark.parametrize(
    "said",
    ["济南 省级瞪羚 新认定 奖励多少", "日照小巨人奖励多少", "今年新认定的省级瞪羚奖多少", "今年评上小巨人能拿多少"],
)
def test_what_is_only_looked_up_is_not_noted(world: World, said: str) -> None:
    assert "honours" not in talk(world, said)[0]


@pytest.mark.parametrize(
    "asked", ["为啥没有省级专精特新的钱", "凭什么没有省级专精特新的奖励", "你们这边小巨人是国家级的吧"]
)
def test_a_question_takes_no_honour_and_gives_none(world: World, asked: str) -> None:
    facts, _ = talk(world, "我在济南,2024年评的省级专精特新", asked)
    assert facts["honours"] == ["省级专精特新"]


@pytest.mark.parametrize("asked", ["我公司几年了", "我公司成立几年了", "我们公司开了几年了?"])
def test_how_old_the_company_is_may_be_asked(world: World, asked: str) -> None:
    assert "registered_years" not in talk(world, "我在济南", asked)[0]
