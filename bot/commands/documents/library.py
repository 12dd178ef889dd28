"""`mingce search`, `clauses` and `parse`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.answering.retrieval.finding import find
from bot.bootstrap import build_world
from bot.commands.documents.shapes import document_shape, read_shape
from bot.commands.output import answer_lines, day, given_text, print_json, text_of
from bot.errors import InputError
from bot.wording import say
from bot.world import World
from knowledge.errors import DataError, ReadingError
from knowledge.library import Library, cached_library, read_document
from knowledge.metadata.model import ReadDocument
from knowledge.model import Clause, Document, Hit

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

MOST_HITS = 1000
MOST_SHOWN = 300
"""Characters of a clause that a table shows."""


def search(text: str | None, *, k: int, document: str | None, json: bool, jsonl: bool, as_of: str | None) -> None:
    if jsonl:
        world = build_world()
        answer_lines(lambda request: _answer(world, request, k, document, as_of))
        return
    if text is None:
        raise InputError(say("library.nothing_said"))
    text = given_text(text).strip()
    world = build_world()
    hits = _hits(world, text, k, document, day(as_of))
    if json:
        print_json(search_shape(world.library, text, hits, day(as_of)))
    else:
        _show_hits(world.library, text, hits, day(as_of))


def clauses(document: str | None, *, json: bool, as_of: str | None) -> None:
    library, today = _library(), day(as_of)
    shown = library.documents if document is None else (_known(library, document),)
    if json:
        print_json({"documents": [document_shape(one, library.status(one.id, today).value) for one in shown]})
    else:
        for one in shown:
            _show_document(one, library.status(one.id, today).value)


def parse(file: Path, *, json: bool, as_of: str | None) -> None:
    today = day(as_of)
    try:
        read = read_document(file)
    except ReadingError as problem:
        raise InputError(str(problem)) from None
    if json:
        print_json({"documents": [read_shape(read, today)]})
    else:
        _show_document(read.document(today), read.status(today).value)
        _show_doubts(read)


def _show_doubts(read: ReadDocument) -> None:
    """Why the standing is what it is, and what the clerk should look at."""
    from rich.console import Console

    lines = [say("library.reason", reason=read.head.reason)] if read.head.reason else []
    lines += [read.head.question] if read.head.question else []
    lines += [say("library.doubt", line=doubt.line, why=doubt.why, text=doubt.text) for doubt in read.doubts]
    console = Console()
    for line in (*lines, *read.left_out):
        console.print(line, markup=False, highlight=False)


def _library() -> Library:
    try:
        return cached_library()
    except DataError as problem:
        raise InputError(str(problem)) from None


def _known(library: Library, id: str) -> Document:
    found = library.document(id)
    if found is None:
        raise InputError(
            say("library.no_such_document", id=id[:60], ids="、".join(one.id for one in library.documents))
        )
    return found


def _answer(world: World, request: Mapping[str, Any], k: int, document: str | None, as_of: str | None) -> object:
    k, document = request.get("k", k), request.get("document", document)
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= MOST_HITS:
        raise InputError(say("library.k_wrong"))
    if document is not None and not isinstance(document, str):
        raise InputError(say("library.document_field_wrong"))
    text, today = text_of(request), day(request.get("as_of", as_of))
    return search_shape(world.library, text, _hits(world, text, k, document, today), today)


def _hits(world: World, text: str, k: int, document: str | None, today: date) -> list[Hit]:
    if document is not None:
        _known(world.library, document)
    return find(text, world, today, k, document)


def search_shape(library: Library, text: str, hits: list[Hit], today: date) -> dict[str, Any]:
    return {"query": text, "as_of": today.isoformat(), "hits": [_hit_shape(library, hit, today) for hit in hits]}


def _hit_shape(library: Library, hit: Hit, today: date) -> dict[str, Any]:
    clause = hit.clause
    return {
        "document": clause.document,
        "clause": list(clause.path),
        "heading": clause.heading,
        "text": clause.text,
        "score": hit.score,
        "matched": list(hit.matched),
        "status": library.status(clause.document, today).value,
        "departments": list(library.departments(clause)),
    }


def _show_hits(library: Library, text: str, hits: list[Hit], today: date) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(soft_wrap=False)
    if not hits:
        console.print(say("library.no_hits", text=text), markup=False, highlight=False)
        return
    table = Table(title=say("library.search_title", text=text, count=len(hits)), show_lines=True, title_justify="left")
    table.add_column(say("library.column_place"), overflow="fold", ratio=2)
    table.add_column(say("library.column_text"), overflow="fold", ratio=5)
    for hit in hits:
        table.add_row(_place(library, hit, today), _said(library, hit))
    console.print(table, markup=False, highlight=False)


def _place(library: Library, hit: Hit, today: date) -> Text:
    """Document, path as people say it, standing."""
    from rich.text import Text

    document = library.document(hit.clause.document)
    assert document is not None
    standing = say(f"library.status_{library.status(document.id, today).value}")
    path = library.printed_path(document.id, hit.clause.path)
    return Text.assemble((document.short_title, "bold"), "\n", path, "\n", (standing, "dim"))


def _said(library: Library, hit: Hit) -> Text:
    """Heading, the sentences with the question's words, the words, the offices."""
    from rich.text import Text

    told = [piece for piece in library.sentences(hit.clause) if _bears(library.fold(piece), hit.matched)]
    shown = Text("".join(told)[:MOST_SHOWN] + ("…" if len("".join(told)) > MOST_SHOWN else ""))
    shown.highlight_words(sorted(hit.matched, key=len, reverse=True), style="bold", case_sensitive=False)
    lines = [Text(hit.clause.heading, style="underline")] if hit.clause.heading else []
    lines += [shown, Text(say("library.matched", words="、".join(hit.matched)), style="dim")]
    if departments := library.departments(hit.clause):
        lines.append(Text(say("library.departments", names="、".join(departments)), style="dim"))
    return Text("\n").join(lines)


def _bears(sentence: str, words: tuple[str, ...]) -> bool:
    return any(word in sentence for word in words)


def _show_document(document: Document, status: str) -> None:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(f"{document.title}({document.id})", style="bold"))
    for fact in ("number", "issuer", "region", "issued"):
        if value := getattr(document, fact):
            root.add(Text(say(f"library.{fact}", value=value), style="dim"))
    for day_name in ("effective_from", "expires_on"):
        if value := getattr(document.standing, day_name):
            root.add(Text(say(f"library.{day_name}", value=value), style="dim"))
    root.add(
        Text(
            say(f"library.status_{status}") + " · " + say("library.clause_count", count=len(document.clauses)),
            style="dim",
        )
    )
    places: dict[tuple[str, ...], Tree] = {(): root}
    for clause in document.clauses:
        places[clause.path] = places[clause.path[:-1]].add(Text(_line(clause)))
    Console().print(root, highlight=False)


def _line(clause: Clause) -> str:
    own = clause.text[: clause.own_end - clause.start].replace("\n", " ")
    shown = clause.heading or (own[:40] + ("…" if len(own) > 40 else ""))
    line = f"{clause.path[-1]}  {shown}"
    if clause.departments:
        line += "  " + say("library.departments", names="、".join(clause.departments))
    return line + (say("library.truncated") if clause.truncated else "")
