"""Quick look-ups: clauses, programmes and frequent questions that fit a few words, each with its standing."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from bot.channels.telegram.splitting import cut
from bot.dialogue import buttons
from bot.dialogue.world import World
from bot.wording import say
from knowledge.faq import FaqEntry
from knowledge.model import Clause

_MOST_CLAUSES = 120
_MOST_OTHERS = 20
_FAQ_BAR = 0.35
"""Entries that are less like the question than this are about something else."""
_MOST_QUOTE_UNITS = 1200
_MOST_DESCRIPTION = 110
_MOST_TITLE = 60


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One result. `id` has at most 64 bytes, `link` is a deep link's payload, `code` a button's data."""

    id: str
    title: str
    description: str
    markup: str
    link: str
    code: str = ""


class Lookup:
    """Results depend on the words and the day only; the order is the same everywhere."""

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def version(self) -> str:
        """Changes whenever a result could change; twelve characters."""
        return buttons.digest(self._world.library.version + self._world.rulebook.version)

    def find(self, text: str, day: date) -> list[Entry]:
        """Frequent questions first, then programmes, then clauses; [] for words that stand nowhere."""
        if not text.strip():
            return []
        library = self._world.library
        faq = [self._faq(entry, day) for entry, likeness in self._world.faq.find(text, 3) if likeness >= _FAQ_BAR]
        programmes = [self._programme(programme, day) for programme in self._programmes_for(text)]
        clauses = [self._clause(hit.clause, day) for hit in library.search(text, _MOST_CLAUSES)]
        return [*faq, *programmes, *clauses]

    def _programmes_for(self, text: str) -> list[Benefit]:
        library = self._world.library
        asked = set(library.words(text))
        scored = [
            (sum(library.rarity(word) or 1.0 for word in asked & words), programme)
            for words, programme in self._programme_words
        ]
        best = max((score for score, _ in scored), default=0.0)
        close = [(score, programme) for score, programme in scored if score > 0 and score >= 0.6 * best]
        return [programme for _, programme in sorted(close, key=lambda item: -item[0])[:_MOST_OTHERS]]

    @cached_property
    def _programme_words(self) -> list[tuple[set[str], Benefit]]:
        library = self._world.library
        return [
            ({*library.words(programme.title), *library.words(self._short_title(programme.document))}, programme)
            for programme in self._world.rulebook.programmes
        ]

    def _clause(self, clause: Clause, day: date) -> Entry:
        path = self._printed(clause.document, clause.path)
        title = say("telegram.inline_clause", path=path, status=self._status(clause.document, day))
        digest = buttons.clause_digest(clause.document, clause.path)
        return Entry(
            id=f"c{digest}{self.version}",
            title=_short(title, _MOST_TITLE),
            description=_short(clause.text, _MOST_DESCRIPTION),
            markup=self._quoted(title, clause.text, clause.document, clause.path, day),
            link=buttons.clause_link(clause.document, clause.path),
            code=buttons.clause(clause.document, clause.path),
        )

    def _programme(self, programme: Benefit, day: date) -> Entry:
        title = say("telegram.inline_programme", title=programme.title, status=self._status(programme.document, day))
        return Entry(
            id=f"p{buttons.digest(programme.id)}{self.version}",
            title=_short(title, _MOST_TITLE),
            description=_short(programme.quote, _MOST_DESCRIPTION),
            markup=self._quoted(title, programme.quote, programme.document, programme.clause, day),
            link=buttons.programme_link(programme.id),
            code=buttons.start("programme", programme.id),
        )

    def _faq(self, entry: FaqEntry, day: date) -> Entry:
        sources = "".join(f"\n{_italic(self._source(basis.document, basis.clause, day))}" for basis in entry.clauses)
        return Entry(
            id=f"q{buttons.digest(entry.id)}{self.version}",
            title=_short(say("telegram.inline_faq", question=entry.question), _MOST_TITLE),
            description=_short(entry.answer, _MOST_DESCRIPTION),
            markup=f"{_bold(entry.question)}\n{html.escape(entry.answer, quote=False)}{sources}",
            link=buttons.RESUME_LINK,
            code=buttons.encode("faq", entry.id),
        )

    def _quoted(self, title: str, text: str, document: str, path: tuple[str, ...], day: date) -> str:
        quote = next(cut(text.strip(), _MOST_QUOTE_UNITS)).strip()
        more = "……" if len(quote) < len(text.strip()) else ""
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

    def _printed(self, document: str, path: tuple[str, ...]) -> str:
        return f"{self._short_title(document)} {self._world.library.printed_path(document, path)}"

    def _short_title(self, document: str) -> str:
        held = self._world.library.document(document)
        return held.short_title if held else document

    def _status(self, document: str, day: date) -> str:
        return say(f"telegram.status_{self._world.library.status(document, day).value}")


def _bold(text: str) -> str:
    return f"<b>{html.escape(text, quote=False)}</b>"


def _italic(text: str) -> str:
    return f"<i>{html.escape(text, quote=False)}</i>"


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
