"""Which year a figure is of, where the heading alone does not say: by the title, by a neighbour, by the sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.lists.lists import ON, facts, listed, of_rows

HEAD = ["企业名称", "营业收入(本年)", "营业收入(上年同期)", "研发费用(本年累计)", "从业人员"]
ROW = ["甲公司", 900, 700, 30, 25]
WHOLE = {"revenue_yuan": 9_000_000, "revenue_prev_yuan": 7_000_000, "rd_expense_yuan": 300_000, "employees": 25}


@pytest.mark.parametrize(
    "above", [["2025年1—12月情况"], ["填报单位:某局", "2025年1-12月", "", "单位:万元"], ["2025年度报表"]]
)
def test_a_list_on_a_whole_year_counts_from_it(tmp_path: Path, above: list[str]) -> None:
    found = of_rows(tmp_path, above, ["单位:万元"], HEAD, ROW)
    assert facts(found)["甲公司"] == WHOLE


@pytest.mark.parametrize("above", ["2026年1-9月监测表", "2026年上半年情况", "2026年三季度情况", "今年情况"])
def test_of_a_list_on_some_months_no_sum_is_a_years(tmp_path: Path, above: str) -> None:
    found = of_rows(tmp_path, [above], ["单位:万元"], HEAD, ROW)
    assert facts(found)["甲公司"] == {"employees": 25}
    told = {problem.column for problem in found.problems if "年度" in problem.why}
    assert told == set(HEAD[1:4])


def test_a_figure_without_a_year_below_some_months_is_not_used_and_one_with_its_year_is(tmp_path: Path) -> None:
    head = ["企业名称", "营业收入(万元)", "2025年研发费用(万元)"]
    found = of_rows(tmp_path, ["2026年1-9月监测表"], head, ["甲公司", 900, 30])
    assert facts(found)["甲公司"] == {"rd_expense_yuan": 300_000}


def test_a_day_on_which_a_list_was_filled_in_is_no_period(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ["填报时间:2026年7-8月"], ["企业名称", "营业收入(万元)"], ["甲公司", 900])
    assert facts(found)["甲公司"] == {"revenue_yuan": 9_000_000}


def test_the_year_of_a_neighbour_says_which_one_the_same_period_was(tmp_path: Path) -> None:
    head = ["企业名称", "2025年营业收入(万元)", "营业收入上年同期数(万元)"]
    assert facts(of_rows(tmp_path, head, ["甲公司", 900, 700]))["甲公司"]["revenue_prev_yuan"] == 7_000_000


def test_sheets_that_are_named_by_years_are_of_these_years(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    rows: dict[str, list[Any]] = {"2024年": ["甲公司", 700, 20], "2025年": ["甲公司", 900, 25]}
    for name, row in rows.items():
        sheet = book.create_sheet(name)
        sheet.append(["企业名称", "营业收入(万元)", "从业人员"])
        sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "list.xlsx")
    found = facts(listed(tmp_path / "list.xlsx"))["甲公司"]
    assert found == {"revenue_prev_yuan": 7_000_000, "revenue_yuan": 9_000_000, "employees": 25}
    assert ON.year - 1 == 2025
