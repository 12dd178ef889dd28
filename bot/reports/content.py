"""The content of a report, before any layout: outcomes grouped as people look at them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dialogue.interview.groups import failed, grouped, office_reasons, open_reasons
from bot.dialogue.statement.citing import citation, next_step, standing
from bot.dialogue.statement.fields import fields_of
from bot.dialogue.statement.results import award_figures
from bot.reports.gaps import Gap, gaps_of
from bot.reports.rungs import LadderRow, ladder_rows
from bot.reports.saying import deadlines_in, shown
from bot.wording import say
from bot.world import World
from rules.model import Amount, Facts, Outcome, Verdict
from rules.rulebook import awards, money

_MONEY = ("money", "money_unpriced")
_OPEN = (Verdict.ELIGIBLE, Verdict.UNKNOWN)
_MOST_UNITS = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One benefit with everything a layout may show of it."""

    programme: str
    title: str
    document: str
    document_title: str
    clause: tuple[str, ...]
    place: str
    """The clause as people say it: 第三部分(一)第2条."""
    verdict: str
    status: str
    quote: str
    departments: tuple[str, ...]
    amount: str
    """The largest sum in words; empty where the text names none."""
    most_yuan: int
    working: str
    lacking: tuple[str, ...]
    """What is still wanted or not met, in plain Chinese."""
    asked: tuple[str, ...]
    """Labels of the facts that could still settle it."""
    offices: tuple[str, ...]
    """What only an office can judge."""
    gaps: tuple[Gap, ...]
    nearest: str
    deadlines: tuple[str, ...]
    """Sentences of the clause that speak of time limits."""
    guide: str
    """Of money the five fields of an official guide; what the text does not give is named."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    name: str
    label: str
    value: str
    said: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the report rests on, with whether it binds anyone on the day."""

    id: str
    title: str
    status: str
    standing: str
    next_step: str
    verified_on: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a company can have, nearly can, is served with and cannot have, on one day."""

    company: str
    as_of: date
    money: tuple[Item, ...]
    nearly: tuple[Item, ...]
    services: tuple[Item, ...]
    refused: tuple[Item, ...]
    elsewhere: int
    """How many are for another city or another kind of body."""
    facts: tuple[FactLine, ...]
    sources: tuple[Source, ...]
    ladder: tuple[LadderRow, ...]
    ladder_place: str
    version: str
    """Of rule book and library together: equal versions judge alike."""

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.money, *self.nearly, *self.services)


@dataclass(frozen=True, slots=True)
class Said:
    """When and in which words a fact was told."""

    words: str = ""
    on: str = ""


def build(
    facts: Facts, world: World, today: date, *, company: str = "", said: Mapping[str, Said] | None = None
) -> Report:
    """Judge every programme on the facts and group what came out, the most money first."""
    outcomes = world.rulebook.evaluate(facts, today)
    groups = grouped(outcomes, world)
    make = _Maker(world, today)
    paid = [each for each in groups.eligible if not make.serves(each)]
    rows, place = ladder_rows(world, facts, today)
    refused = [each for each in groups.refused if each.verdict is not Verdict.SUPERSEDED_BY_HIGHER]
    close = [each for each in refused if gaps_of(each, world)]
    nearly = [each for each in groups.possible if make.pays(each)]
    bodies = [each for each in nearly if _BODY in each.missing]
    firms = [each for each in nearly if each not in bodies]
    items = {
        "money": _by_money(make.items(paid)),
        "nearly": (*_by_nearness(make.items([*close, *firms])), *_by_nearness(make.items(bodies))),
        "services": make.items(each for each in groups.eligible if make.serves(each)),
        "refused": make.items(each for each in refused if each not in close),
    }
    told = [item for name in ("money", "nearly", "services") for item in items[name]]
    return Report(
        company=company,
        as_of=today,
        **items,
        elsewhere=len(groups.elsewhere),
        facts=fact_lines(facts, world, said or {}),
        sources=make.sources(told),
        ladder=rows,
        ladder_place=place,
        version=world.version,
    )


def fact_lines(facts: Facts, world: World, said: Mapping[str, Said]) -> tuple[FactLine, ...]:
    definitions = world.rulebook.facts
    return tuple(
        FactLine(
            name=name,
            label=definitions[name].label if name in definitions else name,
            value=shown(name, value, world),
            said=said[name].words if name in said else "",
            on=said[name].on if name in said else "",
        )
        for name, value in facts.items()
    )


def amount_words(amount: Amount) -> str:
    """最高30万元, 1万–5万元 while facts are missing; empty without a sum."""
    if not amount.high_yuan:
        return ""
    if amount.low_yuan and amount.low_yuan != amount.high_yuan:
        return say("report.range", low=money(amount.low_yuan), high=money(amount.high_yuan))
    words = money(amount.high_yuan)
    words = say("report.cap", amount=words) if amount.is_cap or amount.yuan is None else words
    return say("report.per_year", amount=words) if amount.per == "year" else words


def award_words(award: awards.Award) -> tuple[str, int]:
    """What a programme grants, before anything is known of a company, and its largest sum in yuan (0: none)."""
    figures = award_figures(award)
    yuan = figures["amount_yuan"] or figures["per_unit_yuan"] or figures["cap_yuan"] or 0
    words = money(yuan) if yuan else ""
    if figures["rate"] is not None:
        rate = f"{round(figures['rate'] * 100, 6):g}%"
        words = say("report.rate_cap", rate=rate, cap=words) if words else rate
    elif words and figures["is_cap"]:
        words = say("report.cap", amount=words)
    if figures["per_unit_yuan"]:
        words = say("report.per_unit", amount=words)
    return (say("report.per_year", amount=words) if figures["years"] else words), int(yuan)


def _by_money(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: -item.most_yuan))


def _by_nearness(items: Iterable[Item]) -> tuple[Item, ...]:
    """The least that is wanted first, among equals the most money."""
    return tuple(sorted(items, key=lambda item: (len(item.lacking), -item.most_yuan)))


_BODY = "role"
"""The fact that says what kind of body asks: what is for parks and banks stands behind what is for firms."""


class _Maker:
    """Outcomes into items, for one world on one day."""

    def __init__(self, world: World, today: date) -> None:
        self._world = world
        self._today = today

    def serves(self, outcome: Outcome) -> bool:
        """A service or a promise without a figure."""
        return self._kind(outcome) not in _MONEY or (
            outcome.amount.high_yuan is None and self._kind(outcome) != _MONEY[0]
        )

    def pays(self, outcome: Outcome) -> bool:
        """Money, with a figure or without."""
        return self._kind(outcome) in _MONEY

    def _kind(self, outcome: Outcome) -> str:
        programme = self._world.rulebook.programme(outcome.programme)
        return programme.kind if programme else ""

    def items(self, outcomes: Iterable[Outcome]) -> tuple[Item, ...]:
        return tuple(self._item(outcome) for outcome in outcomes)

    def sources(self, items: Sequence[Item]) -> tuple[Source, ...]:
        return tuple(self._source(id, items) for id in dict.fromkeys(item.document for item in items))

    def _item(self, outcome: Outcome) -> Item:
        world = self._world
        cited = citation(world, outcome.document, outcome.clause, outcome.quote, self._today)
        programme = world.rulebook.programme(outcome.programme)
        settled = outcome.verdict is Verdict.ELIGIBLE
        wanted = () if settled else (*failed(outcome), *open_reasons(outcome))
        definitions = world.rulebook.facts
        return Item(
            programme=outcome.programme,
            title=outcome.title,
            document=outcome.document,
            document_title=cited.title,
            clause=cited.clause,
            place=world.library.printed_path(cited.document, cited.clause),
            verdict=outcome.verdict.value,
            status=cited.status,
            quote=outcome.quote,
            departments=cited.departments,
            amount=amount_words(outcome.amount),
            most_yuan=outcome.amount.high_yuan or 0,
            working=outcome.amount.working,
            lacking=tuple(dict.fromkeys(_wanted(reason.condition, reason.gap) for reason in wanted)),
            asked=tuple(definitions[name].label for name in outcome.missing if name in definitions),
            offices=tuple(dict.fromkeys(reason.condition for reason in office_reasons(outcome))),
            gaps=gaps_of(outcome, world),
            nearest=outcome.nearest or "",
            deadlines=deadlines_in(world, cited),
            guide=fields_of(world.library, outcome).text() if self.pays(outcome) and outcome.verdict in _OPEN else "",
            note=programme.notes if programme else "",
        )

    def _source(self, document: str, items: Sequence[Item]) -> Source:
        found = self._world.library.document(document)
        units = dict.fromkeys(unit for item in items if item.document == document for unit in item.departments)
        return Source(
            id=document,
            title=found.title if found else document,
            status=str(self._world.library.status(document, self._today)),
            standing=standing(self._world, document, self._today),
            next_step=next_step(self._world, document, list(units)[:_MOST_UNITS], self._today),
            verified_on=found.verified_on.isoformat() if found else "",
        )


def _wanted(condition: str, gap: str | None) -> str:
    return say("report.wanted", condition=condition, gap=gap) if gap and gap not in condition else condition


def plain(report: Report) -> dict[str, Any]:
    """JSON-shaped, for templates that take data."""
    from dataclasses import asdict

    shape = asdict(report)
    shape["as_of"] = report.as_of.isoformat()
    return shape
