"""The verdict: what the company can have, could have, cannot have and why, grouped by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from bot.buttons import digest
from bot.dialogue.conversation import UNKNOWN
from bot.dialogue.interview.groups import (
    ADDRESSEE,
    Groups,
    by_document,
    failed,
    grouped,
    office_reasons,
    open_reasons,
)
from bot.dialogue.statement.citing import citation, next_step, source, standing
from bot.dialogue.statement.fields import fields_of
from bot.dialogue.statement.missing import narrow, nearness, one_thing
from bot.model import Citation, OutMessage, Part
from bot.understanding.showing import show_value
from bot.wording import say
from bot.world import World
from rules.model import Amount, Outcome, Reason, Verdict, Why
from rules.rulebook import MONEY, SERVICE, Programme, awards

_MOST_REASONS = 2
_MOST_UNITS = 3
WHOLE = "-all"
_WHY_OPEN = (Why.NOT_ASKED, Why.NOT_KNOWN, Why.INEXACT, Why.TEXT_OPEN)


class Statement:
    """Renders outcomes; every figure stands in a quote that is shown, or in shown working."""

    def __init__(self, outcomes: Iterable[Outcome], world: World, today: date) -> None:
        self.world = world
        self.today = today
        self.groups: Groups = grouped(outcomes, world)
        self.citations: list[Citation] = []
        self.shortened = False
        """Some of the last part stands there without its quotes."""

    def nearly(self) -> list[Outcome]:
        """Money with a figure that may still be had, what the text itself leaves open and the larger sums first."""
        paid, _ = _by_price(self.groups.possible, self.world)
        own = [outcome for outcome in paid if not any(reason.fact in ADDRESSEE for reason in open_reasons(outcome))]
        return sorted(own, key=lambda outcome: (len(open_reasons(outcome)), -(outcome.amount.high_yuan or 0)))

    def near(self) -> list[Outcome]:
        """What is narrowly missed: money, and what opens the way to it."""
        return [each for each in self._one_step() if narrow(each)]

    def one_step(self) -> list[Outcome]:
        """Money that one single thing stands in the way of, what is nearest first."""
        return [each for each in self._one_step() if self._kind(each) == MONEY]

    def _one_step(self) -> list[Outcome]:
        found = [each for each in self.groups.refused if one_thing(each) and self._kind(each) != SERVICE]
        return sorted(found, key=lambda each: (nearness(each), -(each.amount.high_yuan or 0)))

    def _kind(self, outcome: Outcome) -> str:
        programme = self.world.rulebook.programme(outcome.programme)
        return programme.kind if programme is not None else ""

    def document(self, document: str, outcomes: Sequence[Outcome]) -> list[Part]:
        """A document's standing, then these outcomes with their sums and words, then what to do."""
        return self._document(document, outcomes, brief=True)

    def line(self, outcome: Outcome) -> list[Part]:
        """One benefit in short: its sum, what it still hangs on, its place."""
        return self._outcome(outcome, brief=True)

    def cite(self, outcome: Outcome, quotes: Iterable[str]) -> None:
        """What stands in words of our own rests on these quotes."""
        self._cite(outcome, quotes)

    def part(self, name: str) -> list[Part]:
        """One group (`possible`, `refused`, `elsewhere`) or one document, by the digest of its id.

        What names no sum stands there with its title and place alone; with `WHOLE` behind the name in full.
        """
        name, whole = name.removesuffix(WHOLE), name.endswith(WHOLE)
        chosen: Sequence[Outcome] = {
            "eligible": self.groups.eligible,
            "services": self.groups.services,
            "possible": self.groups.possible,
            "refused": self.groups.refused,
            "near": self.near(),
            "elsewhere": self.groups.elsewhere,
        }.get(name) or [each for each in self.groups.all if digest(each.document) == name]
        full, listed = (
            (chosen, []) if whole or name not in ("eligible", "possible", "services") else _by_price(chosen, self.world)
        )
        parts = []
        for document, outcomes in by_document(full).items():
            parts += self._document(document, outcomes, brief=False)
        if listed:
            parts.append(Part("heading", say("statement.unpriced_heading", count=len(listed))))
            for document, outcomes in by_document(listed).items():
                parts.append(Part("notice", self._standing_of(document)))
                parts += [part for outcome in outcomes for part in self._listed(outcome)]
        self.shortened = bool(listed)
        return parts or [Part("text", say("statement.part_empty"))]

    def priced(self) -> list[Outcome]:
        """What can be had and has a sum or a rate, the largest sum first."""
        paid, _ = _by_price(self.groups.eligible, self.world)
        return sorted(paid, key=lambda outcome: -(outcome.amount.high_yuan or 0))

    def settled(self, outcome: Outcome) -> list[Part]:
        """One benefit with its sum, its words, its place, and whether they bind anyone today."""
        return [*self._outcome(outcome, brief=True), Part("notice", standing(self.world, outcome.document, self.today))]

    def one(self, outcome: Outcome) -> list[Part]:
        """Everything about one outcome."""
        return self._document(outcome.document, [outcome], brief=False)

    def rungs(self, outcomes: Sequence[Outcome]) -> list[Part]:
        """The steps of the ladder, in the order of the rule book: met, open, or by how much it falls short."""
        parts: list[Part] = []
        for document, tiers in by_document(outcomes).items():
            found = self.world.library.document(document)
            parts.append(Part("heading", say("statement.document", title=found.short_title if found else document)))
            parts += [part for outcome in tiers for part in self._rung(outcome)]
        status = standing(self.world, outcomes[0].document, self.today)
        return [*parts, Part("notice", status)]

    def _rung(self, outcome: Outcome) -> list[Part]:
        cited = citation(self.world, outcome.document, outcome.clause, outcome.quote, self.today)
        self.citations.append(cited)
        parts = [Part("text", say(f"statement.line_{outcome.verdict}", title=outcome.title, amount=""))]
        if outcome.verdict is Verdict.UNKNOWN:
            parts += self._reasons("statement.lacking", outcome, open_reasons(outcome), brief=True)
            left = len(open_reasons(outcome)) - _MOST_REASONS
            parts += [Part("hint", say("statement.more_reasons", count=left))] if left > 0 else []
        elif outcome.verdict is Verdict.NOT_ELIGIBLE:
            parts += self._reasons("statement.failing", outcome, failed(outcome), brief=False)
        return [*parts, Part("source", self._source(cited))]

    def _document(self, document: str, outcomes: Sequence[Outcome], *, brief: bool, told: bool = False) -> list[Part]:
        """The document's standing, then its outcomes, then what to do; `told`: only the outcomes are new."""
        found = self.world.library.document(document)
        parts = [Part("heading", say("statement.document", title=found.short_title if found else document))]
        parts += [] if told else [Part("notice", standing(self.world, document, self.today))]
        for outcome in outcomes:
            parts += self._outcome(outcome, brief=brief)
        if told:
            return parts
        units = Counter(unit for cited in self.citations if cited.document == document for unit in cited.departments)
        named = [unit for unit, _ in units.most_common(_MOST_UNITS)]
        return [*parts, Part("hint", next_step(self.world, document, named, self.today))]

    def _outcome(self, outcome: Outcome, *, brief: bool) -> list[Part]:
        parts = [Part("text", self._headline(outcome))]
        if outcome.verdict in (Verdict.ELIGIBLE, Verdict.UNKNOWN) or not brief:
            cited = citation(self.world, outcome.document, outcome.clause, outcome.quote, self.today)
            self.citations.append(cited)
            if outcome.verdict is Verdict.ELIGIBLE or not brief:
                parts.append(Part("quote", outcome.quote))
            parts.append(Part("source", self._source(cited)))
        if outcome.verdict is Verdict.UNKNOWN:
            parts += self._reasons("statement.lacking", outcome, open_reasons(outcome), brief)
        elif outcome.verdict is Verdict.NOT_ELIGIBLE:
            parts += self._reasons("statement.failing", outcome, failed(outcome), brief)
            if outcome.nearest and not brief and len(failed(outcome)) > len(outcome.mend):
                parts.append(Part("hint", say("statement.cheapest", lacking=outcome.nearest)))
        offices = office_reasons(outcome)
        if offices and outcome.verdict is not Verdict.NOT_ELIGIBLE:
            what = say("statement.and").join(dict.fromkeys(reason.condition for reason in offices))
            parts.append(Part("hint", say("statement.office", what=what)))
            self._cite(outcome, [reason.quote for reason in offices])
        programme = self.world.rulebook.programme(outcome.programme)
        if not brief and programme is not None and is_priced(programme):
            parts.append(Part("text", fields_of(self.world.library, outcome).text()))
        if programme is not None and programme.notes and not brief:
            parts.append(Part("hint", say("statement.note", note=programme.notes)))
        return parts

    def _standing_of(self, document: str) -> str:
        found = self.world.library.document(document)
        title = say("statement.document", title=found.short_title if found else document)
        return say("statement.document_standing", title=title, standing=standing(self.world, document, self.today))

    def _listed(self, outcome: Outcome) -> list[Part]:
        """Title and place, and what is still wanted."""
        cited = citation(self.world, outcome.document, outcome.clause, outcome.quote, self.today)
        self.citations.append(cited)
        parts = [Part("text", say(f"statement.line_{outcome.verdict}", title=outcome.title, amount=""))]
        if outcome.verdict is Verdict.UNKNOWN:
            parts += self._reasons("statement.lacking", outcome, open_reasons(outcome), brief=True)
        return [*parts, Part("source", source(self.world, cited))]

    def _headline(self, outcome: Outcome) -> str:
        amount = self._amount(outcome.amount) if outcome.verdict in (Verdict.ELIGIBLE, Verdict.UNKNOWN) else ""
        return say(f"statement.line_{outcome.verdict}", title=outcome.title, amount=amount)

    def _amount(self, amount: Amount) -> str:
        return say("statement.amount", working=amount.working) if amount.working else ""

    def _reasons(self, key: str, outcome: Outcome, reasons: Sequence[Reason], brief: bool) -> list[Part]:
        told = reasons[:_MOST_REASONS] if brief else reasons
        self._cite(outcome, [reason.quote for reason in told])
        lines = list(dict.fromkeys(self._reason(reason) for reason in told))
        return [Part("text", say(key, reasons=say("statement.semicolon").join(lines)))] if lines else []

    def _reason(self, reason: Reason) -> str:
        """The requirement, what was said, and by how much it falls short."""
        known = reason.fact is not None and reason.value not in (None, UNKNOWN, [], {})
        value = show_value(reason.fact, reason.value) if known and reason.fact else ""
        if reason.why in _WHY_OPEN:
            return say(f"statement.open_{reason.why}", condition=reason.condition, value=value)
        if value and reason.gap and value not in reason.gap and reason.due is None:
            return say("statement.gap_value", condition=reason.condition, value=value, gap=reason.gap)
        if reason.gap and (not value or reason.due is not None):
            return say("statement.gap", condition=reason.condition, gap=reason.gap)
        return say("statement.value", condition=reason.condition, value=value) if value else reason.condition

    def _cite(self, outcome: Outcome, quotes: Iterable[str]) -> None:
        for quote in dict.fromkeys(quotes):
            self.citations.append(citation(self.world, outcome.document, outcome.clause, quote, self.today))

    def _source(self, cited: Citation) -> str:
        units = say("statement.and").join(cited.departments)
        place = source(self.world, cited)
        return say("statement.source_units", source=place, units=units) if units else place


def is_priced(programme: Programme) -> bool:
    """The text names a sum or a rate."""
    return not isinstance(programme.award, awards.Promised | awards.Nothing)


def _by_price(outcomes: Sequence[Outcome], world: World) -> tuple[list[Outcome], list[Outcome]]:
    """Those of which the text names a sum or a rate, and the others."""
    unpriced = {each.id for each in world.rulebook.programmes if not is_priced(each)}
    priced = [outcome for outcome in outcomes if outcome.programme not in unpriced]
    return priced, [outcome for outcome in outcomes if outcome.programme in unpriced]


def message(statement: Statement, parts: Sequence[Part]) -> OutMessage:
    return OutMessage(tuple(parts), citations=tuple(dict.fromkeys(statement.citations)))
