"""A portfolio in words: the overview, a company's sheet, a message to send to the company. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.lists.model import Company
from bot.portfolio.lines import Line, Lines, facts_words
from bot.portfolio.news import anniversaries, windows
from bot.portfolio.places import Place, Places
from bot.portfolio.screening import ROLE
from bot.storage.portfolio import Kept
from bot.wording import say
from bot.world import World
from rules.rulebook import FactDefinition, money
from rules.weighing import Weighed, Weighing, Weight

_MOST_LISTED = 15
_MOST_SUMS = 8
_MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    kept: Kept
    line: Line
    weight: Weight


@dataclass(frozen=True, slots=True)
class Deadline:
    """`day`: the last one that is meant; `when`: how exactly it is known, in words."""

    day: date
    when: str
    entry: Entry
    what: str


class Portfolio:
    """The companies of one chat, weighed on one day."""

    def __init__(self, kept: Sequence[Kept], world: World, today: date) -> None:
        self._world = world
        self._today = today
        self._places = Places(world.library, today)
        book = world.rulebook
        weights = Weighing(book.programmes, book.facts, today, ROLE).weigh_all(one.facts for one in kept)
        lines = Lines(book.facts, self._places)
        self.entries = [
            Entry(one, lines.line(Company("", one.number, one.name, one.code, one.facts), weight), weight)
            for one, weight in zip(kept, weights, strict=True)
        ]

    def find(self, words: str) -> list[Entry]:
        """By number, by credit code, by name, else by a part of the name."""
        coded = [entry for entry in self.entries if entry.kept.code and entry.kept.code == words.upper()]
        if coded:
            return coded
        if words.isdecimal():
            return [entry for entry in self.entries if entry.kept.number == int(words)]
        exact = [entry for entry in self.entries if entry.kept.name == words]
        return exact or [entry for entry in self.entries if words in entry.kept.name]

    def by_money(self) -> list[Entry]:
        """The most money within reach first: what is settled, then what may come of what is still open."""
        return sorted(self.entries, key=lambda e: (-(e.line.best_yuan or 0), -(e.line.high_yuan or 0), e.kept.number))

    def deadlines(self) -> list[Deadline]:
        """Honours whose validity ends and last days of windows and duties, the next first."""
        found = [one for entry in self.entries for one in self._deadlines(entry)]
        return sorted(found, key=lambda one: (one.day, one.entry.kept.number))

    def _deadlines(self, entry: Entry) -> Iterator[Deadline]:
        for honour, year, one in anniversaries.coming(entry.kept.facts, self._world.library):
            if year >= self._today.year:
                what = honour + one.title
                yield Deadline(date(year, 12, 31), say("portfolio.in_year", year=year), entry, what)
        for due in windows.coming(entry.kept.facts, entry.weight, self._today):
            yield Deadline(due.day, due.day.isoformat(), entry, due.window.title)

    def by_missing(self) -> list[tuple[FactDefinition, list[Entry]]]:
        """Facts that companies lack first of all, with those companies; what most of them lack first."""
        wanted: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.line.missing:
                wanted.setdefault(entry.line.missing[0], []).append(entry)
        facts = self._world.rulebook.facts
        return [(facts[name], lacking) for name, lacking in sorted(wanted.items(), key=lambda item: -len(item[1]))]

    def overview(self, order: str = "money") -> list[str]:
        """The first of each order; how many there are in all is always said."""
        if not self.entries:
            return [say("portfolio.empty")]
        ranked = {"money": self._money_lines, "deadline": self._deadline_lines, "missing": self._missing_lines}[order]()
        lines = [self.heading(), *ranked[:_MOST_LISTED]]
        if len(ranked) > _MOST_LISTED:
            lines.append(say("portfolio.more", count=len(ranked) - _MOST_LISTED))
        return [*lines, say("portfolio.how")]

    def heading(self) -> str:
        return say("portfolio.overview", count=len(self.entries), sums=sum(bool(e.line.sums) for e in self.entries))

    def _money_lines(self) -> list[str]:
        return [
            say("portfolio.row", number=e.kept.number, name=e.kept.name, best=self.best(e), step=e.line.step)
            for e in self.by_money()
        ]

    def best(self, entry: Entry) -> str:
        best = entry.line.best_yuan
        return say("portfolio.best", best=money(best)) if best else say("portfolio.no_sum")

    def _deadline_lines(self) -> list[str]:
        lines = [
            say("portfolio.deadline", when=one.when, name=one.entry.kept.name, what=one.what)
            for one in self.deadlines()
        ]
        return lines or [say("portfolio.no_deadline")]

    def _missing_lines(self) -> list[str]:
        return [say("portfolio.missing", label=fact.label, count=len(lacking)) for fact, lacking in self.by_missing()]

    def sums(self, entry: Entry) -> list[tuple[Weighed, Place]]:
        """What the company can have on the texts' own terms, the largest first; the place says whether they bind."""
        sums = sorted((w for w in entry.weight.granted if w.yuan), key=lambda w: -(w.yuan or 0))
        return [(weighed, self._places.of(weighed.programme)) for weighed in sums]

    def sheet(self, entry: Entry) -> list[str]:
        """What is known of one company, what it can have with the standing of each text, what is missing."""
        kept = entry.kept
        lines = [
            say("portfolio.heading", number=kept.number, name=kept.name),
            say("portfolio.known", facts=self.known(entry)),
        ]
        sums = self.sums(entry)
        for weighed, place in sums[:_MOST_SUMS]:
            where = {"title": place.title, "place": place.clause, "status": place.standing}
            lines.append(say("portfolio.sum", yuan=money(weighed.yuan or 0), **where))
        if not sums:
            lines.append(say("portfolio.no_sums"))
        if near := self.nearest(entry):
            lines.append(say("portfolio.nearest", near=near))
        if kept.note:
            lines.append(say("portfolio.note", note=kept.note))
        lines.append(say("portfolio.consent", consent=kept.consent, since=kept.since))
        asked = self.questions(entry)
        return [*lines, say("portfolio.message", text=asked)] if asked else lines

    def known(self, entry: Entry) -> str:
        return facts_words(entry.kept.facts, self._world.rulebook.facts) or say("portfolio.nothing_known")

    def nearest(self, entry: Entry) -> str:
        """The narrowest miss and its gap; nothing where none is narrow."""
        near = entry.line.nearest
        return (
            say("portfolio.gap", label=self._world.rulebook.facts[near["fact"]].label, gap=near["gap"]) if near else ""
        )

    def questions(self, entry: Entry) -> str:
        """A message to the company, ready to be sent on; nothing where nothing is to be asked."""
        facts = self._world.rulebook.facts
        asked = [facts[name].question for name in entry.line.missing if facts[name].question][:_MOST_QUESTIONS]
        numbered = "\n".join(f"{place}. {text}" for place, text in enumerate(asked, 1))
        return say("portfolio.questions", name=entry.kept.name, questions=numbered) if asked else ""
