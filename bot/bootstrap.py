"""The wiring: library, rule book and FAQ make the world; the world and a database make the assistant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from bot.assistant import Assistant
from bot.commands.output import day
from bot.errors import InputError
from bot.storage.database import Database
from bot.world import World
from knowledge.errors import DataError as LibraryError
from knowledge.faq import Faq
from knowledge.library import Library, cached_library, own_data
from rules.errors import DataError as RulesError
from rules.rulebook import RuleBook


@cache
def build_world() -> World:
    """One per process; raises InputError with file, line and remedy where data is wrong."""
    try:
        return _world()
    except (LibraryError, RulesError) as problem:
        raise InputError(str(problem)) from None


def fresh_world() -> World:
    """A world of the data as they are now; for a process that has changed them."""
    cached_library.cache_clear()
    build_world.cache_clear()
    return build_world()


def _world() -> World:
    library, own = cached_library(), own_data().folder
    return World(library, rule_book(library, own), Faq.load(library, own=own / "faq"))


def rule_book(library: Library, own: Path) -> RuleBook:
    """The programmes of the library's documents: those that we ship, and over them those of one's own folder."""
    clauses = {
        clause.id: clause.text for document in (*library.documents, *library.summaries) for clause in document.clauses
    }
    return RuleBook.load(clauses, own=own, absent=library.absent)


async def build_assistant(path: str, today: Callable[[], date] | None = None) -> Assistant:
    """`path` is the SQLite file or `:memory:`; the caller closes `assistant.database`."""
    return Assistant(build_world(), await Database.open(path), today or (lambda: day(None)))
