"""Whose names are read: the honours and places of a world with documents of its own, else those that are shipped.

What reads a name asks here; who opens a message or a question says which world it belongs to. It is a context, not a
setting: it holds for one call and what it calls, and other threads and tasks have their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Generic, ParamSpec, TypeVar

from rules.rulebook import Honour, shipped_honours

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Told apart by identity, so that what is made of them is made once."""

    honours: tuple[Honour, ...]
    places: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    """Of documents of one's own: what a place is called → city and district among the facts."""


_READ_WITH: ContextVar[Names | None] = ContextVar("names", default=None)


@cache
def shipped_names() -> Names:
    return Names(shipped_honours())


def names() -> Names:
    return _READ_WITH.get() or shipped_names()


class Remembered(Generic[_Given, _Found]):
    """As what `lru_cache` makes, for what depends on a text and on the names that it is read with."""

    def __init__(self, function: Callable[_Given, _Found], most: int) -> None:
        def kept(read: Names, given: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> _Found:
            return function(*given, **dict(named))

        self._kept = lru_cache(maxsize=most)(kept)

    def __call__(self, *given: _Given.args, **named: _Given.kwargs) -> _Found:
        return self._kept(names(), given, tuple(named.items()))

    def cache_clear(self) -> None:
        self._kept.cache_clear()


def remembered(most: int) -> Callable[[Callable[_Given, _Found]], Remembered[_Given, _Found]]:
    return lambda function: Remembered(function, most)


@contextmanager
def reading_with(own: Names) -> Iterator[None]:
    token = _READ_WITH.set(own)
    try:
        yield
    finally:
        _READ_WITH.reset(token)
