"""Whose money is spoken of: companies by letter, place and name; the place of a question; the base of a grant."""

from __future__ import annotations

import pytest

from bot.world import World
from tests.bot.dialogue.played import talk

OURS = "我们在日照,省级瞪羚今年新评的"


def test_companies_with_letters_are_apart_and_called_by_them(world: World) -> None:
    said = "三家厂:A日照小巨人今年新评,B济南省专精特新今年新评,C济南高企复审今年过的"
    state, _ = talk(world, said)
    assert [company.values()["city"] for company in state.companies] == ["日照", "济南", "济南"]
    state, told = talk(world, said, "B能拿多少")
    assert state.current == 2
    assert "30万元" in told
    assert "100万元" not in told


def test_a_letter_that_grades_something_is_no_company(world: World) -> None:
    state, _ = talk(world, OURS, "A类企业有什么好处")
    assert len(state.companies) == 1
    assert state.facts["city"] == "日照"


def test_another_place_with_a_figure_is_compared_and_not_ours(world: World) -> None:
    state, told = talk(world, OURS, "济南的是五十万吧")
    assert state.facts["city"] == "日照"
    assert "50万元" in told


@pytest.mark.parametrize("asked", ["那我们呢", "那我们的给多少"])
def test_after_a_side_question_money_is_asked_for_at_home_again(world: World, asked: str) -> None:
    _, told = talk(world, OURS, "济南小巨人给多少", asked)
    assert "日照" in told
    assert "济南" not in told


def test_what_is_told_of_the_company_just_turned_to_is_kept(world: World) -> None:
    said = ("手里俩厂,一个在济南做阀门 一个在日照做面粉", "先说日照那个 叫海陵面粉 今年新评上的省级瞪羚")
    state, _ = talk(world, *said)
    assert state.facts["city"] == "日照"
    assert state.facts["honours"] == ["省级瞪羚"]


def test_what_a_retrofit_buys_is_its_base_and_corrected_as_such(world: World) -> None:
    said = ("我们厂在济南,想搞节能技改,能补多少", "设备带调试一共六百万")
    state, told = talk(world, *said)
    assert state.facts["green_tech_investment_yuan"] == 6_000_000
    assert "120万元" in told
    state, told = talk(world, *said, "不对 又对了遍合同 是六百五十万")
    assert state.facts["green_tech_investment_yuan"] == 6_500_000
    assert "130万元" in told


def test_a_works_of_mine_stands_where_it_is_said(world: World) -> None:
    state, _ = talk(world, "我厂子在莱芜")
    assert state.facts["city"] == "济南"


def test_all_of_mine_is_deleted_in_other_words(world: World) -> None:
    state, _ = talk(world, OURS, "把我的资料都删干净")
    assert state.pending is not None
    assert state.pending.kind == "erase"
