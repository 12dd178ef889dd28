"""Places of the whole country in cells, as far as they are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.lists.places import read_place
from tests.bot.lists.lists import ON, facts, of_rows, rulebook


@pytest.mark.parametrize(
    ("text", "city", "district"),
    [
        ("西湖区", None, "西湖区"),
        ("绵阳市涪城区", "绵阳", "涪城区"),
        ("慈溪市", "宁波", "慈溪市"),
        ("四川省绵阳科技城新区", "绵阳", "科技城新区"),
        ("光谷高新区", None, "光谷高新区"),
        ("西安市浐灞经开区", "西安", "浐灞经开区"),
        ("苏州工业园区", "苏州", "苏州工业园区"),
    ],
)
def test_a_district_keeps_its_own_name(text: str, city: str | None, district: str) -> None:
    found = read_place(text, "district", rulebook(), ON)
    assert (found.get("city"), found.get("district")) == (city, district)


def test_the_city_written_beside_a_district_counts_before_the_one_its_name_suggests(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path, ["企业名称", "所属市", "区县", "从业人员"], ["枣庄鲁南轴承有限公司", "枣庄市", "市中区", 50]
    )
    assert facts(found)["枣庄鲁南轴承有限公司"] == {"city": "枣庄", "district": "市中区", "employees": 50}
    assert not [problem for problem in found.problems if problem.company]
