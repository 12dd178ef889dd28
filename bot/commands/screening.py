"""`mingce screen`: a list of companies through the columns, and a spreadsheet of results, gaps and problems."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from bot.commands.books import books
from bot.commands.company_lists import Company, Problem, read_companies
from bot.errors import InputError
from bot.wording import say
from knowledge.library import Library
from rules.model import Finding, Outcome, Verdict
from rules.rulebook import RuleBook
from rules.screening import Screened, Screening

_AT_ONCE = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def run(file: Path, output: Path | None, on: date, library: Library, rulebook: RuleBook) -> None:
    """Writes `output` (default: beside the list, `<name>-结果.xlsx`) and says how many of what."""
    target = output or file.with_name(say("rules.screen_output", name=file.stem))
    if target.resolve() == file.resolve():
        raise InputError(say("rules.screen_same_file", file=target.name))
    size, companies = read_companies(file, rulebook, on)
    sheets = _Sheets(library, on)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("rules.screen_progress"), total=size)
        while batch := list(islice(companies, _AT_ONCE)):
            _screen(batch, on, rulebook, sheets)
            progress.advance(task, len(batch))
    sheets.save(target)
    said = say("rules.screen_done", companies=size, results=sheets.results, problems=sheets.problems, file=target)
    sys.stdout.write(said + "\n")


def _screen(batch: list[Company], on: date, rulebook: RuleBook, sheets: _Sheets) -> None:
    """Verdicts come from the columns; only what is worth a line is put into words by the walk."""
    rows = [rulebook.prepare(company.facts, on) for company in batch]
    screened = Screening(rulebook.programmes, rulebook.facts).run(rows, on, near=True)
    for place, company in enumerate(batch):
        sheets.add_problems(company)
        wanted = _worth_a_line(screened, place)
        for outcome in rulebook.evaluate(company.facts, on, programmes=wanted):
            sheets.add(company, outcome)


def _worth_a_line(screened: Screened, company: int) -> frozenset[str]:
    """What is granted or open, and what is refused for measurable gaps alone."""
    lines = ~screened.not_eligible[:, company]
    if screened.near is not None:
        lines = lines | screened.near[:, company]
    return frozenset(screened.programmes[place].id for place in lines.nonzero()[0])


class _Sheets:
    def __init__(self, library: Library, on: date) -> None:
        from openpyxl import Workbook

        self._library, self._on = library, on
        self._book = Workbook()
        self._results = self._sheet("results", first=True)
        self._gaps = self._sheet("gaps")
        self._problems = self._sheet("problems")
        self.results = self.problems = 0

    def _sheet(self, name: str, first: bool = False) -> Any:
        sheet = self._book.active if first else self._book.create_sheet()
        sheet.title = say("rules.sheet_" + name)
        sheet.append(say("rules.sheet_" + name + "_columns").split("|"))
        sheet.freeze_panes = "A2"
        return sheet

    def add_problems(self, company: Company) -> None:
        for problem in company.problems:
            self._add_problem(company, problem)

    def _add_problem(self, company: Company, problem: Problem) -> None:
        self.problems += 1
        _append(self._problems, [problem.row, company.name, problem.column, problem.cell, problem.what])

    def add(self, company: Company, outcome: Outcome) -> None:
        if outcome.verdict is Verdict.NOT_ELIGIBLE:
            self._add_gaps(company, outcome)
        else:
            self.results += 1
            _append(self._results, [company.row, company.name, *self._result(outcome)])

    def _result(self, outcome: Outcome) -> list[Any]:
        return [
            outcome.title,
            self._place(outcome),
            say("rules.status_" + self._library.status(outcome.document, self._on).value),
            say("rules.outcome_" + outcome.verdict.value),
            outcome.amount.yuan,
            outcome.amount.working,
            "、".join(self._label(name) for name in outcome.missing),
            outcome.quote,
        ]

    def _add_gaps(self, company: Company, outcome: Outcome) -> None:
        """Only where nothing but measurable gaps stands in the way: no other city, no honour of another kind."""
        failed = [reason for reason in outcome.reasons if reason.finding is Finding.NOT_MET]
        if outcome.nearest and all(reason.measured for reason in failed):
            _append(self._gaps, [company.row, company.name, outcome.title, self._place(outcome), outcome.nearest])

    def _place(self, outcome: Outcome) -> str:
        document = self._library.document(outcome.document)
        title = document.short_title if document else outcome.document
        return f"{title} {self._library.printed_path(outcome.document, outcome.clause)}"

    def _label(self, name: str) -> str:
        return books()[1].facts[name].label

    def save(self, target: Path) -> None:
        try:
            self._book.save(target)
        except OSError as problem:
            raise InputError(say("rules.screen_not_saved", file=target, problem=problem.strerror)) from None


def _append(sheet: Any, values: Iterable[Any]) -> None:
    """A text that a spreadsheet would run as a formula is written as a text."""
    row = sheet.max_row + 1
    for column, value in enumerate(_clean(values), 1):
        cell = sheet.cell(row, column, value)
        if isinstance(value, str) and value.startswith(_FORMULA):
            cell.data_type = "s"
            cell.quotePrefix = True


def _clean(values: Iterable[Any]) -> Iterator[Any]:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for value in values:
        yield ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
