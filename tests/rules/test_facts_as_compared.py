"""Derived facts, honours, places, the size standard, validation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from knowledge.gazetteer.lookup import city_of, city_of_district
from rules.errors import FactError
from rules.evaluation.honours import Honours, honours_of
from rules.evaluation.size_standard import CLASSES, industries, industry_of, is_sme, size_class
from rules.evaluation.states import EVENT_INEXACT, EVENT_NOT_ASKED, EVENT_NOT_KNOWN, INEXACT, MET, NOT_ASKED, NOT_MET
from rules.rulebook import RuleBook

DAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("said", "derived"),
    [
        ({"district": "莒县"}, {"city": "日照", "role_city": "日照"}),
        ({"district": "高新区"}, {}),
        ({"role_city": "济南"}, {"city": "济南"}),
        ({"founded_date": "2022-06-01"}, {"registered_years": 2}),
        ({"founded_year": 2020}, {"registered_years": {"low": 3.4180327868852460, "high": 4.415300546448087}}),
        ({"registered_years": 1.5, "founded_date": "2010-01-01"}, {}),
        ({"rd_expense_yuan": 300_000, "revenue_yuan": 10_000_000}, {"rd_ratio": 0.03}),
        ({"rd_expense_yuan": 300_000, "revenue_yuan": 0}, {}),
        ({"industry": "汽车零部件厂", "employees": 999}, {"is_sme": True}),
        ({"industry": "软件", "employees": 300, "revenue_yuan": 100_000_000}, {"is_sme": False, "size_class": "大型"}),
        ({"industry": "不知何业", "employees": 4}, {}),
    ],
)
def test_what_follows_from_what_was_said(real_book: RuleBook, said: dict[str, Any], derived: dict[str, Any]) -> None:
    names = ("city", "role_city", "registered_years", "rd_ratio", "is_sme", "size_class")
    found = {name: value for name, value in real_book.derive(said, DAY).items() if name in names and name not in said}
    assert found.keys() == derived.keys()
    for name, value in derived.items():
        assert found[name] == (pytest.approx(value) if isinstance(value, dict) else value)


@pytest.mark.parametrize(
    ("said", "event", "honour", "events", "state"),
    [
        (["省级瞪羚"], None, "省级瞪羚", (), MET),
        (["省级瞪羚"], None, "省级瞪羚", ("新认定",), EVENT_NOT_ASKED),
        (["省级瞪羚"], "新认定", "省级瞪羚", ("复核通过", "重新认定"), NOT_MET),
        (["省级瞪羚"], {"省级瞪羚": "复核通过"}, "省级瞪羚", ("复核通过",), MET),
        (["省级瞪羚"], "新认定", "独角兽", ("新认定",), NOT_ASKED),
        (["国家级专精特新小巨人"], None, "省级专精特新", (), NOT_ASKED),
        ([], None, "独角兽", (), NOT_MET),
        ({"has": ["省级瞪羚"], "complete": True}, None, "独角兽", (), NOT_MET),
        ({"has": [], "not": ["瞪羚"]}, None, "省级瞪羚", (), NOT_MET),
        ({"has": [], "not": ["瞪羚"]}, None, "独角兽", (), NOT_ASKED),
        (["瞪羚"], None, "省级瞪羚", (), INEXACT),
        (["省级专精特新"], None, "专精特新", (), MET),
    ],
)
def test_honours_held_denied_and_open(said: Any, event: Any, honour: str, events: tuple[str, ...], state: int) -> None:
    assert honours_of(said, event, None, date(2026, 11, 22)).state(honour, events) == state


@pytest.mark.parametrize(
    ("event", "year", "wanted", "state"),
    [
        ("新认定", None, ("新认定",), MET),
        ("新认定", 2026, ("新认定",), MET),
        ("新认定", 2025, ("新认定",), MET),
        ("新认定", 2024, ("新认定",), NOT_MET),
        ("新认定", "unknown", ("新认定",), MET),
        ("新认定", {"省级瞪羚": 2022}, ("新认定",), NOT_MET),
        ("新认定", {"独角兽": 2022}, ("新认定",), MET),
        ({"省级瞪羚": "新认定", "独角兽": "以前认定"}, {"省级瞪羚": 2026}, ("新认定",), MET),
        ("以前认定", None, ("新认定",), NOT_MET),
        ("以前认定", None, ("复核通过", "重新认定"), NOT_MET),
        ("复核通过", 2023, ("复核通过", "重新认定"), MET),
        (None, 2023, ("新认定",), NOT_MET),
        (None, 2026, ("新认定",), EVENT_NOT_ASKED),
        (None, 2023, ("复核通过",), EVENT_NOT_ASKED),
        ("unknown", 2023, ("新认定",), NOT_MET),
        ("unknown", None, ("新认定",), EVENT_NOT_KNOWN),
        ("新认定", {"low": 2023, "high": 2025}, ("新认定",), EVENT_INEXACT),
    ],
)
def test_new_is_this_year_or_the_year_before(event: Any, year: Any, wanted: tuple[str, ...], state: int) -> None:
    day = date(2026, 11, 22)
    assert honours_of(["省级瞪羚"], event, year, day).state("省级瞪羚", wanted) == state


def test_the_same_words_give_the_same_object() -> None:
    day = date(2026, 11, 22)
    first, second = (honours_of({"has": ["独角兽"], "not": []}, {"独角兽": "新认定"}, 2026, day) for _ in range(2))
    assert first is second


@pytest.mark.parametrize("bad", ["省级瞪羚", [1], {"has": ["a"], "not": ["a"]}, {"held": []}, None])
def test_other_shapes_of_honours_are_refused(bad: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        Honours(bad)


def test_places() -> None:
    assert [city_of(name) for name in ("济南市", "莱芜区", "日照", "五莲县", "青岛", "山东省", "杭州市")] == [
        "济南",
        "济南",
        "日照",
        "日照",
        "青岛",
        None,
        "杭州",
    ]
    assert city_of_district("高新区") is None


@pytest.mark.parametrize("industry", industries(), ids=lambda industry: industry.name)
def test_every_bound_of_the_size_standard(industry: Any) -> None:
    """Large, medium and small need every lower bound; a yuan or a person less is one class lower."""
    for place in range(3):
        least = {fact: bounds[place] for fact, bounds in industry.bounds.items()}
        assert size_class(industry.name, least) == CLASSES[place]
        assert is_sme(industry.name, least) is (place > 0)
        for fact, figure in least.items():
            short = {**least, fact: figure - 1}
            assert size_class(industry.name, short) == CLASSES[place + 1]
            assert is_sme(industry.name, short) is True


def test_industries_as_people_say_them() -> None:
    said = {"汽车零部件": "工业", "软件": "软件和信息技术服务业", "五金批发": None, "快递": "邮政业", "餐饮": "餐饮业"}
    for words, name in said.items():
        found = industry_of(words)
        assert (found.name if found else None) == name or (words == "五金批发" and found is not None)


@pytest.mark.parametrize(
    "facts",
    [
        {"revenue_yuan": True},
        {"employees": -3},
        {"founded_date": "去年"},
        {"honour_event": "第一次"},
        {"incubated": {"独角兽": "一"}},
        {"is_sme": "是"},
        {"city": ""},
        {"colour": "red"},
    ],
)
def test_facts_of_a_wrong_name_or_shape_are_refused(real_book: RuleBook, facts: dict[str, Any]) -> None:
    with pytest.raises(FactError) as caught:
        real_book.validate(facts)
    assert next(iter(facts)) in str(caught.value)


def test_unknown_is_a_value_of_every_fact(real_book: RuleBook) -> None:
    everything = dict.fromkeys(real_book.facts, "unknown")
    assert real_book.validate(everything) == everything
    assert real_book.next_question(everything, DAY) is None
    assert not [item for item in real_book.evaluate(everything, DAY) if item.verdict == "eligible" and item.amount.yuan]
