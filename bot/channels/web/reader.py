"""The reader: a whole document with what is quoted marked, an outline beside it, and its standing on every section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from bot.assistant import Assistant
from bot.channels.web import refusing
from bot.channels.web.pages import page
from bot.wording import say
from bot.world import World
from knowledge.intake import compare
from knowledge.intake import marked as word_by_word
from knowledge.model import Clause, Document

Span = tuple[int, int]
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_MOST_SEARCHED = 200


@dataclass(slots=True)
class Shown:
    """One clause as the reader shows it, with the clauses below it."""

    id: str
    label: str
    heading: str
    body: Markup
    departments: tuple[str, ...]
    table: Any
    truncated: bool
    below: list[Shown] = field(default_factory=list)

    @property
    def href(self) -> str:
        return "#" + quote(self.id)


class Reader:
    """The routes of the reader, for one assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    async def read(self, request: Request) -> Response:
        world, today = self.assistant.world, self.assistant.today()
        document = world.library.document(request.path_params["id"])
        if document is None:
            return refusing.refuse(request.scope, 404, say("web.no_document", id=request.path_params["id"][:80]))
        versions = world.library.versions
        wanted, version = request.query_params.get("version", ""), versions.of(document.id)
        current, changes = version, []
        if wanted and wanted != version:
            older = versions.kept(document.id, wanted)
            if older is None:
                return self._other_version(request, document, wanted, version)
            changes = differences(older, document)
            document, version = older, wanted
        words = request.query_params.get("q", "")[:_MOST_SEARCHED]
        spans = _asked(request.query_params.get("at", ""), document) or _found(words, document, world)
        tree, hits = clause_tree(document, spans)
        values: dict[str, Any] = {
            "document": document,
            "version": version,
            "current": current,
            "earlier": self._earlier(document.id),
            "changes": changes,
            "badge": _badge(document, today, world) if version == current else ("superseded", say("web.old_badge")),
            "standing": standing_lines(document, today, world) if version == current else (),
            "clauses": tree,
            "hits": hits,
            "words": words,
            "terms": terms_in(document, world),
            "programmes": [each for each in world.rulebook.programmes if each.document == document.id],
        }
        return page(request, "reader.html", **values)

    def _earlier(self, id: str) -> list[dict[str, str]]:
        """Versions that were replaced, the newest first, with the day that each was last looked at."""
        versions = self.assistant.world.library.versions
        found = [(version, versions.kept(id, version)) for version in reversed(versions.earlier(id))]
        return [{"version": version, "verified": str(held.verified_on)} for version, held in found if held]

    def _other_version(self, request: Request, document: Document, wanted: str, version: str) -> Response:
        detail = say("web.no_version", version=wanted[:20], title=document.short_title)
        return page(request, "version.html", code=404, detail=detail, document=document, version=version)


def _badge(document: Document, today: date, world: World) -> tuple[str, str]:
    """Colour and words of a document's standing."""
    status = world.library.status(document.id, today).value
    return status, say("library.status_" + status)


def standing_lines(document: Document, today: date, world: World) -> list[str]:
    """What the banner of the whole document says, from its standing and the evidence for it."""
    standing = document.standing
    lines = [_badge(document, today, world)[1]]
    lines += [say("web.from_day", day=standing.effective_from)] if standing.effective_from else []
    lines += [say("web.until_day", day=standing.expires_on)] if standing.expires_on else []
    return [*lines, *(line for line in (standing.fate, standing.evidence) if line)]


@dataclass(frozen=True, slots=True)
class Difference:
    """A clause that is not what it was: `pieces` are pairs of `same`, `out` or `in` and words, none where it moved."""

    kind: str
    old: str
    new: str
    pieces: tuple[tuple[str, str], ...]


def differences(older: Document, newer: Document) -> list[Difference]:
    """Clause by clause, word by word, in the order of the newer text."""
    return [
        Difference(
            change.kind,
            "/".join(change.old or ()),
            "/".join(change.new or ()),
            tuple(word_by_word(change.before, change.after)),
        )
        for change in compare(older.clauses, newer.clauses)
        if change.kind != "same"
    ]


