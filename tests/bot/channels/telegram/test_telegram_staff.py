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
    [opened] = await api.wait(1, 1)
    assert opened.text == say("telegram.ticket_opened", id=1)
    [call] = await api.wait(STAFF, 1)
    assert call.text.splitlines() == [
        say("telegram.staff_opened", id=1, name="U1"), say("telegram.staff_words", words="human"),
        say("telegram.staff_how"),
    ]  # fmt: skip
    assert api.calls["createForumTopic"] == int(forum)
    assert (call.thread is not None) == forum

    api.say(1, "still with the bot")
    await api.wait(1, 2)
    await api.wait(STAFF, 2)

    api.say(77, "hello, how can I help?", STAFF, reply_to=call.id)
    taken, answer = (await api.wait(1, 4))[2:]
    assert taken.text == say("telegram.ticket_taken", id=1, name="U77")
    assert answer.text == f"{say('telegram.ticket_answer', name='U77')}\nhello, how can I help?"

    api.say(1, "only for people now")
    assert (await api.wait(STAFF, 3))[-1].text.endswith("only for people now")
    assert len(texts(api, 1)) == 4

    api.say(77, "/close", STAFF, reply_to=call.id)
    await api.wait(1, 5)
    assert texts(api, 1)[-1] == say("telegram.ticket_closed", id=1)
    assert (await api.wait(STAFF, 4))[-1].text == say("telegram.staff_closed", id=1)
    api.say(1, "back with the bot")
    await api.wait(1, 6)
    assert texts(api, 1)[-1] == "3:back with the bot"
    assert api.violations == []


async def test_an_answer_to_a_closed_ticket_is_told_so(api: BotApi, launch: Any) -> None:
    await launch(staff_chat=STAFF)
    api.say(1, "human")
    [call] = await api.wait(STAFF, 1)
    await api.wait(1, 1)
    api.press(1, say("telegram.ticket_end"))
    await api.wait(STAFF, 2)
    api.say(77, "are you there?", STAFF, reply_to=call.id)
    assert (await api.wait(STAFF, 3))[-1].text == say("telegram.staff_too_late", id=1)
    api.say(77, "/close", STAFF, reply_to=call.id)
    assert (await api.wait(STAFF, 4))[-1].text == say("telegram.staff_too_late", id=1)
    assert len(texts(api, 1)) == 2


FILE = {"file_id": "f", "file_unique_id": "u"}
SENT: dict[str, dict[str, Any]] = {
    "photo": {"photo": [{**FILE, "width": 1, "height": 1}]},
    "document": {"document": FILE},
    "voice": {"voice": {**FILE, "duration": 1}},
}


@pytest.mark.parametrize("kind", SENT)
async def test_what_is_no_text_is_passed_on_both_ways(api: BotApi, launch: Any, kind: str) -> None:
    await launch(staff_chat=STAFF)
    api.say(1, "human")
    [call] = await api.wait(STAFF, 1)
    sent = api.say(1, "", **SENT[kind])
    head, copy = (await api.wait(STAFF, 3))[1:]
    assert head.text == say("telegram.staff_shows", id=1, name="U1")
    assert (copy.copy_of, copy.kind) == (sent, kind)
    assert (await api.wait(1, 2))[-1].text == say("telegram.ticket_passed", id=1)
    answered = api.say(77, "", STAFF, reply_to=copy.id, **SENT[kind])
    taken, head, copy = (await api.wait(1, 5))[2:]
    assert (taken.text, head.text) == (
        say("telegram.ticket_taken", id=1, name="U77"), say("telegram.ticket_answer", name="U77"),
    )  # fmt: skip
    assert (copy.copy_of, copy.kind) == (answered, kind)
    assert [button["text"] for button in copy.buttons] == [say("telegram.ticket_end")]
    assert call.id != copy.id and api.violations == []


async def test_who_sends_what_cannot_be_passed_on_is_told(api: BotApi, launch: Any) -> None:
    await launch(staff_chat=STAFF)
    api.say(1, "human")
    [call] = await api.wait(STAFF, 1)
    story: dict[str, Any] = {"story": {"chat": {"id": 5, "type": "private"}, "id": 3}}
    api.say(77, "", STAFF, reply_to=call.id, **story)
    assert (await api.wait(STAFF, 2))[-1].text == say("telegram.staff_not_passed", id=1)
    before = len(texts(api, 1))
    api.say(1, "", **story)
    assert (await api.wait(1, before + 1))[-1].text == say("telegram.ticket_not_passed")


async def test_the_ticket_shows_the_last_question_and_the_city_and_nothing_else(api: BotApi, launch: Any) -> None:
    await launch(real=True, staff_chat=STAFF)
    for text in ("我们在济南,去年营收3000万", "日照小巨人奖励多少", "你好"):
        before = len(texts(api, 1))
        api.say(1, text)
        await api.wait(1, before + 1)
    api.say(1, "转人工")
    [call] = await api.wait(STAFF, 1)
    assert call.text.splitlines() == [
        say("telegram.staff_opened", id=1, name="U1"),
        say("telegram.staff_last_question", question="日照小巨人奖励多少"),
        say("telegram.staff_city", city="济南"),
        say("telegram.staff_how"),
    ]
    await api.until(lambda: say("telegram.ticket_opened", id=1) in texts(api, 1))
    assert len([text for text in texts(api, 1) if "工作人员" in text]) == 1


async def test_the_person_can_end_it(api: BotApi, launch: Any) -> None:
    await launch(staff_chat=STAFF)
    api.say(1, "human")
    await api.wait(1, 1)
    await api.wait(STAFF, 1)
    api.press(1, say("telegram.ticket_end"))
    await api.wait(1, 2)
    assert texts(api, 1)[-1] == say("telegram.ticket_closed", id=1)
    assert (await api.wait(STAFF, 2))[-1].text == say("telegram.staff_closed_by_person", id=1)


async def test_the_staff_learn_that_a_person_cannot_be_reached(api: BotApi, launch: Any) -> None:
    await launch(staff_chat=STAFF)
    api.say(1, "human")
    await api.wait(1, 1)
    [call] = await api.wait(STAFF, 1)
    api.blocked.add(1)
    api.say(77, "hello", STAFF, reply_to=call.id)
    assert (await api.wait(STAFF, 2))[-1].text == say("telegram.staff_undelivered", id=1)


async def test_talk_among_the_staff_goes_nowhere(api: BotApi, launch: Any) -> None:
    await launch(staff_chat=STAFF)
    api.say(77, "lunch?", STAFF)
    api.say(77, "/close", STAFF)
    assert (await api.wait(STAFF, 1))[0].text == say("telegram.staff_which")
    assert len(texts(api, STAFF)) == 1
