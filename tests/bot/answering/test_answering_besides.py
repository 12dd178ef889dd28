"""What is said beside the sentences quoted: words that are used and not explained, other clauses on a broad subject."""

from __future__ import annotations

import pytest

from bot.world import World
from tests.bot.answering.asking import ask


@pytest.mark.parametrize("question", ["什么叫揭榜挂帅", "什么是亩产效益A类", "主办行是啥"])
def test_a_word_that_is_not_explained(world: World, question: str) -> None:
    found = ask(world, question)
    assert "没有专门解释" in found.message.text
    assert len(found.message.citations) == 1


@pytest.mark.parametrize("question", ["省方案指导思想是什么", "瞪羚是什么"])
def test_what_is_told_is_not_called_unexplained(world: World, question: str) -> None:
    assert "没有专门解释" not in ask(world, question).message.text


def test_a_broad_question_names_the_clauses_it_does_not_quote(world: World) -> None:
    text = ask(world, "数字化有哪些支持").message.text
    assert "第二部分第(七)条「加快中小企业数字化转型」" in text
    assert "第四部分(五)第17条「实施数字化引领」" in text


def test_the_name_of_a_document_is_no_subject(world: World) -> None:
    text = ask(world, "专家建议里对金融说了什么").message.text
    assert "做好普惠金融服务" in text
    assert "专家学者" not in text
    found = ask(world, "建议书里说奖励贴息多少")
    assert [each.clause for each in found.message.citations] == [("文3", "三", "一是")]


def test_no_honour_is_called_an_enterprise_twice(world: World) -> None:
    assert "企业企业" not in ask(world, "领航企业奖多少").message.text
