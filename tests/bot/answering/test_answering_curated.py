"""When a curated answer speaks, and when the documents do."""

from __future__ import annotations

import pytest

from bot.world import World
from tests.bot.answering.asking import ask


def test_a_count_that_a_text_states_is_no_matter_of_a_curated_answer(world: World) -> None:
    found = ask(world, "改制每年多少家")
    assert any("100 家以上" in each.quote for each in found.message.citations)
    assert "3个月" not in found.message.text


def test_nothing_is_joined_to_what_no_text_says(world: World) -> None:
    assert "万元" not in ask(world, "申报材料有哪些").message.text


def test_what_is_not_recognised_yet_is_not_granted(world: World) -> None:
    found = ask(world, "我是济南的,小巨人还没批,公示期,能拿200万吗")
    assert found.message.text.startswith("按原文还不能算")
    assert any("新获评" in each.quote for each in found.message.citations)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("你是人还是机器", "我是程序"),
        ("隐私政策", "企业资料和说明它们的原话"),
        ("你们的隐私政策是什么", "企业资料和说明它们的原话"),
        ("你们是政府的吗", "不是。"),
        ("保密吗", "您说的数字只用来算您的结果"),
        ("你存了我电话吗", "您说的数字只用来算您的结果"),
        ("工信局说没这钱", "以主管部门说的为准"),
        ("打了电话没人接", "我没有别的号码"),
        ("我叫张三 电话13800000000", "不用留姓名和电话"),
        ("收费吗", "我这里不收钱"),
        ("你帮我催一下", "催不了"),
    ],
)
def test_everyday_lines_get_a_plain_answer(world: World, question: str, first: str) -> None:
    found = ask(world, question)
    assert found.kind == "help"
    assert found.message.text.startswith(first)
    assert not found.message.citations


def test_trade_secrets_stay_a_subject_of_the_documents(world: World) -> None:
    assert ask(world, "企业商业秘密怎么保护").kind == "clause"
