"""Questions that are about the last one in words of many kinds, and those that are not."""

from __future__ import annotations

import pytest

from bot.answering.answer import Focus, answer
from bot.understanding.intent.reader import intent
from bot.world import World
from tests.bot.answering.asking import TODAY, last_of


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("日照那边也顺便讲讲", True), ("三步全走下来总共呢", True), ("这笔算现金还是抵税", True),
        ("日照省级瞪羚奖多少", False), ("孩子上学找谁", False), ("济南绿色园区国家级给多少", False),
    ],
)  # fmt: skip
def test_whether_a_text_leans_is_learnt(text: str, leans: bool) -> None:
    assert (intent(text, focus=True).leans >= 0.5) is leans


def test_the_same_of_a_place_that_is_held(world: World) -> None:
    text = last_of(world, "烟台的独角兽奖多少", "那日照的应该有吧").message.text
    assert text.startswith("日照:独角兽企业认定奖励 最高300万元") and "烟台" not in text


def test_two_places_asked_one_after_the_other_are_compared(world: World) -> None:
    text = last_of(world, "济南小巨人奖多少", "日照的也讲一下", "两头相差多少").message.text
    assert "相差" in text.splitlines()[1] and "100万元" in text.splitlines()[1]


def test_what_the_last_clause_does_not_say_is_said_with_what_it_says(world: World) -> None:
    found = last_of(world, "日照省级瞪羚新认定给多少", "这钱要不要先垫着")
    first = found.message.parts[0].text
    assert "30万元" in first and "没有写" in first
    assert found.message.citations[0].document == "rizhao-plan-2022"


@pytest.mark.parametrize("text", ["社保怎么补缴", "明天下雨吗", "青岛的呢"])
def test_another_subject_stays_refused(world: World, text: str) -> None:
    assert last_of(world, "日照省级瞪羚新认定给多少", text).kind == "not_covered"


@pytest.mark.parametrize("text", ["济南那份2024的稿子反馈意见打什么电话", "给济南2024稿提建议,发哪个邮箱"])
def test_a_contact_is_told_first_and_nobody_by_name(world: World, text: str) -> None:
    found = answer(text, Focus(), world, TODAY).message
    assert any(key in found.parts[0].text for key in ("51705744", "@"))
    assert "联系人" not in found.text


def test_a_telephone_that_no_text_has_is_no_consultation(world: World) -> None:
    text = last_of(world, "日照省级瞪羚新认定给多少", "归哪个局管,电话多少").message.text
    assert "市财政局" in text and "51705744" not in text


def test_once_is_not_every_year(world: World) -> None:
    assert answer("日照独角兽年年都能拿300万吧", Focus(), world, TODAY).message.text.startswith("不")


def test_a_threshold_that_is_written_is_not_denied(world: World) -> None:
    text = answer("日照培育对象营收一定要到1000万才行吗", Focus(), world, TODAY).message.text
    assert "1000万元左右" in text.splitlines()[0] and "没有写具体金额" not in text


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("济南技改补助比例", "外资可以不"), ("济南技改补助比例", "服务型企业行不"),
        ("济南专用设备抵税", "买二手的行不"),
        ("日照培育对象条件", "缺一条能报不"),
    ],
)  # fmt: skip
def test_a_form_of_asking_that_leans_is_not_refused(world: World, first: str, then: str) -> None:
    found = last_of(world, first, then)
    assert found.kind != "not_covered" and "没有写" in found.message.text and found.message.citations


@pytest.mark.parametrize("then", ["封了顶没有", "封没封顶"])
def test_a_word_taken_apart_is_still_that_word(world: World, then: str) -> None:
    found = last_of(world, "济南技改补助比例", then)
    assert found.kind == "amount" and "最高2000万元" in found.message.text and "没有写" not in found.message.text
