"""Units under the names that people use, and what they are responsible for."""

from __future__ import annotations

import pytest

from bot.world import World
from tests.bot.answering.asking import ask


@pytest.mark.parametrize("question", ["人民银行负责什么", "人民银行是哪几条的责任单位", "央行负责哪几条"])
def test_a_unit_with_branches_is_found_in_all_of_them(world: World, question: str) -> None:
    found = ask(world, question)
    assert len({(each.document, each.clause) for each in found.message.citations}) == 5
    assert "没有写" not in found.message.text


@pytest.mark.parametrize(
    ("question", "unit", "count"),
    [
        ("济南市商务局负责哪几条", "市商务局", 2),
        ("日照大数据局负责哪几条", "市大数据发展局", 4),
        ("日照科技局管哪几条", "市科技局", 3),
        ("教育局负责哪几条", "市教育局", 2),
        ("济南金融局负责什么", "市地方金融监管局", 1),
        ("省工信厅负责几条", "省工业和信息化厅", 27),
    ],
)
def test_a_unit_and_a_number_of_clauses_is_no_target(world: World, question: str, unit: str, count: int) -> None:
    found = ask(world, question)
    assert found.kind == "department"
    assert f"{unit}是责任单位的有{count}条" in found.message.text


def test_clauses_that_are_not_quoted_are_named(world: World) -> None:
    assert "另外还有:" in ask(world, "省工信厅负责几条").message.text


@pytest.mark.parametrize("question", ["绿色工厂奖励找市级还是省级", "济南小巨人奖励归谁管", "日照小巨人奖励多少谁负责"])
def test_units_stand_before_amounts_where_both_are_asked(world: World, question: str) -> None:
    found = ask(world, question)
    assert found.kind == "department"
    assert found.message.text.index("责任单位:") < found.message.text.index("万元。")


def test_an_office_inside_a_unit_is_not_written(world: World) -> None:
    assert "没有写是里面的哪个处" in ask(world, "济南绿色工厂奖励哪个处负责").message.text
