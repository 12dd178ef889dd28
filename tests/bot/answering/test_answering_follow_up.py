"""Questions that lean on the one before, each through the door `answer` with the focus that the last one left."""

from __future__ import annotations

import pytest

from bot.answering.answer import Answer
from bot.world import World
from tests.bot.answering.asking import last_of


def paths(found: Answer) -> set[tuple[str, tuple[str, ...]]]:
    return {(citation.document, citation.clause) for citation in found.message.citations}


@pytest.mark.parametrize(
    ("questions", "says", "never"),
    [
        (("济南小巨人奖励多少", "瞪羚呢"), ("瞪羚",), ("200万",)),
        (("济南小巨人奖励多少", "瞪羚呢", "独角兽呢"), ("300万",), ("瞪羚企业延续性",)),
        (("济南小巨人奖励多少", "那日照呢"), ("最高100万",), ("200万元一次性奖励。",)),
        (("济南国家级绿色工厂奖多少", "省级呢"), ("30万元。",), ("40万元。",)),
        (("济南国家级绿色工厂奖多少", "市级呢"), ("没有写市级",), ()),
        (("济南国家级绿色工厂奖多少", "那绿色园区呢"), ("100万元", "50万元"), ("绿色工厂一次性",)),
        (("济南高企复审给多少", "首次呢"), ("30万",), ("复审补助",)),
        (("技改投了八千万能补多少", "投了2亿呢"), ("2亿元 × 20% = 4000万元", "只到2000万元"), ("1600万",)),
        (("技改投了八千万能补多少", "投了2亿呢", "那投300万呢"), ("300万元 × 20% = 60万元",), ("4000万",)),
        (("技改投了八千万能补多少", "1.5亿"), ("1.5亿元 × 20% = 3000万元",), ()),
        (("股权投资奖励怎么算", "投了400万呢"), ("没有达到原文要求的500万元",), ("8万元",)),
        (("瞪羚企业奖多少", "日照的"), ("最高30万",), ("延续性",)),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) and value else "",
)
def test_what_is_named_takes_the_place_of_its_kind(
    world: World, questions: tuple[str, ...], says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    text = last_of(world, *questions).message.text
    for words in says:
        assert words in text, text
    for words in never:
        assert words not in text, text


def test_a_number_goes_on_in_the_document_shown_last(world: World) -> None:
    found = last_of(world, "日照第三部分第12条", "第13条呢")
    assert paths(found) == {("rizhao-plan-2022", ("三", "(四)", "13"))}


@pytest.mark.parametrize(("word", "number"), [("上一条", "12"), ("下一条", "14")])
def test_the_neighbour_asked_for_alone_is_shown(world: World, word: str, number: str) -> None:
    found = last_of(world, "日照第13条", word)
    assert paths(found) == {("rizhao-plan-2022", ("三", "(四)", number))}


def test_when_the_money_comes_is_not_the_date_of_the_document(world: World) -> None:
    found = last_of(world, "日照小巨人奖励多少", "什么时候发")
    assert found.kind == "not_covered"
    assert "多久发钱" in found.message.text


def test_the_second_of_two_questions_leans_on_the_first(world: World) -> None:
    found = last_of(world, "绿色工厂奖励多少，绿色园区呢，绿色数据中心呢")
    for words in ("绿色工厂一次性奖励 40万元", "绿色工业园区一次性奖励 100万元", "绿色数据中心一次性奖励 50万元"):
        assert words in found.message.text
    kinds = [part.kind for part in found.message.parts]
    assert kinds[-2:] == ["notice", "folded"]  # said once, at the end
    assert kinds.count("notice") == kinds.count("folded") == 1


def test_two_kinds_of_question_about_one_thing(world: World) -> None:
    text = last_of(world, "济南小巨人奖励多少，谁负责？").message.text
    assert "200万元" in text
    assert "责任单位:市工业和信息化局" in text
