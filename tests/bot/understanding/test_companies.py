"""Several companies in one message are kept apart, and only the one that it is about is read."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.reading import understand

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "facts", "chosen"),
    [
        (
            "甲公司在济南,员工80人;乙公司在日照,员工30人;说的是乙",
            {"city": "日照", "employees": 30},
            ["乙公司在日照 员工30人 说的是乙"],
        ),
        (
            "先看第一家 第一家在莒县做包装 第二家在济南",
            {"city": "日照", "district": "莒县", "industry": "包装"},
            ["先看第一家 第一家在莒县做包装"],
        ),
        ("总公司在青岛,不问总公司,只问分公司,分公司在济南", {"city": "济南"}, ["只问分公司 分公司在济南"]),
        (
            "岚山那家不用管 只说莒县这家 去年九百万",
            {"city": "日照", "district": "莒县", "revenue_yuan": 9_000_000},
            None,
        ),
    ],
)
def test_the_one_that_is_asked_about_is_read(text: str, facts: dict[str, object], chosen: list[str] | None) -> None:
    said = understand(text, None, DAY)
    assert {name: value for name, value in said.facts.items() if name != "independent_legal_person"} == facts
    if chosen is not None:
        assert [company.text for company in said.companies if company.chosen] == chosen


@pytest.mark.parametrize(
    "text",
    [
        "甲公司在济南,员工80人;乙公司在日照,员工30人",
        "第一户济南的,高企;第二户日照的,小巨人",
        "我们有两家厂 章丘一家 五莲一家",
        "海河公司在济南,去年两千万,长泰公司在日照,去年一千万",
    ],
)
def test_where_none_is_chosen_nothing_is_stored(text: str) -> None:
    assert understand(text, None, DAY).facts == {}


def test_what_is_said_of_each_is_there_to_be_read_by_itself() -> None:
    said = understand("甲公司在济南,员工80人;乙公司在日照,员工30人", None, DAY)
    assert [understand(company.text, None, DAY).facts for company in said.companies] == [
        {"city": "济南", "employees": 80},
        {"city": "日照", "employees": 30},
    ]


@pytest.mark.parametrize("text", ["乙公司:日照莒县,员工30人", "第二户 日照莒县,员工30人", "我们在日照莒县,员工30人"])
def test_one_company_is_the_one(text: str) -> None:
    said = understand(text, None, DAY)
    assert said.companies == ()
    assert said.facts == {"city": "日照", "district": "莒县", "employees": 30}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("总部在北京 有三千人 我们日照这边120人", {"city": "日照", "employees": 120}),
        ("合作单位在烟台 我们自己在章丘", {"city": "济南", "district": "章丘区"}),
        ("张总的厂是小巨人 我们只是高企", {"honours": ["国家高新技术企业"]}),
        ("朋友公司在济南,营收五千万", {}),
    ],
)
def test_what_others_are_is_not_ours(text: str, facts: dict[str, object]) -> None:
    assert understand(text, None, DAY).facts == facts
