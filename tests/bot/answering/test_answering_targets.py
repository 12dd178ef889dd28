"""How many are aimed at, by honour and document; which year; and whether a text is a basis for anything."""

from __future__ import annotations

import pytest

from bot.answering.answer import Answer
from bot.world import World
from tests.bot.answering.asking import ask


def places(found: Answer) -> set[tuple[str, str]]:
    return {(each.document, "".join(each.clause)) for each in found.message.citations}


def test_every_document_gives_its_own_number(world: World) -> None:
    found = ask(world, "济南日照省里三个2025年小巨人目标分别是多少")
    assert places(found) == {
        ("jinan-measures-draft", "一"),
        ("jinan-sme-draft-2024", "一(一)"),
        ("rizhao-plan-2022", "一"),
        ("shandong-plan-2022", "三(一)"),
    }


@pytest.mark.parametrize("question", ["到2025年济南专精特新企业多少家", "济南独角兽目标", "小巨人数量目标"])
def test_awards_are_no_targets(world: World, question: str) -> None:
    assert "万元" not in ask(world, question).message.text


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("产业链领航企业多少家", "领航企业10家"),
        ("齐鲁企舞每年多少场", "20场次以上"),
        ("日照绿色产品开发几种", "50种绿色产品"),
        ("日照市级瞪羚多少家", "160家"),
        ("2023年全省小巨人有几家", "750家"),
    ],
)
def test_the_number_itself_is_quoted(world: World, question: str, number: str) -> None:
    assert any(number in each.quote for each in ask(world, question).message.citations)


@pytest.mark.parametrize(("question", "year"), [("2027年济南小巨人目标", 2027), ("2023年全省小巨人有几家", 2023)])
def test_a_year_that_is_not_written_is_said(world: World, question: str, year: int) -> None:
    assert ask(world, question).message.text.startswith(f"原文没有写{year}年的数")


def test_the_year_of_a_text_is_no_year_of_a_target(world: World) -> None:
    assert "原文没有写" not in ask(world, "济南2024稿专精特新多少家").message.text


def test_amounts_of_an_honour_side_by_side_are_no_targets(world: World) -> None:
    found = ask(world, "省级瞪羚济南日照各多少")
    assert found.kind in ("amount", "compare")
    assert "40家" not in found.message.text
    assert ("rizhao-plan-2022", "三(一)2") in places(found)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("济南征求意见稿能当依据吗", "不能:"),
        ("2024稿能作为申报依据吗", "不能:"),
        ("日照方案可以当依据吗", "现在不能单凭它:"),
        ("能不能拿日照方案去申请钱", "现在不能单凭它:"),
    ],
)
def test_whether_a_text_is_a_basis(world: World, question: str, first: str) -> None:
    found = ask(world, question)
    assert found.kind == "status"
    assert found.message.text.startswith(first)


def test_an_amount_by_a_text_stays_an_amount(world: World) -> None:
    assert ask(world, "按2024稿申报小巨人能拿多少").kind == "amount"


def test_an_honour_has_another_validity_than_a_document(world: World) -> None:
    assert "征求意见已在" not in ask(world, "小巨人称号有效期几年").message.text
