"""The library and the rule book as commands open them."""

from __future__ import annotations

from functools import cache

from bot.errors import InputError
from knowledge.errors import DataError as LibraryError
from knowledge.library import Library, cached_library
from rules.errors import DataError
from rules.rulebook import RuleBook


@cache
def books() -> tuple[Library, RuleBook]:
    """Library and rule book; a mistake in their data is one clear line and exit 2."""
    try:
        library = cached_library()
        texts = {
            clause.id: clause.text
            for document in (*library.documents, *library.summaries)
            for clause in document.clauses
        }
        return library, RuleBook.load(texts)
    except (LibraryError, DataError) as problem:
        raise InputError(str(problem)) from None
