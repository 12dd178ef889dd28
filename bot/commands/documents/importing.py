"""`mingce import` and `mingce init`: documents into the library of one's own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from bot.commands.books import books
from bot.commands.companies_at_hand import companies as at_hand
from bot.commands.output import day, print_json
from bot.errors import InputError
from bot.importing.changes import newer
from bot.importing.drafting import Proposal, facts_of, propose
from bot.importing.gaining import Companies
from bot.importing.shapes import taken_shape
from bot.importing.taking import Failed, Taken, check_free, check_id, files_in, newer_id, take
from bot.importing.writing import already_there, write
from bot.wording import say
from knowledge.library import own_data


def run(
    files: Sequence[Path],
    *,
    id: str | None,
    into: str | None,
    dry_run: bool,
    yes: bool,
    json: bool,
    as_of: str | None,
    companies: Path | None = None,
) -> None:
    """`companies`: a list for which gains and losses by a newer version are told; else those of the store.

    Raises `InputError` where the only file cannot be taken; `typer.Exit(2)` where one of several cannot."""
    today = day(as_of)
    found, folder = files_in(files)
    if not found:
        raise InputError(say("importing.nothing_there", files="、".join(map(str, files))))
    check_id(id, found)
    if into is not None and len(found) != 1:
        raise InputError(say("importing.id_for_one", count=len(found)))
    taken, failed = _read(found, id if into is None else newer_id(into, id, books()[0], today), quiet=json)
    taken, refused = _free(taken, into, alone=len(found) == 1, resumed=folder)
    failed += refused
    if len(found) == 1 and failed:
        raise InputError(failed[0].why)
    concerned = at_hand(companies, today) if into is not None and taken else []
    if json or yes or dry_run:
        _without_asking(taken, into, today, concerned, write_them=yes and not dry_run, json=json)
    else:
        _asking(taken, into, today, concerned)
    _report(taken, failed, len(found), json=json)
    if failed:
        raise typer.Exit(2)


def init(folder: Path | None) -> None:
    """Makes the folder of one's own data, with a word in each place; what is there stays."""
    from bot.importing.starting import start

    place = start(folder or own_data().folder)
    sys.stdout.write(say("importing.started", folder=place) + "\n")


def _read(files: Sequence[Path], id: str | None, *, quiet: bool) -> tuple[list[Taken], list[Failed]]:
    library, _ = books()
    ids = [document.id for document in library.documents]
    if quiet or len(files) < 2 or not sys.stderr.isatty():
        return take(files, id, ids)
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("importing.reading"), total=len(files))
        return take(files, id, ids, lambda file: progress.update(task, advance=1, description=file.name))


def _free(taken: Sequence[Taken], into: str | None, *, alone: bool, resumed: bool) -> tuple[list[Taken], list[Failed]]:
    """What can be written under its id; a file that a run before this one has taken is passed over."""
    library, _ = books()
    kept: list[Taken] = []
    failed: list[Failed] = []
    for one in taken:
        if resumed and already_there(own_data(), one.file):
            sys.stderr.write(say("importing.there_already", file=one.file.name) + "\n")
            continue
        try:
            check_free(one.read.id, into, library)
        except InputError as problem:
            failed.append(Failed(one.file, str(problem)))
            continue
        kept.append(one)
    return kept, failed


def _without_asking(
    taken: Sequence[Taken], into: str | None, today: date, concerned: Companies, *, write_them: bool, json: bool
) -> None:
    proposals = {one.read.id: propose(one) for one in taken}
    changes = {one.read.id: newer(one, proposals[one.read.id], into, today, concerned) for one in taken if into}
    if write_them:
        out = [id for one in taken for id in write(own_data(), one, proposals[one.read.id], into, today)]
        _tell_left_out(out)
    if json:
        facts = facts_of(taken)
        shapes = [
            taken_shape(one, today, facts) | ({"newer": changes[one.read.id].shape()} if into else {}) for one in taken
        ]
        print_json({"documents": shapes, "proposals": [item.shape() for one in proposals.values() for item in one]})
        return
    from bot.importing.reviewing import show

    for one in taken:
        show(one, proposals[one.read.id], today, changes.get(one.read.id))


def _tell_left_out(drafts: Sequence[str]) -> None:
    if drafts:
        sys.stderr.write(say("importing.drafts_left_out", ids="、".join(drafts)) + "\n")


def _asking(taken: Sequence[Taken], into: str | None, today: date, concerned: Companies) -> None:
    """One document after the other, until the clerk says 确认, leaves it out or stops."""
    from bot.importing.reviewing import review

    for one in taken:
        proposals: Sequence[Proposal] = propose(one)
        change = newer(one, proposals, into, today, concerned) if into else None
        settled = review(one, proposals, today, change)
        if settled is None:
            sys.stdout.write(say("importing.not_written", file=one.file.name) + "\n")
            continue
        _tell_left_out(write(own_data(), settled, propose(settled), into, today))
        sys.stdout.write(
            say("importing.written", id=settled.read.id, title=settled.read.head.text("title") or "") + "\n"
        )
        from bot.importing.trying import try_out

        try_out(settled, today)


def _report(taken: Sequence[Taken], failed: Sequence[Failed], count: int, *, json: bool) -> None:
    for one in failed:
        sys.stderr.write(one.why + "\n")
    if count > 1 and not json:
        sys.stdout.write(say("importing.report", taken=len(taken), failed=len(failed), count=count) + "\n")
