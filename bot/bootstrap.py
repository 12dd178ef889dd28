"""The wiring: library, rule book and FAQ make the world; the world and a database make the assistant."""

from __future__ import annotations

import logging
import time
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
from knowledge.library import Library, cached_library, own_data, take_what_is_newer
from rules.errors import DataError as RulesError
from rules.rulebook import RuleBook

LOOK_SECONDS = 1.0
"""How often a running program looks whether its data have changed."""
_log = logging.getLogger(__name__)


@cache
def build_world() -> World:
    """One per process; raises InputError with file, line and remedy where data is wrong."""
    try:
        return _world()
    except (LibraryError, RulesError) as problem:
        raise InputError(str(problem)) from None


class Living:
    """The world of the data as they are: made anew when one's own folder has changed, looked at once a second at most.

    A folder that does not load is told in the log, and the world before goes on.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._world = build_world()
        self._stamp = own_data().stamp()
        self._looked = clock()

    def __call__(self) -> World:
        now = self._clock()
        if now - self._looked >= LOOK_SECONDS:
            self._looked = now
            self.look()
        return self._world

    def look(self) -> None:
        """At once; where nothing has changed, here or on the server, nothing is done."""
        take_what_is_newer(own_data())
        stamp = own_data().stamp()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._world = fresh_world()
        except InputError as problem:
            _log.warning("the data folder does not load, the library before goes on: %s", problem)
            return
        _log.info("library %s, rule book %s", self._world.library.version, self._world.rulebook.version)


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
    return Assistant(Living(), await Database.open(path), today or (lambda: day(None)))
