"""Lists: all that is granted, which documents are held, what a text consists of, what a part asks."""

from __future__ import annotations

import pytest

from bot.world import World
from rules.rulebook import awards as kinds
from tests.bot.answering.asking import ask


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("日照有哪些奖励,全列出来", ["rizhao-plan-2022"]),
        ("日照奖励清单", ["rizhao-plan-2022"]),
        ("济南有哪些奖励", ["jinan-measures-draft", "jinan-sme-draft-2024"]),
        ("济南奖励一览", ["jinan-measures-draft", "jinan-sme-draft-2024"]),
        ("济南2024稿有哪些奖励", ["jinan-sme-draft-2024"]),
        ("山东省有哪些补贴", ["shandong-plan-2022"]),
    ],
)
def test_everything_that_is_granted_is_listed(world: World, question: str, documents: list[str]) -> None:
    found = ask(world, question)
    assert found.kind == "list"
    granting = [
        p for p in world.rulebook.programmes if p.document in documents and not isinstance(p.award, kinds.Nothing)
    ]
    assert [p.title for p in granting if p.title not in found.message.text] == []
    assert {each.document for each in found.message.citations} == set(documents)
    assert all(p.award_quote in {each.quote for each in found.message.citations} for p in granting)
    assert found.notices


@pytest.mark.parametrize("question", ["日照人才有哪些奖励", "济南绿色有哪些奖励", "日照小巨人有什么奖励"])
def test_a_subject_of_its_own_gets_no_list_of_everything(world: World, question: str) -> None:
    assert "共1" not in ask(world, question).message.parts[0].text


def test_grants_of_one_sum(world: World) -> None:
    text = ask(world, "济南稿里50万都有哪些").message.text
    assert "写到50万元的,共8项" in text
    assert "200万元" not in text


@pytest.mark.parametrize(("question", "count"), [("你收录了哪些文件", 5), ("有哪些文件", 5), ("济南有哪些政策文件", 3)])
def test_which_documents_are_held(world: World, question: str, count: int) -> None:
    found = ask(world, question)
    assert found.kind == "list"
    assert f"收录的文件有{count}份" in found.message.text


def test_clauses_are_counted_as_clauses(world: World) -> None:
    assert "正文有13条" in ask(world, "济南2024稿有几条").message.text
    assert "正文有3部分" in ask(world, "日照方案有几部分").message.text


@pytest.mark.parametrize("question", ["2022年稿和2024年稿的区别", "2024稿新增了哪些奖励"])
def test_the_two_drafts_are_compared(world: World, question: str) -> None:
    found = ask(world, question)
    assert found.kind == "compare"
    assert found.message.text.startswith("前一份是")


def test_a_draft_that_is_not_held_is_said(world: World) -> None:
    assert ask(world, "济南2024年稿比2023年稿改了哪些").message.text.startswith("没有收录2023年的稿子")
    assert "没有收录" not in ask(world, "济南2024年稿小巨人多少").message.text


@pytest.mark.parametrize("question", ["日照培育对象要什么条件", "日照培育对象的条件是什么"])
def test_conditions_are_quoted_not_their_heading(world: World, question: str) -> None:
    quotes = "".join(each.quote for each in ask(world, question).message.citations)
    assert "登记注册两年以上" in quotes
    assert "1000万元左右" in quotes
