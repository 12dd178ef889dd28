"""`mingce screen` as people and scripts call it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars
import pytest
from openpyxl import load_workbook

from bot.__main__ import app
from bot.errors import InputError
from bot.lists.model import Company
from bot.portfolio.lines import Line
from bot.portfolio.screening import Screener
from tests.bot.lists.lists import rulebook

ROWS = [
    [
        "企业名称",
        "所在城市",
        "称号",
        "称号取得方式",
        "上年营业收入(万元)",
        "从业人员",
        "独立法人资格",
        "成立日期",
        "备用",
    ],
    ["甲公司", "日照", "省级瞪羚", "新认定", "3200", "120", "是", "2020-05-10", "=1+1"],
    ["=HYPERLINK(1)", "历下区", "国家高新技术企业", "复核通过", "约5000万", "许多", "也许", "", ""],
    ["丙公司", "日照", "无", "", "900", "", "是", "2023-03-01", "x"],
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(ROWS)
    return file


def screen(*words: str | Path) -> None:
    app(["screen", *map(str, words), "--as-of", "2024-06-01"], standalone_mode=False)


def test_four_sheets_and_no_formula(source: Path, tmp_path: Path) -> None:
    screen(source, "-o", tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["企业", "项目", "差距", "问题"]
    companies = {row[1]: row for row in book["企业"].iter_rows(min_row=2, values_only=True)}
    assert list(companies) == ["甲公司", "=HYPERLINK(1)", "丙公司"]
    assert companies["甲公司"][4] >= 1 and companies["甲公司"][5] == 300_000
    assert companies["甲公司"][-1] == "=1+1"
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    told = [(row[1], row[3]) for row in book["问题"].iter_rows(min_row=2, values_only=True)]
    assert told == [(1, "备用"), (3, "从业人员"), (3, "独立法人资格")]


def test_the_json_of_the_contract(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    screen(source, "--json")
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["columns", "companies", "problems"]
    assert list(found["columns"][0]) == ["sheet", "column", "fact", "unit", "sample"]
    keys = ["sheet", "row", "name", "facts", "sums", "best_yuan", "low_yuan", "high_yuan", "nearest", "missing"]
    assert list(found["companies"][0]) == keys
    assert found["companies"][0]["best_yuan"] == 300_000
    assert found["companies"][1]["facts"]["revenue_yuan"] == {"value": 50_000_000, "approximate": True}
    assert list(found["problems"][0]) == ["sheet", "row", "column", "value", "why", "remedy"]
    assert not list(source.parent.glob("*.xlsx"))


def test_a_table_of_any_size_with_a_summary(source: Path, tmp_path: Path) -> None:
    screen(source, "-o", tmp_path / "out.parquet")
    table = polars.read_parquet(tmp_path / "out.parquet")
    assert table["企业"].to_list() == ["甲公司", "=HYPERLINK(1)", "丙公司"]
    assert load_workbook(tmp_path / "out-汇总.xlsx")["项目"].max_row > 3
    screen(source, "-o", tmp_path / "out.csv")
    assert "'=HYPERLINK(1)" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_a_mapping_is_kept_where_asked_for(source: Path, tmp_path: Path) -> None:
    screen(source, "-o", tmp_path / "out.xlsx", "--mapping", tmp_path / "columns.toml")
    assert "revenue_yuan" in (tmp_path / "columns.toml").read_text(encoding="utf-8")
    screen(source, "-o", tmp_path / "out.xlsx", "--mapping", tmp_path / "columns.toml")


class Person(io.StringIO):
    """Somebody at a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_person_confirms_the_columns_before_anything_is_read(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target, mapping = tmp_path / "out.xlsx", tmp_path / "list-对应.toml"
    monkeypatch.setattr("sys.stdin", Person("不\n"))
    with pytest.raises(InputError, match="什么都没有读"):
        screen(source, "-o", target)
    told = capsys.readouterr().err
    assert "上年营业收入" in told and "3200" in told and "确认" in told
    monkeypatch.setattr("sys.stdin", Person("存\n"))
    with pytest.raises(InputError, match="对应"):
        screen(source, "-o", target)
    assert "revenue_yuan" in mapping.read_text(encoding="utf-8") and not target.exists()
    monkeypatch.setattr("sys.stdin", Person("确认\n"))
    screen(source, "-o", target)
    for saved in (["--yes"], ["--mapping", mapping]):
        target.unlink()
        monkeypatch.setattr("sys.stdin", Person("不\n"))
        screen(source, "-o", target, *saved)
        assert target.exists(), "looked at before, or not to be asked"


@pytest.mark.parametrize(("target", "said"), [("list.csv", "名单本身"), ("out.docx", "parquet")])
def test_a_wrong_target_is_one_clear_line(source: Path, target: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        screen(source, "-o", source.with_name(target))


def test_sums_that_need_no_application_come_with_their_receipt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.csv").write_text(
        "企业名称,所在城市,称号,称号取得方式,绿色化技改投资额(万元)\n甲公司,日照,省级瞪羚,新认定,\n乙公司,济南,,,1000\n",
        encoding="utf-8",
    )
    screen(tmp_path / "list.csv", "--json", "--automatic", "-o", tmp_path / "out.xlsx")
    paid = json.loads(capsys.readouterr().out)["automatic"]
    first = next(item for item in paid if item["name"] == "甲公司")
    assert first["automatic"] and first["amount_yuan"] == 300_000 and first["own_word"] == []
    assert set(first["of_record"]) == {"city", "honours", "honour_event"}
    receipt = first["receipt"]
    book = rulebook()
    again = book.evaluate(receipt["facts"], date.fromisoformat(receipt["as_of"]), programmes=[receipt["programme"]])
    assert (again[0].verdict.value, again[0].amount.yuan) == (receipt["outcome"], receipt["amount_yuan"])
    assert not any(item["automatic"] for item in paid if item["name"] == "乙公司")
    assert load_workbook(tmp_path / "out.xlsx").sheetnames[-1] == "免申即享"
    screen(tmp_path / "list.csv", "--automatic", "-o", tmp_path / "out.xlsx")
    assert "1 笔可以直接兑付" in capsys.readouterr().out


def test_who_is_paid_without_an_application_is_who_a_hand_would_pay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Six companies judged by hand on the plan of Rizhao, which binds that day, and on drafts, which do not."""
    (tmp_path / "list.csv").write_text(
        "企业名称,所在城市,称号,称号取得方式,绿色化技改投资额(万元)\n"
        "瞪羚,日照,省级瞪羚,新认定,\n小巨人,日照,国家级专精特新小巨人,新认定,\n没说哪年认定,日照,省级瞪羚,,\n"
        "自己说的投资,济南,,,1000\n草案,济南,省级专精特新,新认定,\n以前认定,日照,省级瞪羚,以前认定,\n没有称号,日照,无,,\n",
        encoding="utf-8",
    )
    screen(tmp_path / "list.csv", "--json", "--automatic")
    found = json.loads(capsys.readouterr().out)["automatic"]
    paid = {item["name"]: item["amount_yuan"] for item in found if item["automatic"]}
    assert paid == {"瞪羚": 300_000, "小巨人": 1_000_000}
    waits = [item for item in found if item["would_suffice"]]
    assert {(item["name"], *item["would_suffice"]) for item in waits} == {("没说哪年认定", "honour_event")}
    assert [item["receipt"]["outcome"] for item in waits] == ["unknown"]
    own = next(item for item in found if item["name"] == "自己说的投资")
    assert own["own_word"] == ["green_tech_investment_yuan"] and not own["automatic"]
    app(["screen", str(tmp_path / "list.csv"), "--json", "--automatic", "--as-of", "2026-11-22"], standalone_mode=False)
    later = json.loads(capsys.readouterr().out)["automatic"]
    assert not any(item["automatic"] or item["would_suffice"] for item in later), "the plan has ended"


def _programmes(file: Path) -> list[tuple[Any, ...]]:
    return list(load_workbook(file)["项目"].iter_rows(min_row=2, values_only=True))


def test_work_that_was_stopped_goes_on_where_it_stopped(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Screener.lines

    def stopped(self: Screener, companies: Sequence[Company]) -> Iterator[Line]:
        yield from list(whole(self, companies[:1]))
        raise KeyboardInterrupt

    monkeypatch.setattr(Screener, "lines", stopped)
    with pytest.raises(InputError, match="1 家已写"):
        screen(source, "-o", tmp_path / "out.xlsx")
    monkeypatch.setattr(Screener, "lines", whole)
    screen(source, "-o", tmp_path / "out.xlsx")
    names = [
        [row[1] for row in load_workbook(tmp_path / name)["企业"].iter_rows(min_row=2, values_only=True)]
        for name in ("out.xlsx", "out-续2.xlsx")
    ]
    assert names == [["甲公司"], ["=HYPERLINK(1)", "丙公司"]]
    assert _programmes(tmp_path / "out-续2.xlsx") != _programmes(tmp_path / "out.xlsx")
    screen(source, "-o", tmp_path / "whole.xlsx")
    assert _programmes(tmp_path / "out-续2.xlsx") == _programmes(tmp_path / "whole.xlsx")
    screen(source, "-o", tmp_path / "out.xlsx")
    assert load_workbook(tmp_path / "out.xlsx")["企业"].max_row == 4
