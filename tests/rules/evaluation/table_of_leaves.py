"""Every kind of test with values of its fact and the state that each comes to, written by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from rules.evaluation.honours import events_of, honours_of
from rules.evaluation.states import (
    EVENT_INEXACT,
    EVENT_NOT_ASKED,
    EVENT_NOT_KNOWN,
    INEXACT,
    MET,
    NOT_ASKED,
    NOT_KNOWN,
    NOT_MET,
    OFFICE,
    TEXT_OPEN,
)
from rules.evaluation.values import UNKNOWN, Interval, about
from rules.language.conditions import Bound, Test

AS_OF = date(2026, 11, 22)
BODY, OTHER = "省级示范平台", "国家级示范平台"
NEW = ("新认定",)


class Case(NamedTuple):
    test: Test
    facts: dict[str, Any]
    """Prepared; what is not there was not asked."""
    state: int


def _held(value: Any, event: Any = None, year: Any = None) -> Any:
    return honours_of(value, event, year, AS_OF)


def groups() -> Iterator[list[Case]]:
    """Rows of one test; together they are a column."""
    for test, fact, rows in (*_ranges(), *_words(), *_days(), *_titles()):
        known = [Case(test, {} if value is None else {fact: value}, state) for value, state in rows]
        yield [*known, Case(test, {fact: UNKNOWN}, NOT_KNOWN), Case(test, {}, NOT_ASKED)]
        yield known
    yield from _of_bodies()
    yield [Case(Test(None, "judged", ("信用良好",)), {}, OFFICE)]
    yield [Case(Test(None, "open", ("另行通知",)), {}, TEXT_OPEN)]


_Rows = tuple[Test, str, list[tuple[Any, int]]]


def _ranges() -> Iterator[_Rows]:
    name = "revenue_yuan"
    spans = [
        (Interval(10, 20), {"ge": MET, "gt": INEXACT, "le": INEXACT, "lt": NOT_MET}),
        (Interval(10, 20, True), {"ge": MET, "gt": MET, "le": NOT_MET, "lt": NOT_MET}),
        (Interval(0, 10), {"ge": INEXACT, "gt": NOT_MET, "le": MET, "lt": INEXACT}),
        (Interval(0, 10, False, True), {"ge": NOT_MET, "gt": NOT_MET, "le": MET, "lt": MET}),
        (Interval(5, 15), {"ge": INEXACT, "gt": INEXACT, "le": INEXACT, "lt": INEXACT}),
        (Interval(11, 12), {"ge": MET, "gt": MET, "le": NOT_MET, "lt": NOT_MET}),
        (Interval(8, 9), {"ge": NOT_MET, "gt": NOT_MET, "le": MET, "lt": MET}),
        (Interval(11, math.inf), {"ge": MET, "gt": MET, "le": NOT_MET, "lt": NOT_MET}),
        (10.0, {"ge": MET, "gt": NOT_MET, "le": MET, "lt": NOT_MET}),
        (9.0, {"ge": NOT_MET, "gt": NOT_MET, "le": MET, "lt": MET}),
        (11.0, {"ge": MET, "gt": MET, "le": NOT_MET, "lt": NOT_MET}),
    ]
    bounds = {
        "ge": (Bound(10, True), None),
        "gt": (Bound(10, False), None),
        "le": (None, Bound(10, True)),
        "lt": (None, Bound(10, False)),
    }
    for word, (lower, upper) in bounds.items():
        rows = [(value, states[word]) for value, states in spans]
        yield Test(name, "range", lower=lower, upper=upper), name, rows
        exact = [(value, state) for value, state in rows if isinstance(value, float)]
        yield Test(name, "range", lower=lower, upper=upper), name, exact
    between = Test(name, "range", lower=Bound(10, True), upper=Bound(20, False))
    yield between, name, [(9.0, NOT_MET), (10.0, MET), (19.0, MET), (20.0, NOT_MET), (21.0, NOT_MET)]
    yield between, name, [(Interval(12, 15), MET), (Interval(5, 15), INEXACT), (Interval(20, 30), NOT_MET)]
    yield between, name, [(Interval(15, 25), INEXACT), (Interval(0, 5), NOT_MET), (Interval(12, 20, False, True), MET)]
    within = Test(name, "range", lower=Bound(10, True), upper=Bound(20, True))
    yield within, name, [(5.0, NOT_MET), (10.0, MET), (20.0, MET), (21.0, NOT_MET)]
    counted = Test("incubated", "range", lower=Bound(1, True), which="独角兽")
    yield (
        counted,
        "incubated",
        [
            ({"独角兽": 1.0}, MET),
            ({"独角兽": 0.0, "": 3.0}, NOT_MET),
            ({"省级瞪羚": 2.0, "": 0.0}, NOT_MET),
            ({"省级瞪羚": 2.0}, NOT_ASKED),
            ({"独角兽": Interval(0, 2)}, INEXACT),
        ],
    )


def _words() -> Iterator[_Rows]:
    yield Test("city", "one_of", ("甲", "乙")), "city", [("甲", MET), ("乙", MET), ("丙", NOT_MET)]
    yield Test("is_sme", "one_of", (True,)), "is_sme", [(True, MET), (False, NOT_MET)]
    yield Test("is_sme", "one_of", (False,)), "is_sme", [(True, NOT_MET), (False, MET)]
    levels = [(BODY, MET), ("示范平台", INEXACT), (OTHER, NOT_MET), ("平台", INEXACT), ("银行", NOT_MET)]
    yield Test("role", "one_of", (BODY,)), "role", levels
    rank = Test("market_rank", "one_of", (1.0, 3.0))
    yield rank, "market_rank", [(1.0, MET), (2.0, NOT_MET), (3.0, MET)]
    spans = [(Interval(1, 2), INEXACT), (Interval(0, 1), INEXACT), (Interval(3, 3.5), INEXACT)]
    yield rank, "market_rank", [*spans, (Interval(4, 9), NOT_MET)]
    just_one = Test("incubated", "one_of", (1.0,), which="独角兽")
    counts = [({"独角兽": 1.0}, MET), ({"独角兽": 2.0}, NOT_MET), ({"省级瞪羚": 1.0}, NOT_ASKED)]
    yield just_one, "incubated", counts
    around = Test("revenue_yuan", "around", (100.0,))
    yield around, "revenue_yuan", [(100.0, MET), (99.0, TEXT_OPEN), (110.0, TEXT_OPEN)]
    yield around, "revenue_yuan", [(about(100.0), MET), (Interval(90, 110), INEXACT), (100.0, MET)]
    beside = [Interval(100, 110), Interval(90, 100), Interval(80, 100), Interval(100, 120)]
    yield around, "revenue_yuan", [(span, INEXACT) for span in beside]
    way = Test("honour_event", "one_of", NEW, which=BODY)
    yield (
        way,
        "honour_event",
        [
            (events_of("新认定", None, AS_OF), MET),
            (events_of("新认定", 2020, AS_OF), NOT_MET),
            (events_of({BODY: "复核通过"}, None, AS_OF), NOT_MET),
            (events_of({OTHER: "复核通过"}, None, AS_OF), EVENT_NOT_ASKED),
        ],
    )


def _days() -> Iterator[_Rows]:
    two_years = Test("founded_date", "age", (2,))
    yield (
        two_years,
        "founded_date",
        [
            ((date(2024, 11, 22), date(2024, 11, 22)), MET),
            ((date(2024, 11, 23), date(2024, 11, 23)), NOT_MET),
            ((date(2024, 11, 1), date(2024, 11, 30)), INEXACT),
            ((date(2024, 1, 1), date(2024, 11, 22)), MET),
            ((date(2024, 11, 22), date(2024, 12, 31)), INEXACT),
        ],
    )


def _titles() -> Iterator[_Rows]:
    one = Test("honours", "has", ("省级瞪羚",))
    plain = [
        (_held(["省级瞪羚"]), MET),
        (_held(["独角兽"]), NOT_ASKED),
        (_held([]), NOT_MET),
        (_held(["瞪羚"]), INEXACT),
        (_held(["市级瞪羚"]), NOT_MET),
        (_held({"has": [], "not": ["省级瞪羚"]}), NOT_MET),
        (_held({"has": [], "not": ["瞪羚"]}), NOT_MET),
        (_held({"has": ["独角兽"], "complete": True}), NOT_MET),
    ]
    yield one, "honours", plain
    new = Test("honours", "has", ("省级瞪羚",), events=NEW)
    yield (
        new,
        "honours",
        [
            (_held(["省级瞪羚"]), EVENT_NOT_ASKED),
            (_held(["省级瞪羚"], UNKNOWN), EVENT_NOT_KNOWN),
            (_held(["省级瞪羚"], "新认定"), MET),
            (_held(["省级瞪羚"], "新认定", 2025), MET),
            (_held(["省级瞪羚"], "新认定", 2024), NOT_MET),
            (_held(["省级瞪羚"], None, 2024), NOT_MET),
            (_held(["省级瞪羚"], "复核通过"), NOT_MET),
            (_held(["省级瞪羚"], "新认定", {"low": 2024, "high": 2025}), EVENT_INEXACT),
        ],
    )
    any_of = Test("honours", "has", ("瞪羚", "独角兽"))
    yield (
        any_of,
        "honours",
        [
            (_held(["市级瞪羚"]), MET),
            (_held(["独角兽"]), MET),
            (_held([]), NOT_MET),
            (_held({"has": [], "not": ["独角兽"]}), NOT_ASKED),
            (_held({"has": [], "not": ["独角兽", "瞪羚"]}), NOT_MET),
        ],
    )
    levels = Test("honours", "has", ("瞪羚", "省级瞪羚"))
    yield levels, "honours", [(_held(["瞪羚"]), MET), (_held(["省级瞪羚"]), MET), (_held(["市级瞪羚"]), NOT_MET)]
    both = Test("honours", "has", ("独角兽", "省级瞪羚"), events=NEW)
    yield both, "honours", [(_held(["独角兽", "省级瞪羚"], {"独角兽": "复核通过"}), EVENT_NOT_ASKED)]
    yield (
        both,
        "honours",
        [(_held(["独角兽", "省级瞪羚"], {"独角兽": "新认定"}), MET), (_held(["独角兽"]), EVENT_NOT_ASKED)],
    )
    lacks = Test("honours", "lacks", ("省级瞪羚",))
    yield (
        lacks,
        "honours",
        [
            (_held(["省级瞪羚"]), NOT_MET),
            (_held([]), MET),
            (_held(["独角兽"]), MET),
            (_held(["瞪羚"]), INEXACT),
            (_held(["市级瞪羚"]), MET),
        ],
    )


def _of_bodies() -> Iterator[list[Case]]:
    """A body holds the title that it is; an ordinary enterprise holds none of theirs."""
    title = Test("honours", "has", (BODY,), of_a_body=True)
    dated = Test("honours", "has", (BODY,), events=NEW, of_a_body=True)
    rows: list[tuple[dict[str, Any], int, int]] = [
        ({}, NOT_ASKED, NOT_ASKED),
        ({"role": UNKNOWN}, NOT_ASKED, NOT_ASKED),
        ({"honours": UNKNOWN, "role": "企业"}, NOT_MET, NOT_MET),
        ({"role": "企业"}, NOT_MET, NOT_MET),
        ({"role": BODY}, MET, EVENT_NOT_ASKED),
        ({"role": "示范平台"}, NOT_ASKED, NOT_ASKED),
        ({"role": "示范平台", "honours": UNKNOWN}, NOT_KNOWN, NOT_KNOWN),
        ({"role": OTHER}, NOT_MET, NOT_MET),
        ({"role": BODY, "honour_event": UNKNOWN}, MET, EVENT_NOT_KNOWN),
        ({"role": BODY, "honour_event": events_of("新认定", None, AS_OF)}, MET, MET),
        ({"role": BODY, "honour_event": events_of("复核通过", None, AS_OF)}, MET, NOT_MET),
        ({"role": "企业", "honours": _held([BODY], "新认定")}, MET, MET),
        ({"role": "企业", "honours": _held(["独角兽"])}, NOT_MET, NOT_MET),
        ({"role": BODY, "honours": _held([])}, NOT_MET, NOT_MET),
    ]
    yield [Case(title, facts, plain) for facts, plain, _ in rows]
    yield [Case(dated, facts, new) for facts, _, new in rows]
