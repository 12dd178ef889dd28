"""`mingce changes`: what changed since a day or a version of the library, and for which companies."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands import listing
from bot.commands.output import day, print_json
from bot.errors import InputError
from bot.portfolio.news import versions
from bot.portfolio.news.changing import KINDS, Changes, for_company
from bot.portfolio.news.texts import documents
from bot.portfolio.news.views import View, view
from bot.portfolio.news.wording_of import lines_of
from bot.wording import say
from rules.model import Facts

_MOST_CLAUSES = 12


def run(since: str, *, companies: Path | None, calendar: Path | None, json: bool, as_of: str | None) -> None:
    """Without a list the documents alone; nothing is stored but the version of the library and its day."""
    on = day(as_of)
    new = view(on)
    old = view(_since(since, on, new.library.version), now=False)
    listed = _listed(companies, new) if companies else []
    found = [changes for name, facts in listed if (changes := for_company(name, facts, old, new))]
    changed = documents(old, new)
    versions.note(new.library, on)
    if calendar:
        from bot.portfolio.news.calendar import write

        write(calendar, listed, new)
    if json:
        told = {"documents": changed, "companies": [item.as_json() for item in found]}
        print_json({"from": old.day.isoformat(), "to": on.isoformat(), **told})
        return
    sys.stdout.write("\n".join(_lines(old, new, changed, found, bool(companies))) + "\n")
    if calendar:
        sys.stdout.write(say("changes.calendar_saved", file=calendar) + "\n")


def _since(since: str, on: date, version: str) -> date:
    try:
        found = date.fromisoformat(since)
    except ValueError:
        noted = versions.noted()
        if since == version and since not in noted:
            return on
        if since not in noted:
            known = "、".join(noted) or say("changes.since_none")
            raise InputError(say("changes.since_unknown", since=since[:40], known=known)) from None
        found = noted[since]
    if found > on:
        raise InputError(say("changes.since_later", since=since, on=on.isoformat()))
    return found


def _listed(file: Path, new: View) -> list[tuple[str, Facts]]:
    found = listing.companies(listing.planned(file, new.day), new.day)
    return [(company.name, company.facts) for company in found.companies]


def _lines(
    old: View, new: View, changed: Sequence[Mapping[str, Any]], found: Sequence[Changes], asked: bool
) -> list[str]:
    lines = [say("changes.heading", from_=old.day.isoformat(), to=new.day.isoformat())]
    lines.append(say("changes.documents_heading"))
    lines += [line for entry in changed for line in _document(entry, old, new)] or [say("changes.no_documents")]
    for company in found:
        lines.append(say("changes.company_heading", name=company.name))
        lines += [line for kind in KINDS for line in lines_of(kind, company.found[kind])]
    return lines if found or not asked else [*lines, say("changes.nothing")]


def _document(entry: Mapping[str, Any], old: View, new: View) -> Iterator[str]:
    sides = {side: say("rules.status_" + entry[side]) if entry[side] else "" for side in ("from", "to")}
    clauses = entry["clauses"]
    said = say("changes.change_" + entry["change"], from_=sides["from"], to=sides["to"], count=len(clauses))
    yield say("changes.document_line", title=entry["title"], change=said)
    for clause in clauses[:_MOST_CLAUSES]:
        was, is_ = (_printed(clause[side], entry, view, side) for side, view in (("old", old), ("new", new)))
        yield say("changes.clause_" + clause["kind"], old=was, new=is_)
    if len(clauses) > _MOST_CLAUSES:
        yield say("changes.more_clauses", count=len(clauses) - _MOST_CLAUSES)


def _printed(path: Sequence[str] | None, entry: Mapping[str, Any], view: View, side: str) -> str:
    """Of the document's own text, or of the one that it is held against."""
    other = entry.get("instead_of" if side == "old" else "instead")
    return view.library.printed_path(other or entry["id"], tuple(path)) if path else ""
