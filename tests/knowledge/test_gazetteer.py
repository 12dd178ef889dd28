"""The table of places: names, districts, and words of every day that are no places."""

from __future__ import annotations

import pytest

from knowledge.gazetteer.lookup import city_of
from knowledge.gazetteer.table import gazetteer, short_name
from knowledge.library import cached_library


def places_in(text: str) -> list[tuple[str, str | None]]:
    return [
        (text[mention.start : mention.end], mention.places[0].city)
        for mention in gazetteer().find(text)
        if len(mention.places) == 1
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("济南市历下区", [("济南市", "济南"), ("历下区", "济南")]),
        ("莒县的企业", [("莒县", "日照")]),
        ("义乌小商品", [("义乌", "金华")]),
        ("恩施的茶", [("恩施", "恩施")]),
        ("浙江绍兴", [("浙江", None), ("绍兴", "绍兴")]),
        ("雄安新区", [("雄安新区", "保定")]),
    ],
)
def test_the_longest_name_is_found(text: str, found: list[tuple[str, str | None]]) -> None:
    assert places_in(text) == found


@pytest.mark.parametrize(
    "text", ["绿色通道", "朝阳产业", "惠民政策", "集成创新和引进消化", "中华人民共和国", "企业新建项目", "市中区"]
)
def test_words_of_every_day_are_no_places(text: str) -> None:
    assert not [place for mention in gazetteer().find(text) for place in mention.places if place.level == "city"]
    assert places_in(text) == []


def test_a_municipality_is_a_city_and_other_provinces_are_none() -> None:
    assert [city_of(name) for name in ("北京", "天津市", "浦东新区")] == ["北京", "天津", "上海"]
    assert [city_of(name) for name in ("山东", "全国")] == [None, None]


def test_a_name_that_several_places_have_means_each_of_them() -> None:
    [mention] = gazetteer().find("鼓楼区")
    assert {place.city for place in mention.places} >= {"南京", "福州"}


def test_short_names() -> None:
    given = ["济南市", "莒县", "内蒙古自治区", "通道侗族自治县", "恩施土家族苗族自治州", "历下区"]
    assert [short_name(name) for name in given] == ["济南", "莒县", "内蒙古", "通道", "恩施", "历下"]


def test_no_word_inside_our_documents_is_taken_for_a_foreign_district() -> None:
    """Where the documents name a district of elsewhere they write it in full."""
    strange = {
        document.text[mention.start : mention.end]
        for document in cached_library().documents
        for mention in gazetteer().find(document.text)
        for place in mention.places
        if place.level == "district" and place.city not in ("济南", "日照")
    }
    assert strange <= {"泰山"}
