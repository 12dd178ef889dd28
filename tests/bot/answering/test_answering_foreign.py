"""Documents of other provinces in a folder of one's own: they answer, and what is shipped answers as before."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answer import Answer, Focus, answer
from bot.bootstrap import rule_book
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.model import Citation, Message
from bot.world import World
from knowledge.faq import Faq
from knowledge.library import Library
from knowledge.workspace import Workspace
from rules.examples import failures

FOLDER = Path(__file__).parents[2] / "foreign"
ROWS = [json.loads(line) for line in (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
SHIPPED = [
    json.loads(line)["q"]
    for line in (Path(__file__).parent / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
TODAY = date(2026, 11, 22)
_EACH = 12
"""Of the labelled questions about what is shipped, each twelfth is asked: all of them take a minute."""


@pytest.fixture(scope="module")
def foreign() -> World:
    library = Library.load(own=Workspace(FOLDER))
    return World(library, rule_book(library, FOLDER), Faq.load(library, own=FOLDER / "faq"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["q"])
def test_documents_of_other_provinces_answer(foreign: World, row: dict[str, Any]) -> None:
    found = answer(row["q"], Focus(), foreign, TODAY)
    cited = {(citation.document, citation.clause) for citation in found.message.citations}
    if row["document"] is None:
        assert not any(document in {one.id for one in foreign.library.own} for document, _ in cited)
    elif row["clause"] is None:
        assert row["document"] in {document for document, _ in cited}
    else:
        assert (row["document"], tuple(row["clause"])) in cited
    told = found.message.text.replace("\n", "")
    assert [key for key in row["must"] if key not in told] == []


def test_the_chat_keeps_the_facts_of_the_folder(foreign: World, world: World) -> None:
    told = Message("t:1", "我们员工30人,是五星园区")
    assert respond(Conversation(), told, foreign, TODAY)[0].facts["five_star_park"] is True
    assert "five_star_park" not in respond(Conversation(), told, world, TODAY)[0].facts


def test_the_examples_of_their_programmes_hold(foreign: World) -> None:
    assert list(failures(foreign.rulebook, TODAY)) == []


def test_what_is_shipped_answers_as_before(foreign: World, world: World) -> None:
    """Word for word, but for sentences that count the library's documents; a question without a place may hear more."""
    own = {document.id for document in foreign.library.own}
    changed = []
    for question in SHIPPED[::_EACH]:
        now, before = answer(question, Focus(), foreign, TODAY), answer(question, Focus(), world, TODAY)
        more = {citation.document for citation in now.message.citations} & own
        counts = before.kind in ("not_covered", "help", "greeting")
        if (
            _cited(now, own) != before.message.citations
            or now.kind != before.kind
            or (not more and not counts and now.message.parts != before.message.parts)
        ):
            changed.append(question)
    assert changed == []


def _cited(found: Answer, own: set[str]) -> tuple[Citation, ...]:
    return tuple(citation for citation in found.message.citations if citation.document not in own)
