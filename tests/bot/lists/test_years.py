"""A column that says of which year the figures of its row are."""

from __future__ import annotations

from pathlib import Path

from tests.bot.lists.lists import facts, of_rows

HEAD = ["企业名称", "营业额(万元)", "营业额所属年度", "从业人员"]


def test_figures_of_other_years_are_moved_or_told(tmp_path: Path) -> None:
    rows = [
        ["甲机械有限公司", 5200, 2025, 60],
        ["乙机械有限公司", 4800, "2024年报", 50],
        ["丙机械有限公司", 3900, 2022, 40],
    ]
    found = of_rows(tmp_path, HEAD, *rows)
    assert facts(found) == {
        "甲机械有限公司": {"revenue_yuan": 52_000_000, "employees": 60},
        "乙机械有限公司": {"revenue_prev_yuan": 48_000_000, "employees": 50},
        "丙机械有限公司": {"employees": 40},
    }
    assert [(problem.row, problem.column) for problem in found.problems if problem.company] == [(4, "营业额(万元)")]


def test_a_heading_with_a_year_of_its_own_is_not_moved(tmp_path: Path) -> None:
    head = ["企业名称", "2025年营业收入(万元)", "数据年度"]
    assert facts(of_rows(tmp_path, head, ["甲机械有限公司", 5200, 2024])) == {
        "甲机械有限公司": {"revenue_yuan": 52_000_000}
    }
