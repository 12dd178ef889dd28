"""A company whose place has a document that nobody has put into programmes: its money is told, not judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.answering.answer import Focus, answer
from bot.bootstrap import build_world
from bot.commands.documents import confirming
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Message
from bot.world import World
from tests.own_world import forget, world_with

TODAY = date(2026, 11, 22)
TEXT = """泰安市岱岳区人民政府办公室关于印发岱岳区支持石材产业发展若干措施的通知
泰岱政办发〔2026〕7号
各镇人民政府、街道办事处,区直有关部门:
《岱岳区支持石材产业发展若干措施》已经区政府同意,现印发给你们,请认真贯彻执行。
泰安市岱岳区人民政府办公室
2026年4月10日

一、梯度培育。对首次认定为国家级专精特新“小巨人”、省级专精特新中小企业的,分别一次性奖励60万元、25万元。(责任单位:区工业和信息化局)
二、绿色开采。对购置环保开采设备的石材企业,按设备购置额的12%给予补助,最高90万元。(责任单位:区自然资源局)
三、市场开拓。对参加境外展会的石材企业,每家给予3万元补助。
四、人才引进。对石材企业新引进的博士,每人给予2万元补贴。
五、品牌培育。对获得省级以上品牌认定的石材企业,奖励15万元。
六、本措施自2026年5月1日起施行,有效期至2029年4月30日。
"""


@pytest.fixture(scope="module")
def own_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world_with(tmp_path_factory.mktemp("own"), "daiyue", TEXT) as world:
        yield world


def say(world: World, *said: str) -> list[str]:
    state, texts = Conversation(), []
    for text in said:
        state, reply = respond(state, Message("t", text=text), world, TODAY)
        texts.append("\n".join(message.text for message in reply.messages))
    return texts


def test_the_opening_names_the_money_of_the_place_and_no_other(own_world: World) -> None:
    (text,) = say(own_world, "我们在泰安做石材,能拿什么补贴")
    assert "按12%(最高90万元)" in text and "60万元" in text
    assert "只对岱岳区的企业" in text and "没有人逐项核对" in text and "现行有效" in text
    assert "济南" not in text and "日照" not in text


def test_what_the_company_has_comes_first_and_the_rest_follows(own_world: World) -> None:
    told = say(
        own_world, "我们在泰安做石材,刚评上省级专精特新", "能拿多少钱", "还有别的吗", "买环保开采设备花了100万呢"
    )
    assert told[1].index("25万元") < told[1].index("90万元")
    assert "每人2万元" in told[2] and "60万元" not in told[2]
    assert "100万元 × 12% = 12万元" in told[3]


@pytest.mark.parametrize("question", ["岱岳区有啥补贴", "岱岳区都给多少钱", "岱岳区做石材的能享受什么"])
def test_a_broad_question_about_the_place_lists_its_money(own_world: World, question: str) -> None:
    found = answer(question, Focus(), own_world, TODAY)
    first = found.message.text.splitlines()[0]
    assert (found.kind, "最高90万元" in first, "60万元" in first) == ("amount", True, True), first


def test_the_city_around_it_is_said_to_be_another(own_world: World) -> None:
    first, second = answer("泰安小巨人奖多少", Focus(), own_world, TODAY).message.text.splitlines()[:2]
    assert "泰安自己的文件没有收录" in first and "岱岳区" in first
    assert "60万元" in second and "25万元" not in second


def test_what_is_held_is_counted_with_it(own_world: World) -> None:
    text = answer("济宁小巨人奖多少", Focus(), own_world, TODAY).message.text
    assert f"{'一二三四五六七八九'[len(own_world.library.documents) - 1]}份" in text and "泰安" in text


def test_what_somebody_has_confirmed_is_judged_for_its_district_alone(own_world: World) -> None:
    confirming.run("daiyue", [], yes=True)
    forget()
    there, elsewhere = (
        "\n".join(say(build_world(), f"我们在{place}做石材,能拿什么补贴")) for place in ("岱岳区", "泰安宁阳县")
    )
    assert "没有人逐项核对" not in there and "写到的钱" not in there
    assert "90万元" in there and "济南" not in there
    assert "90万元" not in elsewhere
