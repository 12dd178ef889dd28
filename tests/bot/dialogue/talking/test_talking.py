"""Whole messages through the dialogue: openings, ranges, fitting, companies, talk about the talk."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message, Reply
from bot.world import World

TODAY = date(2026, 11, 22)


def talk(world: World, *said: str) -> tuple[Conversation, Reply]:
    state, reply = Conversation(), Reply(())
    for text in said:
        state, reply = respond(state, Message("t", text=text), world, TODAY)
    return state, reply


def text_of(reply: Reply) -> str:
    return "\n".join(message.text for message in reply.messages)


def test_an_opening_notes_the_facts_and_shows_the_money_of_the_place(world: World) -> None:
    state, reply = talk(world, "我们在日照五莲做罐头,有啥政策能用上")
    assert state.facts["city"] == "日照"
    assert "最高300万元" in text_of(reply)
    assert "济南" not in text_of(reply)
    assert reply.messages[-1].asking


def test_how_much_is_a_range_at_any_time(world: World) -> None:
    _, reply = talk(world, "我们在济南,省级瞪羚今年复核通过了", "一共能拿几个钱")
    assert text_of(reply).startswith("能确定的:")
    assert "20万元" in text_of(reply)
    assert "还可能有" in text_of(reply)


def test_why_it_is_not_the_larger_sum(world: World) -> None:
    _, reply = talk(world, "我们在济南,省级瞪羚今年复核通过了", "为啥不是50万")
    assert "新认定" in text_of(reply)
    assert "复核" in text_of(reply)


def test_whether_it_fits_why_and_from_when(world: World) -> None:
    said = ("我们在日照,去年六月注册的", "能进培育对象不")
    _, reply = talk(world, *said)
    assert "不行" in text_of(reply)
    assert "两年" in text_of(reply) or "2年" in text_of(reply)
    _, reply = talk(world, *said, "那要等到什么时候")
    assert "2027年6月" in text_of(reply)


def test_companies_are_apart(world: World) -> None:
    said = ("我有两户企业 先说第一户 济南的 营收七千万", "下一户 日照的 省级瞪羚 今年新认定的")
    state, _ = talk(world, *said)
    assert state.facts["city"] == "日照"
    assert "revenue_yuan" not in state.facts
    state, _ = talk(world, *said, "回到第一户")
    assert state.facts["city"] == "济南"
    assert "honours" not in state.facts
    _, reply = talk(world, *said, "两户分别记了啥")
    assert "济南" in text_of(reply)
    assert "瞪羚" in text_of(reply)


def test_what_was_told_one_fact_out_and_start_over(world: World) -> None:
    said = ("我们在日照,八十个人,去年营收两千万", "我前面报了哪些情况")
    _, reply = talk(world, *said)
    assert "80人" in text_of(reply)
    state, _ = talk(world, *said, "把人数删了")
    assert "employees" not in state.facts
    state, _ = talk(world, *said, "都不算,重新来一遍")
    assert state.facts == {}


def test_a_digression_is_answered_and_our_question_comes_back_once(world: World) -> None:
    said = ("我们在济南", "济南小巨人奖励多少", "日照独角兽给多少")
    _, first = talk(world, *said[:2])
    _, second = talk(world, *said)
    assert first.messages[-1].asking
    assert second.messages[-1].asking is None


@pytest.mark.parametrize(
    ("before", "asked", "says"),
    [
        ("日照小巨人奖励多少", "出处", "第三部分"),
        ("日照小巨人奖励多少", "归谁管", "责任单位:"),
        ("济南牵头制定国家标准给多少", "只是参与的给不给", "原文只写了牵头"),
        ("济南首台套怎么补", "是按台数还是按总额", "销售总额"),
        ("济南首台套怎么补", "卖了四百万", "120万元"),
        ("济南首台套怎么补", "算几年的销售", "原文没有写具体是几年"),
        ("日照小巨人奖励多少", "要交什么材料", "原文没有写"),
    ],
)
def test_follow_ups_stand_on_the_last_sentences(world: World, before: str, asked: str, says: str) -> None:
    _, reply = talk(world, before, asked)
    assert says in text_of(reply)


def test_a_look_up_by_itself_goes_beyond_the_place_before(world: World) -> None:
    _, reply = talk(world, "独角兽 日照", "牵头国际标准")
    assert "济南" in text_of(reply).splitlines()[0]
    assert "60万元" in text_of(reply)


def test_nobody_is_refused_for_manners(world: World) -> None:
    for text, says in (
        ("你是真人吗", "不是真人"),
        ("你都会干啥", "例如"),
        ("真没用", "抱歉"),
        ("多谢啦,先这样", "不客气"),
    ):
        _, reply = talk(world, text)
        assert says in text_of(reply)
        assert not reply.messages[-1].citations


def test_something_else_of_the_last_question_is_no_company(world: World) -> None:
    _, reply = talk(world, "我们济南的公司牵头制定了一个国家标准,给奖励吗", "换成团体标准呢")
    assert "企业" not in text_of(reply).splitlines()[0] or "没有找到名为" not in text_of(reply)


def test_an_opening_names_what_is_made_and_no_subject(world: World) -> None:
    _, reply = talk(world, "我在济南做卤味的小厂 能申请点什么")
    assert "绿色化技术改造补贴" in text_of(reply) and reply.facts["city"] == "济南"


@pytest.mark.parametrize("back", ["刚才那家呢", "上一家能拿多少", "前面那家公司找谁"])
def test_the_company_before_is_gone_back_to_without_a_verb(world: World, back: str) -> None:
    state, _ = talk(world, "日照五莲县 石材厂 员工四十来个", "换一家,济南的软件公司,员工12人", back)
    assert state.current == 1 and state.facts["city"] == "日照"


def test_one_of_a_list_that_was_told_is_called_by_its_place(world: World) -> None:
    said = ("济南章丘做阀门的,高企今年复审过了", "能拿多少")
    _, reply = talk(world, *said, "第一个找谁")
    assert "市科技局" in text_of(reply).splitlines()[0]
    _, reply = talk(world, *said, "第二个呢")
    assert "绿色化技术改造补贴 按20%,最高2000万元" in text_of(reply)
    state, _ = talk(world, *said, "第九个呢")
    assert state.facts["city"] == "济南"


@pytest.mark.parametrize("whose", ["换一家:我弟的公司", "另一家是我朋友的厂", "再看一家,我表哥家的公司"])
def test_whoever_has_the_company_that_is_turned_to_it_is_the_one_in_hand(world: World, whose: str) -> None:
    state, _ = talk(world, "日照五莲县 石材厂", f"{whose}在济南槐荫,员工40人")
    assert state.current == 2
    assert (state.facts["city"], state.facts["employees"]) == ("济南", 40)


@pytest.mark.parametrize(
    ("said", "city"),
    [
        ("我朋友的公司在济南,做软件,40人,能拿什么补贴", "济南"), ("帮我弟问下,他公司在济南槐荫,做软件", "济南"),
        ("替客户问:日照的阀门厂,员工60人,有什么政策", "日照"), ("我朋友的公司评上小巨人,听说拿了200万,是真的吗", None),
    ],
)  # fmt: skip
def test_asked_for_somebody_else_theirs_is_the_company_in_hand(world: World, said: str, city: str | None) -> None:
    state, _ = talk(world, said)
    assert state.facts.get("city") == city
    state, _ = talk(world, "我们在日照,员工12人", said)
    assert state.facts["city"] == "日照" and state.facts["employees"] == 12


@pytest.mark.parametrize(
    ("said", "base"),
    [
        ("设备花了80万", 800_000), ("一共80万", 800_000), ("我们大概投了80万", 800_000),
        ("房子一共80万", None), ("技改一共80万", None), ("厂房租金80万", None),
        ("没有发票的那部分不算,技改一共80万", None),
    ],
)  # fmt: skip
def test_a_sum_is_the_base_of_the_grant_told_last_only_where_nothing_else_is_named(
    world: World, said: str, base: int | None
) -> None:
    state, _ = talk(world, "我们在济南", "买节能环保安全专用设备抵多少税", said)
    assert state.facts.get("equipment_investment_yuan") == base
