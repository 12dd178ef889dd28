"""Follow-ups to what was told: whose it is, in all, another level, on which terms, of another place."""

from __future__ import annotations

import pytest

from bot.world import World
from tests.bot.dialogue.played import talk

FOLLOW_UPS = [
    (("日照的省专精特新奖几万", "30万那是给谁的"), "瞪羚"),
    (("济南人工智能岛补贴多少", "拢共呢"), "1500万元"),
    (("济南省级技术创新中心给多少", "那冲国家级呢"), "500万元"),
    (("济南股权投资机构投本地企业奖多少", "只投了一年半"), "不行"),
    (("济南国际标准牵头奖多少", "我们只是参编,不是牵头"), "牵头"),
    (("济南国家绿色数据中心给多少", "日照这方面有钱吗"), "没有写"),
    (("济南国家绿色产品认证给多少", "绿色工厂呢,省里的"), "30万元"),
    (("日照市级专精特新给不给",), "没有写市级"),
    (("日照专精特新企业用地给照顾吗",), "资源要素"),
]


@pytest.mark.parametrize(("said", "expected"), FOLLOW_UPS)
def test_it_is_answered_from_the_grants_told_last(world: World, said: tuple[str, ...], expected: str) -> None:
    assert expected in talk(world, *said)[1]


def test_a_bare_place_after_a_question_is_no_fact(world: World) -> None:
    state, told = talk(world, "济南人工智能岛补贴多少", "日照")
    assert "city" not in state.facts
    assert "没有写" in told


def test_a_place_in_a_question_moves_no_company(world: World) -> None:
    state, _ = talk(world, "我们在济南,做阀门的", "南京的人才政策我们能不能用")
    assert state.facts["city"] == "济南"


def test_the_wrong_honour_alone_gives_way(world: World) -> None:
    told = "我们在日照,今年新认定了省级单项冠军和省级瞪羚"
    state, _ = talk(world, told, "改一下,瞪羚是市级的,不是省级")
    honours = state.facts["honours"]
    assert sorted(honours["has"] if isinstance(honours, dict) else honours) == ["市级瞪羚", "省级单项冠军"]


def test_a_time_is_the_condition_of_the_grant_that_was_asked_about(world: World) -> None:
    state, _ = talk(world, "济南股权投资机构投本地企业奖多少", "投了一年", "不对,满三年了")
    assert state.facts["investment_years"] == 3
    assert "registered_years" not in state.facts


def test_tenants_have_their_honours_and_the_base_its_own(world: World) -> None:
    base = "我们运营济南一个省级小型微型企业创业创新示范基地,还在有效期"
    state, _ = talk(world, base, "去年孵出2家小巨人、3家省级专精特新,都住满一年了,一共多少", "有一家小巨人才住了7个月")
    assert state.facts["honours"] == ["省级小型微型企业创业创新示范基地"]
    assert set(state.facts["incubated"]) == {"国家级专精特新小巨人", "省级专精特新"}


def test_so_much_for_each_adds_up(world: World) -> None:
    base = "我们运营济南一个省级小型微型企业创业创新示范基地,还在有效期"
    _, told = talk(world, base, "去年孵出2家小巨人、3家省级专精特新,都住满一年了,一共多少")
    assert "= 110万元" in told


def test_the_sum_that_was_told_is_pointed_at(world: World) -> None:
    _, told = talk(world, "我们在济南,省级瞪羚今年复核通过了", "你说的那20万归谁发")
    assert "市工业和信息化局" in told


def test_the_first_of_a_list_that_was_asked_for(world: World) -> None:
    _, told = talk(world, "把日照给企业的钱排个单子", "头一个细说")
    assert told.startswith("日照:独角兽企业认定奖励")


def test_what_somebody_says_is_no_fact(world: World) -> None:
    state, told = talk(world, "我们在日照,做阀门的", "同行还说省里每家小巨人保证有15个发明专利")
    assert "invention_patents" not in state.facts
    assert "目标" in told


def test_what_is_asked_for_is_no_figure(world: World) -> None:
    state, _ = talk(world, "我们在日照,做阀门的", "小巨人平均几件发明专利", "创业担保贷款能贷几十万")
    assert not {"invention_patents", "loan_yuan"} & set(state.facts)


def test_one_question_among_several_is_not_answered_by_something_else(world: World) -> None:
    said = (
        "我是银行的 给专精特新企业放款有啥支持 济南",
        "另外帮客户问下 企业跟驻济高校建产业学院 投了620万 省级认定的",
    )
    state, told = talk(world, *said)
    assert "310万元" in told
    assert "role_city" not in state.facts


def test_companies_called_by_bare_names_are_kept_apart(world: World) -> None:
    told = "华宇在济南,去年刚评上省级专精特新。海康在日照,去年刚评上小巨人"
    state, said = talk(world, told)
    assert [company.name for company in state.companies] == ["华宇", "海康"]
    assert state.facts["honours"] == ["省级专精特新"]
    assert "100万元" in said
    _, said = talk(world, told, "华宇能拿多少")
    assert "30万元" in said
    assert "100万元" not in said


def test_names_behind_their_places_are_companies(world: World) -> None:
    told = "我名下有济南鲁泉泵业和日照海沃阀门两个公司"
    state, _ = talk(world, told, "先看鲁泉,今年新认定的省级瞪羚", "再看海沃,今年新认定的小巨人")
    assert state.facts["city"] == "日照"
    assert state.facts["honours"] == ["国家级专精特新小巨人"]
    state, _ = talk(world, told, "先看鲁泉,今年新认定的省级瞪羚", "再看海沃,今年新认定的小巨人", "回到鲁泉")
    assert state.facts["honours"] == ["省级瞪羚"]


def test_the_own_turn_after_somebody_elses(world: World) -> None:
    mine = "我在济南,省级专精特新今年刚评上"
    assert "30万元" in talk(world, mine, "朋友在日照,他也是省级专精特新,能拿多少", "那我呢")[1]


def test_no_trouble_denies_no_honour(world: World) -> None:
    state, _ = talk(world, "我们在日照,做阀门的", "信用都没问题")
    assert "honours" not in state.facts


def test_a_place_that_is_not_held_is_said_so(world: World) -> None:
    assert "没有收录淄博" in talk(world, "我在淄博,做阀门的")[1]


def test_the_figure_asked_for_is_looked_for_beside_the_quote(world: World) -> None:
    assert "5个纳税年度" in talk(world, "济南环保设备抵税怎么算", "最多能拖几年")[1].split("\n")[0]


def test_another_level_is_not_confirmed_by_its_neighbours_sum(world: World) -> None:
    _, said = talk(world, "省级专精特新到期复核多少 济南", "市级专精特新到期复核也是10万?")
    assert said.startswith("不对")
    assert "5万元" in said