def clause_tree(document: Document, spans: Sequence[Span]) -> tuple[list[Shown], int]:
    """The clauses as they nest, and how many marks there are; marks are numbered through the document."""
    marker = _Marker(document, spans)
    known: dict[tuple[str, ...], Shown] = {}
    top: list[Shown] = []
    for clause in document.clauses:
        shown = _shown(clause, marker)
        known[clause.path] = shown
        above = known.get(clause.path[:-1])
        (above.below if above else top).append(shown)
    return top, marker.last


def _shown(clause: Clause, marker: _Marker) -> Shown:
    table = clause.table if clause.table and not clause.table.row else None
    return Shown(
        id="/".join(clause.path),
        label=clause.path[-1],
        heading=clause.heading or "",
        body=marker.marked(clause.start, clause.own_end),
        departments=clause.departments,
        table=table,
        truncated=clause.truncated,
    )


class _Marker:
    """Escapes a document's text and marks spans in it, each mark with the way to the one before and after it."""

    def __init__(self, document: Document, spans: Sequence[Span]) -> None:
        self._text = document.text
        self._spans = sorted(spans)
        self._count = 0
        self.last = sum(len(self._inside(clause.start, clause.own_end)) for clause in document.clauses)

    def marked(self, start: int, end: int) -> Markup:
        pieces, at = [], start
        for low, high in self._inside(start, end):
            pieces.append(escape(self._text[at:low]))
            pieces.append(self._mark(self._text[low:high]))
            at = high
        pieces.append(escape(self._text[at:end].rstrip()))
        return Markup("").join(pieces)

    def _inside(self, start: int, end: int) -> list[Span]:
        """The parts of spans that lie between these places, none over another."""
        found, at = [], start
        for first, last in self._spans:
            low, high = max(first, at), min(last, end)
            if low < high:
                found.append((low, high))
                at = high
        return found

    def _mark(self, text: str) -> Markup:
        self._count += 1
        mark = Markup('<mark id="hit{}">{}</mark>').format(self._count, text)
        return mark + self._way() if self.last > 1 else mark

    def _way(self) -> Markup:
        """Shown at the mark that one is at, with and without script."""
        here, link = self._count, Markup('<a href="#hit{}" aria-label="{}">{}</a>')
        before = link.format(here - 1, say("web.hit_before"), "‹") if here > 1 else ""
        after = link.format(here + 1, say("web.hit_after"), "›") if here < self.last else ""
        return Markup('<span class="way no-print">{}{}/{}{}</span>').format(before, here, self.last, after)


def _asked(at: str, document: Document) -> list[Span]:
    """The characters that a citation names."""
    found = _AT.fullmatch(at)
    if not found:
        return []
    low, high = int(found[1]), int(found[2])
    return [(low, high)] if low < high <= len(document.text) else []


def _found(words: str, document: Document, world: World) -> list[Span]:
    """Where the words of a search stand, the longest first where they overlap."""
    if not words.strip():
        return []
    wanted = sorted({word for word in (*world.library.words(words), words.strip()) if len(word) > 1}, key=len)
    pattern = "|".join(re.escape(word) for word in reversed(wanted))
    return [found.span() for found in re.finditer(pattern, document.text)] if pattern else []


def terms_in(document: Document, world: World) -> list[dict[str, str]]:
    """What curated answers explain of this document."""
    return [
        {"question": entry.question, "answer": entry.answer}
        for entry in world.faq.entries
        if entry.kind == "definition"
        and (any(basis.document == document.id for basis in entry.clauses) or _speaks_of(entry.about, document.text))
    ]


def _speaks_of(about: Sequence[Sequence[str]], text: str) -> bool:
    return bool(about) and all(any(len(word) > 2 and word in text for word in group) for group in about)
