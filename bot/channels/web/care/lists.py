"""A list from the page: its mapping is shown first and corrected; then it is screened, or taken into care."""

from __future__ import annotations

import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from pathlib import Path
from typing import Generic, TypeVar

from bot.channels.web.working import Work
from bot.errors import InputError
from bot.lists import mapping as mappings
from bot.lists.mapping import Entry, Mapping
from bot.lists.model import Column, CompanyList, Problem
from bot.lists.reading import Plan, plan, read
from bot.portfolio.lines import Line
from bot.portfolio.outputs import output_for
from bot.portfolio.screening import Screener
from bot.understanding.names.in_force import reading_with
from bot.wording import say
from bot.world import World
from rules.rulebook import money

MOST_COMPANIES = 5_000
"""Of one list on the page; longer ones are for the command line."""
_MOST_WAITING = 20
_MOST_SHOWN = 20
_EVERY = 25


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list between its upload and its confirmation, in a folder that goes with it."""

    owner: str
    folder: tempfile.TemporaryDirectory[str]
    file: Path
    columns: tuple[Column, ...]
    size: int
    named: Mapping | None
    """The saved mapping that came along."""


@dataclass(frozen=True, slots=True)
class Screened:
    """What a list came to; the workbook has all of it."""

    owner: str
    folder: tempfile.TemporaryDirectory[str]
    workbook: Path
    companies: int
    with_sums: int
    best: tuple[Line, ...]
    problems: tuple[Problem, ...]


Item = TypeVar("Item", Waiting, Screened)


class Kept(Generic[Item]):
    """Things that wait for their owner under an unguessable key; the oldest gives way, and its folder with it."""

    def __init__(self) -> None:
        self._items: OrderedDict[str, Item] = OrderedDict()

    def add(self, item: Item) -> str:
        key = secrets.token_urlsafe(16)
        self._items[key] = item
        while len(self._items) > _MOST_WAITING:
            self._items.popitem(last=False)[1].folder.cleanup()
        return key

    def of(self, key: str, owner: str) -> Item | None:
        found = self._items.get(key)
        return found if found is not None and secrets.compare_digest(found.owner, owner) else None


def receive(raw: bytes, name: str, saved: bytes, owner: str, world: World, today: date) -> Waiting:
    """Raises `InputError` where the list, or the saved mapping that came along, cannot be read."""
    folder = tempfile.TemporaryDirectory(prefix="mingce-list-")
    try:
        file = Path(folder.name) / (Path(name).name[-80:] or "list")
        file.write_bytes(raw)
        named = None
        if saved:
            (of := Path(folder.name) / "mapping.toml").write_bytes(saved)
            named = mappings.load(of, world.rulebook.facts)
        planned = _planned(file, world, today, named)
    except BaseException:
        folder.cleanup()
        raise
    return Waiting(owner, folder, file, planned.columns, planned.size, named)


def _planned(file: Path, world: World, today: date, named: Mapping | None) -> Plan:
    with reading_with(world.names):
        planned = plan(file, world.rulebook, today, named)
    if planned.size > MOST_COMPANIES:
        raise InputError(say("web.list_long", count=planned.size, most=MOST_COMPANIES))
    return planned


def corrected(waiting: Waiting, said: Iterable[tuple[str, str]]) -> Mapping:
    """The mapping as it was confirmed; `said`: fact and unit of each column, in order."""
    entries = []
    for column, (fact, unit) in zip(waiting.columns, said, strict=True):
        same = fact == mappings.fact_of(column)
        honour = column.honour if same else None
        entries.append(Entry(column.heading, column.sheet, fact, unit or None, honour))
    return Mapping(tuple(entries), waiting.file.name)


def taken(waiting: Waiting, mapping: Mapping, work: Work, world: World, today: date) -> CompanyList:
    """Every company of the list; for a thread of its own."""
    planned = _planned(waiting.file, world, today, mapping)
    with reading_with(world.names):
        return read(planned, world.rulebook, today, work.progress)


def screen(waiting: Waiting, mapping: Mapping, work: Work, world: World, today: date) -> Screened:
    """The workbook of `mingce screen`; nothing of the list is stored. For a thread of its own."""
    found = taken(waiting, mapping, work, world, today)
    folder = tempfile.TemporaryDirectory(prefix="mingce-screened-")
    target = Path(folder.name) / say("screening.output", name=waiting.file.stem)
    try:
        screener = Screener(world.library, world.rulebook, today)
        output = output_for(target, world.rulebook, screener.places, found)
        lines = []
        for done, line in enumerate(screener.lines(found.companies), 1):
            output.add(line)
            lines.append(line)
            work.tell(line.name, money(line.best_yuan) if line.best_yuan else say("portfolio.no_sum"), line.step)
            if done % _EVERY == 0:
                work.progress(done, len(found.companies))
        output.close(screener.totals, found.problems)
    except BaseException:
        folder.cleanup()
        raise
    best = nlargest(_MOST_SHOWN, lines, key=lambda line: (line.best_yuan or 0, line.high_yuan or 0))
    totals = screener.totals
    return Screened(
        waiting.owner, folder, target, totals.companies, totals.with_sums, tuple(best), found.problems
    )  # fmt: skip
