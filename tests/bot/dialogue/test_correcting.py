"""What a correction, a year and a denial land on: the fact that is named, else the last told that they fit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.dialogue.conversation import Conversation
from bot.dialogue.interview.honours import names_of
from bot.dialogue.turn import respond
from bot.model import Message
from bot.world import World

TODAY = date(2026, 11, 22)
NEW = "我们在济南,省级瞪羚今年新评的"


def facts(world: World, *said: str) -> dict[str, Any]:
    return talk(world, *said).facts


def talk(world: World, *said: str) -> Conversation:
    state = Conversation()
    for text in said:
        state, _ = respond(state, Message("t", text=text), world, TODAY)
    return state


@pytest.mark.parametrize(
    ("said", "fact", "value"),
    [
        ((NEW, "别的没有了", "绿色技改,花了600万", "改一下,技改是570万"), "green_tech_investment_yuan", 5_700_000),
        (("济南的企业,买节能设备90万,绿色技改700万", "技改记错了,是640万"), "green_tech_investment_yuan", 6_400_000),
        (("济南的企业,买节能设备90万,绿色技改700万", "技改记错了,是640万"), "equipment_investment_yuan", 900_000),
        (("日照,员工45人", "弄错了是54"), "employees", 54),
        (("日照的,去年营收2600万", "搞混了是6200万"), "revenue_yuan", 62_000_000),
        (("日照,去年卖了八百来万", "做面粉的,25个人", "不对不对 看岔行了 是一千二百万"), "revenue_yuan", 12_000_000),
        (("济南的,首台套卖了90万", "算漏了 销售额一共是六百四十万"), "first_set_sales_yuan", 6_400_000),
        (("日照的厂,省级瞪羚,今年认定的", "不是今年是去年"), "honour_year", 2025),
        (("济南的,2015年成立", "去年省里评的专精特新", "不是去年,是前年年底批的"), "honour_year", 2024),
        (("济南的,2015年成立", "去年省里评的专精特新", "不是去年,是前年年底批的"), "founded_year", 2015),
    ],
)
def test_a_correction_lands_on_what_it_names_or_on_the_last_that_it_fits(
    world: World, said: tuple[str, ...], fact: str, value: object
) -> None:
    assert facts(world, *said)[fact] == value


def test_nothing_that_nobody_said_is_corrected_and_no_noun_is_made_of_a_slip(world: World) -> None:
    told = facts(world, NEW, "别的没有了", "绿色技改,花了600万", "改一下,技改是570万")
    assert told["first_set_sales_yuan"] == 0
    assert "industry" not in facts(world, "日照,员工45人", "弄错了是54")


def test_where_two_told_together_fit_alike_it_is_asked(world: World) -> None:
    state = talk(world, "济南的企业,节能设备400万,绿色技改500万", "错了,是450万")
    assert (state.facts["equipment_investment_yuan"], state.facts["green_tech_investment_yuan"]) == (
        4_000_000,
        5_000_000,
    )
    assert state.pending is not None
    assert state.pending.kind == "doubt"


@pytest.mark.parametrize("then", ["市级专精特新是2022年评的,今年到期", "国家高新技术企业是2021年评的"])
def test_a_year_that_is_told_with_an_honour_is_of_that_honour_alone(world: World, then: str) -> None:
    told = facts(world, NEW, then)
    assert "省级瞪羚" not in told["honour_year"]
    events = told["honour_event"]
    assert (events if isinstance(events, str) else events["省级瞪羚"]) == "新认定"


def test_a_name_without_its_level_is_the_one_held_and_its_year_alone_is_corrected(world: World) -> None:
    told = facts(world, "济南,高企去年首次认定,省级专精特新2021年评的", "专精特新不是2021,是2022年")
    assert set(names_of(told["honours"])) == {"国家高新技术企业", "省级专精特新"}
    assert told["honour_year"] == {"国家高新技术企业": 2025, "省级专精特新": 2022}


def test_what_is_only_added_replaces_nothing(world: World) -> None:
    told = facts(world, "我们在济南,2025年评的省级专精特新", "打错字了,不过确实还是高企 2024年第一次过的")
    assert set(names_of(told["honours"])) == {"省级专精特新", "国家高新技术企业"}
    assert told["honour_year"] == {"省级专精特新": 2025, "国家高新技术企业": 2024}


@pytest.mark.parametrize("denied", ["我们不是小巨人", "瞪羚去年没评上,今年又报了", "高企没有"])
def test_a_denial_of_one_honour_says_nothing_of_the_others(world: World, denied: str) -> None:
    honours = facts(world, "我在日照,做机械的", denied)["honours"]
    assert honours["not"]
    assert not honours.get("complete")


@pytest.mark.parametrize("said", ["信用都没问题", "有没有别的不用评的钱"])
def test_a_denial_of_something_else_is_no_denial_of_honours(world: World, said: str) -> None:
    assert "honours" not in facts(world, "日照的公司", said)
    assert not isinstance(facts(world, NEW, said)["honours"], dict)


@pytest.mark.parametrize("said", ["济南,省级专精特新今年新评", "日照,省级瞪羚今年新评的", "济南的 省级瞪羚去年批下来"])
def test_an_honour_with_its_date_is_told_with_or_without_a_word_of_ours(world: World, said: str) -> None:
    told = facts(world, said)
    assert told["city"] == said[:2]
    assert told["honours"]


@pytest.mark.parametrize(
    ("correction", "held"),
    [
        ("不是省级,是市级", ["市级瞪羚"]),
        ("省级的是假的,我们只有市级", ["市级瞪羚"]),
        ("不是省级的,是市级瞪羚", ["市级瞪羚"]),
        ("其实没有评上", []),
        ("说错了,其实最后没批下来", []),
        ("说错了,后来没评上", []),
    ],
)
def test_a_correction_of_a_level_or_a_win_needs_no_name(world: World, correction: str, held: list[str]) -> None:
    assert list(names_of(facts(world, NEW, correction)["honours"])) == held


def test_the_only_honour_corrected_at_its_level_replaces_the_one_on_file(world: World) -> None:
    told = facts(world, "我在济南,省级专精特新今年新评的", "不是省级的,是市级专精特新")
    assert names_of(told["honours"]) == ("市级专精特新",)


def test_how_an_honour_was_won_stays_when_its_level_is_corrected(world: World) -> None:
    told = facts(world, "我在济南,高企复审今年过了,绿色工厂省级今年新认定", "绿色工厂是国家级的,我说错了")
    assert told["honour_event"] == {"国家高新技术企业": "复核通过", "国家级绿色工厂": "新认定"}


@pytest.mark.parametrize("said", ["30不对 38", "30人不对,是38人", "30错了 38"])
def test_what_is_said_to_be_wrong_in_front_is_not_the_new_value(world: World, said: str) -> None:
    assert facts(world, "我在济南,员工30", said)["employees"] == 38
