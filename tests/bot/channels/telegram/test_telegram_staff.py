from __future__ import annotations

from typing import Any

import pytest

from bot.wording import say
from tests.botapi.server import BotApi

STAFF = -1005


def texts(api: BotApi, chat: int) -> list[str]:
    return [shown.text for shown in api.from_bot(chat)]


async def test_without_staff_nobody_is_promised(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "human")
    await api.wait(1, 1)
    assert texts(api, 1) == [say("telegram.no_staff")]


@pytest.mark.parametrize("forum", [False, True])
async def test_a_ticket_from_the_call_to_the_end(api: BotApi, launch: Any, forum: bool) -> None:
    if forum:
        api.forums.add(STAFF)
    await launch(staff_chat=STAFF)
    api.say(1, "human")
    _, opened = await api.wait(1, 2)
    assert opened.text == say("telegram.ticket_opened", id=1)
    call, first_words = await api.wait(STAFF, 2)
    assert "U1" in call.text
    assert first_words.text.endswith("human")
    assert api.calls["createForumTopic"] == int(forum)
    assert (call.thread is not None) == forum

    api.say(1, "still with the bot")
    await api.wait(1, 3)
    await api.wait(STAFF, 3)

    api.say(77, "hello, how can I help?", STAFF, reply_to=call.id)
    taken, answer = (await api.wait(1, 5))[3:]
    assert taken.text == say("telegram.ticket_taken", id=1, name="U77")
    assert answer.text == f"{say('telegram.ticket_answer', name='U77')}\nhello, how can I help?"

    api.say(1, "only for people now")
    assert (await api.wait(STAFF, 4))[-1].text.endswith("only for people now")
    assert len(texts(api, 1)) == 5

    api.say(77, "/close", STAFF, reply_to=call.id)
    await api.wait(1, 6)
    assert texts(api, 1)[-1] == say("telegram.ticket_closed", id=1)
    assert (await api.wait(STAFF, 5))[-1].text == say("telegram.staff_closed", id=1)
    api.say(1, "back with the bot")
    await api.wait(1, 7)
    assert texts(api, 1)[-1] == "3:back with the bot"
    assert api.violations == []


async def test_the_person_can_end_it(api: BotApi, launch: Any) -> None:
    await launch(staff_chat=STAFF)
    api.say(1, "human")
    await api.wait(1, 2)
    await api.wait(STAFF, 2)
    api.press(1, say("telegram.ticket_end"))
    await api.wait(1, 3)
    assert texts(api, 1)[-1] == say("telegram.ticket_closed", id=1)
    assert (await api.wait(STAFF, 3))[-1].text == say("telegram.staff_closed_by_person", id=1)


async def test_the_staff_learn_that_a_person_cannot_be_reached(api: BotApi, launch: Any) -> None:
    await launch(staff_chat=STAFF)
    api.say(1, "human")
    await api.wait(1, 2)
    call = (await api.wait(STAFF, 2))[0]
    api.blocked.add(1)
    api.say(77, "hello", STAFF, reply_to=call.id)
    assert (await api.wait(STAFF, 3))[-1].text == say("telegram.staff_undelivered", id=1)


async def test_talk_among_the_staff_goes_nowhere(api: BotApi, launch: Any) -> None:
    await launch(staff_chat=STAFF)
    api.say(77, "lunch?", STAFF)
    api.say(77, "/close", STAFF)
    assert (await api.wait(STAFF, 1))[0].text == say("telegram.staff_which")
    assert len(texts(api, STAFF)) == 1
