"""Years that a heading does not say itself: the columns beside it and the title say them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.lists.lists import facts, of_rows

NAME = "宁波听潮模具有限公司"


def told(folder: Path, *rows: list[object]) -> dict[str, object]:
    return facts(of_rows(folder, *rows))[NAME]


def test_the_same_time_of_the_year_before_is_counted_from_the_column_beside_it(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        ["企业名称", "营业收入(万元)", "", "", "研发费用(万元)", ""],
        ["", "2025年", "上年同期", "同比(%)", "2025年", "同期数"],
        [NAME, 5200, 4800, 8.3, 310, 280],
    )
    assert found["revenue_yuan"] == 52_000_000
    assert found["revenue_prev_yuan"] == 48_000_000
    assert (found["rd_expense_yuan"], found["rd_expense_prev_yuan"]) == (3_100_000, 2_800_000)


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("2026年企业名单", ["2026年1-9月营业收入(万元)", "上年同期营业收入(万元)"]),
        ("2026年1—9月工业企业运行情况", ["营业收入(万元)", "上年同期(万元)"]),
        ("2025年三季度主要经济指标", ["本期营业收入(万元)", "营业收入同期数(万元)"]),
    ],
)
def test_figures_of_a_part_of_a_year_are_not_used(tmp_path: Path, title: str, heads: list[str]) -> None:
    found = told(tmp_path, [title], ["企业名称", *heads, "从业人员"], [NAME, 5200, 4800, 60])
    assert found == {"employees": 60}


def test_a_figure_without_a_year_is_of_the_year_that_a_table_of_statistics_reports_on(tmp_path: Path) -> None:
    found = told(tmp_path, ["2024年规上企业主要经济指标"], ["企业名称", "营业收入(万元)", "从业人员"], [NAME, 5200, 60])
    assert (found.get("revenue_yuan"), found["revenue_prev_yuan"]) == (None, 52_000_000)


def test_a_head_repeated_on_the_next_page_is_no_company_and_keeps_the_unit(tmp_path: Path) -> None:
    head = [["企业名称", "2025年", "", "资产总额"], ["", "营业收入", "研发费用", ""]]
    found = of_rows(
        tmp_path,
        ["单位:千元", "", "", ""],
        *head,
        [NAME, 9000, 300, 7000],
        head[0],
        ["台州澄江阀门有限公司", 8000, 200, 6000],
    )
    assert [company.row for company in found.companies] == [4, 6]
    assert found.companies[1].facts["total_assets_yuan"] == 6_000_000


def test_up_to_this_month_is_the_year_where_the_title_counts_twelve_months(tmp_path: Path) -> None:
    heads: list[list[object]] = [["企业名称", "营业收入(千元)", ""], ["", "1—本月", "上年同期"]]
    found = told(tmp_path, ["工业企业经济指标(2025年1—12月)"], *heads, [NAME, 52_000, 48_000])
    assert found == {"revenue_yuan": 52_000_000, "revenue_prev_yuan": 48_000_000}
