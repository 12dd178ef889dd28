"""Browsing: documents, programmes with filters, curated answers, search with the words marked, units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.answering.retrieval.finding import find
from bot.assistant import Assistant
from bot.channels.web.pages import draw, page, place
from bot.reports.content import award_words
from bot.wording import say
from bot.world import World
from knowledge.model import Clause
from rules.rulebook import Programme

_MOST_HITS = 20
_MOST_TEXT = 200
_SHOWN = 260
_AMOUNTS = (100_000, 500_000, 1_000_000, 5_000_000)


@dataclass(frozen=True, slots=True)
class Row:
    """A programme as a list shows it."""

    programme: Programme
    amount: str
    most_yuan: int
    status: str
    region: str
    href: str
    document_title: str
    honours: tuple[str, ...]


class Browsing:
    """The routes of browsing, for one assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    async def documents(self, request: Request) -> Response:
        library, today = self.assistant.world.library, self.assistant.today()
        rows = [
            {"document": each, "status": library.status(each.id, today).value, "summary": each in library.summaries}
            for each in (*library.documents, *library.summaries)
        ]
        return page(request, "documents.html", rows=rows)

    async def programmes(self, request: Request) -> Response:
        world, asked = self.assistant.world, request.query_params
        rows = _rows(world, self.assistant)
        chosen = [row for row in rows if _fits(row, asked)]
        chosen.sort(key=lambda row: -row.most_yuan)
        values: dict[str, Any] = {
            "rows": chosen,
            "asked": {name: asked.get(name, "") for name in ("place", "need", "tier", "amount", "kind", "status", "q")},
            "places": _values(row.region for row in rows),
            "needs": _values(topic for row in rows for topic in row.programme.topics),
            "tiers": _values(honour for row in rows for honour in row.honours),
            "kinds": _values(row.programme.kind for row in rows),
            "standings": _values(row.status for row in rows),
            "amounts": _AMOUNTS,
            "total": len(rows),
        }
        return page(request, "programmes.html", **values)

    async def faq(self, request: Request) -> Response:
        world = self.assistant.world
        words = request.query_params.get("q", "").strip()[:_MOST_TEXT]
        entries = [
            {"entry": entry, "basis": [_basis(world, basis) for basis in entry.clauses]}
            for entry in world.faq.entries
            if words in entry.question + entry.answer
        ]
        return page(request, "faq.html", entries=entries, words=words)

    async def search(self, request: Request) -> Response:
        world, today = self.assistant.world, self.assistant.today()
        words = request.query_params.get("q", "").strip()[:_MOST_TEXT]
        found = find(words, world, today, _MOST_HITS, None) if words else []
        hits = [self._hit(hit, words) for hit in found]
        if "hx-request" in request.headers:
            return HTMLResponse(draw("_hits.html", hits=hits, words=words))
        return page(request, "search.html", hits=hits, words=words)

    async def units(self, request: Request) -> Response:
        world = self.assistant.world
        words = request.query_params.get("q", "").strip()[:_MOST_TEXT]
        found: dict[str, list[dict[str, str]]] = {}
        for document in world.library.documents:
            for clause in document.clauses:
                for unit in clause.departments:
                    if words in unit:
                        found.setdefault(unit, []).append(_task(world, document.short_title, clause))
        ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        return page(request, "units.html", units=ranked, words=words)

    def _hit(self, hit: Any, words: str) -> dict[str, Any]:
        world = self.assistant.world
        clause: Clause = hit.clause
        document = world.library.document(clause.document)
        return {
            "href": place(clause.document, clause.path).replace("#", f"?q={_query(words)}#", 1),
            "title": document.short_title if document else clause.document,
            "place": world.library.printed_path(clause.document, clause.path),
            "status": world.library.status(clause.document, self.assistant.today()).value,
            "text": marked(_window(clause.text, hit.matched), hit.matched),
            "matched": hit.matched,
        }


def marked(text: str, words: Iterable[str]) -> Markup:
    """The text, escaped, with the words marked."""
    pattern = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True) if word)
    if not pattern:
        return escape(text)
    pieces = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return Markup("").join(Markup("<mark>{}</mark>").format(p) if n % 2 else escape(p) for n, p in enumerate(pieces))


def _query(words: str) -> str:
    from urllib.parse import quote

    return quote(words)


def _window(text: str, words: Iterable[str]) -> str:
    """The part of a clause in which the words begin."""
    first = min((at for word in words if (at := text.find(word)) >= 0), default=0)
    low = max(0, first - 40)
    return ("…" if low else "") + text[low : low + _SHOWN] + ("…" if low + _SHOWN < len(text) else "")


def _rows(world: World, assistant: Assistant) -> list[Row]:
    rows = []
    for programme in world.rulebook.programmes:
        document = world.library.document(programme.document)
        if document is None:
            continue
        amount, most = award_words(programme.award)
        rows.append(
            Row(
                programme=programme,
                amount=amount,
                most_yuan=most,
                status=world.library.status(programme.document, assistant.today()).value,
                region=document.city or document.region,
                href=place(programme.document, programme.clause),
                document_title=document.short_title,
                honours=tuple(
                    str(name) for leaf in programme.leaves if leaf.test.operator == "has" for name in leaf.test.wanted
                ),
            )
        )
    return rows


def _fits(row: Row, asked: Any) -> bool:
    amount, words = asked.get("amount", ""), asked.get("q", "").strip()[:_MOST_TEXT]
    return (
        asked.get("place", "") in ("", row.region)
        and (not asked.get("need") or asked["need"] in row.programme.topics)
        and (not asked.get("tier") or asked["tier"] in row.honours)
        and asked.get("kind", "") in ("", row.programme.kind)
        and asked.get("status", "") in ("", row.status)
        and (not amount.isdecimal() or row.most_yuan >= int(amount[:12]))
        and words in row.programme.title + row.programme.quote
    )


def _values(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in found if value))


def _basis(world: World, basis: Any) -> dict[str, str]:
    from bot.channels.web.showing import cited_place

    document = world.library.document(basis.document)
    return {
        "href": cited_place(basis.document, tuple(basis.clause), basis.quote, world),
        "title": document.short_title if document else basis.document,
        "place": world.library.printed_path(basis.document, tuple(basis.clause)),
    }


def _task(world: World, title: str, clause: Clause) -> dict[str, str]:
    return {
        "href": place(clause.document, clause.path),
        "what": clause.heading or clause.text[:40],
        "where": say("web.where", title=title, place=world.library.printed_path(clause.document, clause.path)),
    }
