"""Typing, patience with those who ask too fast, and what a group hears."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.wording import say
from tests.botapi.server import BotApi

GROUP = -1001


def texts(api: BotApi, chat: int) -> list[str]:
    return [shown.text for shown in api.from_bot(chat)]


def typed(api: BotApi) -> list[int]:
    return [given["chat_id"] for method, given in api.log if method == "sendChatAction"]


async def test_a_person_sees_that_the_bot_is_typing(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "card")
    api.say(2, "@test_bot hello", GROUP)
    await api.wait(1, 1)
    await api.wait(GROUP, 1)
    await api.until(lambda: typed(api) == [1])
    assert api.violations == []


async def test_a_pressed_button_is_answered_before_anything_else(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "card")
    [card] = await api.wait(1, 1)
    before = len(api.log)
    api.press(1, "加一")
    await api.until(lambda: card.edits == 1)
    made = [method for method, _ in list(api.log)[before:] if method not in ("getUpdates", "setMyCommands")]
    assert made == ["answerCallbackQuery", "editMessageText"]


async def test_typing_that_fails_harms_nothing(api: BotApi, launch: Any) -> None:
    await launch()
    for kind in ("500", "429", "cut"):
        api.fault(kind, "sendChatAction", 1, 1)
    for user in range(1, 6):
        api.say(user, "hello")
    for user in range(1, 6):
        assert [shown.text for shown in await api.wait(user, 1)] == ["1:hello"]


async def test_typing_that_hangs_delays_nothing(api: BotApi, launch: Any) -> None:
    await launch()
    api.fault("slow", "sendChatAction", 9, 2.0)
    api.say(1, "hello")
    await api.wait(1, 1, 1.5)


async def test_who_waits_long_sees_typing_again_and_a_crowd_costs_little(api: BotApi, launch: Any) -> None:
    await launch()
    api.fault("429", "sendMessage", 1, 5)
    api.say(1, "hello")
    await api.wait(1, 1)
    assert typed(api).count(1) == 2
    for user in range(100, 200):
        api.say(user, "hello")
    for user in range(100, 200):
        await api.wait(user, 1)
    assert len(typed(api)) < 60


async def test_typing_for_one_does_not_delay_the_others_of_a_stream(api: BotApi, launch: Any) -> None:
    await launch()
    for user in range(1, 21):
        api.say(user, "hello")
        await api.wait(user, 1)
    assert len(typed(api)) <= 2
    await asyncio.sleep(0.3)
    api.say(50, "hello")
    await api.wait(50, 1)
    await api.until(lambda: 50 in typed(api))


async def test_the_bot_does_not_type_where_the_staff_answer(api: BotApi, launch: Any) -> None:
    await launch(staff_chat=-1005)
    api.say(1, "human")
    [call] = await api.wait(-1005, 1)
    api.say(77, "hello", -1005, reply_to=call.id)
    await api.wait(1, 3)
    api.say(1, "first words")
    await api.wait(-1005, 2)
    before = len(typed(api))
    api.say(1, "more words")
    await api.wait(-1005, 3)
    assert len(typed(api)) == before


async def test_one_batch_of_surplus_messages_gets_one_refusal(api: BotApi, launch: Any) -> None:
    bot = await launch(user_burst_messages=3, user_messages_per_minute=1)
    await bot.end()
    for number in range(13):
        api.say(1, f"m{number}")
    await launch(user_burst_messages=3, user_messages_per_minute=1)
    api.say(2, "last")
    await api.wait(2, 1)
    await api.wait(1, 4)
    assert ["发得有点快" in text for text in texts(api, 1)] == [False, False, False, True]


async def test_in_a_group_too_there_are_limits(api: BotApi, launch: Any) -> None:
    await launch(user_burst_messages=2, user_messages_per_minute=1)
    for number in range(8):
        api.say(1, f"@test_bot m{number}", GROUP)
    api.say(2, "@test_bot other", GROUP)
    await api.wait(GROUP, 4)
    assert texts(api, GROUP) == ["1:m0", "2:m1", say("telegram.group_too_fast", seconds=60), "3:other"]


async def test_a_group_as_a_whole_has_a_limit(api: BotApi, launch: Any) -> None:
    await launch()
    for user in range(1, 31):
        api.say(user, "@test_bot hello", GROUP)
    await api.wait(GROUP, 20)
    api.say(1, "done")
    await api.wait(1, 1)
    assert len([text for text in texts(api, GROUP) if text.endswith("hello")]) == 20


async def test_who_looks_up_too_fast_gets_an_empty_answer_of_their_own(api: BotApi, launch: Any) -> None:
    await launch(real=True, user_burst_messages=1, user_messages_per_minute=1)
    first, second = api.look_up(1, "小巨人"), api.look_up(1, "瞪羚")
    await api.until(lambda: second.answer is not None)
    assert first.answer and first.answer["results"]
    assert second.answer and (second.answer["results"], second.answer["is_personal"]) == ([], True)
    assert second.answer["button"]["text"] == say("telegram.inline_too_fast")


async def test_a_bare_mention_and_start_get_help_and_cancel_a_line(api: BotApi, launch: Any) -> None:
    await launch()
    for text in ("@test_bot", "/start", "/cancel"):
        api.say(1, text, GROUP)
    await api.wait(GROUP, 3)
    assert texts(api, GROUP) == ["1:/help", "2:/help", say("telegram.group_cancel")]


async def test_the_help_in_a_group_is_of_use(api: BotApi, launch: Any) -> None:
    await launch(real=True)
    api.say(1, "@test_bot", GROUP)
    [shown] = await api.wait(GROUP, 1)
    assert shown.text == say("chat.help_group")


async def test_who_sends_what_is_long_to_read_lets_others_go_first(api: BotApi, launch: Any) -> None:
    await launch()
    api.held = []
    for _ in range(12):
        api.say(1, "slow")
    for user in range(2, 8):
        for number in range(3):
            api.say(user, f"m{number}")
    api.release()
    for user in range(2, 8):
        await api.wait(user, 3)
    assert len(texts(api, 1)) <= 4
    for user in range(2, 8):
        assert texts(api, user) == [f"{number + 1}:m{number}" for number in range(3)]
    await api.wait(1, 12)
    assert texts(api, 1) == [f"{number}:slow" for number in range(1, 13)]
