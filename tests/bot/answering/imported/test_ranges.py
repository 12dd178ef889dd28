"""Sums that a sentence or a row is for."""

from __future__ import annotations

import pytest

from bot.answering.imported.ranges import holds, row_holds
from knowledge.model import Cells, Clause


@pytest.mark.parametrize(
    ("text", "yuan", "inside"),
    [
        ("设备投资额500万元(不含税)及以上的", 8_000_000, True),
        ("设备投资额500万元(不含税)及以上的", 3_000_000, False),
        ("投资200万元以上、不足500万元的", 3_000_000, True),
        ("投资200万元以上、不足500万元的", 5_000_000, False),
        ("年进出口额1亿元至5亿元", 200_000_000, True),
        ("营业收入首次突破5000万元、1亿元、5亿元的", 100_000_000, True),
        ("年销售额不满2000万元的", 10_000_000, True),
        ("给予最高300万元补助", 1_000_000, False),
        ("每年不超过50万元", 1_000_000, False),
        ("从业人员300人以上的", 500, False),
    ],
)
def test_ranges_of_sums(text: str, yuan: float, inside: bool) -> None:
    assert holds(text, yuan) == inside


@pytest.mark.parametrize(
    ("head", "row", "yuan", "inside"),
    [
        (("类别", "投资额（万元）"), ("设备更新", "200—500"), 3_000_000, True),
        (("类别", "投资额（万元）"), ("设备更新", "500以上"), 3_000_000, False),
        (("软件业务收入", "奖励（万元）"), ("1亿元", "50"), 100_000_000, True),
        (("档次", "进出口额"), ("第一档", "5亿元以上"), 600_000_000, True),
        (("档次", "人数"), ("第一档", "300以上"), 600, False),
    ],
)
def test_ranges_of_rows(head: tuple[str, ...], row: tuple[str, ...], yuan: float, inside: bool) -> None:
    clause = Clause("某办法", ("表1", "行1"), None, " ".join(row), (), 0, 0, 0, table=Cells(head, row))
    assert row_holds(clause, yuan) == inside
