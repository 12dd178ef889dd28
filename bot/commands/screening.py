"""`mingce screen`: a list of companies → its mapping, then a line a company, programmes, gaps and problems."""

from __future__ import annotations

import gc
import sys
from collections import deque
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from bot.commands import listing
from bot.commands.books import books
from bot.commands.output import day, print_json
from bot.errors import InputError
from bot.lists import mapping as mappings
from bot.lists.model import CompanyList
from bot.lists.reading import Plan, as_json
from bot.portfolio import resuming
from bot.portfolio.outputs import Output, output_for
from bot.portfolio.screening import Screener
from bot.wording import say

_MOST_IN_WORKBOOK = 100_000


@dataclass(frozen=True, slots=True)
class Request:
    file: Path
    output: Path | None
    mapping: Path | None
    json: bool
    automatic: bool
    yes: bool
    on: date


def run(
    file: Path,
    *,
    output: Path | None,
    mapping: Path | None,
    json: bool,
    automatic: bool,
    yes: bool,
    as_of: str | None,
) -> None:
    """With `--json` nothing is written unless `output` is named; `yes`: the mapping is not asked about."""
    gc.disable()  # nothing here goes round in circles, and looking for that costs a fifth of a long list
    try:
        _run(Request(file, output, mapping, json, automatic, yes, day(as_of)))
    finally:
        gc.enable()


def _run(request: Request) -> None:
    target = _target(request)
    console = Console(stderr=True, highlight=False)
    planned = listing.planned(request.file, request.on, request.mapping)
    if not request.json:
        listing.confirm(planned, request.file, request.mapping, console, yes=request.yes)
    elif request.mapping and not request.mapping.exists():
        mappings.save(planned.columns, request.mapping)
    _check_size(planned, target)
    with Progress(console=console, transient=True, disable=request.json) as progress:
        found = _read(planned, request, progress)
        lines = _screen(found, request, target, progress)
    if request.json:
        told = as_json(found)
        print_json({"columns": told["columns"], **lines, "problems": told["problems"]})


def _target(request: Request) -> Path | None:
    if request.output is None:
        return None if request.json else request.file.with_name(say("screening.output", name=request.file.stem))
    if request.output.resolve() == request.file.resolve():
        raise InputError(say("screening.same_file", file=request.output.name))
    return request.output


def _check_size(planned: Plan, target: Path | None) -> None:
    if target and target.suffix.lower() == ".xlsx" and planned.size > _MOST_IN_WORKBOOK:
        raise InputError(say("screening.too_many", count=planned.size))


def _read(planned: Plan, request: Request, progress: Progress) -> CompanyList:
    task = progress.add_task(say("screening.reading"), total=planned.size)
    return listing.companies(planned, request.on, lambda done, _: progress.update(task, completed=done))


def _screen(found: CompanyList, request: Request, target: Path | None, progress: Progress) -> dict[str, Any]:
    library, rulebook = books()
    screener = Screener(library, rulebook, request.on, request.automatic)
    if target is None:
        kept = [line.as_json() for line in screener.lines(found.companies)]
    else:
        kept = _write(screener, found, request, target, progress)
    paid = {"automatic": [item.as_json() for item in screener.ready]} if request.automatic else {}
    return {"companies": kept, **paid}


def _write(
    screener: Screener, found: CompanyList, request: Request, target: Path, progress: Progress
) -> list[dict[str, Any]]:
    """What the person stops is whole as far as it goes; the same command then writes the rest and sums up all."""
    _, rulebook = books()
    place = resuming.begin(request.file, target, rulebook.version, request.on)
    output = output_for(place.target(target), rulebook, screener.places, found)
    task = progress.add_task(say("screening.progress"), total=len(found.companies), completed=place.done)
    kept: list[dict[str, Any]] = []
    stopped = False
    try:
        if place.done:  # written before: the totals are those of all companies
            deque(screener.lines(found.companies[: place.done]), maxlen=0)
        for line in screener.lines(found.companies[place.done :]):
            output.add(line)
            if request.json:
                kept.append(line.as_json())
            progress.advance(task)
    except KeyboardInterrupt:
        stopped = True
    output.close(screener.totals, found.problems, screener.ready)
    if stopped:
        done = max(screener.totals.companies, place.done)
        resuming.stop(target, place, done)
        raise InputError(say("screening.stopped", done=done, file=output.target))
    resuming.finish(target)
    if not request.json:
        _say_done(screener, found, output, request.automatic)
    return kept


def _say_done(screener: Screener, found: CompanyList, output: Output, automatic: bool) -> None:
    totals = screener.totals
    said = say(
        "screening.done",
        companies=totals.companies,
        with_sums=totals.with_sums,
        problems=len(found.problems),
        file=output.target,
    )
    sys.stdout.write(said + "\n")
    if automatic:
        payable = sum(one.payable for one in screener.ready)
        others = len(screener.ready) - payable
        sys.stdout.write(say("screening.done_automatic", payable=payable, others=others) + "\n")
    if output.summary:
        sys.stdout.write(say("screening.done_summary", file=output.summary) + "\n")
