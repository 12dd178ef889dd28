"""Questions that rule something out, name places of which nothing is held, or a document by its number."""

from __future__ import annotations

import pytest

from bot.world import World
from tests.bot.answering.asking import ask


@pytest.mark.parametrize("number", ["鲁政发〔2031〕9号", "日政办字[2022]999号", "济工信发(2025)3号"])
def test_a_number_that_no_document_bears_is_said_to_be_not_held(world: World, number: str) -> None:
    found = ask(world, f"{number}里小巨人奖励多少")
    assert found.kind == "not_covered" and not found.message.citations
    assert f"没有收录{number}" in found.message.text


def test_a_number_that_a_document_bears_is_that_document(world: World) -> None:
    held = next(document for document in world.library.documents if document.number)
    found = ask(world, f"{held.number}还有效吗")
    assert {citation.document for citation in found.message.citations} == {held.id}


def test_of_several_places_those_held_are_answered(world: World) -> None:
    text = ask(world, "威海、日照两个市小巨人奖励多少").message.text
    assert "没有收录威海" in text and "100万元" in text


@pytest.mark.parametrize(
    ("question", "has"), [("不是瞪羚,我问的是日照独角兽奖励多少", "300万元"), ("日照除了独角兽还有什么奖励", "瞪羚")]
)
def test_what_is_ruled_out_is_not_asked_about(world: World, question: str, has: str) -> None:
    assert has in ask(world, question).message.text


def test_an_address_that_was_pasted_is_no_subject(world: World) -> None:
    found = ask(world, "朋友发来的(网址:https://example.org/a/b.html?x=1)说日照瞪羚有奖励,多少钱")
    assert found.kind == "amount" and "30万元" in found.message.text
