"""A list of companies for a command: its mapping shown and confirmed, then read with the names of one's own data."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.books import books
from bot.errors import InputError
from bot.lists import mapping as mappings
from bot.lists.model import Column, CompanyList
from bot.lists.reading import Plan, Progress, plan, read
from bot.understanding.names.in_force import reading_with
from bot.wording import say
from bot.world import names_of


def planned(file: Path, on: date, mapping: Path | None = None) -> Plan:
    """What will be read from where; `mapping`: as it was saved, if there is such a file."""
    library, rulebook = books()
    known = mappings.load(mapping, rulebook.facts) if mapping and mapping.exists() else None
    with reading_with(names_of(library, rulebook)):
        return plan(file, rulebook, on, known)


def companies(planned_: Plan, on: date, progress: Progress | None = None) -> CompanyList:
    library, rulebook = books()
    with reading_with(names_of(library, rulebook)):
        return read(planned_, rulebook, on, progress)


def confirm(planned_: Plan, file: Path, mapping: Path | None, console: Console, *, yes: bool) -> None:
    """Column → fact, unit, sample, doubts; nothing is read before a person at a terminal has said yes.

    A saved mapping has been looked at before, and `yes` or a script cannot be asked. Where `mapping` names no file
    yet, it is saved there. Raises `InputError` where the person does not agree.
    """
    _show(planned_.columns, console)
    saved = mapping is not None and mapping.exists()
    if mapping and not saved:
        mappings.save(planned_.columns, mapping)
        console.print(say("screening.mapping_saved", file=mapping), markup=False)
    if yes or saved or not sys.stdin.isatty():
        return
    console.print(say("screening.confirm_keys"), markup=False)
    console.print("> ", end="")
    said = sys.stdin.readline().strip().lower()
    if said in say("screening.confirm_save").split("|"):
        target = mapping or file.with_name(say("screening.mapping_output", name=file.stem))
        mappings.save(planned_.columns, target)
        raise InputError(say("screening.mapping_to_mend", file=target))
    if said not in say("screening.confirm_yes").split("|"):
        raise InputError(say("screening.not_confirmed"))


def _show(columns: tuple[Column, ...], console: Console) -> None:
    table = Table(title=say("screening.mapping_title"), box=None, header_style="bold", title_justify="left")
    for head in say("screening.mapping_columns").split("|"):
        table.add_column(head, overflow="fold")
    for column in columns:
        doubts = "".join(column.doubts)
        table.add_row(*map(_plain, (column.heading, _used_as(column), column.unit or "", column.sample, doubts)))
    console.print(table)


def _plain(text: str) -> Any:
    return Text(text)


def _used_as(column: Column) -> str:
    if column.role == "name":
        return say("screening.mapping_name")
    if column.role in ("unknown", "known", "code"):
        return say("screening.mapping_carried")
    if column.honour:
        return column.honour
    facts = books()[1].facts
    return facts[column.fact].label if column.fact else column.heading
