"""A commissioner's day, from the list of the morning to the message of the evening, through the doors."""

from __future__ import annotations

import csv
import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.__main__ import app
from bot.assistant import Assistant
from bot.bootstrap import build_assistant
from bot.errors import InputError
from bot.lists.reading import plan, read
from bot.model import Message
from bot.portfolio.news import notices
from bot.portfolio.news.views import view
from bot.storage import outbox, web
from bot.storage import portfolio as store
from bot.storage.sending import recipients

TODAY = date(2026, 11, 22)
ROWS = [
    ["2026年重点培育企业名单", "", "", "", "", ""],
    ["序号", "企业名称", "所在区县", "获得称号", "上年营业收入（万元）", "成立时间"],
    ["1", "日照东方泵业有限公司", "东港区", "省级瞪羚企业(2026年新认定)", "3200", "2015年3月"],
    ["2", "日照海湾食品有限公司", "岚山区", "国家级专精特新“小巨人”企业(2023年认定)", "9800", "2009.6.1"],
    ["3", "莒县新起点服饰有限公司", "莒县", "无", "待核实", "2024/5/1"],
]


@pytest.fixture
def companies(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    with file.open("w", encoding="gb18030", newline="") as opened:
        csv.writer(opened).writerows(ROWS)
    return file


@pytest.fixture
async def assistant(tmp_path: Path) -> AsyncIterator[Assistant]:
    found = await build_assistant(str(tmp_path / "store.db"), lambda: TODAY)
    yield found
    await found.database.close()


def mingce(*words: str | Path) -> None:
    app([*map(str, words), "--as-of", TODAY.isoformat()], standalone_mode=False)


async def says(assistant: Assistant, chat: str, text: str, private: bool = True) -> str:
    reply = await assistant.handle(Message(chat, text, private=private))
    return "\n".join(message.text for message in reply.messages)


def test_the_list_is_screened_and_taken_in(companies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mingce("screen", companies, "-o", tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    first = next(book["企业"].iter_rows(min_row=2, values_only=True))
    assert (first[1], first[5]) == ("日照东方泵业有限公司", 300_000)
    whose = ("--chat", "telegram:7", "--store", tmp_path / "store.db")
    with pytest.raises(InputError, match="consent"):
        mingce("portfolio", "import", companies, *whose)
    capsys.readouterr()
    mingce(
        "portfolio",
        "import",
        companies,
        "--chat",
        "telegram:7",
        "--store",
        tmp_path / "store.db",
        "--consent",
        "书面同意",
    )
    assert "新增 3 家" in capsys.readouterr().out
    mingce("portfolio", "show", *whose, "--order", "deadline")
    assert "2026年:日照海湾食品有限公司" in capsys.readouterr().out


async def test_the_day_in_the_chat(companies: Path, tmp_path: Path, assistant: Assistant) -> None:
    chat = "telegram:7"
    async with assistant.database.transaction() as tx:
        book = assistant.world.rulebook
        found = read(plan(companies, book, TODAY), book, TODAY)
        listed = [(company.name, company.code, company.facts) for company in found.companies]
        assert await store.keep(tx, chat, listed, "书面同意", TODAY) == (3, 0)
    overview = await says(assistant, chat, "/portfolio")
    assert overview.index("日照东方泵业") < overview.index("莒县新起点")
    assert "30万元" in overview
    assert "家" in await says(assistant, chat, "/portfolio 缺")
    sheet = await says(assistant, chat, "/portfolio 东方泵业")
    assert "规划期已过" in sheet and "书面同意" in sheet and "请告知" in sheet
    assert "记下" in await says(assistant, chat, "/portfolio 备注 1 周三回访")
    assert "周三回访" in await says(assistant, chat, "/portfolio 1")
    seen = await says(assistant, chat, "/portfolio 记录 1")
    assert seen.count("查看") >= 2 and chat in seen
    assert "单独" in await says(assistant, chat, "/portfolio", private=False)


async def test_a_company_is_found_by_its_credit_code(assistant: Assistant) -> None:
    chat = "telegram:7"
    async with assistant.database.transaction() as tx:
        listed = [
            ("甲公司", "91371100MA3C00001X", {"city": "日照"}),
            ("乙公司", "91371100MA3C00002X", {"city": "济南"}),
        ]
        await store.keep(tx, chat, listed, "书面同意", TODAY)
    sheet = await says(assistant, chat, "/portfolio 91371100ma3c00002x")
    assert "乙公司" in sheet and "甲公司" not in sheet


async def test_a_company_is_handed_over_once(assistant: Assistant) -> None:
    owner, first, second = "web:1", "telegram:7", "telegram:8"
    await says(assistant, owner, "我们在日照,是省级瞪羚,去年营收3000万")
    code = re.search(r"接收 ([A-Z0-9]{10})", await says(assistant, owner, "/portfolio 授权"))
    assert code is not None
    assert "已接收" in await says(assistant, first, f"/portfolio 接收 {code[1]}")
    assert "用过" in await says(assistant, second, f"/portfolio 接收 {code[1]}")
    sheet = await says(assistant, first, "/portfolio 1")
    assert "企业本人" in sheet and "省级瞪羚" in sheet
    given = re.search(r"接收 ([A-Z0-9]{10})", await says(assistant, first, "/portfolio 交接 1"))
    assert given is not None
    assert "还没有企业" in await says(assistant, first, "/portfolio")
    assert "已接收" in await says(assistant, second, f"/portfolio 接收 {given[1]}")


OLD, NEW = date(2025, 6, 1), TODAY
NIGHT, NOON = datetime(2026, 11, 22, 15, 0, tzinfo=UTC), datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


async def tell(assistant: Assistant, now: datetime, send: notices.Send) -> notices.Told:
    return await notices.tell(assistant.database, view(OLD, now=False), view(NEW), now, send, "https://policy.example")


async def with_news(assistant: Assistant, chat: str) -> None:
    facts = {"city": "日照", "honours": ["省级瞪羚"], "honour_event": "新认定"}
    async with assistant.database.transaction() as tx:
        recipients.remember(tx, chat, 1, 7)
        await store.keep(tx, chat, [("甲公司", "", facts)], "书面同意", TODAY)


async def waiting(assistant: Assistant) -> list[outbox.Outgoing]:
    """What the bot is going to send."""
    async with assistant.database.transaction() as tx:
        return [row.call for row in await outbox.owned(tx, 1, outbox.NOBODY)]


async def test_news_comes_once_not_at_night_and_not_after_one_tap(assistant: Assistant) -> None:
    chat = "telegram:7"
    await with_news(assistant, chat)
    overview = (await assistant.handle(Message(chat, "/portfolio"))).messages[-1]
    follow = next(button for row in overview.buttons for button in row if "告诉我" in button.label)
    reply = await assistant.handle(Message(chat, press=follow.data))
    assert "告诉您一次" in reply.messages[0].text
    assert (await tell(assistant, NIGHT, never)).quiet == 1 and not await waiting(assistant)
    assert (await tell(assistant, NOON, never)).sent == 1
    assert (await tell(assistant, NOON, never)).nothing == 1
    [call] = await waiting(assistant)
    text = call.arguments["text"]
    assert call.arguments["chat_id"] == 7 and "失去" in text and "30万元" in text and "不约束任何人" in text
    [[button]] = call.arguments["reply_markup"]["inline_keyboard"]
    assert button["text"] == "退订"
    left = await assistant.handle(Message(chat, press=button["callback_data"]))
    assert "已退订" in left.messages[0].text
    told = await tell(assistant, NOON, never)
    assert (told.sent, told.nothing) == (0, 0)


def never(target: str, text: str) -> bool:
    raise AssertionError(f"{target} is a chat of ours")


async def test_an_address_gets_a_link_to_leave_by_and_is_tried_again_where_sending_failed(assistant: Assistant) -> None:
    chat = "telegram:7"
    await with_news(assistant, chat)
    async with assistant.database.transaction() as tx:
        store.subscribe(tx, chat, "json://office.example", TODAY)
    out: list[tuple[str, str]] = []
    assert (await tell(assistant, NOON, lambda target, text: False)).failed == 1

    def deliver(target: str, text: str) -> bool:
        out.append((target, text))
        return True

    assert (await tell(assistant, NOON, deliver)).sent == 1
    [(target, text)] = out
    code = re.search(r"https://policy\.example/portfolio/leave/([\w-]{16,})", text)
    assert target == "json://office.example" and code is not None
    async with assistant.database.transaction() as tx:
        assert not await store.leave(tx, "guessed") and await store.leave(tx, code[1])
        assert await store.subscribers(tx) == []
    assert await notices.since(assistant.database) == TODAY


async def test_an_owner_hears_of_his_own_company_on_the_page(assistant: Assistant) -> None:
    chat = "web:owner"
    await says(assistant, chat, "我们在日照,今年新认定的省级瞪羚")
    assert "告诉您一次" in await says(assistant, chat, "/portfolio 订阅")
    assert (await tell(assistant, NOON, never)).sent == 1
    async with assistant.database.transaction() as tx:
        [turn] = await web.turns_after(tx, chat, 0)
    [message] = turn.reply
    assert "失去" in message["parts"][0]["text"] and message["buttons"][0][0]["label"] == "退订"


async def test_who_stopped_the_bot_counts_as_not_reached(assistant: Assistant) -> None:
    await with_news(assistant, "telegram:7")
    async with assistant.database.transaction() as tx:
        store.subscribe(tx, "telegram:7", "telegram:7", TODAY)
        recipients.block(tx, "telegram:7")
    assert (await tell(assistant, NOON, never)).failed == 1
    assert await waiting(assistant) == [] and await notices.since(assistant.database) is None
