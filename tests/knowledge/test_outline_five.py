"""The outline of the five documents, unit by unit. The golden file was read against the sources by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.library import Library, cached_library
from knowledge.model import Clause, Document

GOLDEN = [
    json.loads(line) for line in (Path(__file__).parent / "outlines.jsonl").read_text(encoding="utf-8").splitlines()
]
COUNTS = {
    "jinan-measures-draft": 13,
    "shandong-plan-2022": 56,
    "jinan-sme-draft-2024": 21,
    "rizhao-plan-2022": 32,
    "jinan-proposals": 77,
}


@pytest.fixture(scope="module")
def library() -> Library:
    return cached_library()


def clause(library: Library, document: str, *path: str) -> Clause:
    found = library.clause(document, path)
    assert found is not None
    return found


def test_documents_come_in_their_order(library: Library) -> None:
    assert {document.id: len(document.clauses) for document in library.documents} == COUNTS
    assert [document.id for document in library.documents] == list(COUNTS)


@pytest.mark.parametrize("document", COUNTS)
def test_every_unit(library: Library, document: str) -> None:
    found = library.document(document)
    assert found is not None
    have = [(list(c.path), c.heading, list(c.departments), c.start, c.end) for c in found.clauses]
    want = [
        (w["clause"], w["heading"], w["departments"], w["start"], w["end"]) for w in GOLDEN if w["document"] == document
    ]
    assert have == want


def test_texts_are_the_sources_own_characters(library: Library) -> None:
    for document in library.documents:
        assert all(c.text == document.text[c.start : c.end] for c in document.clauses)


def test_nothing_is_lost_and_nothing_comes_twice(library: Library) -> None:
    for document in library.documents:
        own = "".join(c.text[: c.own_end - c.start] for c in document.clauses)
        assert "".join(own.split()) == "".join(document.text.split())


def test_a_section_that_lost_its_number_has_the_number_of_its_place(library: Library) -> None:
    second = clause(library, "jinan-measures-draft", "二")
    assert second.text.startswith("支持企业专业化发展\n")
    assert second.departments == ("市市场监管局", "市工业和信息化局")


def test_conditions_counted_in_a_sentence_are_children(library: Library) -> None:
    conditions = clause(library, "rizhao-plan-2022", "二", "2")
    assert [child.path[-1] for child in library.children(conditions)] == ["一是", "二是", "三是", "四是"]
    assert clause(library, "rizhao-plan-2022", "二", "2", "三是").text.startswith("三是企业上年度营业收入1000万元左右")


def test_the_broken_end_is_marked(library: Library) -> None:
    marked = [c for document in library.documents for c in document.clauses if c.truncated]
    assert [c.id for c in marked] == [("rizhao-plan-2022", ("三", "(五)", "15"))]


def test_offices_are_parted_at_commas_too(library: Library) -> None:
    assert clause(library, "rizhao-plan-2022", "三", "(一)", "2").departments == (
        "市发展改革委", "市工业和信息化局", "市财政局", "各区县政府", "功能区管委",
    )  # fmt: skip
    assert "各区县政府及功能区管理机构" in clause(library, "jinan-sme-draft-2024", "一", "(一)").departments


def test_family(library: Library) -> None:
    awards = clause(library, "rizhao-plan-2022", "三", "(一)", "2")
    before, after = library.neighbours(awards)
    parent = library.parent(awards)
    assert before and after and parent
    assert (before.path[-1], after.path[-1], parent.path) == ("1", "3", ("三", "(一)"))
    assert library.neighbours(before)[0] is None
    assert library.parent(clause(library, "rizhao-plan-2022", "三")) is None


@pytest.mark.parametrize(
    ("document", "path", "said"),
    [
        ("rizhao-plan-2022", ("三", "(一)", "2"), "第三部分(一)第2条"),
        ("jinan-sme-draft-2024", ("一", "(二)"), "第一部分第(二)条"),
        ("jinan-measures-draft", ("十一",), "第十一条"),
        ("jinan-proposals", ("文5", "三", "二是"), "第5篇第三部分第二点"),
        ("jinan-sme-draft-2024", ("附则",), "附则"),
    ],
)
def test_paths_as_people_say_them(library: Library, document: str, path: tuple[str, ...], said: str) -> None:
    assert library.printed_path(document, path) == said


def test_sentences_are_exact_and_complete(library: Library) -> None:
    def check(document: Document) -> None:
        for c in document.clauses:
            position = 0
            for sentence in library.sentences(c):
                position = c.text.index(sentence, position) + len(sentence)
            own = c.text[: c.own_end - c.start]
            assert "".join("".join(library.sentences(c)).split()) == "".join(own.split()), c.id

    for document in library.documents:
        check(document)
