"""From companies to lines, in the order of the list; what was done before an interruption is not done again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.lists.model import Company
from bot.portfolio.lines import Line, Lines
from bot.portfolio.places import Places
from bot.portfolio.totals import Totals
from knowledge.library import Library
from rules.rulebook import RuleBook
from rules.weighing import Weighing

ROLE = "企业"
"""What a company of a list is taken for where the list does not say what it is."""


class Interrupted(Exception):
    """The person stopped the work; `done` companies are kept for the next time."""

    def __init__(self, done: int) -> None:
        super().__init__(done)
        self.done = done


class Screener:
    def __init__(self, library: Library, rulebook: RuleBook, on: date) -> None:
        self._rulebook = rulebook
        self._weighing = Weighing(rulebook.programmes, rulebook.facts, on, ROLE)
        self.places = Places(library, on)
        self._lines = Lines(rulebook.facts, self.places)
        self.totals = Totals()

    def lines(self, companies: Sequence[Company], file: Path, target: Path | None) -> Iterator[Line]:
        del file, target
        weights = self._weighing.weigh_all(company.facts for company in companies)
        for company, weight in zip(companies, weights, strict=True):
            found = self._lines.line(company, weight)
            self.totals.add(found, weight)
            yield found
