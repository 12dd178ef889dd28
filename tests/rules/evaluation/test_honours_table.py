"""What was said of honours: shapes, levels, ways and years."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rules.evaluation.honours import Events, Honours, covers, events_of, honours_of, kind_of, level_of
from rules.evaluation.states import EVENT_INEXACT, EVENT_NOT_ASKED, EVENT_NOT_KNOWN, INEXACT, MET, NOT_ASKED, NOT_MET

DAY = date(2026, 11, 22)


def test_levels_and_kinds() -> None:
    assert [level_of(name) for name in ("省级瞪羚", "国家高新技术企业", "独角兽")] == ["省级", "国家", ""]
    assert [kind_of(name) for name in ("国家级单项冠军企业", "省级单项冠军", "独角兽")] == [
        "单项冠军",
        "单项冠军",
        None,
    ]
    assert covers("瞪羚", "省级瞪羚") and covers("单项冠军", "省级单项冠军")
    assert not covers("省级瞪羚", "省级瞪羚") and not covers("瞪羚", "瞪羚") and not covers("专精特新", "独角兽")
    assert not covers("专精特新", "国家级专精特新小巨人")


@pytest.mark.parametrize(
    ("said", "honour", "state"),
    [
        (["国家级单项冠军企业"], "省级单项冠军", NOT_MET),
        (["国家级单项冠军企业"], "独角兽", NOT_ASKED),
        (["国家级单项冠军企业", "独角兽"], "省级单项冠军", NOT_MET),
        ({"has": ["独角兽"], "not": ["瞪羚"], "complete": False}, "省级单项冠军", NOT_ASKED),
        (["独角兽"], "瞪羚企业", NOT_ASKED),
        ({"has": ["独角兽"]}, "省级瞪羚", NOT_ASKED),
        ({"has": ["独角兽"], "complete": True}, "省级瞪羚", NOT_MET),
        ({"has": ["瞪羚"], "complete": True}, "省级瞪羚", INEXACT),
        ({"not": ["瞪羚"]}, "市级瞪羚", NOT_MET),
        ({"not": ["省级瞪羚"]}, "市级瞪羚", NOT_ASKED),
        ({}, "独角兽", NOT_ASKED),
        ([], "独角兽", NOT_MET),
        ((), "独角兽", NOT_MET),
    ],
)
def test_whether_an_honour_is_held(said: Any, honour: str, state: int) -> None:
    assert honours_of(said, None, None, DAY).state(honour, ()) == state


@pytest.mark.parametrize(
    ("events", "years", "wanted", "state"),
    [
        ({"省级瞪羚": "复核通过", "市级瞪羚": "新认定"}, None, ("新认定",), MET),
        ({"省级瞪羚": "复核通过"}, None, ("新认定",), EVENT_NOT_ASKED),
        ({"省级瞪羚": "复核通过", "市级瞪羚": "unknown"}, None, ("新认定",), EVENT_NOT_KNOWN),
        ({"省级瞪羚": "复核通过", "市级瞪羚": "重新认定"}, None, ("新认定",), NOT_MET),
        ("新认定", {"省级瞪羚": 2020, "市级瞪羚": {"value": 2025, "approximate": True}}, ("新认定",), EVENT_INEXACT),
        ("新认定", {"省级瞪羚": 2020, "市级瞪羚": 2020}, ("新认定", "复核通过"), NOT_MET),
        (None, None, (), MET),
    ],
)
def test_any_level_won_in_any_way_will_do(events: Any, years: Any, wanted: tuple[str, ...], state: int) -> None:
    held = honours_of(["省级瞪羚", "市级瞪羚"], events, years, DAY)
    assert held.state("瞪羚", wanted) == state


def test_a_year_that_is_not_exact_is_no_table_of_honours() -> None:
    said = events_of("新认定", {"value": 2024, "bound": "lte"}, DAY)
    assert said.year("省级瞪羚") == {"value": 2024, "bound": "lte"} and said.is_old("省级瞪羚")
    assert events_of("新认定", {"low": 2025, "high": 2026}, DAY).state("省级瞪羚", ("新认定",)) == MET
    assert events_of({"独角兽": "新认定"}, {"独角兽": 2024}, DAY).year("省级瞪羚") is None
    assert events_of("新认定", "unknown", DAY).year("省级瞪羚") is None
    assert events_of(None, 2024, DAY).state("独角兽", ("新认定", "复核通过")) == EVENT_NOT_ASKED
    assert Events("新认定", 1990).state("独角兽", ("新认定",)) == MET, "without a day every year is new"
    assert Honours(["独角兽"]).state("独角兽", ("新认定",)) == EVENT_NOT_ASKED


@pytest.mark.parametrize(
    "bad",
    [
        [""],
        [1],
        {"has": "独角兽"},
        {"has": [""], "not": []},
        {"complete": 1},
        {"has": ["a"], "not": ["a"]},
        {"is": []},
        3,
    ],
)
def test_other_shapes_are_refused(bad: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        honours_of(bad, None, None, DAY)
    with pytest.raises(ValueError, match=r"."):
        honours_of([{1, 2}], None, None, DAY)
    with pytest.raises(ValueError, match=r"."):
        events_of({1, 2}, None, DAY)


def test_tables_and_lists_of_the_same_words_are_told_apart() -> None:
    one = honours_of(["独角兽"], {"独角兽": "新认定"}, {"独角兽": 2026}, DAY)
    assert one.state("独角兽", ("新认定",)) == MET and one.event("独角兽") == "新认定"
    assert one is honours_of(["独角兽"], {"独角兽": "新认定"}, {"独角兽": 2026}, DAY)
    assert one is not honours_of(["独角兽"], "新认定", {"独角兽": 2026}, DAY)
    assert one is not honours_of({"has": ["独角兽"]}, {"独角兽": "新认定"}, {"独角兽": 2026}, DAY)
