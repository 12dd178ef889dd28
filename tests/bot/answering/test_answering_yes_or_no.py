"""Yes or no first: by the condition, by the sentence, by the head of a text; and no yes where nothing says it."""

from __future__ import annotations

import pytest

from bot.world import World
from tests.bot.answering.asking import ask


def first(world: World, question: str) -> str:
    return ask(world, question).message.text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("公司在日照登记刚满两年 培育条件够不够", "可以"),
        ("登记不到两年 日照培育条件过得去吗", "不行"),
        ("没做质量管理体系认证 能当日照培育对象吗", "不行,您说的没有"),
        ("去年营收四百万 日照培育条件够吗", "不够:您说的400万元"),
        ("年收入2500万 日照培育营收那条够吗", "够:您说的2500万元"),
        ("我们是分公司 日照培育要独立法人吗", "要求独立法人"),
        ("担保费率刚好是1% 能领担保费补贴吗", "可以"),
    ],
)
def test_a_condition_is_held_against_what_is_told(world: World, question: str, begins: str) -> None:
    assert first(world, question).startswith(begins)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("省里支持用技术入股吗", "是的,省方案写了"),
        ("济南支不支持建商业秘密保护示范基地", "是的,济南十一条写了"),
        ("日照企业能发集合票据吗", "可以,日照方案写了"),
        ("跨境电商济南有没有扶持", "有,济南十一条写了"),
        ("单位提意见要盖公章吗", "要,济南2024稿写了"),
    ],
)
def test_a_sentence_that_says_it_all_is_a_yes(world: World, question: str, begins: str) -> None:
    assert first(world, question).startswith(begins)


@pytest.mark.parametrize(
    "question",
    [
        "股权投资奖励给被投的企业吗",  # to whom
        "提意见可以匿名吗",  # denied
        "济南新独角兽要有300个吗",  # another unit
        "日照企业都能发集合票据吗",  # all
        "这份稿子现在还有效吗",  # the text itself
        "国家中小企业发展基金子基金落没落户济南",  # only aimed at
    ],
)
def test_what_no_sentence_says_is_no_yes(world: World, question: str) -> None:
    assert not first(world, question).startswith(("是的", "可以", "有,", "要,"))


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("济南独角兽给300万吧", "对:"),
        ("济南独角兽那300万是固定给的吧", "300万元是写了"),
        ("济南2021年评的小巨人能拿200万吧", "200万元是写了"),
        ("济南高企首次30万 复审也30万吧", "不对,不是30万元"),
        ("日照独角兽300万是一次性还是分年给", "一次性"),
        ("济南分技术委员会扶持40万吧", "不对,不是40万元"),
    ],
)
def test_a_figure_is_right_only_where_nothing_else_is_said(world: World, question: str, begins: str) -> None:
    assert first(world, question).startswith(begins)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("日照方案是市工信局印发的吧", "不是,"),
        ("日照方案是市政府办公室发的吧", "是的,"),
        ("省方案落款是什么日期", "《山东省培育方案(2022)》写的日期是2022年1月12日"),
        ("济南十一条标没标日期", "没有:"),
        ("济南2024稿打什么时候开始施行", "《济南优质中小企业若干措施(2024征求意见稿)》没有填日期"),
        ("日照方案市政府同意了没", "是的,日照方案写了"),
    ],
)
def test_the_head_of_a_text(world: World, question: str, begins: str) -> None:
    assert first(world, question).startswith(begins)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("济南绿色园区国家级比省级多几万", "相差 100万元 − 50万元 = 50万元。"),
        ("济南省级瞪羚复核比新认定少多少", "相差 50万元 − 20万元 = 30万元。"),
        ("牵头定国际标准比国家标准多多少", "相差 60万元 − 40万元 = 20万元。"),
    ],
)
def test_two_of_one_text_are_held_together(world: World, question: str, line: str) -> None:
    assert line in ask(world, question).message.text.splitlines()[:3]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("上市那三笔哪一笔最多", "济南写的最多的是上市补助(首发上市成功),400万元"),
        ("日照小巨人累计到2025年多少家", "日照:累计达到30家左右"),
        ("日照市级瞪羚累计要160家吧", "不对,日照:累计达到200家左右"),
        ("出海展会那个行动在哪一条", "写在《"),
        ("十一条第五条归市科技局一家管吗", "不只是:"),
        ("企业进基地满一年评上省级瞪羚 基地拿多少", "济南:示范基地培育省级瞪羚奖励 每家10万元"),
        ("小巨人给省重点产业链配套率要到百分之几", "山东:国家级专精特新“小巨人”企业为省重点产业链配套率达到 90%以上"),
    ],
)
def test_the_first_line_is_what_was_asked(world: World, question: str, begins: str) -> None:
    assert first(world, question).startswith(begins)
