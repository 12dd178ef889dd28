from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.bootstrap import build_world
from bot.channels.telegram.receiving.entries import Entry
from bot.channels.telegram.sending.keyboards import ROW_WIDTH, width
from bot.channels.telegram.staff.lookup import Lookup
from bot.wording import say
from tests.botapi.server import BotApi

GROUP = -1001
DAY = date(2026, 11, 24)
STANDINGS = ("现行", "征求意见稿", "期限已过", "已被替代", "观点文章", "仅有摘要")


def texts(api: BotApi, chat: int) -> list[str]:
    return [shown.text for shown in api.from_bot(chat)]


def found(text: str) -> list[Entry]:
    return Lookup(build_world()).find(text, DAY)


def test_a_city_that_is_named_comes_first() -> None:
    first = found("小巨人 日照")[0]
    assert first.title == "期限已过|日照 专精特新小巨人企业认定奖励"
    assert "|济南 " in found("小巨人 济南")[0].title
    assert "单项冠军" in found("单项冠军 日照")[0].title


def test_a_city_alone_shows_what_is_asked_for_there() -> None:
    entries = found("日照")
    assert "小巨人" in entries[0].title
    assert all("|日照 " in entry.title for entry in entries[:10])


def test_no_words_show_the_most_asked() -> None:
    titles = [entry.title for entry in found("  ")]
    assert any("小巨人" in title for title in titles[:4])
    assert any(title.startswith("问:") for title in titles[:8])
    assert len({entry.id for entry in found("")}) == len(titles) > 10


def test_a_question_has_frequent_questions_first() -> None:
    assert found("评专精特新要什么条件")[0].title.startswith("问:")
    assert found("xyzzy") == []


@pytest.mark.parametrize("text", ["奖励", "专精特新", "小巨人", "瞪羚", "平台", "贷款", "标准", ""])
def test_a_title_fits_a_phone_and_begins_with_its_standing(text: str) -> None:
    for entry in found(text):
        assert width(entry.title) <= 40
        assert entry.title.startswith((*(f"{standing}|" for standing in STANDINGS), "问:"))


async def test_looking_up_shows_the_clause_and_offers_the_check(api: BotApi, launch: Any) -> None:
    await launch(real=True)
    api.say(1, "/lookup 小巨人 日照")
    [listed] = await api.wait(1, 1)
    assert "期限已过|日照" in listed.text and "一次性奖励" in listed.text
    assert all(width(button["text"]) <= ROW_WIDTH for button in listed.buttons)
    api.press(1, "1. 日照")
    shown = (await api.wait(1, 2))[-1]
    assert shown.text.startswith("期限已过|日照 专精特新“小巨人”企业认定奖励") and "出处:《" in shown.text
    api.press(1, say("telegram.lookup_check"))
    await api.wait(1, 3)
    api.press(1, say("telegram.lookup_whole"))
    assert "第三部分" in (await api.wait(1, 4))[-1].text
    assert api.violations == []


async def test_looking_up_in_a_group_shows_words_and_standing_there(api: BotApi, launch: Any) -> None:
    await launch(real=True)
    api.say(1, "/lookup 小巨人 日照", GROUP)
    [listed] = await api.wait(GROUP, 1)
    assert "期限已过|日照" in listed.text and len(listed.buttons) > 3
    api.press(1, "1. 日照", GROUP)
    shown = (await api.wait(GROUP, 2))[-1]
    assert shown.text.startswith("期限已过|日照") and "出处:《" in shown.text
    assert [button["url"].split("start=p_")[0] for button in shown.buttons if "url" in button] == [
        "https://t.me/test_bot?"
    ]
    api.press(1, say("telegram.lookup_whole"), GROUP)
    assert "第三部分" in (await api.wait(GROUP, 3))[-1].text
    assert api.violations == []


async def test_a_button_that_leads_nowhere_any_more_says_so(api: BotApi, launch: Any) -> None:
    await launch(real=True)
    api.say(1, "/lookup 小巨人")
    [listed] = await api.wait(1, 1)
    api.press_code(1, listed, "tg~p~00000000", 1)
    assert (await api.wait(1, 2))[-1].text == say("telegram.lookup_gone")


async def test_an_inline_result_of_a_question_leads_to_that_question(api: BotApi, launch: Any) -> None:
    await launch(real=True)
    query = api.look_up(1, "评小巨人要什么条件")
    await api.until(lambda: query.answer is not None)
    first = query.answer["results"][0]  # type: ignore[index]
    assert first["title"].startswith("问:")
    payload = first["reply_markup"]["inline_keyboard"][0][0]["url"].split("start=")[1]
    api.say(1, f"/start {payload}")
    [shown] = await api.wait(1, 1)
    assert "都要达到" in shown.text and "链接认不出来" not in shown.text
    assert api.violations == []


async def test_an_empty_inline_query_is_answered(api: BotApi, launch: Any) -> None:
    await launch(real=True)
    query = api.look_up(1, "")
    await api.until(lambda: query.answer is not None)
    assert len(query.answer["results"]) > 10  # type: ignore[index]
