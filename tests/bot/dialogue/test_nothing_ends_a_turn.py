"""Whatever people type, a turn ends with a reply."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message
from bot.world import World
from tests.wander import wander

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "said",
    [
        ["小微公司能拿多少"],
        ["第100条"],
        ["济南第一百零二条"],
        ["小巨人条件是什么", "还有效吗"],
        ["日照小巨人奖励多少", "包括哪些,哪个多"],
        ["我们营收800万", "不知道", "我们还不是小巨人"],
        ["奖励一千千万吗"],
        ["奖" * 4096],
        ["百" * 4096],
        ["ab" * 2048],
        ["小巨人奖励多少," * 300],
    ],
    ids=lambda said: said[-1][:12],
)
def test_everyday_words_and_heaps_of_them_are_answered(world: World, said: list[str]) -> None:
    state = Conversation()
    for text in said:
        state, reply = respond(state, Message("a", text=text), world, TODAY)
        assert any(message.text for message in reply.messages)


def test_random_talks_go_on(world: World) -> None:
    walk = wander(world, seed=20261122, most_turns=400)
    assert not walk.broken, walk.broken
