from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from bot.model import Kind
from bot.storage import gaps
from bot.wording import say
from tests.botapi.server import BotApi

ADMIN = 9


def texts(api: BotApi, chat: int) -> list[str]:
    return [shown.text for shown in api.from_bot(chat)]


async def test_commands_are_for_administrators_only(api: BotApi, launch: Any) -> None:
    await launch(admins="9")
    api.say(1, "/stats")
    api.say(ADMIN, "/stats")
    await api.wait(1, 1)
    await api.wait(ADMIN, 1)
    assert texts(api, 1) == ["1:/stats"]
    assert "用户 2 人" in texts(api, ADMIN)[0]
    await api.until(lambda: "chat:9:" in api.menus)
    assert "broadcast" in [command["command"] for command in api.menus["chat:9:"]]


async def test_an_administrator_gets_the_menu_with_the_first_word_whatever_it_is(api: BotApi, launch: Any) -> None:
    await launch(admins="9")
    api.say(ADMIN, "hello")
    await api.wait(ADMIN, 1)
    await api.until(lambda: "chat:9:" in api.menus and len(api.menus) == 7)
    before = api.calls["setMyCommands"]
    api.say(ADMIN, "again")
    await api.wait(ADMIN, 2)
    assert api.calls["setMyCommands"] == before


async def test_figures_are_in_plain_words_and_do_not_count_themselves(api: BotApi, launch: Any) -> None:
    await launch(real=True, admins="9")
    for number, text in enumerate(("济南小巨人奖励多少", "社保缴费基数是多少", "你好"), 1):
        api.say(1, text)
        await api.wait(1, number)
    api.say(ADMIN, "/stats")
    [shown] = await api.wait(ADMIN, 1)
    assert "待处理 0 条" in shown.text and "问金额 1" in shown.text and "没有收录 1" in shown.text
    assert not re.search("[a-z_]{3,}", shown.text)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_of_answer_has_a_plain_name(kind: str) -> None:
    assert not re.search("[a-z]", say(f"telegram.answer_{kind}"))


async def test_words_of_refusals_are_among_the_unanswered(api: BotApi, launch: Any) -> None:
    await launch(real=True, admins="9")
    for user in (1, 2, 3):
        api.say(user, "能不能帮我注册商标")
        await api.wait(user, 1)
    api.say(1, "社保缴费基数是多少")
    await api.wait(1, 2)
    api.say(ADMIN, "/unanswered")
    [shown] = await api.wait(ADMIN, 1)
    head, *lines = shown.text.splitlines()
    assert head == say("telegram.unanswered_head") and "没能回答" in head
    chats = [int(line.split()[1].split("/")[0]) for line in lines]
    assert lines and chats == sorted(chats, reverse=True)


async def test_the_unanswered_words_are_ranked(api: BotApi, launch: Any) -> None:
    bot = await launch(admins="9")
    async with bot.parrot.database.transaction() as tx:
        for chat in ("a", "b", "c", "d"):
            gaps.append(tx, chat, ["光伏"], bot.parrot.today())
        for chat in ("a", "b", "c"):
            gaps.append(tx, chat, ["养老"], bot.parrot.today())
        for chat in ("a", "b"):  # two may be colleagues who talk about somebody
            gaps.append(tx, chat, ["李雷"], bot.parrot.today())
    api.say(ADMIN, "/unanswered")
    await api.wait(ADMIN, 1)
    lines = texts(api, ADMIN)[0].splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["光伏", "养老"]


async def test_a_broadcast_is_confirmed_reaches_everybody_once_and_reports(api: BotApi, launch: Any) -> None:
    await launch(admins="9")
    for chat in (*range(1, 8), ADMIN):
        api.say(chat, "hello")
    for chat in (*range(1, 8), ADMIN):
        await api.wait(chat, 1)
    api.blocked.add(3)
    api.say(ADMIN, "/broadcast 今晚 <维护>")
    confirm = (await api.wait(ADMIN, 2))[-1]
    assert confirm.text == say("telegram.broadcast_confirm", people=8, text="今晚 <维护>")
    assert len(texts(api, 1)) == 1
    api.press(ADMIN, say("telegram.broadcast_send"))
    await api.until(lambda: confirm.text == say("telegram.broadcast_done", id=1, sent=7, failed=1, total=8))
    assert [texts(api, chat)[1:] for chat in (1, 2, 4, 5, 6, 7)] == [["今晚 <维护>"]] * 6
    assert confirm.rows == []
    assert [violation for violation in api.violations if "blocked" not in violation] == []


async def test_a_broadcast_that_is_dropped_reaches_nobody(api: BotApi, launch: Any) -> None:
    await launch(admins="9")
    api.say(1, "hello")
    await api.wait(1, 1)
    api.say(ADMIN, "/broadcast no")
    confirm = (await api.wait(ADMIN, 1))[-1]
    api.press(ADMIN, say("telegram.broadcast_drop"))
    await api.until(lambda: confirm.text == say("telegram.broadcast_dropped"))
    assert len(texts(api, 1)) == 1


async def test_a_strangers_press_on_an_administrators_button_does_nothing(api: BotApi, launch: Any) -> None:
    await launch(admins="9")
    api.say(ADMIN, "/broadcast no")
    confirm = (await api.wait(ADMIN, 1))[-1]
    query = api.press_code(1, confirm, confirm.buttons[0]["callback_data"], ADMIN)
    await api.until(lambda: query.answer is not None)
    api.say(ADMIN, "later")
    await api.wait(ADMIN, 2)
    assert "确认" not in texts(api, ADMIN)[-1]
    assert confirm.edits == 0
