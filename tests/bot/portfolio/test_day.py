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
from bot.portfolio import notices
from bot.portfolio.views import view
from bot.storage import portfolio as store

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


async def test_news_comes_once_not_at_night_and_not_after_leaving(companies: Path, assistant: Assistant) -> None:
    chat = "telegram:7"
    facts = {"city": "日照", "honours": ["省级瞪羚"], "honour_event": "新认定"}
    async with assistant.database.transaction() as tx:
        await store.keep(tx, chat, [("甲公司", "", facts)], "书面同意", TODAY)
    assert "告诉您一次" in await says(assistant, chat, "/portfolio 订阅")
    out: list[tuple[str, str]] = []
    works = [False]

    def send(target: str, text: str) -> bool:
        if works[0]:
            out.append((target, text))
        return works[0]

    old, new = view(date(2025, 6, 1), now=False), view(TODAY)
    night, noon = datetime(2026, 11, 22, 15, 0, tzinfo=UTC), datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    assert (await notices.tell(assistant.database, old, new, night, send)).quiet == 1
    assert (await notices.tell(assistant.database, old, new, noon, send)).failed == 1
    works[0] = True
    assert (await notices.tell(assistant.database, old, new, noon, send)).sent == 1
    assert (await notices.tell(assistant.database, old, new, noon, send)).nothing == 1
    [(target, text)] = out
    assert target == chat and "失去" in text and "30万元" in text and "/portfolio_off" in text
    assert "不约束任何人" in text
    assert "退订" in await says(assistant, chat, "/portfolio_off")
    told = await notices.tell(assistant.database, old, new, noon, send)
    assert (told.sent, told.nothing) == (0, 0)
