"""`mingce changes`: what changed since a day or a version of the library, and for which companies."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands.output import day, print_json
from bot.errors import InputError
from bot.lists.reading import plan, read
from bot.portfolio import versions
from bot.portfolio.changing import KINDS, Changes, documents, for_company
from bot.portfolio.views import View, view
from bot.portfolio.wording_of import lines_of
from bot.wording import say
from rules.model import Facts


def run(since: str, *, companies: Path | None, calendar: Path | None, json: bool, as_of: str | None) -> None:
    """Without a list the documents alone; nothing is stored but the version of the library and its day."""
    on = day(as_of)
    new = view(on)
    old = view(_since(since, on, new.library.version), now=False)
    listed = _listed(companies, new) if companies else []
    found = [changes for name, facts in listed if (changes := for_company(name, facts, old, new))]
    changed = documents(old, new)
    versions.note(new.library.version, on)
    if calendar:
        from bot.portfolio.calendar import write

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
    found = read(plan(file, new.rulebook, new.day), new.rulebook, new.day)
    return [(company.name, company.facts) for company in found.companies]


def _lines(
    old: View, new: View, changed: Sequence[Mapping[str, Any]], found: Sequence[Changes], asked: bool
) -> list[str]:
    lines = [say("changes.heading", from_=old.day.isoformat(), to=new.day.isoformat())]
    lines.append(say("changes.documents_heading"))
    lines += [_document(entry) for entry in changed] or [say("changes.no_documents")]
    for company in found:
        lines.append(say("changes.company_heading", name=company.name))
        lines += [line for kind in KINDS for line in lines_of(kind, company.found[kind])]
    return lines if found or not asked else [*lines, say("changes.nothing")]


def _document(entry: Mapping[str, Any]) -> str:
    sides = {side: say("rules.status_" + entry[side]) if entry[side] else "" for side in ("from", "to")}
    said = say("changes.change_" + entry["change"], from_=sides["from"], to=sides["to"], count=len(entry["clauses"]))
    return say("changes.document_line", title=entry["title"], change=said)
