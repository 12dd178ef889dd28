"""Our own summaries: labelled as such, complete, and consistent with each other."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from knowledge.library import Library, cached_library
from knowledge.model import Document, Status

VERIFIED = date(2026, 11, 22)
RULES = (
    "srdi-rules-2026", "srdi-rules-2022", "sme-size-2011", "high-tech-2016", "tech-sme-2017", "single-champion-2023",
    "shandong-gazelle-2020", "key-giants-2024",
)  # fmt: skip


@cache
def library() -> Library:
    return cached_library()


def summary(id: str) -> Document:
    found = library().document(id)
    assert found is not None
    return found


def text(document: str, *path: str) -> str:
    clause = library().clause(document, path)
    assert clause is not None, path
    return clause.text


def test_every_rule_that_the_ladder_needs_is_summarised() -> None:
    assert {document.id for document in library().summaries} >= {*RULES, "document-fates"}


@pytest.mark.parametrize("id", [document.id for document in cached_library().summaries])
def test_a_summary_says_that_it_is_one(id: str) -> None:
    document = summary(id)
    assert document.standing.kind == "summary" and document.verified_on == VERIFIED
    assert library().status(id, VERIFIED) in (Status.SUMMARY_ONLY, Status.SUPERSEDED)
    first = text(id, "引言")
    assert "自己的话" in first and "不是官方" in first and f"核对于{VERIFIED.isoformat()}" in first


@pytest.mark.parametrize("id", RULES)
def test_a_summary_names_the_official_document_and_its_number(id: str) -> None:
    document = summary(id)
    assert document.number and document.issuer
    numbers = document.number.split("、")
    shown = text(id, "第一条")
    assert all(number.removeprefix("国科发火") in shown for number in numbers), (numbers, shown)
    assert "未持有官方原文" in text(id, "引言")


@pytest.mark.parametrize("id", [document.id for document in cached_library().summaries])
def test_articles_are_numbered_without_gaps(id: str) -> None:
    """A summary whose numbering the outline misreads would lose an article."""
    document = summary(id)
    written = re.findall(r"(?m)^(第[一二三四五六七八九十]+条) ", document.text)
    read = [clause.path[0] for clause in document.clauses if len(clause.path) == 1 and clause.path[0].startswith("第")]
    assert read == written and len(written) >= 4
    items = re.findall(r"(?m)^（([一二三四五六七八九十]+)）", document.text)
    assert [clause.path[1] for clause in document.clauses if len(clause.path) == 2] == [f"({item})" for item in items]


def test_only_what_was_found_is_shown() -> None:
    """The adopted amounts, the tax test of 小型微利企业 and Rizhao's lost articles are not known, and not said."""
    whole = "\n".join(document.text for document in library().summaries)
    assert "小型微利" not in whole
    for words in ("正式稿的奖励金额没有查到", "后面的内容没有查到", "多次查找都没有查到正式印发的文件"):
        assert words in text("document-fates", *_article_with(words))


def _article_with(words: str) -> tuple[str, ...]:
    return next(clause.path for clause in summary("document-fates").clauses if words in clause.text)


def test_the_rules_of_2022_end_where_those_of_2026_begin() -> None:
    new, old = summary("srdi-rules-2026"), summary("srdi-rules-2022")
    assert old.standing.superseded_by == new.id
    assert old.standing.superseded_on == new.standing.effective_from == date(2026, 4, 1)
    assert "2026年4月1日" in text("srdi-rules-2026", "第一条") and "2026年4月1日" in text("srdi-rules-2022", "第一条")


def test_the_size_standard_has_sixteen_industries_in_falling_bounds() -> None:
    articles = [
        clause for clause in summary("sme-size-2011").clauses if clause.path[0] == "第四条" and len(clause.path) == 2
    ]
    assert len(articles) == 16
    for clause in articles:
        rows = [
            [int(figure) for figure in re.findall(r"\d+(?=人|万元)", part)]
            for part in re.split("(?:大型|中型|小型)下限：", clause.text)[1:4]
        ]
        assert len(rows) == 3 and len({len(row) for row in rows}) == 1
        for large, medium, small in zip(*rows, strict=True):
            assert large > medium > small > 0, clause.text


def test_the_fates_agree_with_what_each_document_says_of_itself() -> None:
    """`fate` in a document's own data and the record of what became of it tell one story."""
    told = {
        "jinan-measures-draft": ("第一条", "2022年1月7日"),
        "jinan-sme-draft-2024": ("第三条", "没有"),
        "rizhao-plan-2022": ("第四条", "没有查到接续的方案"),
        "shandong-plan-2022": ("第二条", "没有查到"),
    }
    for id, (article, words) in told.items():
        assert words in summary(id).standing.fate and words in text("document-fates", article), id


def test_nothing_of_the_five_plainly_binds_today() -> None:
    statuses = {document.id: library().status(document.id, VERIFIED) for document in library().documents}
    assert Status.IN_FORCE not in statuses.values()
