"""What rows of tables give."""

from __future__ import annotations

import pytest

from knowledge.importing.rows import awards_in_row
from knowledge.model import Cells, Clause

HEAD = ("类别", "条件", "奖励标准(万元)", "备注")


def row(head: tuple[str, ...], cells: tuple[str, ...]) -> Clause:
    text = "\t".join(cells)
    return Clause("some", ("附件", "表1", "行1"), None, text, (), 0, len(text), len(text), table=Cells(head, cells))


def test_a_figure_takes_its_unit_from_the_head() -> None:
    (award,) = awards_in_row(row(HEAD, ("绿色制造", "省级绿色工厂", "20", "")))
    assert (award.kind, award.amount_yuan, award.recipient) == ("fixed", 200_000, "绿色制造、省级绿色工厂")


@pytest.mark.parametrize(
    ("head", "cell", "kind", "value"),
    [
        ("补贴标准", "3000元", "fixed", 3000),
        ("最高奖励(万元)", "50", "up_to", 500_000),
        ("补助比例", "15%", "share", 0.15),
        ("补贴比例(%)", "15", "share", 0.15),
        ("资助金额", "不超过1.5万元", "up_to", 15_000),
    ],
)
def test_units_limits_and_shares(head: str, cell: str, kind: str, value: float) -> None:
    (award,) = awards_in_row(row(("项目", head), ("民宿", cell)))
    assert (award.kind, award.amount_yuan or award.rate) == (kind, value)


def test_numbers_of_other_columns_give_nothing() -> None:
    assert awards_in_row(row(("序号", "名称", "面积(亩)"), ("1", "茶园", "50"))) == ()
    assert awards_in_row(row(HEAD, ("绿色制造", "省级绿色工厂", "另行通知", "20"))) == ()


@pytest.mark.parametrize(
    ("cell", "kind", "value", "unit"),
    [
        ("每平方米每月5元", "per_unit", 5, "平方米·月"),
        ("铁路运费的10%", "share", 0.1, None),
        ("每辆3万元", "per_unit", 30_000, "辆"),
    ],
)
def test_cells_of_words_are_read_as_sentences_are(cell: str, kind: str, value: float, unit: str | None) -> None:
    (award,) = awards_in_row(row(("项目", "奖补标准"), ("厂房租金", cell)))
    assert (award.kind, award.per_unit_yuan or award.rate, award.unit, award.recipient) == (
        kind,
        value,
        unit,
        "厂房租金",
    )


def test_columns_that_give_by_the_unit_are_told_apart_and_limits_are_read() -> None:
    head = ("档次", "进出口额", "班机补贴（元/公斤）", "公路补贴（元/车次）", "年度上限（万元）")
    plane, road, most = awards_in_row(row(head, ("第一档", "5亿元以上", "2.5", "1200", "500")))
    assert (plane.per_unit_yuan, plane.unit, plane.recipient) == (2.5, "公斤", "第一档、5亿元以上、班机补贴")
    assert (road.per_unit_yuan, road.unit) == (1200, "车次")
    assert (most.kind, most.amount_yuan) == ("up_to", 5_000_000)
