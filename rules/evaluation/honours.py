"""Honours held, denied and not known, and how each was won this time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from rules.evaluation.states import EVENT_NOT_ASKED, EVENT_NOT_KNOWN, INEXACT, MET, NOT_ASKED, NOT_MET
from rules.evaluation.values import UNKNOWN

_LEVEL = re.compile("^(国家级|省级|市级|国家|省|市)")


def level_of(name: str) -> str:
    """The level in front of an honour or a role: 省级; empty where none is said."""
    found = _LEVEL.match(name)
    return found.group(1) if found else ""


class Honours:
    """What was said about honours; a plain list names those held and leaves other kinds open, `[]` denies all."""

    __slots__ = ("_events", "closed", "denied", "held")

    def __init__(self, value: Any, event: Any = None) -> None:
        """Raises `ValueError` where the shape is none of those of `rules.model.Facts`."""
        held, denied, closed = _read(value)
        self.held, self.denied, self.closed = frozenset(held), frozenset(denied), closed
        self._events = event

    def state(self, honour: str, events: tuple[str, ...]) -> int:
        """Whether the honour is held and, where `events` names some, was won in one of these ways."""
        if honour in self.held:
            return self._event_state(honour, events) if events else MET
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
        found = [self._event_state(honour, events) if events else MET for honour in honours]
        return MET if MET in found else max(found)

    def event(self, honour: str) -> str | None:
        said = self._events
        event: str | None = said.get(honour) if isinstance(said, Mapping) else said
        return event

    def _event_state(self, honour: str, events: tuple[str, ...]) -> int:
        event = self.event(honour)
        if event is None:
            return EVENT_NOT_ASKED
        if event == UNKNOWN:
            return EVENT_NOT_KNOWN
        return MET if event in events else NOT_MET

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
