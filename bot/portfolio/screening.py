"""From companies to lines, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.lists.model import Company
from bot.portfolio.automatic import Ready, ready
from bot.portfolio.lines import Line, Lines
from bot.portfolio.places import Places
from bot.portfolio.totals import Totals
from knowledge.library import Library
from rules.rulebook import RuleBook
from rules.weighing import Weighing

ROLE = "企业"
"""What a company of a list is taken for where the list does not say what it is."""


class Screener:
    def __init__(self, library: Library, rulebook: RuleBook, on: date, automatic: bool = False) -> None:
        """`automatic`: also collect the sums that could be paid without an application."""
        self._rulebook = rulebook
        self._on = on
        self._automatic = automatic
        self.ready: list[Ready] = []
        self._weighing = Weighing(rulebook.programmes, rulebook.facts, on, ROLE)
        self.places = Places(library, on)
        self._lines = Lines(rulebook.facts, self.places)
        self.totals = Totals()

    def lines(self, companies: Sequence[Company]) -> Iterator[Line]:
        weights = self._weighing.weigh_all(company.facts for company in companies)
        for company, weight in zip(companies, weights, strict=True):
            found = self._lines.line(company, weight)
            self.totals.add(found, weight)
            if self._automatic:
                self.ready += ready(company, weight, self._rulebook, self.places, self._on)
            yield found
