"""Every figure in every reply stands in a quote, the question, what is known of the document, or shown working."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answer import Answer, Focus, answer
from bot.bootstrap import build_world
from bot.world import World
from rules.figures import figures
from tests.bot.answering.asking import ask

TODAY = date(2026, 11, 22)
QUESTIONS = [
    json.loads(line) for line in Path(__file__).with_name("questions.jsonl").read_text(encoding="utf-8").splitlines()
]
TOGETHER = 60
"""Labelled questions in one test: a test each would cost more than its question."""
PUT_TO_US = [
    "担保费率1.2%贷款300万补多少",
    "担保公司收我们1.5个点,还能领担保费补贴吗",
    "股权投资投了500万一年奖多少",
    "大型企业担保贷款300万补多少",
    "专用设备300万,当年应纳税额10万,抵免多少",
    "济南公共服务示范平台两个稿一样吗",
    "济南日照双创基地奖励对比",
    "济南两份稿瞪羚复核一样吗",
    "日照工业设计补贴50%封顶200万?",
    "担保费补贴10‰对吧",
    "绿色技改投2000万给500万对吗",
    "济南上市总共给1000万对不对",
    "三个奖加起来多少:日照小巨人、独角兽、省级瞪羚",
    "绿色工厂国家级加绿色数据中心加绿色产品认证一共多少",
    "日照企业升规奖多少",
]
_WORKING = re.compile(r"([\d.]+(?:亿|万)?元)\s*×\s*([\d.]+)(%|‰|年|家)\s*=\s*(?:最多)?([\d.]+(?:亿|万)?元)")
_SUM = re.compile(r"((?:[\d.]+(?:亿|万)?元\s*\+\s*)+[\d.]+(?:亿|万)?元)\s*=\s*([\d.]+(?:亿|万)?元)")
_DIFFERENCE = re.compile(r"([\d.]+(?:亿|万)?元)\s*−\s*([\d.]+(?:亿|万)?元)\s*=\s*([\d.]+(?:亿|万)?元)")
_DIVISORS = {"%": 100.0, "‰": 1000.0}


def _yuan(text: str) -> float:
    return next(value for value, kind in figures(text) if kind == "yuan")


@cache
def _known(world: World) -> frozenset[tuple[float, str]]:
    return frozenset(figures(_metadata(world)))


def _metadata(world: World) -> str:
    """Titles, dates, standing of the documents: what is known of them beside their text."""
    lines = []
    for document in (*world.library.documents, *world.library.summaries):
        standing = document.standing
        day = document.issued
        lines += [document.title, document.short_title, document.number or "", standing.fate, standing.evidence]
        days = (day, standing.expires_on, standing.comments_until, TODAY)
        lines += [f"{d.year}年{d.month}月{d.day}日" for d in days if d]
    return "\n".join(lines)


def _without_places(text: str, world: World) -> str:
    """The text without titles and clause numbers, which are no figures of policy."""
    for document in (*world.library.documents, *world.library.summaries):
        for name in (document.title, document.short_title):
            text = text.replace(name, "")
    text = re.sub(r"第[(（]?[一二三四五六七八九十\d]+[)）]?(?:部分|条|篇|点)|《[^》]*》", "", text)
    return re.sub(r"五份|一条一条|[一二两三四五六七八九十]份", "", text)


def unsupported(question: str, found: Answer, world: World) -> set[tuple[float, str]]:
    said = [part.text for part in found.message.parts if part.kind in ("lead", "text", "heading")]
    text = _without_places("\n".join(said), world)
    quotes = "\n".join(citation.quote for citation in found.message.citations)
    allowed = set(figures(quotes)) | set(figures(world.library.corrected(question))) | set(figures(question))
    allowed |= _known(world)
    values = {value for value, _ in allowed}
    left = set()
    for value, kind in set(figures(text)) - set(_computed(text, values | _said(question))):
        if value not in values and value not in _said(question):
            left.add((value, kind))
    return left


def _said(question: str) -> set[float]:
    from bot.answering.question import yuan_of

    return {float(yuan) for yuan in yuan_of(question)}


def _computed(text: str, known: set[float]) -> Iterator[tuple[float, str]]:
    """Results of shown working whose arithmetic is right and whose terms are known."""
    for match in _WORKING.finditer(text):
        base, rate, unit, product = match.groups()
        factor = float(rate) / _DIVISORS.get(unit, 1.0)
        assert _yuan(base) * factor == pytest.approx(_yuan(product), abs=0.0051), match.group()
        assert _yuan(base) in known, match.group()
        yield from figures(product)
        yield from figures(rate + unit)
    products = {_yuan(match.group(4)) for match in _WORKING.finditer(text)}
    for match in _SUM.finditer(text):
        parts = [_yuan(part) for part in match.group(1).split("+")]
        assert sum(parts) == _yuan(match.group(2)), match.group()
        assert set(parts) <= known | products, match.group()
        yield from figures(match.group(2))
    for match in _DIFFERENCE.finditer(text):
        more, less = _yuan(match.group(1)), _yuan(match.group(2))
        assert more - less == _yuan(match.group(3)), match.group()
        assert {more, less} <= known | products, match.group()
        yield from figures(match.group(3))


@pytest.mark.parametrize("first", range(0, len(QUESTIONS), TOGETHER))
def test_every_figure_is_supported_and_every_quote_stands_in_its_clause(first: int, world: World) -> None:
    for item in QUESTIONS[first : first + TOGETHER]:
        found = answer(item["q"], Focus(), world, TODAY)
        assert unsupported(item["q"], found, world) == set(), f"{item['id']}: {found.message.text}"
        for citation in found.message.citations:
            clause = world.library.clause(citation.document, citation.clause)
            assert clause is not None, item["id"]
            assert citation.quote and citation.quote in clause.text, item["id"]


@pytest.mark.parametrize("question", PUT_TO_US)
def test_every_figure_of_a_check_a_comparison_or_a_sum_is_supported(question: str, world: World) -> None:
    found = answer(question, Focus(), world, TODAY)
    assert unsupported(question, found, world) == set(), found.message.text


_SUBJECTS = [
    "小巨人奖励",
    "绿色技改投了",
    "上市补助",
    "省级瞪羚",
    "担保贷款",
    "独角兽",
    "专精特新复核",
    "现代产业学院投入",
]


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(_SUBJECTS),
    st.integers(1, 99_999),
    st.sampled_from(["万", "万元", "亿", "元"]),
    st.sampled_from(["济南", "日照", ""]),
)
def test_a_typed_sum_never_becomes_a_quote(subject: str, number: int, unit: str, city: str) -> None:
    world = build_world()
    question = f"{city}{subject}{number}{unit}能拿多少"
    found = answer(question, Focus(), world, TODAY)
    assert unsupported(question, found, world) == set(), found.message.text
    for citation in found.message.citations:
        clause = world.library.clause(citation.document, citation.clause)
        assert clause is not None
        assert citation.quote in clause.text


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    found = answer(text, Focus(), build_world(), TODAY)
    assert found.message.text
    if found.kind in ("greeting", "help"):
        assert not found.message.citations


@pytest.mark.parametrize(
    ("question", "grant"),
    [
        ("投济南一家公司正好满两年 那2%给不给", "股权投资机构投资奖励 按2%"),
        ("济南那8‰是给谁的", "政府性融资担保机构担保费补贴 按8‰"),
        ("济南哪个奖20%", "绿色化技术改造补贴 按20%"),
    ],
)
def test_a_share_leads_to_the_grant_that_has_it(world: World, question: str, grant: str) -> None:
    found = ask(world, question)
    assert any(grant in line for line in found.message.text.splitlines()[:2]) and found.message.citations


@pytest.mark.parametrize("question", ["济南那37%是给谁的", "房贷利率降2%给不给", "体脂率降到2%行不行"])
def test_a_share_that_no_grant_has_or_of_another_subject_leads_nowhere(world: World, question: str) -> None:
    assert ask(world, question).kind == "not_covered"
