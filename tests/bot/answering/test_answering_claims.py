"""Money only where nothing told breaks a condition; claims beside what is written; like compared with like; sums."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Focus, answer
from bot.answering.money.spoken import spoken
from bot.model import Part
from bot.world import World

TODAY = date(2026, 11, 22)


def said(world: World, *questions: str) -> str:
    """The reply to the last of some messages, without its quotes."""
    focus, parts = Focus(), tuple[Part, ...]()
    for question in questions:
        found = answer(question, focus, world, TODAY)
        focus, parts = found.focus, found.message.parts
    return "\n".join(part.text for part in parts if part.kind not in ("quote", "source", "notice", "hint"))


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("担保费率1.2%贷款300万补多少", "担保费率不超过1%"),
        ("担保公司收我们1.5个点,还能领担保费补贴吗", "担保费率不超过1%"),
        ("大型企业担保贷款300万补多少", "小微企业主体"),
        ("担保贷款501万补多少", "单户担保金额500万元及以下"),
        ("股权投资投了500万一年奖多少", "投资期限在2年以上"),
        ("投了600万股权投资8个月奖多少", "投资期限在2年以上"),
        ("向关联企业投资800万股权奖多少", "非关联企业"),
        ("入驻6个月的基地培育1家小巨人奖多少", "入驻企业(入驻基地满12个月)"),
        ("设备没列入目录,专用设备投资300万能抵多少", "列入国家所得税优惠目录的"),
    ],
)
def test_nothing_is_computed_where_a_condition_is_broken(world: World, question: str, condition: str) -> None:
    text = said(world, question)
    assert f"「{condition}」" in text, text
    assert "×" not in text, text


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("担保费率0.8%贷款300万补多少", "300万元 × 8‰ = 2.4万元"),
        ("股权投资投了800万3年奖多少", "800万元 × 2% = 16万元"),
        ("专用设备300万,当年应纳税额10万,抵免多少", "30万元 − 10万元 = 20万元"),
        ("专用设备300万,当年应纳税额50万,抵免多少", "当年可以全部抵"),
        ("济南现代产业学院省级认定投入800万补多少", "800万元 × 50% = 400万元"),
    ],
)
def test_what_meets_the_conditions_is_computed(world: World, question: str, working: str) -> None:
    assert working in said(world, question)


@pytest.mark.parametrize(
    ("questions", "first"),
    [
        (("日照工业设计补贴50%封顶200万?",), "不对,不是200万元"),
        (("日照工业设计补贴50%封顶100万?",), "对"),
        (("产业学院补助最高800万对吧",), "不对,不是800万元"),
        (("担保费补贴1%对吗",), "不对,不是1%"),
        (("股权投资奖励5%对吧",), "不对,不是5%"),
        (("技术改造补30%对吧",), "不对,不是30%:济南的绿色化技术改造补贴"),
        (("人工智能岛运营机构每年最高1000万是吧",), "不对,不是1000万元"),
        (("绿色技改投2亿给2000万对吗",), "对:按您说的2亿元算"),
        (("绿色技改投2000万给500万对吗",), "不对,不是500万元:按您说的2000万元算"),
        (("绿色技改补3000万吗",), "不对,3000万元超过了上限"),
        (("省级瞪羚济南新认定30万对吧",), "不对,不是30万元:济南的新认定省级瞪羚企业一次性奖励,原文写的是50万元。"),
        (("济南上市总共给1000万对不对",), "对。合计:"),
        (("济南上市总共给900万对不对",), "不对,不是900万元。合计:"),
        (("绿色技改投了五百万", "20%就是100万?"), "对:按您说的500万元算"),
        (("首台套奖励多少 卖了1000万", "300万?"), "不对,不是300万元:按您说的1000万元算"),
        (("担保费补贴怎么算,贷款450万", "那就是3.6万呗"), "对:按您说的450万元算"),
        (("股权投资投资800万奖多少", "16万对不对"), "对:按您说的800万元算"),
        (("济南高企补助多少", "30万是一次给吗"), "对:济南的首次通过国家高新技术企业认定补助"),
        (("济南瞪羚奖多少", "新认定50万?"), "对:济南的新认定省级瞪羚企业一次性奖励"),
        (("济南小巨人奖多少", "200万一次给还是分三年"), "一次性"),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else "",
)
def test_a_claim_is_held_against_what_it_is_about(world: World, questions: tuple[str, ...], first: str) -> None:
    text = said(world, *questions)
    assert text.startswith(first), text


@pytest.mark.parametrize(
    "questions",
    [
        ("哪条说到300万元",),
        ("哪一条写了2000万",),
        ("济南省级专精特新复核多少钱", "之前拿过30万的呢"),
        ("济南省级专精特新30万是一次性的吗", "那复核呢"),
    ],
)
def test_what_is_looked_for_or_was_had_is_no_claim(world: World, questions: tuple[str, ...]) -> None:
    text = said(world, *questions)
    assert "不一样" not in text
    assert "对" not in text
    assert "按您说的" not in text


@pytest.mark.parametrize(
    ("question", "lines", "never"),
    [
        ("济南公共服务示范平台两个稿一样吗", ("国家级50万元、省级20万元", "金额一样"), "相差"),
        ("济南两份稿省级瞪羚新认定比较", ("没有写;《济南优质中小企业若干措施(2024征求意见稿)》 省级50万元",), "相差"),
        ("济南和省里对瞪羚的奖励对比", ("瞪羚(新认定):济南 省级50万元;山东 没有写",), "相差"),
        ("济南两份稿瞪羚复核一样吗", ("市级10万元、省级20万元",), "相差"),
        ("济南日照双创基地奖励对比", ("济南 没有写;日照 国家级最高50万元、省级最高20万元",), "相差"),
        ("济南两稿绿色工厂比较", ("国家级40万元、省级30万元", "没有写"), "相差"),
        ("济南日照小巨人奖励对比", ("相差 200万元 − 100万元 = 100万元",), "金额一样"),
        ("济南绿色工厂国家级和省级差多少", ("相差 40万元 − 30万元 = 10万元",), "金额一样"),
    ],
)
def test_only_like_is_compared(world: World, question: str, lines: tuple[str, ...], never: str) -> None:
    text = said(world, question)
    for line in lines:
        assert line in text, text
    assert never not in text, text


@pytest.mark.parametrize(
    ("questions", "figure"),
    [
        (("济南省级专精特新30万是一次性的吗", "那复核呢"), "延续性奖励 10万元"),
        (("日照小巨人给多少钱", "我们去年评上的"), "最高100万元"),
    ],
)
def test_what_is_written_is_never_said_not_to_be(world: World, questions: tuple[str, ...], figure: str) -> None:
    text = said(world, *questions)
    assert figure in text
    assert "没有写" not in text


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("日照小巨人+单项冠军企业合计多少", "100万元 + 200万元 = 300万元"),
        ("绿色工厂国家级加绿色数据中心加绿色产品认证一共多少", "40万元 + 50万元 + 50万元 = 140万元"),
        ("日照省级集群加省级双创基地加省级平台合计", "50万元 + 20万元 + 20万元 = 90万元"),
        ("日照今年小巨人,明年独角兽,总共多少", "100万元 + 300万元 = 400万元"),
        ("济南高企首次加复审一共", "30万元 + 10万元 = 40万元"),
        ("三个奖加起来多少:日照小巨人、独角兽、省级瞪羚", "100万元 + 300万元 + 30万元 = 430万元"),
        ("济南小巨人加首次高企加国家级绿色工厂", "200万元 + 30万元 + 40万元 = 270万元"),
        ("辅导备案加受理多少钱", "300万元 + 300万元 = 600万元"),
        ("上市辅导期加受理一共", "300万元 + 300万元 = 600万元"),
    ],
)
def test_several_named_are_added_with_a_word_on_stacking(world: World, question: str, working: str) -> None:
    text = said(world, question)
    assert working in text
    assert "能不能叠加" in text


@pytest.mark.parametrize(
    "question", ["济南贷款补贴", "担保1000万贷款补贴多少", "济南和日照上市补助比较", "员工培训补贴"]
)
def test_a_grant_for_parks_is_not_offered_for_what_its_sentence_names_beside(world: World, question: str) -> None:
    assert "园区资金扶持" not in said(world, question)


@pytest.mark.parametrize("question", ["日照企业升规奖多少", "股权投资奖励给被投企业吗"])
def test_what_goes_to_others_is_said_to(world: World, question: str) -> None:
    assert "不是给一般企业的" in said(world, question).split("\n")[0]


def test_a_level_without_an_award_is_said_to_have_none(world: World) -> None:
    assert "没有写市级专精特新的奖励金额" in said(world, "听说日照给市级专精特新10万,是真的吗")


def test_the_sentence_on_those_never_funded_goes_with_its_honours_alone(world: World) -> None:
    assert "未获得过" not in answer("济南高企复审给多少", Focus(), world, TODAY).message.text
    assert "未获得过" in answer("济南省级瞪羚复核给多少", Focus(), world, TODAY).message.text


@pytest.mark.parametrize(
    ("text", "role", "yuan"),
    [
        ("之前拿过30万", "received", 300_000),
        ("30万已经到账了", "received", 300_000),
        ("封顶200万", "cap", 2_000_000),
        ("最高给800万", "cap", 8_000_000),
        ("能补16万吗", "claimed", 160_000),
        ("那就是3.6万", "claimed", 36_000),
        ("贷款450万", "own", 4_500_000),
        ("投了五百万", "own", 5_000_000),
        ("技改2000万补多少", "neutral", 20_000_000),
    ],
)
def test_what_a_sum_is(text: str, role: str, yuan: int) -> None:
    assert getattr(spoken(text, TODAY), role) == (yuan,)
