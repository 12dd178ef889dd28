from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.wording import say
from tests.botapi.server import BotApi

GROUP = -1001


def texts(api: BotApi, chat: int) -> list[str]:
    return [shown.text for shown in api.from_bot(chat)]


async def test_messages_of_a_chat_are_answered_in_order(api: BotApi, launch: Any) -> None:
    await launch()
    for number in range(20):
        api.say(1, f"a{number}")
        api.say(2, f"b{number}")
    await api.wait(1, 20)
    await api.wait(2, 20)
    assert texts(api, 1) == [f"{number + 1}:a{number}" for number in range(20)]
    assert texts(api, 2) == [f"{number + 1}:b{number}" for number in range(20)]
    assert api.violations == []


async def test_a_pressed_button_is_answered_and_its_card_changed_in_place(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "card")
    [card] = await api.wait(1, 1)
    assert (card.text, card.edits) == ("card 0", 0)
    query = api.press(1, "加一")
    await api.until(lambda: card.edits == 1)
    assert card.text == "card 1"
    assert query.answer is not None
    assert [method for method, _ in api.log if method in ("answerCallbackQuery", "editMessageText")] == [
        "answerCallbackQuery", "editMessageText",
    ]  # fmt: skip
    assert len(api.from_bot(1)) == 1


async def test_a_card_that_would_not_change_is_not_edited(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "card")
    await api.wait(1, 1)
    api.press(1, "加一")
    await api.until(lambda: api.from_bot(1)[0].edits == 1)
    query = api.press(1, "不变")
    await api.until(lambda: query.answer is not None)
    api.say(1, "after")
    await api.wait(1, 2)
    assert api.calls["editMessageText"] == 1
    assert api.violations == []


async def test_a_verdict_is_a_new_message(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "card")
    await api.wait(1, 1)
    api.press(1, "结论")
    await api.wait(1, 3)
    assert texts(api, 1) == ["card 0", "verdict", "more"]


async def test_a_card_whose_message_is_gone_is_sent_anew(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "card")
    [card] = await api.wait(1, 1)
    api.chats[1].remove(card)
    api.press_code(1, card, "card~1", 1)
    await api.wait(1, 1)
    assert texts(api, 1) == ["card 1"]


async def test_a_long_reply_is_split_and_has_its_buttons_at_the_end(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "long")
    shown = await api.wait(1, 4)
    assert "".join(one.text for one in shown).count("第一条") == 2000
    assert [bool(one.rows) for one in shown] == [False, False, False, True]
    assert api.violations == []


async def test_an_edited_message_is_handed_on_as_a_correction(api: BotApi, launch: Any) -> None:
    await launch()
    said = api.say(1, "one")
    await api.wait(1, 1)
    api.edit(1, said, "two")
    await api.wait(1, 2)
    assert texts(api, 1) == ["1:one", "2:edited two"]


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "document", "location"])
async def test_what_is_not_text_gets_a_kind_line(api: BotApi, launch: Any, kind: str) -> None:
    await launch()
    file = {"file_id": "f", "file_unique_id": "u"}
    size = {"width": 1, "height": 1}
    bodies: dict[str, Any] = {
        "photo": [{**file, **size}],
        "sticker": {**file, **size, "is_animated": False, "is_video": False, "type": "regular"},
        "voice": {**file, "duration": 1},
        "document": file,
        "location": {"latitude": 1.0, "longitude": 1.0},
    }
    api.say(1, "", **{kind: bodies[kind]})
    [shown] = await api.wait(1, 1)
    assert shown.text == say(f"telegram.kind_{kind}")


async def test_a_failure_becomes_an_apology_and_others_are_served(api: BotApi, launch: Any) -> None:
    await launch()
    for text in ("one", "boom", "two"):
        api.say(1, text)
    api.say(2, "other")
    await api.wait(1, 3)
    await api.wait(2, 1)
    first, apology, second = texts(api, 1)
    assert (first, second) == ("1:one", "2:two")
    assert apology.startswith("抱歉")
    assert "Traceback" not in apology


