from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import rule_book
from bot.world import World
from knowledge.faq import Faq
from knowledge.library import Library


@pytest.fixture(scope="session")
def world() -> World:
    """What is shipped, whatever data folder a test beside it has opened for the process."""
    library = Library.load()
    return World(library, rule_book(library, Path("no-data-of-ones-own")), Faq.load(library))
