"""Random companies around the thresholds of a rule book: a whole truth, and what may be known of it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from rules.evaluation.durations import years_after
from rules.evaluation.honours import kind_of
from rules.evaluation.scoring import scores
from rules.evaluation.size_standard import industries
from rules.language.definitions import NUMBERS, FactDefinition
from rules.model import Facts
from rules.rulebook import RuleBook

AS_OF = date(2026, 11, 22)
_FILLED = frozenset(
    {
        "registered_years",
        "rd_ratio",
        "rd_ratio_prev",
        "is_sme",
        "district",
        "founded_year",
        "honour_event",
        "honour_year",
        "role_city",
    }
    | {"rd_expense_two_years_yuan", *(score.name for score in scores())}
)
"""Facts that also follow from others: a truth that made both up would contradict itself."""
_SAID_TOO = ("registered_years", "rd_ratio", "rd_ratio_prev", "is_sme", "role_city", "rd_expense_two_years_yuan")


class Companies:
    def __init__(self, book: RuleBook, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self._book = book
        self._facts = book.facts
        self._near: dict[str, set[float]] = {}
        self._wanted: dict[str, set[Any]] = {"industry": {industry.name for industry in industries()}}
        for industry in industries():
            for fact, bounds in industry.bounds.items():
                self._near.setdefault(fact, set()).add(bounds[0])
        for programme in book.programmes:
            for leaf in programme.leaves:
                test = leaf.test
                for bound in (test.lower, test.upper):
                    if bound is not None:
                        self._near.setdefault(test.fact or "", set()).add(bound.figure)
                if test.operator == "around":
                    self._near.setdefault(test.fact or "", set()).add(test.wanted[0])
                if test.operator == "one_of":
                    self._wanted.setdefault(test.fact or "", set()).update(test.wanted)
                if test.which:
                    self._wanted.setdefault(test.fact or "", set()).add(test.which)

    def whole(self) -> Facts:
        """Every fact, exact and without contradiction."""
        facts = {
            name: self._value(item) for name, item in self._facts.items() if name not in _FILLED and not item.derived
        }
        facts = {name: value for name, value in facts.items() if value is not None}
        self._fit_role(facts)
        held = facts["honours"]["has"]
        facts["honour_event"] = {honour: self._random.choice(self._facts["honour_event"].choices) for honour in held}
        facts["honour_year"] = {honour: self._random.choice((2015, 2024, 2025, 2026)) for honour in held}
        for year in ("", "_prev"):
            if self._random.random() < 0.5:
                share = self._figure(self._facts[f"rd_ratio{year}"])
                facts[f"rd_expense{year}_yuan"] = share * facts[f"revenue{year}_yuan"]
        derived = self._book.derive(facts, AS_OF)
        if "is_sme" not in derived:
            facts["is_sme"] = self._random.random() < 0.5
        return facts | {name: derived[name] for name in _SAID_TOO if name in derived and self._random.random() < 0.7}

    def part(self, facts: Facts) -> Facts:
        """Some of the facts, some of them inexact, honours and their events named in part."""
        keep = self._random.random()
        known = _with_years({name: value for name, value in facts.items() if self._random.random() < keep}, facts)
        return {name: self._vague(name, value) for name, value in known.items()}

    def more(self, known: Facts, facts: Facts) -> Facts:
        """What was known and a few facts more, inexact ones made exact."""
        names = self._random.sample(sorted(facts), k=max(1, len(facts) // 6))
        return _with_years({**known, **{name: facts[name] for name in names}}, facts)

    def _value(self, item: FactDefinition) -> Any:
        if item.type in NUMBERS:
            return self._figure(item)
        match item.type:
            case "bool":
                return self._random.random() < 0.5
            case "honours":
                return self._honours(item)
            case "date":
                return self._day().isoformat()
            case "map":
                return {key: self._random.randint(0, 3) for key in sorted(self._wanted.get(item.name, ()))} | {
                    "complete": True
                }
            case "text" | "choice":
                choices = sorted({*map(str, self._wanted.get(item.name, ())), *item.choices, "别处"})
                return self._random.choice([name for name in choices if not _level_open(name, choices)])
        return None

    def _figure(self, item: FactDefinition) -> float:
        near = sorted(self._near.get(item.name, ())) or [100.0]
        figure = self._random.choice(near)
        if item.type == "ratio":
            return round(max(figure + self._random.choice((-0.001, 0, 0.001, -0.02, 0.05)), 0), 6)
        step = {"money": 10_000, "years": 0.25}.get(item.type, 1)
        return max(figure + self._random.choice((-1, 0, 1, -7, 40)) * step, 0)

    def _honours(self, item: FactDefinition) -> dict[str, list[str]]:
        """At most one level of a kind: who names one holds no other (`readings.toml`)."""
        held: dict[str, str] = {}
        for honour in self._random.sample(item.choices, len(item.choices)):
            if self._random.random() < 0.25:
                held.setdefault(kind_of(honour) or honour, honour)
        return {"has": [*held.values()], "not": [honour for honour in item.choices if honour not in held.values()]}

    def _fit_role(self, facts: Facts) -> None:
        """A body holds the title that it is, and nobody the title of another body."""
        role, honours = facts["role"], facts["honours"]
        bodies = set(self._facts["role"].choices)
        held = [honour for honour in honours["has"] if honour not in bodies]
        if role in self._facts["honours"].choices:
            held = [role, *held]
        facts["honours"] = {"has": held, "not": [name for name in self._facts["honours"].choices if name not in held]}

    def _day(self) -> date:
        years = self._random.choice((1, 2, 3, 10))
        return years_after(AS_OF, -years) + timedelta(self._random.choice((-400, -1, 0, 1, 90)))

    def _vague(self, name: str, value: Any) -> Any:
        if name == "honours" and self._random.random() < 0.6:
            held = [honour for honour in value["has"] if self._random.random() < 0.6]
            return held or {"has": [], "not": value["not"][:3]}
        if name == "honour_event":
            return {honour: event for honour, event in value.items() if self._random.random() < 0.6}
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self._vague_figure(value)
        if name == "founded_date" and self._random.random() < 0.4:
            return value[:7]
        return value

    def _vague_figure(self, value: float) -> Any:
        match self._random.randrange(8):
            case 0:
                return {"low": value * 0.9, "high": value * 1.2}
            case 1:
                return {"value": value, "approximate": True}
            case 2:
                return {"value": value, "bound": self._random.choice(("lte", "gte"))}
            case 3:
                return {"value": value + 1, "bound": "lt"}
            case _:
                return value


def _with_years(known: Facts, facts: Facts) -> Facts:
    """Whoever says how an honour was won says the year too: unsaid, it counts as new (`readings.toml`)."""
    return {**known, "honour_year": facts["honour_year"]} if "honour_event" in known else known


def _level_open(name: str, choices: list[str]) -> bool:
    """A base whose level was not said is no whole truth."""
    return any(other != name and other.endswith(name) for other in choices)