async def test_a_file_is_sent_and_a_lost_one_is_explained(api: BotApi, launch: Any, tmp_path: Path) -> None:
    await launch()
    (tmp_path / "r.txt").write_text("report")
    api.say(1, f"file {tmp_path / 'r.txt'}")
    api.say(1, f"file {tmp_path / 'gone.txt'}")
    sent, lost = await api.wait(1, 2)
    assert sent.file == "report.txt"
    assert lost.text == say("telegram.report_lost", name="report.txt")


async def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "nothing for you", GROUP)
    api.say(1, "/ask@other_bot what", GROUP)
    api.say(1, "@test_bot one", GROUP)
    [answer] = await api.wait(GROUP, 1)
    api.say(1, "two", GROUP, reply_to=answer.id)
    api.say(1, "/ask three", GROUP)
    await api.wait(GROUP, 3)
    assert texts(api, GROUP) == ["1:one", "2:two", "3:three"]
    assert answer.reply_to == api.chats[GROUP][2].id


async def test_company_business_leads_from_the_group_to_the_private_chat(api: BotApi, launch: Any) -> None:
    await launch()
    for command in ("/check", "/profile", "/companies", "/delete"):
        api.say(1, command, GROUP)
    shown = await api.wait(GROUP, 4)
    assert {one.text for one in shown} == {say("telegram.private_only")}
    assert all(one.buttons[0]["url"].startswith("https://t.me/test_bot?start=") for one in shown)
    api.say(1, "private @test_bot", GROUP)
    last = (await api.wait(GROUP, 5))[-1]
    assert last.text == "False"
    assert [button.get("callback_data") for button in last.buttons] == ["clause~~abc", None]


async def test_a_link_from_a_group_becomes_the_command(api: BotApi, launch: Any) -> None:
    await launch()
    api.say(1, "/start check")
    api.say(1, "/start c_0a1b")
    await api.wait(1, 2)
    assert texts(api, 1) == ["1:/check", "2:/start c_0a1b"]


async def test_too_many_messages_get_one_friendly_refusal(api: BotApi, launch: Any) -> None:
    await launch(user_burst_messages=3, user_messages_per_minute=1)
    for number in range(6):
        api.say(1, f"m{number}")
    api.say(2, "other")
    await api.wait(2, 1)
    await api.wait(1, 4)
    assert texts(api, 1)[:3] == ["1:m0", "2:m1", "3:m2"]
    assert "发得有点快" in texts(api, 1)[3]
    assert len(texts(api, 1)) == 4


async def test_a_person_who_stopped_the_bot_holds_up_nobody(api: BotApi, launch: Any) -> None:
    bot = await launch()
    api.say(1, "hello")
    await api.wait(1, 1)
    api.blocked.add(1)
    api.say(1, "one")
    api.say(1, "two")
    api.say(2, "hello")
    await api.wait(2, 1)
    await bot.end()
    api.block(1, False)
    await launch()
    api.say(1, "again")
    await api.until(lambda: texts(api, 1)[-1].endswith("again"))


async def test_menus_are_set_by_scope_and_language_and_only_once(api: BotApi, launch: Any) -> None:
    bot = await launch()
    await api.until(lambda: len(api.menus) == 6)
    assert {"default::", "all_private_chats::en", "all_group_chats::"} <= api.menus.keys()
    assert [command["command"] for command in api.menus["all_group_chats::"]] == ["ask", "lookup", "sources", "help"]
    await bot.end()
    count = api.calls["setMyCommands"]
    await launch()
    api.say(1, "hello")
    await api.wait(1, 1)
    assert api.calls["setMyCommands"] == count


async def test_a_summons_from_another_chat_is_answered_there(api: BotApi, launch: Any) -> None:
    await launch()
    query = api.summon(1, "@test_bot hello")
    await api.until(lambda: query.answer is not None)
    assert query.answer and query.answer["result"]["input_message_content"]["message_text"] == "1:hello"


async def test_a_stop_answers_what_was_taken_in(api: BotApi, launch: Any) -> None:
    bot = await launch()
    api.fault("slow", "sendMessage", 8, 0.2)
    for number in range(12):
        api.say(number + 1, "hello")
    await api.until(lambda: api.pending == {} or api.calls["sendMessage"] > 0)
    await asyncio.sleep(0.05)
    taken = api.next_update - 900 - len(api.pending)
    await bot.end()
    assert sum(len(api.from_bot(number + 1)) for number in range(12)) >= taken
