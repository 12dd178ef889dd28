"""Honours held, denied and not known, and how and when each was won."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

from rules.evaluation.states import (
    EVENT_INEXACT,
    EVENT_NOT_ASKED,
    EVENT_NOT_KNOWN,
    INEXACT,
    MET,
    NOT_ASKED,
    NOT_MET,
)
from rules.evaluation.values import UNKNOWN, high_of, low_of, number

NEW = "新认定"
"""Recognised for the first time, whenever that was; what is *newly* recognised also asks for the year."""

_LEVEL = re.compile("^(国家级|省级|市级|国家|省|市)")


def level_of(name: str) -> str:
    """The level in front of an honour or a role: 省级; empty where none is said."""
    found = _LEVEL.match(name)
    return found.group(1) if found else ""


class Events:
    """How each honour was won and in which year; one value for all, or one for each honour."""

    __slots__ = ("_events", "_since", "_years")

    def __init__(self, event: Any = None, year: Any = None, as_of: date | None = None) -> None:
        """`as_of`: new is what was recognised in that year or the year before; none: in any year."""
        self._events, self._years = event, year
        self._since = None if as_of is None else as_of.year - 1

    def event(self, honour: str) -> str | None:
        said = self._events
        event: str | None = said.get(honour) if isinstance(said, Mapping) else said
        return event

    def year(self, honour: str) -> Any:
        said = self._years
        if isinstance(said, Mapping) and said.keys().isdisjoint(_SHAPE):
            said = said.get(honour)
        return None if said == UNKNOWN else said

    def state(self, honour: str, wanted: tuple[str, ...]) -> int:
        """Whether a held honour was won in one of the ways wanted; new only if no earlier year was said."""
        event = self.event(honour)
        if event is not None and event != UNKNOWN and event not in wanted:
            return NOT_MET
        age = self._age(honour)
        if event is None or event == UNKNOWN:
            if wanted == (NEW,) and age == NOT_MET:
                return NOT_MET  # however it was won then, it is not new
            return EVENT_NOT_ASKED if event is None else EVENT_NOT_KNOWN
        return age if event == NEW else MET

    def is_old(self, honour: str) -> bool:
        """Its year is said and lies before last year."""
        return self._age(honour) == NOT_MET

    def _age(self, honour: str) -> int:
        year = self.year(honour)
        if year is None or self._since is None:
            return MET
        span = number(year)
        if low_of(span) >= self._since:
            return MET
        return NOT_MET if high_of(span) < self._since else EVENT_INEXACT


_NOTHING_SAID = Events()
_SHAPE = frozenset(("value", "low", "high"))
"""Keys of a number that is not exact, which no honour is called."""


class Honours:
    """What was said about honours; a plain list names those held and leaves other kinds open, `[]` denies all."""

    __slots__ = ("closed", "denied", "events", "held")

    def __init__(self, value: Any, events: Events = _NOTHING_SAID) -> None:
        """Raises `ValueError` where the shape is none of those of `rules.model.Facts`."""
        held, denied, closed = _read(value)
        self.held, self.denied, self.closed = frozenset(held), frozenset(denied), closed
        self.events = events

    def state(self, honour: str, events: tuple[str, ...]) -> int:
        """Whether the honour is held and, where `events` names some, was won in one of these ways."""
        if honour in self.held:
            return self.events.state(honour, events) if events else MET
        if honour in self.denied:
            return NOT_MET
        levels = [held for held in self.held if covers(honour, held)]
        if levels:
            return self._best_event(levels, events)
        if any(covers(bare, honour) for bare in self.held):
            return INEXACT  # the level was not said
        return NOT_MET if self.closed or self._denies(honour) or self._other_level(honour) else NOT_ASKED

    def _other_level(self, honour: str) -> bool:
        """Whoever names one level of an honour (市级瞪羚) holds no other (`readings.toml`, `one-level-said`)."""
        kind = kind_of(honour)
        return kind is not None and any(kind_of(held) == kind for held in self.held)

    def _best_event(self, honours: list[str], events: tuple[str, ...]) -> int:
        """Any of the honours will do, won in any of these ways."""
        found = [self.events.state(honour, events) if events else MET for honour in honours]
        return MET if MET in found else max(found)

    def event(self, honour: str) -> str | None:
        return self.events.event(honour)

    def _denies(self, honour: str) -> bool:
        return any(covers(bare, honour) for bare in self.denied)


@cache
def covers(bare: str, honour: str) -> bool:
    """A bare name (瞪羚) stands for each of its levels (省级瞪羚), never for the longer name of another honour."""
    return not level_of(bare) and bool(level_of(honour)) and _LEVEL.sub("", honour) == bare


@cache
def kind_of(honour: str) -> str | None:
    """The honour without its level, and without 企业 or 产品 at its end; none where no level is said."""
    return re.sub("(企业|产品)$", "", _LEVEL.sub("", honour)) if level_of(honour) else None


def honours_of(value: Any, event: Any, year: Any, as_of: date) -> Honours:
    """The same words said of several companies give the same object: a column of honours has few distinct values."""
    try:
        return _interned(_frozen(value), _frozen(event), _frozen(year), as_of.year)
    except TypeError:
        raise ValueError(value) from None


def events_of(event: Any, year: Any, as_of: date) -> Events:
    """As `honours_of`, for a body that is what it is by its role."""
    try:
        return _interned_events(_frozen(event), _frozen(year), as_of.year)
    except TypeError:
        raise ValueError(event) from None


def _frozen(value: Any) -> Any:
    """JSON as something hashable; a table is told from a list by its mark."""
    if isinstance(value, Mapping):
        return (_TABLE, *((key, _frozen(each)) for key, each in value.items()))
    return tuple(map(_frozen, value)) if isinstance(value, (list, tuple)) else value


_TABLE = object()


def _thawed(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    if value and value[0] is _TABLE:
        return {key: _thawed(each) for key, each in value[1:]}
    return [_thawed(each) for each in value]


@lru_cache(maxsize=8192)
def _interned_events(event: Any, year: Any, as_of_year: int) -> Events:
    return Events(_thawed(event), _thawed(year), date(as_of_year, 1, 1))


@lru_cache(maxsize=8192)
def _interned(value: Any, event: Any, year: Any, as_of_year: int) -> Honours:
    return Honours(_thawed(value), _interned_events(event, year, as_of_year))


def _read(value: Any) -> tuple[list[str], list[str], bool]:
    if isinstance(value, (list, tuple)):
        return _names(value), [], not value
    if isinstance(value, Mapping) and value.keys() <= {"has", "not", "complete"}:
        held, denied = _names(value.get("has", ())), _names(value.get("not", ()))
        complete = value.get("complete", False)
        if not isinstance(complete, bool) or set(held) & set(denied):
            raise ValueError(value)
        return held, denied, complete
    raise ValueError(value)


def _names(values: Any) -> list[str]:
    if not isinstance(values, (list, tuple)) or not all(isinstance(name, str) and name for name in values):
        raise ValueError(values)
    return list(values)
