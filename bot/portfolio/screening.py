"""From companies to lines, in the order of the list; what was done before an interruption is not done again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.lists.model import Company
from bot.portfolio.lines import Line, line
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
        self.totals = Totals()

    def lines(self, companies: Sequence[Company], file: Path, target: Path | None) -> Iterator[Line]:
        del file, target
        for done, company in enumerate(companies):
            try:
                weight = self._weighing.weigh(company.facts)
                found = line(company, weight, self._rulebook.facts, self.places)
            except KeyboardInterrupt:
                raise Interrupted(done) from None
            self.totals.add(found, weight)
            yield found
