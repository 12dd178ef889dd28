"""Where a company is: a city with its district, and districts that another city has."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.reading import understand

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "city", "district"),
    [
        ("青岛市城阳区的厂子", "青岛", "城阳区"),
        ("北京市朝阳区", "北京", "朝阳区"),
        ("潍坊市寿光市", "潍坊", "寿光市"),
        ("山东潍坊寿光的", "潍坊", "寿光市"),
        ("苏州市高新区", "苏州", "高新区"),
        ("济南市历下区", "济南", "历下区"),
    ],
)
def test_a_district_stands_with_its_city(text: str, city: str, district: str) -> None:
    read = understand(text, None, DAY)
    assert (read.facts.get("city"), read.facts.get("district")) == (city, district)
    assert not read.confirm


@pytest.mark.parametrize("text", ["我们在青岛市历下区", "淄博市莒县的", "济南市莒县", "广州市城阳区"])
def test_a_district_of_another_city_is_asked_about_and_not_kept(text: str) -> None:
    read = understand(text, None, DAY)
    assert not {"city", "district"} & set(read.facts)
    assert set(read.impossible) == {"city", "district"}
    assert len(read.alternatives["city"]) == 2


def test_two_cities_side_by_side_are_no_city_with_its_district() -> None:
    assert "district" not in understand("潍坊和寿光都有厂", None, DAY).facts
