"""Heads in words of their own: read as sentences, checked against the cells, told as a guess."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.lists.model import Column
from tests.bot.lists.lists import of_rows


def column(folder: Path, heading: str, *cells: Any) -> Column:
    rows = [[f"第{n}机械有限公司", 40 + n, cell] for n, cell in enumerate(cells)]
    return of_rows(folder, ["企业名称", "从业人员", heading], *rows).columns[2]


@pytest.mark.parametrize(
    ("heading", "cells", "fact"),
    [
        ("哪一天登记开业的", ["2015-03-02", "2001/5/6"], "founded_date"),
        ("研发上花了多少（万元）", [120, 35.5], "rd_expense_yuan"),
        ("东西卖了多少钱（万元）", [1200, 355], "revenue_yuan"),
        ("以前拿没拿过专项资金", ["是", "否"], None),
        ("有没有拿过专项资金", ["是", "否"], "special_fund_received"),
        ("何种称号、何时评上", ["2021年省级专精特新", "创新型中小企业"], "honours"),
        ("研发上花了多少（万元）", ["是", "否"], None),
        ("净利润（万元）", [30, 40], None),
        ("硕士以上人数", [3, 4], None),
    ],
)
def test_a_heading_is_taken_for_what_its_words_and_its_cells_both_say(
    tmp_path: Path, heading: str, cells: list[Any], fact: str | None
) -> None:
    found = column(tmp_path, heading, *cells)
    assert found.fact == fact
    assert bool(found.doubts) == (fact is not None)


def test_a_yes_below_a_heading_that_denies_is_a_no(tmp_path: Path) -> None:
    rows = [["甲公司", 4, "是"], ["乙公司", 5, "否"]]
    found = of_rows(tmp_path, ["企业名称", "从业人员", "近两年无行政处罚"], *rows)
    assert [company.facts["penalised_recently"] for company in found.companies] == [False, True]


def test_a_guess_gives_way_to_a_heading_that_is_known(tmp_path: Path) -> None:
    head = ["企业名称", "上年营业收入(万元)", "东西卖了多少钱（万元）"]
    found = of_rows(tmp_path, head, ["甲公司", 500, 700])
    assert found.companies[0].facts == {"revenue_yuan": 5_000_000}


@pytest.mark.parametrize(
    ("heading", "cells", "fact"),
    [
        ("国标行业", ["通用设备制造业", "3443阀门和旋塞制造"], "industry"),
        ("行业排名", ["前三", "第五"], None),
        ("荣誉年份", [2023, "2024年"], "honour_year"),
        ("负债合计", [45_000, 9_000], None),
    ],
)
def test_the_cells_decide_what_a_heading_can_be(
    tmp_path: Path, heading: str, cells: list[Any], fact: str | None
) -> None:
    assert column(tmp_path, heading, *cells).fact == fact
