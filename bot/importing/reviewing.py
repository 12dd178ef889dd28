"""The review in the terminal: what was read, where it was read, what else it could be; keys to mend and to confirm."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.importing.changes import Newer, show_changes
from bot.importing.drafting import Proposal
from bot.importing.taking import Taken
from bot.wording import say
from knowledge.intake import Award
from knowledge.metadata.model import FIELDS, Evidence

if TYPE_CHECKING:
    from rich.table import Table

_DAYS = ("issued", "effective_from", "expires_on")
_KEYS = {
    "1": "title",
    "2": "number",
    "3": "issuer",
    "4": "region",
    "5": "issued",
    "6": "effective_from",
    "7": "expires_on",
}
_KINDS = {"a": "issued", "b": "draft_for_comment", "c": "opinion", "d": "repealed", "e": "unclear"}
_MOST_AWARDS = 40
_YES = ("确认", "y", "yes", "是", "ok")
_NO = ("放弃", "n", "q", "no", "否", "跳过")


def show(taken: Taken, proposals: Sequence[Proposal], day: date, newer: Newer | None = None) -> None:
    """Head with evidence, outline, what was not understood, awards, proposals."""
    from rich.console import Console

    console = Console(highlight=False)
    console.print(_head(taken, day))
    for other in _contradictions(taken):
        console.print(other, style="yellow", markup=False)
    if taken.read.head.question:
        console.print(say("importing.question", text=taken.read.head.question), style="yellow", markup=False)
    units = len(taken.read.clauses)
    console.print(say("importing.outline", count=units, tables=len(taken.read.tables)), markup=False)
    for doubt in taken.read.doubts[:12]:
        console.print(say("importing.doubt", line=doubt.line, text=doubt.text[:60], why=doubt.why), markup=False)
    if taken.awards:
        console.print(_awards(taken.awards))
    console.print(say("importing.drafts", count=len(proposals)), markup=False)
    if newer:
        show_changes(newer)


def review(taken: Taken, proposals: Sequence[Proposal], day: date, newer: Newer | None) -> Taken | None:
    """The document as the clerk settles it; none where it is left out. The end of input is no consent."""
    while True:
        show(taken, proposals, day, newer)
        sys.stdout.write(say("importing.keys") + "\n> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        said = line.strip()
        if not line or said.lower() in _NO:
            return None
        if said.lower() in _YES:
            if taken.read.head.title is None:
                sys.stdout.write(say("importing.title_missing") + "\n")
                continue
            return taken
        taken = _mended(taken, said)


def _mended(taken: Taken, said: str) -> Taken:
    """`5 2024-03-01` sets the fifth field, `状态 a` the standing, `5 -` empties it."""
    key, _, value = said.partition(" ")
    value = value.strip()
    if key in ("8", "状态") and value.lower() in _KINDS:
        head = replace(taken.read.head, kind=_KINDS[value.lower()], reason=say("importing.by_clerk"), question=None)
        return replace(taken, read=replace(taken.read, head=head))
    field = _KEYS.get(key)
    if field is None or not value or not _fits(field, value):
        sys.stdout.write(say("importing.key_unknown") + "\n")
        return taken
    found = None if value == "-" else Evidence(value, value, "text")
    changed: Any = {field: found}
    return replace(taken, read=replace(taken.read, head=replace(taken.read.head, **changed)))


def _fits(field: str, value: str) -> bool:
    if field not in _DAYS or value == "-":
        return True
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _head(taken: Taken, day: date) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"{taken.file.name} → {taken.read.id}", title_justify="left", show_lines=False)
    for name in ("column_key", "column_field", "column_value", "column_from", "column_quote"):
        table.add_column(say(f"importing.{name}"), overflow="fold")
    for number, field in enumerate(FIELDS, 1):
        found: Evidence | None = getattr(taken.read.head, field)
        origin = say(f"importing.from_{found.origin}") if found else ""
        value = found.value if found else say("importing.not_said")
        table.add_row(
            str(number), say(f"importing.field_{field}"), Text(value), origin, Text((found.quote if found else "")[:50])
        )
    status = say(f"library.status_{taken.read.status(day).value}")
    table.add_row("8", say("importing.field_status"), Text(status), "", Text(taken.read.head.reason[:60]))
    return table


def _contradictions(taken: Taken) -> list[str]:
    return [
        say(
            "importing.other",
            field=say(f"importing.field_{field}"),
            value=other.value,
            origin=say(f"importing.from_{other.origin}"),
            quote=other.quote[:40],
        )
        for field, found in taken.read.head.evidence()
        for other in found.others
    ]


def _awards(awards: Sequence[Award]) -> Table:
    from rich.table import Table
    from rich.text import Text

    from bot.sums import said_sum

    table = Table(title=say("importing.awards", count=len(awards)), title_justify="left")
    for name in ("column_clause", "column_who", "column_sum", "column_sentence"):
        table.add_column(say(f"importing.{name}"), overflow="fold")
    for award in awards[:_MOST_AWARDS]:
        sentence = " ".join(award.sentence.split())
        table.add_row("".join(award.clause), Text(award.recipient[:30]), said_sum(award), Text(sentence[:70]))
    return table
