"""What a look-up shows: clauses, programmes and frequent questions, each with its standing in front."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot import buttons
from bot.channels.telegram.sending.keyboards import narrowed, width
from bot.channels.telegram.sending.splitting import cut
from bot.wording import say
from bot.world import World, worlds
from knowledge.faq import FaqEntry
from knowledge.model import Clause

PROGRAMME = "tg~p~"
"""Data of a button that shows a programme's own words: `tg~p~1a2b3c4d`."""
QUESTION_LINK = "q_"
"""A deep link to a frequent question: `q_1a2b3c4d`."""
_TITLE_WIDTH = 40
"""Half-width characters of a title that a phone shows."""
_MOST_QUOTE_UNITS = 1200
_MOST_DESCRIPTION = 110


class Benefit(Protocol):
    """What a result shows of a programme."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def clause(self) -> tuple[str, ...]: ...
    @property
    def quote(self) -> str: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One result. `id` has at most 64 bytes, `link` is a deep link's payload, `code` a button's data.

    `title` fits a phone, standing first; `name` is the same without the standing.
    """

    id: str
    title: str
    description: str
    markup: str
    link: str
    code: str = ""
    name: str = ""


class Entries:
    """Makes entries; they depend on the library, the rule book and the day only."""

    def __init__(self, world: World | Callable[[], World]) -> None:
        self._worlds = worlds(world)

    @property
    def _world(self) -> World:
        return self._worlds()

    @property
    def version(self) -> str:
        """Changes whenever a result could change; twelve characters."""
        return buttons.digest(self._world.library.version + self._world.rulebook.version)

    def clause(self, clause: Clause, day: date) -> Entry:
        printed = self._world.library.printed_path(clause.document, clause.path)
        name = say("telegram.entry_name", place=self._short_title(clause.document), title=printed)
        short = say("telegram.entry_name", place=self._holder(clause.document), title=printed)
        digest = buttons.clause_digest(clause.document, clause.path)
        return Entry(
            id=f"c{digest}{self.version}",
            title=self._title(short, clause.document, day),
            description=_short(clause.text, _MOST_DESCRIPTION),
            markup=self._quoted(name, clause.text, clause.document, clause.path, day),
            link=buttons.clause_link(clause.document, clause.path),
            code=buttons.clause(clause.document, clause.path),
            name=short,
        )

    def programme(self, programme: Benefit, day: date) -> Entry:
        name = say("telegram.entry_name", place=self.place(programme.document), title=programme.title)
        return Entry(
            id=f"p{buttons.digest(programme.id)}{self.version}",
            title=self._title(name, programme.document, day),
            description=_short(programme.quote, _MOST_DESCRIPTION),
            markup=self._quoted(name, programme.quote, programme.document, programme.clause, day),
            link=buttons.programme_link(programme.id),
            code=PROGRAMME + buttons.digest(programme.id),
            name=name,
        )

    def faq(self, entry: FaqEntry, day: date) -> Entry:
        sources = "".join(f"\n{_italic(self._source(basis.document, basis.clause, day))}" for basis in entry.clauses)
        return Entry(
            id=f"q{buttons.digest(entry.id)}{self.version}",
            title=narrowed(say("telegram.inline_faq", question=entry.question), _TITLE_WIDTH, keep_end=False),
            description=_short(entry.answer, _MOST_DESCRIPTION),
            markup=f"{_bold(entry.question)}\n{html.escape(entry.answer, quote=False)}{sources}",
            link=QUESTION_LINK + buttons.digest(entry.id),
            code=buttons.encode("faq", entry.id),
            name=entry.question,
        )

    def place(self, document: str) -> str:
        """日照 of 山东省日照市; the short title of a document that is of no place."""
        held = self._world.library.document(document)
        if held is None:
            return document
        region = held.region.rstrip("省市")
        return region.rsplit("省", 1)[-1] or held.short_title

    def _holder(self, document: str) -> str:
        """The place where it has documents of its own, else the document's title without its brackets."""
        own = {held.id for held in self._world.library.documents}
        return self.place(document) if document in own else re.sub(r"\(.*?\)|摘要", "", self._short_title(document))

    def _title(self, name: str, document: str, day: date) -> str:
        title = say("telegram.entry_title", status=self._status(document, day), name=name)
        return shortened(title, _TITLE_WIDTH)

    def _quoted(self, name: str, text: str, document: str, path: tuple[str, ...], day: date) -> str:
        quote = next(cut(text.strip(), _MOST_QUOTE_UNITS)).strip()
        more = "……" if len(quote) < len(text.strip()) else ""
        title = say("telegram.entry_title", status=self._status(document, day), name=name)
        return (
            f"{_bold(title)}\n"
            f"<blockquote expandable>{html.escape(quote, quote=False)}</blockquote>\n"
            f"{more}{_italic(self._source(document, path, day))}"
        )

    def _source(self, document: str, path: tuple[str, ...], day: date) -> str:
        held = self._world.library.document(document)
        return say(
            "telegram.inline_source", title=held.title if held else document,
            path=self._world.library.printed_path(document, path), status=self._status(document, day),
        )  # fmt: skip

    def _short_title(self, document: str) -> str:
        held = self._world.library.document(document)
        return held.short_title if held else document

    def _status(self, document: str, day: date) -> str:
        return say(f"telegram.status_{self._world.library.status(document, day).value}")


def shortened(title: str, most: int) -> str:
    """At most `most` half-width characters: words that say little go first, then the end."""
    for spare in say("telegram.title_spare").split("|"):
        title = title if width(title) <= most else title.replace(spare, "")
    return narrowed(title, most, keep_end=False)


def _bold(text: str) -> str:
    return f"<b>{html.escape(text, quote=False)}</b>"


def _italic(text: str) -> str:
    return f"<i>{html.escape(text, quote=False)}</i>"


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
