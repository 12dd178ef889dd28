"""Curated answers about the library itself follow the documents that are added to it."""

from __future__ import annotations

import pytest

from bot.world import World
from tests.bot.answering.asking import ask
from tests.own_world import world_with

DISTRICT = """广州市黄埔区支持企业数字化若干措施

穗埔府规〔2025〕3号

第一条 对完成数字化改造的企业,给予一次性奖励8万元。(责任单位:区工业和信息化局)
第二条 本措施自2025年3月1日起施行,有效期3年。

广州市黄埔区人民政府
2025年2月10日
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> World:
    with world_with(tmp_path_factory.mktemp("grown"), "own-district", DISTRICT) as world:
        return world


def said(world: World, question: str) -> str:
    return ask(world, question).message.text


def test_a_document_in_force_is_named_before_it_is_said_that_none_of_the_shipped_ones_is(
    world: World, grown: World
) -> None:
    alone, beside = said(world, "哪份文件还有效"), said(grown, "哪份文件还有效")
    assert alone.startswith("收录的文件里,没有一份")
    assert beside.splitlines()[0].endswith("现行有效的是:《广州市黄埔区支持企业数字化若干措施》。")
    assert "自带的文件里,没有一份" in beside and "收录的文件里,没有一份" not in beside


def test_a_district_that_has_its_document_is_not_denied(world: World, grown: World) -> None:
    assert said(world, "区县自己有奖励吗").startswith("没有收录区县自己的")
    beside = said(grown, "区县自己有奖励吗")
    assert beside.startswith("区县的收录了:《广州市黄埔区支持企业数字化若干措施》") and "没有收录其他区县" in beside


def test_places_and_counts_are_those_of_the_library(world: World, grown: World) -> None:
    assert "五份" in said(world, "其他城市的政策你有吗") and "黄埔" not in said(world, "其他城市的政策你有吗")
    assert "广州黄埔区的六份" in said(grown, "其他城市的政策你有吗")


def test_the_version_that_answers_is_told_and_changes_with_the_library(world: World, grown: World) -> None:
    assert world.version in said(world, "现在用的是哪一版文件")
    assert grown.version in said(grown, "现在用的是哪一版文件")
    assert world.version != grown.version


def test_what_is_cited_carries_the_version_of_its_words(world: World) -> None:
    cited = ask(world, "日照小巨人奖励多少").message.citations
    assert cited and all(one.version == world.library.versions.of(one.document) for one in cited)
