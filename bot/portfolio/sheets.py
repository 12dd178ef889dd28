"""A portfolio in words: the overview, a company's sheet, a message to send to the company. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.lists.model import Company
from bot.portfolio.changing import expiries
from bot.portfolio.lines import Line, Lines, facts_words
from bot.portfolio.places import Place, Places
from bot.portfolio.screening import ROLE
from bot.storage.portfolio import Kept
from bot.wording import say
from bot.world import World
from rules.rulebook import money
from rules.weighing import Weighing, Weight

_MOST_LISTED = 15
_MOST_SUMS = 8
_MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    kept: Kept
    line: Line
    weight: Weight


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
        """By number, by name, else by a part of the name."""
        if words.isdigit():
            return [entry for entry in self.entries if entry.kept.number == int(words)]
        exact = [entry for entry in self.entries if entry.kept.name == words]
        return exact or [entry for entry in self.entries if words in entry.kept.name]

    def overview(self, order: str = "money") -> list[str]:
        """The first of each order; how many there are in all is always said."""
        if not self.entries:
            return [say("portfolio.empty")]
        ranked = {"money": self._by_money, "deadline": self._by_deadline, "missing": self._by_missing}[order]()
        head = say("portfolio.overview", count=len(self.entries), sums=sum(bool(e.line.sums) for e in self.entries))
        lines = [head, *ranked[:_MOST_LISTED]]
        if len(ranked) > _MOST_LISTED:
            lines.append(say("portfolio.more", count=len(ranked) - _MOST_LISTED))
        return [*lines, say("portfolio.how")]

    def _by_money(self) -> list[str]:
        ranked = sorted(self.entries, key=lambda e: (-(e.line.best_yuan or 0), -(e.line.high_yuan or 0), e.kept.number))
        return [self._row(entry) for entry in ranked]

    def _row(self, entry: Entry) -> str:
        line = entry.line
        best = say("portfolio.best", best=money(line.best_yuan)) if line.best_yuan else say("portfolio.no_sum")
        return say("portfolio.row", number=entry.kept.number, name=entry.kept.name, best=best, step=line.step)

    def _by_deadline(self) -> list[str]:
        """Honours whose validity ends, the next first."""
        found = [
            (year, entry.kept.number, say("portfolio.deadline", year=year, name=entry.kept.name, honour=honour))
            for entry in self.entries
            for honour, year, _ in expiries(entry.kept.facts)
            if year >= self._today.year
        ]
        return [text for _, _, text in sorted(found)] or [say("portfolio.no_deadline")]

    def _by_missing(self) -> list[str]:
        """Facts by how many companies lack them first of all."""
        wanted = Counter(entry.line.missing[0] for entry in self.entries if entry.line.missing)
        label = self._world.rulebook.facts
        return [say("portfolio.missing", label=label[name].label, count=count) for name, count in wanted.most_common()]

    def sheet(self, entry: Entry) -> list[str]:
        """What is known of one company, what it can have with the standing of each text, what is missing."""
        facts = self._world.rulebook.facts
        kept, line = entry.kept, entry.line
        lines = [
            say("portfolio.heading", number=kept.number, name=kept.name),
            say("portfolio.known", facts=facts_words(kept.facts, facts) or say("portfolio.nothing_known")),
        ]
        sums = sorted((w for w in entry.weight.granted if w.yuan), key=lambda w: -(w.yuan or 0))
        for weighed in sums[:_MOST_SUMS]:
            place = self._places.of(weighed.programme)
            lines.append(
                say(
                    "portfolio.sum",
                    title=place.title,
                    yuan=money(weighed.yuan or 0),
                    place=place.clause,
                    status=place.standing,
                )
            )
        if not sums:
            lines.append(say("portfolio.no_sums"))
        if line.nearest:
            lines.append(say("portfolio.nearest", label=facts[line.nearest["fact"]].label, gap=line.nearest["gap"]))
        if kept.note:
            lines.append(say("portfolio.note", note=kept.note))
        lines.append(say("portfolio.consent", consent=kept.consent, since=kept.since))
        return [*lines, *self.questions(entry)]

    def _sum(self, place: Place, yuan: int) -> str:
        where = {"title": place.title, "place": place.clause, "status": place.standing}
        return say("portfolio.sum", yuan=money(yuan), **where)

    def questions(self, entry: Entry) -> list[str]:
        """A message to the company, ready to be sent on."""
        facts = self._world.rulebook.facts
        asked = [facts[name].question for name in entry.line.missing if facts[name].question][:_MOST_QUESTIONS]
        if not asked:
            return []
        numbered = "\n".join(f"{place}. {text}" for place, text in enumerate(asked, 1))
        return [say("portfolio.message", name=entry.kept.name, questions=numbered)]
