"""The library and the rule book as commands open them."""

from __future__ import annotations

from functools import cache

from bot.bootstrap import rule_book
from bot.errors import InputError
from knowledge.errors import DataError as LibraryError
from knowledge.library import Library, cached_library, own_data
from rules.errors import DataError
from rules.rulebook import RuleBook


@cache
def books() -> tuple[Library, RuleBook]:
    """Library and rule book; a mistake in their data is one clear line and exit 2."""
    try:
        library = cached_library()
        return library, rule_book(library, own_data().folder)
    except (LibraryError, DataError) as problem:
        raise InputError(str(problem)) from None
