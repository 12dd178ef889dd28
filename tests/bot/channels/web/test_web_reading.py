"""The reader and browsing over real HTTP."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

import pytest

from bot.bootstrap import build_world
from tests.bot.channels.web.visiting import Visitor


def test_every_clause_is_an_element_with_its_labels_as_id(visitor: Visitor) -> None:
    for document in build_world().library.documents:
        page = visitor.open(f"/documents/{document.id}")
        ids = re.findall(r'<section class="clause" id="([^"]+)"', page)
        assert ids == ["/".join(clause.path) for clause in document.clauses]


def test_a_citation_opens_at_its_quote(visitor: Visitor) -> None:
    visitor.say("日照小巨人奖励多少")
    found = re.search(r'<blockquote>([^<]+) <a href="(/documents/[^"#]+)#([^"]+)"', visitor.page)
    assert found
    quote, address, anchor = found.groups()
    page = visitor.open(address)
    marks = re.findall(r'<mark id="hit\d+">([^<]+)</mark>', page)
    assert "".join(marks).strip() in quote and marks
    assert f'id="{unquote(anchor)}"' in page


def test_the_standing_is_on_every_section(visitor: Visitor) -> None:
    page = visitor.open("/documents/jinan-measures-draft")
    document = build_world().library.document("jinan-measures-draft")
    assert document is not None
    tops = [clause for clause in document.clauses if len(clause.path) == 1]
    assert len(re.findall(r'<p class="banner"><b>[^<]+</b> <span class="badge draft_for_comment">', page)) == len(tops)


def test_a_version_lasts_and_another_is_said_to_be_missing(visitor: Visitor) -> None:
    page = visitor.open("/documents/rizhao-plan-2022")
    version = re.search(r"\?version=([0-9a-f]{12})", page)
    assert version
    assert visitor.http.get(f"/documents/rizhao-plan-2022?version={version[1]}").status_code == 200
    places = re.findall(r'class="lasting no-print" href="([^"]+)"', page)
    document = build_world().library.document("rizhao-plan-2022")
    assert document and [unquote(place.partition("#")[2]) for place in places] == [
        "/".join(c.path) for c in document.clauses
    ]
    assert all(f"?version={version[1]}#" in place for place in places)
    other = visitor.http.get("/documents/rizhao-plan-2022?version=000000000000")
    assert other.status_code == 404 and version[1] in other.text
    assert visitor.http.get("/documents/no-such").status_code == 404


def test_words_are_found_and_marked_in_a_document(visitor: Visitor) -> None:
    page = visitor.open("/documents/rizhao-plan-2022?q=瞪羚")
    marks = re.findall(r'<mark id="hit(\d+)">瞪羚[^<]*</mark><span class="way no-print">(.*?)</span>', page)
    assert [int(number) for number, _ in marks] == list(range(1, page.count("<mark") + 1)) and len(marks) > 2
    assert 'href="#hit' not in marks[0][1].partition("1/")[0] and f">1/{len(marks)}<" in f">{marks[0][1]}"
    assert 'href="#hit1"' in marks[1][1] and 'href="#hit3"' in marks[1][1] and marks[-1][1].endswith(str(len(marks)))
    assert "没有这些字" in visitor.open("/documents/shandong-plan-2022?q=海底捞针")


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("place=日照", "日照"),
        ("amount=1000000", "万元"),
        ("status=draft_for_comment", "征求意见稿"),
        ("kind=service", "服务"),
    ],
)
def test_programmes_are_filtered(visitor: Visitor, query: str, holds: str) -> None:
    page = visitor.open(f"/programmes?{query}")
    cards = page.split('<ul class="cards">')[1].split("<li><b>")[1:]
    assert 0 < len(cards) < len(build_world().rulebook.programmes)
    assert all(holds in card for card in cards)


def test_search_marks_the_matched_words(visitor: Visitor) -> None:
    page = visitor.open("/search?q=瞪羚企业奖励")
    assert "<mark>瞪羚" in page and "/documents/" in page
    fragment = visitor.http.get("/search?q=瞪羚", headers={"HX-Request": "true"}).text
    assert "<html" not in fragment and "<mark>" in fragment
    assert "<script>" not in visitor.open("/search?q=<script>x</script>")


def test_units_answers_and_documents_are_browsed(visitor: Visitor) -> None:
    units = visitor.open("/units?q=财政局")
    assert "市财政局" in units and "/documents/" in units
    assert 'class="item" id="' in visitor.open("/faq")
    documents = visitor.open("/documents")
    library = build_world().library
    assert all(f"/documents/{each.id}" in documents for each in (*library.documents, *library.summaries))
    assert library.status("rizhao-plan-2022", date(2026, 11, 22)).value in documents
