"""A bare 给多少 is about what is in hand: what was asked about or told last, never the biggest sum of the place."""

from __future__ import annotations

import pytest

from bot.world import World
from tests.bot.dialogue.played import talk


def last_of(world: World, *said: str) -> str:
    return talk(world, *said)[1]


IN_HAND = [
    (("我在济南,申请了国家级产业学院", "产业学院国家级给多少", "能补多少"), "500万元"),
    (("我在日照,我们是省级特色产业集群", "给多少"), "最高50万元"),
    (("我在济南,我们是银行", "能补多少"), "10个百分点"),
    (("我在济南,高企今年首次认定", "给多少"), "最高30万元"),
    (("我在日照,省级单项冠军今年新评", "奖多少钱"), "最高50万元"),
    (("我在济南", "瞪羚去年没评上 今年又报了", "要是评上了给多少"), "50万元"),
    (("我在日照", "瞪羚去年没评上 今年又报了", "进了给多少钱"), "最高30万元"),
]


@pytest.mark.parametrize(("said", "expected"), IN_HAND)
def test_it_is_the_sum_of_what_was_spoken_of_last(world: World, said: tuple[str, ...], expected: str) -> None:
    told = last_of(world, *said)
    assert expected in told
    assert "独角兽企业认定奖励 最高300万元。" not in told and "科技创新平台扶持 最高500万元。" not in told


def test_where_nothing_is_in_hand_it_is_said_on_what_it_depends(world: World) -> None:
    assert last_of(world, "我在济南", "给多少").startswith("还没有能确定的金额")


@pytest.mark.parametrize("asked", ["去日照能拿多少", "日照的话给多少", "那在日照能领多少钱"])
def test_of_another_city_it_is_what_there_would_be_there(world: World, asked: str) -> None:
    told = last_of(world, "我在济南,小巨人今年新评", asked)
    assert "最高100万元" in told and "一次性奖励 200万元" not in told


def test_another_citys_sum_makes_no_true_sum_wrong(world: World) -> None:
    assert "不对,不是200万元" not in last_of(world, "老的小巨人也给200万吗")


@pytest.mark.parametrize("asked", ["我能拿济南的30万不", "济南那30万能拿吗", "济南的30万我们能领吗"])
def test_a_sum_of_another_city_is_not_ones_own(world: World, asked: str) -> None:
    assert last_of(world, "我在日照,省级专精特新今年新评", asked).startswith("不能")
