"""A question with the imported document that it is about, and quotes in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.answering.imported.asking import Asked
from bot.answering.imported.finding import Found, Line, enough, lines_of, ranked, shared_runs
from bot.answering.model import Focus
from bot.answering.texts.render import Quoted, Renderer
from bot.world import World
from knowledge.model import Document

_MOST_ITEMS = 6


@dataclass(frozen=True)
class Matter:
    """A question with the document that it is about."""

    asked: Asked
    document: Document
    world: World
    today: date
    focus: Focus

    @cached_property
    def found(self) -> list[Found]:
        """By the words of the question; where these find nothing, by what it has in common with the text as written."""
        library = self.world.library
        found = ranked(self.document, self.asked, library)
        if enough(found) or not (shared := shared_runs(self.asked, self.document, library)):
            return found
        again = ranked(self.document, replace(self.asked, words=shared), library)
        return again if enough(again) else found

    @cached_property
    def render(self) -> Renderer:
        return Renderer(self.world, self.today)

    @property
    def title(self) -> str:
        return self.document.short_title


def quoted(line: Line) -> Quoted:
    return Quoted(line.clause, (line.text,))


def announced(matter: Matter, line: Line) -> list[Line]:
    """What a sentence that ends in a colon announces: the items below its clause."""
    if not line.text.rstrip().endswith((":", "：")):
        return []
    below = {child.id for child in matter.world.library.children(line.clause)}
    return [one for one in lines_of(matter.document, matter.world.library) if one.clause.id in below][:_MOST_ITEMS]


def announcing(matter: Matter, line: Line) -> Line | None:
    """The sentence with a colon at its end that announces the item."""
    above = matter.world.library.parent(line.clause) if line.clause.table is None else None
    if above is None:
        return None
    held = (one for one in lines_of(matter.document, matter.world.library) if one.clause is above)
    return next((one for one in held if one.text.rstrip().endswith((":", "："))), None)


def grouped(lines: Sequence[Line]) -> tuple[Quoted, ...]:
    """Sentences of one clause stand together."""
    found: dict[object, Quoted] = {}
    for line in lines:
        before = found.get(line.clause.id)
        found[line.clause.id] = Quoted(line.clause, (*(before.texts if before else ()), line.text))
    return tuple(found.values())
