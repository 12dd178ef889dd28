"""Where results go: a workbook, or a table of any size with a workbook of what all companies come to."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from bot.errors import InputError
from bot.lists.model import CompanyList, Problem
from bot.portfolio.automatic import Ready
from bot.portfolio.lines import Line, facts_words, missing_words
from bot.portfolio.places import Places
from bot.portfolio.totals import Totals
from bot.portfolio.workbook import Workbook
from bot.wording import say
from rules.rulebook import RuleBook

_AT_ONCE = 20_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Output(Protocol):
    target: Path
    summary: Path | None

    def add(self, line: Line) -> None: ...

    def close(self, totals: Totals, problems: Sequence[Problem], paid: Sequence[Ready] = ()) -> None: ...


def output_for(target: Path, rulebook: RuleBook, places: Places, found: CompanyList) -> Output:
    """Raises `InputError` for a kind of file that results are not written as."""
    kind = target.suffix.lower()
    if kind == ".xlsx":
        return _Whole(target, rulebook, places, found)
    if kind in (".csv", ".parquet"):
        return _Table(target, rulebook, places, found, kind)
    raise InputError(say("screening.output_kind", file=target.name))


class _Whole:
    def __init__(self, target: Path, rulebook: RuleBook, places: Places, found: CompanyList) -> None:
        self.target = target
        self.summary: Path | None = None
        self._titles = {programme.id: programme.title for programme in rulebook.programmes}
        self._book = Workbook(target, rulebook.facts, places, found.carried)

    def add(self, line: Line) -> None:
        self._book.add(line)

    def close(self, totals: Totals, problems: Sequence[Problem], paid: Sequence[Ready] = ()) -> None:
        self._book.close(totals, problems, self._titles, paid)


class _Table:
    """One row a company; the summary workbook has the other sheets."""

    def __init__(self, target: Path, rulebook: RuleBook, places: Places, found: CompanyList, kind: str) -> None:
        self.target = target
        self.summary: Path | None = target.with_name(say("screening.summary_output", name=target.stem))
        self._definitions = rulebook.facts
        self._carried = found.carried
        self._heads = say("screening.columns_companies").split("|") + [
            say("screening.carried", heading=heading) for heading in found.carried
        ]
        self._rows: list[list[Any]] = []
        self._parts: list[Any] = []
        self._kind = kind
        self._titles = {programme.id: programme.title for programme in rulebook.programmes}
        self._book = Workbook(self.summary or target, rulebook.facts, places, ())
        self._csv = self._open() if kind == ".csv" else None

    def _open(self) -> Any:
        try:
            opened = self.target.open("w", encoding="utf-8-sig", newline="")
        except OSError as problem:
            raise InputError(say("lists.not_saved", file=self.target, problem=problem.strerror)) from None
        csv.writer(opened).writerow(self._heads)
        return opened

    def add(self, line: Line) -> None:
        nearest = line.nearest or {}
        label = self._definitions[nearest["fact"]].label if nearest else ""
        self._rows.append(
            [
                line.row,
                line.name,
                line.granted,
                line.binding,
                line.sums,
                line.best_yuan,
                line.low_yuan,
                line.high_yuan,
                f"{label} {nearest['gap']}" if nearest else "",
                missing_words(line, self._definitions),
                line.step,
                line.units,
                facts_words(line.facts, self._definitions),
                *(line.carried.get(heading, "") for heading in self._carried),
            ]
        )
        if len(self._rows) >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        if self._csv is not None:
            csv.writer(self._csv).writerows([_harmless(value) for value in row] for row in self._rows)
        elif self._rows:
            import polars

            self._parts.append(polars.DataFrame(self._rows, schema=self._schema(polars), orient="row", strict=False))
        self._rows = []

    def _schema(self, polars: Any) -> dict[str, Any]:
        numbers = range(2, 8)
        return {
            head: polars.Int64 if place == 0 or place in numbers else polars.String
            for place, head in enumerate(self._heads)
        }

    def close(self, totals: Totals, problems: Sequence[Problem], paid: Sequence[Ready] = ()) -> None:
        self._flush()
        try:
            if self._csv is not None:
                self._csv.close()
            elif self._parts:
                import polars

                polars.concat(self._parts).write_parquet(self.target)
        except OSError as problem:
            raise InputError(say("lists.not_saved", file=self.target, problem=problem.strerror)) from None
        self._book.close(totals, problems, self._titles, paid)


def _harmless(value: Any) -> Any:
    """A spreadsheet that opens the csv runs nothing of it."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
