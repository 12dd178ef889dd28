"""Corners of Telegram: albums, double taps, groups that move, edits, channel posts, other bots, blocking."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import httpx
import pytest

from bot.wording import say
from tests.bot.channels.telegram.test_telegram_delivery import free_port, texts, webhook
from tests.botapi.server import BotApi

OLD, NEW = -4001, -1004001
PHOTO: dict[str, Any] = {"photo": [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]}


@pytest.mark.parametrize("caption", ["", "question"])
async def test_an_album_gets_one_remark_or_one_answer(api: BotApi, launch: Any, caption: str) -> None:
    await launch()
    for number in range(4):
        words: dict[str, Any] = {"caption": caption} if caption and number == 0 else {}
        api.say(1, "", **PHOTO, **words, media_group_id="7")
    api.say(1, "end")
    await api.until(lambda: any("end" in one for one in texts(api, 1)))
    wanted = "1:question" if caption else say("telegram.kind_photo")
    assert texts(api, 1)[0] == wanted and len(texts(api, 1)) == 2
    api.say(1, "", **PHOTO, media_group_id="8")
    assert (await api.wait(1, 3))[-1].text == say("telegram.kind_photo")


async def test_a_double_tap_has_one_effect_and_later_presses_count_again(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "card")
    await api.wait(1, 1)
    queries = [api.press(1, "加一"), api.press(1, "加一")]
    await api.until(lambda: all(query.answer is not None for query in queries))
    await api.until(lambda: api.from_bot(1)[-1].edits == 1)
    assert texts(api, 1) == ["card 1"]
    await asyncio.sleep(1.0)
    api.press(1, "加一")
    await api.until(lambda: api.from_bot(1)[-1].edits == 2)
    assert texts(api, 1) == ["card 2"] and api.violations == []


async def test_a_double_tap_that_two_processes_hear_has_one_effect(api: BotApi, launch: Any, address: str) -> None:
    ports, post = [free_port(), free_port()], api._http.post
    for port in ports:
        await launch(**{**webhook(port), "webhook_url": webhook(ports[0])["webhook_url"]}, database=address)
    turn = itertools.cycle(ports)

    async def balanced(_: str, **given: Any) -> httpx.Response:
        return await post(f"http://127.0.0.1:{next(turn)}/hook/telegram", **given)

    api._http.post = balanced  # type: ignore[method-assign,assignment]
    api.say(1, "card")
    await api.wait(1, 1)
    queries = [api.press(1, "加一") for _ in range(4)]
    await api.until(lambda: all(query.answer is not None for query in queries))
    api.say(1, "end")
    await api.until(lambda: any("end" in one for one in texts(api, 1)))
    assert texts(api, 1) == ["card 1", "3:end"] and api.violations == []


@pytest.mark.parametrize("end", ["old", "new"])
async def test_a_staff_group_that_moves_keeps_its_tickets(api: BotApi, launch: Any, end: str) -> None:
    bot = await launch(staff_chat=OLD)
    api.say(1, "human")
    [call] = await api.wait(OLD, 1)
    notice = {"migrate_to_chat_id": NEW} if end == "old" else {"migrate_from_chat_id": OLD}
    api.say(77, "", OLD if end == "old" else NEW, **notice)
    earlier = api._message(123456, NEW, call)  # as the new group shows it: another number, the same words
    earlier["message_id"], earlier["from"] = 900_000, {"id": bot_id(api), "is_bot": True, "first_name": "B"}
    body = {"message_id": 900_001, "date": 1, "chat": api.chat(NEW), "from": {"id": 77, "is_bot": False,
            "first_name": "U77"}, "text": "how can I help?", "reply_to_message": earlier}  # fmt: skip
    api.push("message", body)
    await api.until(lambda: any("how can I help?" in one for one in texts(api, 1)))
    await bot.end()
    await launch(staff_chat=OLD)  # the setting still names the old number
    api.say(1, "one more thing")
    await api.until(lambda: any("one more thing" in one for one in texts(api, NEW)))
    assert not any("one more thing" in one for one in texts(api, OLD))


def bot_id(api: BotApi) -> int:
    return int(api.token.split(":")[0])


async def test_another_staff_chat_does_not_get_old_peoples_answers(api: BotApi, launch: Any) -> None:
    bot = await launch(staff_chat=OLD)
    api.say(1, "human")
    [call] = await api.wait(OLD, 1)
    await bot.end()
    await launch(staff_chat=-7007)
    heard = len(texts(api, 1))
    body = {"message_id": 5, "date": 1, "chat": api.chat(-7007), "from": {"id": 77, "is_bot": False, "first_name": "S"},
            "text": "about something else", "reply_to_message": {"message_id": call.id, "date": 1,
            "chat": api.chat(-7007), "from": {"id": 78, "is_bot": False, "first_name": "T"}, "text": "x"}}  # fmt: skip
    api.push("message", body)
    api.say(1, "hello")
    await api.wait(1, heard + 1)
    assert not any("something else" in one for one in texts(api, 1))


async def test_channel_posts_other_bots_leavers_and_very_old_buttons_disturb_nobody(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "card")
    [card] = await api.wait(1, 1)
    group = api.chat(-99)
    head = {"message_id": 1, "date": 1, "chat": group}
    api.push("channel_post", {**head, "chat": {"id": -98, "type": "channel", "title": "C"}, "text": "@test_bot hello"})
    other = {"id": 5, "is_bot": True, "first_name": "Other"}
    api.push("message", {**head, "from": other, "text": "@test_bot hello",
                         "entities": [{"type": "mention", "offset": 0, "length": 9}]})  # fmt: skip
    api.push("message", {**head, "from": {"id": 6, "is_bot": False, "first_name": "L"},
                         "left_chat_member": {"id": 6, "is_bot": False, "first_name": "L"}})  # fmt: skip
    query = api._query()
    api.push("callback_query", {"id": query.id, "from": {"id": 1, "is_bot": False, "first_name": "U"},
             "chat_instance": "1", "data": "card~1",
             "message": {"message_id": card.id, "date": 0, "chat": api.chat(1)}})  # fmt: skip
    api.say(1, "still there")
    await api.until(lambda: any("still there" in one for one in texts(api, 1)))
    assert texts(api, -99) == [] and texts(api, -98) == []
    assert query.answer is not None and api.violations == []


async def test_edits_after_the_answer_are_taken_as_corrections_once(api: BotApi, launch: Any) -> None:
    await launch()
    said = api.say(1, "first")
    await api.wait(1, 1)
    api.edit(1, said, "second")
    await api.wait(1, 2)
    assert texts(api, 1) == ["1:first", "2:edited second"]


async def test_who_blocks_and_comes_back_is_answered_again(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "one")
    await api.wait(1, 1)
    api.block(1)
    api.block(1, False)
    api.say(1, "two")
    assert (await api.wait(1, 2))[-1].text == "2:two"


async def test_what_is_meant_for_a_closed_topic_stands_in_the_group_itself(api: BotApi, launch: Any) -> None:
    api.forums.add(NEW)
    await launch(staff_chat=NEW)
    api.say(1, "human")
    [call] = await api.wait(NEW, 1)
    assert call.thread is not None
    api.closed_topics.add(call.thread)
    api.say(1, "are you there?")
    *_, passed_on = await api.wait(NEW, 2)
    assert passed_on.thread is None and "are you there?" in passed_on.text


async def test_who_leaves_or_puts_the_bot_out_of_a_group_holds_up_nobody(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "@test_bot one", -99)
    await api.wait(-99, 1)
    api.block(-99)
    api.say(1, "@test_bot two", -99)
    api.say(1, "in private")
    await api.until(lambda: any("in private" in one for one in texts(api, 1)) and api.calls["sendMessage"] >= 3)
    api.block(-99, False)
    api.say(1, "@test_bot three", -99)
    await api.until(lambda: any("three" in one for one in texts(api, -99)))
    assert not any("two" in one for one in texts(api, -99))
