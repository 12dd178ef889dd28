"""Cells that are told: placeholders, letters among digits, shares and figures of another size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.lists.lists import listed, of_rows, workbook


def of_column(folder: Path, heading: str, *cells: Any) -> tuple[list[Any], list[int]]:
    """What the cells come to, and the rows that are told."""
    found = of_rows(folder, ["企业名称", heading], *([f"第{n}机械有限公司", cell] for n, cell in enumerate(cells)))
    fact = found.columns[1].fact or ""
    return [company.facts.get(fact) for company in found.companies], [p.row for p in found.problems if p.company]


@pytest.mark.parametrize("cell", ["待核实", "保密", "?", "待定", "***", "5OO", "12l", "很多"])
def test_what_stands_in_for_a_figure_is_told_and_not_read(tmp_path: Path, cell: str) -> None:
    assert of_column(tmp_path, "从业人员", 40, cell) == ([40, None], [3])


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("上年营业收入(亿元)", "约1.2", 120_000_000),
        ("上年营业收入(元)", "3000000多", 3_000_000),
        ("上年营业收入(万元)", "三千二百左右", 32_000_000),
        ("上年研发费用(万元)", "近100", 1_000_000),
        ("上年营业收入(亿元)", "约3000万", 30_000_000),
        ("资产负债率(%)", "约45", 0.45),
    ],
)
def test_a_figure_among_words_has_its_columns_unit(tmp_path: Path, heading: str, cell: str, value: float) -> None:
    read, told = of_column(tmp_path, heading, cell)
    assert ([one["value"] if isinstance(one, dict) else one for one in read], told) == ([value], [])


@pytest.mark.parametrize(("heading", "cell"), [("上年营业收入", "约1200"), ("上年营业收入(元)", "负12345.00")])
def test_a_figure_among_words_never_gets_a_unit_of_the_readers_own(tmp_path: Path, heading: str, cell: str) -> None:
    assert of_column(tmp_path, heading, cell) == ([None], [2])


def test_a_no_to_a_narrower_kind_says_nothing(tmp_path: Path) -> None:
    assert of_column(tmp_path, "是否小型微利企业", "是", "否", "是", "否") == ([True, None, True, None], [])
    assert of_column(tmp_path, "是否中小企业", "是", "否") == ([True, False], [])


@pytest.mark.parametrize("cell", ["/", "——", ""])
def test_a_mark_for_nothing_is_no_problem(tmp_path: Path, cell: str) -> None:
    assert of_column(tmp_path, "从业人员", 40, cell) == ([40, None], [])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12年6月18日", "2012-06-18"),
        ("98年5月", "1998-05"),
        ("成立于2011年6月", "2011-06"),
        ("2011年6月份", "2011-06"),
    ],
)
def test_days_as_people_shorten_them(tmp_path: Path, cell: str, value: str) -> None:
    assert of_column(tmp_path, "成立日期", cell) == ([value], [])


@pytest.mark.parametrize(
    ("heading", "cells", "told"),
    [
        ("研发费用占比(%)", [5, 4.2, 605], [4]),
        ("资产负债率(%)", [45, 38, 52, 61, 0.41, 55], [6]),
        ("上年营业收入(万元)", [5200, 800, 9900, 4300, 12_000, 6_100_000], [7]),
        ("上年营业收入(万元)", [1.25, 0.43, 0.88, 2.1, 0.36], [2, 3, 4, 5, 6]),
        ("上年营业收入(元)", [5200, 800, 9900, 4300, 1200], [2, 3, 4, 5, 6]),
    ],
)
def test_what_is_wrong_by_ten_or_ten_thousand_is_told_and_not_used(
    tmp_path: Path, heading: str, cells: list[float], told: list[int]
) -> None:
    values, rows = of_column(tmp_path, heading, *cells)
    assert rows == told
    assert [values[row - 2] for row in told] == [None] * len(told)


def test_a_figure_many_times_that_of_the_year_before_is_told(tmp_path: Path) -> None:
    head = ["企业名称", "2025年营业收入(万元)", "2024年营业收入(万元)"]
    found = of_rows(tmp_path, head, ["甲机械有限公司", 8700, 812], ["乙机械有限公司", 900, 812])
    assert [problem.row for problem in found.problems] == [2]


def test_a_cell_in_the_words_of_its_heading_is_a_yes_or_a_no(tmp_path: Path) -> None:
    values, told = of_column(tmp_path, "是否领过专项资金", "领过", "未领过", "尚未", "不清楚")
    assert (values[:3], told) == ([True, False, False], [])


def test_honours_numbered_in_their_cell(tmp_path: Path) -> None:
    cells = ["①科技型中小企业②创新型中小企业", "1.创新型中小企业\n2.省级专精特新中小企业(2024年)"]
    values, told = of_column(tmp_path, "荣誉称号", *cells)
    assert (values, told) == ([["科技型中小企业", "创新型中小企业"], ["创新型中小企业", "省级专精特新"]], [])


def test_a_year_behind_a_comma_is_that_of_the_honour_before_it(tmp_path: Path) -> None:
    values, told = of_column(tmp_path, "荣誉称号", "国家高新技术企业，2023年；科技型中小企业")
    assert (values, told) == ([["国家高新技术企业", "科技型中小企业"]], [])


@pytest.mark.parametrize(
    ("written", "honours"),
    [
        ("浙江省专精特新中小企业(2024年)", ["省级专精特新"]),
        ("2024年自治区绿色工厂", ["省级绿色工厂"]),
        ("重庆市专精特新中小企业", ["省级专精特新"]),
        ("宁波市专精特新企业", ["市级专精特新"]),
        ("浙江省制造业单项冠军企业；高新技术企业", ["省级单项冠军", "国家高新技术企业"]),
    ],
)
def test_the_issuer_of_an_honour_says_its_level(tmp_path: Path, written: str, honours: list[str]) -> None:
    found = of_rows(tmp_path, ["企业名称", "称号", "从业人员"], ["宁波听潮模具有限公司", written, 50])
    assert found.companies[0].facts["honours"] == honours


def test_a_province_has_no_national_honour_to_give(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ["企业名称", "称号", "从业人员"], ["宁波听潮模具有限公司", "浙江省专精特新小巨人", 50])
    assert "honours" not in found.companies[0].facts
    assert [problem.value for problem in found.problems if problem.company] == ["浙江省专精特新小巨人"]


def test_cells_that_say_half_of_it_are_told(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["企业名称", "2025年营业收入(万元)", "成立时间", "质量管理体系认证"],
        ["宁波听潮模具有限公司", "8.75千", "2015-00-12", "认证中"],
    )
    assert found.companies[0].facts == {"quality_certified": False}
    assert [problem.value for problem in found.problems if problem.company] == ["8.75千", "2015-00-12", "认证中"]


def test_a_sheet_that_sums_up_companies_has_none(tmp_path: Path) -> None:
    names: list[list[object]] = [["企业名称", "从业人员", "所在镇街"], ["宁波听潮模具有限公司", 50, "小港街道"]]
    sums: list[list[object]] = [["镇街", "企业数(家)", "从业人员合计"], ["小港街道", 1, 50]]
    found = listed(workbook(tmp_path / "sums.xlsx", names, sums))
    assert [company.name for company in found.companies] == ["宁波听潮模具有限公司"]


def test_a_bare_share_among_small_percentages_is_told(tmp_path: Path) -> None:
    assert of_column(tmp_path, "担保费率", "0.8%", "1%", "0.5", 0.01) == ([0.008, 0.01, None, 0.01], [4])
    assert of_column(tmp_path, "资产负债率", "45%", "38%", "0.52") == ([0.45, 0.38, 0.52], [])
