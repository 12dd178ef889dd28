"""The library and the rule book as they are on one day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.errors import InputError
from bot.portfolio.places import Places
from bot.portfolio.screening import ROLE
from knowledge.errors import DataError as LibraryError
from knowledge.intake import Workspace
from knowledge.library import Library, own_data
from knowledge.model import Document
from rules.errors import DataError as RulesError
from rules.rulebook import RuleBook
from rules.weighing import Weighing


@dataclass(frozen=True, slots=True)
class View:
    day: date
    library: Library
    rulebook: RuleBook
    weighing: Weighing
    places: Places

    def documents(self) -> dict[str, Document]:
        return {document.id: document for document in (*self.library.documents, *self.library.summaries)}


def view(day: date, now: bool = True, own: Workspace | None = None) -> View:
    """`now`: everything that is held today; else without what was taken in after `day`, with what was retired later.

    `own`: other data than those in use. Raises `InputError` where the data are wrong.
    """
    own = own or own_data()
    try:
        library = Library.load(own=own if now else replace(own, on=day))
        later = frozenset() if now else frozenset(one.id for one in library.own if one.verified_on > day)
        library = library.without(later) if later else library
        clauses = {c.id: c.text for d in (*library.documents, *library.summaries) for c in d.clauses}
        rulebook = RuleBook.load(clauses, own=own.folder, absent=library.absent | later)
    except (LibraryError, RulesError) as problem:
        raise InputError(str(problem)) from None
    return view_of(library, rulebook, day)


def view_of(library: Library, rulebook: RuleBook, day: date) -> View:
    """Of data that are loaded already."""
    weighing = Weighing(rulebook.programmes, rulebook.facts, day, ROLE)
    return View(day, library, rulebook, weighing, Places(library, day))
