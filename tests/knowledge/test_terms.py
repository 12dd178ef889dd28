"""The generated lists are those that the generator makes from the documents of today."""

from __future__ import annotations

from knowledge.library import HOME
from knowledge.library import cached_library as library
from knowledge.search.dictionary import terms
from knowledge.search.terms import pinyin_rows, terms_of


def test_terms_are_up_to_date() -> None:
    """A document was added or changed: run `python -m knowledge.search.terms`."""
    assert terms() == terms_of(library().documents)


def test_terms_hold_the_names_of_the_trade() -> None:
    assert {
        "专精特新",
        "小巨人",
        "瞪羚",
        "独角兽",
        "单项冠军",
        "链主",
        "一户一档",
        "云服务券",
        "市工业和信息化局",
    } <= set(terms())


def test_pinyin_is_up_to_date() -> None:
    rows = (HOME / "search" / "pinyin.txt").read_text(encoding="utf-8").splitlines()
    assert [row for row in rows if not row.startswith("#")] == pinyin_rows()
