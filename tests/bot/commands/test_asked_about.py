"""`check-data` asks the bot about everything it holds, and says what it does not know of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.bootstrap import rule_book
from bot.commands.checking.asking import ask_about_everything
from bot.errors import InputError
from bot.world import World
from knowledge.faq import Faq
from knowledge.library import Library
from knowledge.workspace import Workspace
from rules.language.loading import Book
from rules.rulebook import RuleBook

FOLDER = Path(__file__).parents[2] / "foreign"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def foreign() -> World:
    library = Library.load(own=Workspace(FOLDER))
    return World(library, rule_book(library, FOLDER), Faq.load(library))


def test_every_document_programme_and_honour_is_known_by_name(foreign: World) -> None:
    judged = [one for one in foreign.rulebook.programmes if one.judged and foreign.library.document(one.document)]
    most = len(foreign.library.documents) + len(judged) + len(foreign.rulebook.facts["honours"].choices)
    assert most // 2 < ask_about_everything(foreign, TODAY) <= most


def test_what_it_does_not_know_of_is_told(foreign: World) -> None:
    known = foreign.rulebook.programme("kunming-leading-brand")
    assert known is not None
    lost = replace(known, title="深海采矿补助", quote="对深海采矿船给予补助", clause=("九",))
    book = RuleBook(Book((lost,), foreign.rulebook.facts, (), "", foreign.rulebook.honours))
    with pytest.raises(InputError, match="深海采矿补助"):
        ask_about_everything(World(foreign.library, book, foreign.faq), TODAY)
