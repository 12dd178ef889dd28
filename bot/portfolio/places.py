"""How a programme stands in lists: title, place, standing, responsible units, in words; each worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.wording import say
from knowledge.library import Library
from knowledge.model import Status
from rules.rulebook import Programme


@dataclass(frozen=True, slots=True)
class Place:
    title: str
    clause: str
    standing: str
    binds: bool
    units: tuple[str, ...]


class Places:
    def __init__(self, library: Library, on: date) -> None:
        self._library = library
        self._on = on
        self._known: dict[str, Place] = {}

    def of(self, programme: Programme) -> Place:
        if programme.id not in self._known:
            self._known[programme.id] = self._place(programme)
        return self._known[programme.id]

    def _place(self, programme: Programme) -> Place:
        document = self._library.document(programme.document)
        title = document.short_title if document else programme.document
        status = self._library.status(programme.document, self._on)
        clause = self._library.clause(programme.document, programme.clause)
        units = tuple(self._library.departments(clause)) if clause else ()
        printed = self._library.printed_path(programme.document, programme.clause)
        standing = say("rules.status_" + status.value)
        return Place(programme.title, f"{title} {printed}", standing, status is Status.IN_FORCE, units)
