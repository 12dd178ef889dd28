"""`mingce library`: what there is, taken out of answers and back, two versions side by side."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from bot.commands.books import books
from bot.commands.documents.shapes import document_shape
from bot.commands.output import day, print_json
from bot.errors import InputError
from bot.importing.changes import affected, affected_answers, change_shape, print_changes
from bot.wording import say
from knowledge.errors import DataError
from knowledge.intake import compare, restore, retire, writing
from knowledge.library import Library, own_data
from knowledge.model import Document


def list_(*, json: bool, as_of: str | None) -> None:
    library, today = books()[0], day(as_of)
    rows = [_row(library, document, today) for document in (*library.documents, *library.retired)]
    if json:
        print_json({"documents": rows})
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=say("shelf.title", folder=own_data().folder), title_justify="left")
    for name in ("column_id", "column_title", "column_status", "column_from", "column_origin"):
        table.add_column(say(f"shelf.{name}"), overflow="fold")
    for row in rows:
        origin = say("shelf.retired" if row["retired"] else "shelf.shipped" if row["shipped"] else "shelf.own")
        status = say(f"library.status_{row['status']}")
        table.add_row(row["id"], Text(row["title"]), status, row["effective_from"] or "", origin)
    Console().print(table)


def show(id: str, *, json: bool, as_of: str | None) -> None:
    library, rulebook = books()
    document = _known(library, id)
    programmes = [programme.id for programme in rulebook.programmes if programme.document == id]
    shape = document_shape(document, library.status(id, day(as_of)).value)
    version, earlier = library.versions.of(id), library.versions.earlier(id)
    if json:
        print_json({**shape, "version": version, "earlier_versions": list(earlier), "programmes": programmes})
        return
    lines = [f"{document.title}({id})", say("shelf.version", version=version, earlier="、".join(earlier) or "—")]
    lines.append(say("shelf.clauses", count=len(document.clauses), programmes=len(programmes)))
    sys.stdout.write("\n".join(lines) + "\n")


def retire_(id: str) -> None:
    library, _ = books()
    _known(library, id)
    if id in {one.id for one in library.retired}:
        raise InputError(say("shelf.retired_already", id=id))
    workspace = own_data()
    with writing(workspace):
        retire(workspace, id, day(None))
    sys.stdout.write(say("shelf.retired_now", id=id) + "\n")


def restore_(id: str) -> None:
    library, _ = books()
    if id not in {one.id for one in library.retired}:
        ids = "、".join(one.id for one in library.retired) or "—"
        raise InputError(say("shelf.not_retired", id=id[:60], ids=ids))
    workspace = own_data()
    with writing(workspace):
        restore(workspace, id, day(None))
    sys.stdout.write(say("shelf.restored", id=id) + "\n")


def compare_(old: str, new: str, *, json: bool) -> None:
    """`id@version` is an older version of a document of one's own."""
    library, rulebook = books()
    one, two = _at(library, old), _at(library, new)
    changes = compare(one.clauses, two.clauses)
    lost, answers = affected(one.id, two.clauses, rulebook), affected_answers(one.id, two.clauses)
    if json:
        clauses = [change_shape(change) for change in changes]
        told = {"programmes_affected": list(lost), "answers_affected": list(answers)}
        print_json({"old": old, "new": new, "clauses": clauses, **told})
        return
    print_changes(changes)
    if gone := (*lost, *answers):
        sys.stdout.write(say("importing.lost", names="、".join(gone)) + "\n")


def _row(library: Library, document: Document, today: date) -> dict[str, Any]:
    standing = document.standing
    return {
        "id": document.id,
        "title": document.title,
        "status": library.status(document.id, today).value,
        "effective_from": standing.effective_from.isoformat() if standing.effective_from else None,
        "expires_on": standing.expires_on.isoformat() if standing.expires_on else None,
        "shipped": not library.is_own(document.id),
        "retired": document in library.retired,
    }


def _known(library: Library, id: str) -> Document:
    found = library.document(id)
    if found is None or found in library.summaries:
        ids = "、".join(one.id for one in (*library.documents, *library.retired))
        raise InputError(say("library.no_such_document", id=id[:60], ids=ids))
    return found


def _at(library: Library, named: str) -> Document:
    id, _, version = named.partition("@")
    if not version:
        return _known(library, id)
    try:
        found = library.versions.kept(id, version)
    except DataError as problem:
        raise InputError(str(problem)) from None
    if found is None:
        versions = "、".join(library.versions.earlier(id)) or "—"
        raise InputError(say("shelf.no_version", id=id[:60], version=version[:20], versions=versions))
    return found
