"""The commissioner's desk on the page: a list, its mapping, the portfolio, hand-over, notices."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.bot.channels.web.visiting import Serving, Visitor

ROWS = [
    ["2026年重点培育企业名单", "", "", "", "", ""],
    ["序号", "企业名称", "所在区县", "获得称号", "上年营业收入（万元）", "联系情况"],
    ["1", "日照东方泵业有限公司", "东港区", "省级瞪羚企业(2026年新认定)", "3200", "=1+1"],
    ["2", "日照海湾食品有限公司", "岚山区", "国家级专精特新“小巨人”企业(2023年认定)", "9800", "已走访"],
    ["3", "莒县新起点服饰有限公司", "莒县", "无", "许多", ""],
]


def table(rows: list[list[str]]) -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue().encode("gb18030")


def post(visitor: Visitor, path: str, files: dict[str, Any] | None = None, **fields: str) -> Any:
    """A form of the page that is open."""
    answer = visitor.http.post(path, data={"csrf": visitor.hidden("csrf"), **fields}, files=files)
    visitor.page = answer.text
    return answer


def uploaded(visitor: Visitor, raw: bytes, **files: Any) -> str:
    """The address at which the mapping is confirmed."""
    visitor.open("/portfolio")
    shown = post(visitor, "/portfolio/list", {"file": ("名单.csv", raw, "text/csv"), **files})
    assert shown.status_code == 200, shown.text
    found = re.search(r'action="(/portfolio/list/[\w-]+)"', shown.text)
    assert found
    return found[1]


def as_shown(page: str) -> dict[str, Any]:
    """What the form of the mapping holds as it was shown."""
    chosen: dict[str, Any] = {}
    for name, options in re.findall(r'<select name="(fact-\d+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        picked = re.search(r'<option value="([^"]*)" selected', options)
        chosen[name] = picked[1] if picked else "-"
    return chosen | dict(re.findall(r'<input name="(unit-\d+)" value="([^"]*)"', page))


def confirmed(visitor: Visitor, address: str, **fields: str) -> Any:
    return visitor.done(post(visitor, address, **{**as_shown(visitor.page), **fields}))


def stored(site: Serving) -> int:
    with sqlite3.connect(site.settings.database) as store:
        return int(store.execute("SELECT count(*) FROM portfolio").fetchone()[0])


def test_a_list_is_mapped_confirmed_and_screened_and_nothing_is_stored(visitor: Visitor, site: Serving) -> None:
    before = stored(site)
    address = uploaded(visitor, table(ROWS))
    shown = as_shown(visitor.page)
    assert shown["fact-1"] == "name" and shown["fact-4"] == "revenue_yuan" and shown["unit-4"] == "万元"
    assert "3200" in visitor.page and shown["fact-5"] == "-"
    done = confirmed(visitor, address, what="screen")
    assert "3 家企业" in done.text and "日照东方泵业有限公司" in done.text and "许多" in done.text
    workbook = visitor.http.get(f"{done.url.path}/workbook")
    cells = list(load_workbook(io.BytesIO(workbook.content))["企业"].iter_rows(min_row=2, values_only=True))
    assert (cells[0][1], cells[0][5], cells[0][-1]) == ("日照东方泵业有限公司", 300_000, "=1+1")
    assert "还没有企业" in visitor.open("/portfolio")
    assert stored(site) == before
    stranger = visitor.another()
    assert stranger.http.get(str(done.url)).status_code == 404


def test_what_the_mapping_got_wrong_is_put_right_before_anything_is_read(visitor: Visitor) -> None:
    odd = [["企业名称", "备用数一", "所在城市"], ["甲公司", "3200", "日照"]]
    address = uploaded(visitor, table(odd))
    assert as_shown(visitor.page)["fact-1"] == "-"
    saved = visitor.http.get(address.replace("/list/", "/mapping/"))
    assert saved.headers["content-disposition"].endswith('"mapping.toml"') and "备用数一" in saved.text
    done = confirmed(visitor, address, what="keep", consent="书面同意", **{"fact-1": "revenue_yuan", "unit-1": "万元"})
    assert "甲公司" in done.text
    assert "3200万元" in visitor.open("/portfolio/1")
    mended = saved.text.replace(
        'heading = "备用数一"\nfact = "-"', 'heading = "备用数一"\nfact = "revenue_yuan"\nunit = "亿元"'
    )
    uploaded(visitor, table(odd), mapping=("mapping.toml", mended.encode(), "application/toml"))
    again = as_shown(visitor.page)
    assert (again["fact-1"], again["unit-1"]) == ("revenue_yuan", "亿元")


@pytest.fixture
def commissioner(visitor: Visitor) -> Visitor:
    """With the list in care."""
    done = confirmed(visitor, uploaded(visitor, table(ROWS)), what="keep", consent="书面同意,2026-11-01")
    assert str(done.url).endswith("/portfolio"), done.text
    return visitor


def test_a_portfolio_in_three_orders_and_a_sheet_with_everything(commissioner: Visitor) -> None:
    money = commissioner.open("/portfolio")
    assert money.index("日照东方泵业") < money.index("莒县新起点") and "30万元" in money
    due = commissioner.open("/portfolio?order=deadline")
    assert "2026年" in due and "有效期届满" in due
    assert "家" in commissioner.open("/portfolio?order=missing") and "先要问的" in commissioner.page
    sheet = commissioner.open("/portfolio/1")
    assert "规划期或有效期已过" in sheet or "规划期已过" in sheet
    assert "书面同意,2026-11-01" in sheet and "您好,为核对能享受的政策,请告知" in sheet
    assert 'href="/documents/rizhao-plan-2022#' in sheet
    assert commissioner.http.get("/portfolio?q=东方泵").url.path == "/portfolio/1"
    assert commissioner.http.get("/portfolio?q=2").url.path == "/portfolio/2"
    several = commissioner.open("/portfolio?q=有限公司").partition('role="status"')[2].partition("</div>")[0]
    assert several.count('href="/portfolio/') == 3 and "没有找到" in commissioner.open("/portfolio?q=<b>")
    post(commissioner, "/portfolio/do/note", number="1", text="周三<b>回访</b>")
    assert "周三&lt;b&gt;回访" in commissioner.open("/portfolio/1") and "写备注" in commissioner.page
    report = commissioner.http.get("/portfolio/1/report.docx")
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(report.content)).paragraphs)
    assert "日照东方泵业有限公司" in text and "30万元" in text
    assert commissioner.http.get("/portfolio/1/report.pdf").content.startswith(b"%PDF")
    dates = commissioner.http.get("/portfolio/dates.ics")
    assert dates.headers["content-type"].startswith("text/calendar") and "日照海湾食品" in dates.text.replace(
        "\r\n ", ""
    )
    commissioner.open()
    commissioner.say("/portfolio")
    assert "共 3 家企业" in commissioner.page, "the same in the chat"


def test_a_company_is_handed_over_by_a_code_once(commissioner: Visitor) -> None:
    commissioner.open("/portfolio")
    given = post(commissioner, "/portfolio/do/give", number="1")
    code = re.search(r"接收 ([A-Z0-9]{10})", given.text)
    assert code and "日照东方泵业有限公司</a>" not in given.text
    colleague, late = commissioner.another(), commissioner.another()
    colleague.open("/portfolio")
    assert "已接收日照东方泵业" in post(colleague, "/portfolio/do/take", code=f" {code[1].lower()} ").text
    late.open("/portfolio")
    assert post(late, "/portfolio/do/take", code=code[1]).status_code == 422
    assert "交出" in colleague.open("/portfolio/1") and "接收" in colleague.page


def test_nobody_reaches_the_companies_of_another(commissioner: Visitor) -> None:
    stranger = commissioner.another()
    stranger.open("/portfolio")
    for path in ("/portfolio/1", "/portfolio/1/report.pdf", "/portfolio/99999999999999999999"):
        assert stranger.http.get(path).status_code == 404
    assert post(stranger, "/portfolio/do/give", number="1").status_code == 422
    assert post(stranger, "/portfolio/do/note", number="²", text="x").status_code == 422
    assert stranger.http.post("/portfolio/do/give", data={"number": "1", "csrf": "forged"}).status_code == 403
    assert "日照东方泵业" in commissioner.open("/portfolio")


def test_an_owner_gives_his_company_to_a_commissioner_and_asks_to_be_told(visitor: Visitor, site: Serving) -> None:
    visitor.open("/portfolio")
    assert post(visitor, "/portfolio/do/entrust").status_code == 422
    visitor.open()
    visitor.say("我们在日照,今年新认定的省级瞪羚")
    visitor.open("/portfolio")
    code = re.search(r"接收 ([A-Z0-9]{10})", post(visitor, "/portfolio/do/entrust").text)
    assert code
    other = visitor.another()
    other.open("/portfolio")
    post(other, "/portfolio/do/take", code=code[1])
    assert "企业本人" in other.open("/portfolio/1")
    visitor.open("/portfolio")
    assert "退订" in post(visitor, "/portfolio/do/subscribe").text
    with sqlite3.connect(site.settings.database) as store:
        [(leave,)] = store.execute("SELECT code FROM subscriptions WHERE chat LIKE 'web:%'").fetchall()
    store.close()
    looked = other.http.get(f"/portfolio/leave/{leave}")
    assert "退订" in looked.text and "退订" in visitor.open("/portfolio"), "looking is not leaving"
    assert "已退订" in other.http.post(f"/portfolio/leave/{leave}").text
    assert "已经用过" in other.http.post(f"/portfolio/leave/{leave}").text
    assert "告诉我</button>" in visitor.open("/portfolio")


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("", b"", "先选一个"),
        ("名单.csv", b"%PDF-1.4 x", "名单.csv"),
        ("名单.csv", table([["企业名称", "所在城市"], *[["甲公司", "日照"]] * 5001]), "5000"),
    ],
)
def test_a_list_that_cannot_be_taken_says_what_to_do(visitor: Visitor, name: str, raw: bytes, said: str) -> None:
    visitor.open("/portfolio")
    answer = post(visitor, "/portfolio/list", {"file": (name, raw, "text/csv")})
    assert answer.status_code == 422 and 'role="alert"' in answer.text and said in answer.text


def test_a_list_is_taken_into_care_only_on_a_ground(visitor: Visitor) -> None:
    address = uploaded(visitor, table(ROWS))
    answer = post(visitor, address, **as_shown(visitor.page), what="keep", consent="  ")
    assert answer.status_code == 422 and "写明依据" in answer.text and 'name="fact-1"' in answer.text
    assert Path(address).name in answer.text, "the mapping is still there to be confirmed"
