"""免申即享: sums for which every condition is met by facts of record, with a receipt that replays the result."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.lists.model import Company
from bot.portfolio.places import Places
from rules.model import Facts, Finding, Outcome
from rules.rulebook import RuleBook, awards
from rules.weighing import Weight


@cache
def _records() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("records.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Ready:
    """One sum of one company. `payable`: of record throughout, no office has to judge, and the document binds."""

    company: Company
    outcome: Outcome
    standing: str
    binds: bool
    of_record: Mapping[str, str]
    """Fact → the office that holds it."""
    own_word: tuple[str, ...]
    office: tuple[str, ...]
    """Conditions that an office has to judge."""
    would_suffice: tuple[str, ...]
    """Facts of record that are not in the list: knowing them settles the rest."""
    receipt: Mapping[str, Any]

    @property
    def payable(self) -> bool:
        return self.binds and not self.own_word and not self.office and not self.would_suffice

    def as_json(self) -> dict[str, Any]:
        return {
            "sheet": self.company.sheet,
            "row": self.company.row,
            "name": self.company.name,
            "programme": self.outcome.programme,
            "amount_yuan": self.outcome.amount.yuan,
            "automatic": self.payable,
            "status": self.standing,
            "of_record": dict(self.of_record),
            "own_word": list(self.own_word),
            "office": list(self.office),
            "would_suffice": list(self.would_suffice),
            "receipt": dict(self.receipt),
        }


def ready(company: Company, weight: Weight, rulebook: RuleBook, places: Places, on: date) -> Iterator[Ready]:
    """Every sum that the company's facts settle, with what each condition rests on.

    Of texts that bind also sums that wait for facts of record alone of which the list says nothing: an office can
    look them up.
    """
    held = _records()["record"].keys() - company.facts.keys()
    waits = {
        item.programme.id: item.missing
        for item in weight.open
        if item.high and item.missing and held >= {*item.missing} and places.of(item.programme).binds
    }
    ids = [item.programme.id for item in weight.granted if item.yuan]
    if not ids and not waits:
        return
    for outcome in rulebook.evaluate(company.facts, on, programmes=[*ids, *waits]):
        programme = rulebook.programme(outcome.programme)
        if programme is None:
            continue
        place = places.of(programme)
        used = _used(outcome, company.facts)
        used += tuple(name for name in awards.facts_of(programme.award) if name in company.facts and name not in used)
        record = {name: _records()["record"][name] for name in used if name in _records()["record"]}
        own = tuple(name for name in used if name not in record)
        office = tuple(r.condition for r in outcome.reasons if r.finding is Finding.UNKNOWN and r.fact is None)
        receipt = rulebook.receipt(company.facts, on, (outcome,))
        wanted = waits.get(outcome.programme, ())
        shown = _as_json(receipt, used)
        yield Ready(company, outcome, place.standing, place.binds, record, own, office, wanted, shown)


_OF_HONOURS = ("honours", "honour_event", "honour_year")
"""Each says nothing without the others."""


def _used(outcome: Outcome, facts: Facts) -> tuple[str, ...]:
    """Facts that the verdict and the sum rest on, as they were said."""
    names: dict[str, None] = {}
    for reason in outcome.reasons:
        if reason.fact is None or reason.finding is not Finding.MET:
            continue
        roots = [reason.fact] if reason.fact in facts else _records()["derived"].get(reason.fact, [reason.fact])
        names.update(dict.fromkeys(name for name in roots if name in facts))
    if not names.keys().isdisjoint(_OF_HONOURS):
        names.update(dict.fromkeys(name for name in _OF_HONOURS if name in facts))
    return tuple(names)


def _as_json(receipt: Any, used: tuple[str, ...]) -> dict[str, Any]:
    """Enough to come to the same result again."""
    [(programme, verdict, yuan)] = receipt.verdicts
    return {
        "rulebook": receipt.rulebook,
        "as_of": receipt.as_of.isoformat(),
        "facts": {name: receipt.facts[name] for name in used},
        "programme": programme,
        "outcome": verdict,
        "amount_yuan": yuan,
    }
