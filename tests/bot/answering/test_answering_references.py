"""Clause numbers as they are typed, parts and points that are not there, and what stands somewhere else."""

from __future__ import annotations

import pytest

from bot.answering.retrieval.finding import find
from bot.answering.retrieval.references import Reference, reference
from bot.world import World
from knowledge.library import cached_library
from tests.bot.answering.asking import TODAY, ask


@pytest.mark.parametrize(
    ("question", "document", "path"),
    [
        ("日照3.1.2", "rizhao-plan-2022", "三(一)2"),
        ("日照二2", "rizhao-plan-2022", "二2"),
        ("济南2024年措施(五)", "jinan-sme-draft-2024", "二(五)"),
        ("2024稿 五", "jinan-sme-draft-2024", "二(五)"),
        ("省方案四、4", "shandong-plan-2022", "四(二)4"),
        ("000第一条", "jinan-measures-draft", "一"),
        ("《品牌赋能》那篇第一条说什么", "jinan-proposals", "文6一"),
        ("文5第三条二是", "jinan-proposals", "文5三二是"),
        ("第十二条说的贴息", "rizhao-plan-2022", "三(四)12"),
    ],
)
def test_numbers_as_they_are_typed(world: World, question: str, document: str, path: str) -> None:
    found = ask(world, question).message.citations
    assert {(each.document, "".join(each.clause)) for each in found} == {(document, path)}


@pytest.mark.parametrize("text", ["营收1.2亿", "研发占3.5%", "日照二手设备", "二", "5000万", "济南2024年"])
def test_other_numbers_are_no_clauses(text: str) -> None:
    assert reference(text, cached_library()) is None


def test_a_lone_numeral_is_an_article_or_a_part(world: World) -> None:
    assert reference("省方案四", cached_library()) == Reference(None, 4, alone=True)
    assert {each.clause[0] for each in ask(world, "省方案四").message.citations} == {"四"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("日照第四部分", "没有第四部分:收录的文字到第三部分中间就断了"),
        ("省方案第六部分", "没有第六部分:全文到第五部分为止"),
        ("济南2024稿第五部分", "没有第五部分"),
        ("省方案第28条", "没有第28条"),
        ("2024年稿第二条第五款", "没有分出第五点"),
        ("日照1.1", "没有这个编号:第一部分(一)"),
    ],
)
def test_what_is_not_there_is_said(world: World, question: str, said: str) -> None:
    assert said in ask(world, question).message.text


@pytest.mark.parametrize(
    ("question", "path"), [("第八条说的绿色工厂奖励40万", ("六",)), ("济南第五条说的上市补助", ("十",))]
)
def test_what_stands_under_another_number_is_shown_there(world: World, question: str, path: tuple[str, ...]) -> None:
    found = ask(world, question)
    assert ("jinan-measures-draft", path) in {(each.document, each.clause) for each in found.message.citations}
    assert "写在《济南专精特新若干政策措施(征求意见稿)》" in found.message.text


@pytest.mark.parametrize("text", ["省方案第28条", "青岛小巨人", "日照第四部分"])
def test_a_look_up_of_what_is_not_held_finds_nothing(world: World, text: str) -> None:
    assert find(text, world, TODAY, 5) == []
