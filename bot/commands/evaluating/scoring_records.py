"""Scoring what was understood of utterances, and what the rule book says of companies, on labelled lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.understanding.reading import understand
from bot.world import World
from rules.model import Outcome, Verdict

_DERIVED = {
    "registered_years": {"founded_date", "founded_year"},
    "founded_year": {"founded_date"},
    "rd_ratio": {"revenue_yuan", "rd_expense_yuan"},
}
_SHARED = 12
"""So many equal characters in a row make two quotes speak of the same benefit."""


@dataclass
class RecordScore:
    """`total` counts utterances, or outcomes expected."""

    total: int = 0
    right: int = 0
    failures: list[dict[str, Any]] = field(default_factory=list)


def score_facts(items: list[Mapping[str, Any]], today: date) -> RecordScore:
    """An utterance is right when every fact expected was read and no other."""
    score = RecordScore(total=len(items))
    for item in items:
        read = understand(item["text"], item.get("asked"), today)
        said = {name: _plain(value) for name, value in read.facts.items() if value != "unknown"}
        problems = _fact_problems(item, said, read.unknown, read.corrections)
        score.right += not problems
        if problems:
            score.failures.append({"id": item["id"], "text": item["text"], "problems": problems})
    return score


def _fact_problems(
    item: Mapping[str, Any], said: Mapping[str, Any], unknown: Sequence[str], corrections: Sequence[str]
) -> list[str]:
    wanted = {name: _plain(value) for name, value in item["facts"].items()}
    optional = set(item.get("inferred", ()))
    problems = [
        f"{name}: {said.get(name)} for {value}"
        for name, value in wanted.items()
        if name not in optional and not _same(name, said.get(name), value)
    ]
    problems += [f"extra {name}" for name in said if name not in wanted and not _DERIVED.get(name, set()) & set(wanted)]
    problems += [f"unknown {name} not noticed" for name in item.get("unknown", ()) if name not in unknown]
    if item.get("correction") and not corrections:
        problems.append("correction not noticed")
    return problems


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one not in (None, False)}
    if isinstance(value, list):
        return sorted(value)
    return value


def _same(name: str, said: Any, wanted: Any) -> bool:
    if name == "industry" and isinstance(said, str) and isinstance(wanted, str):
        return said in wanted or wanted in said
    if name == "honours" and isinstance(wanted, list) and isinstance(said, dict):
        return bool(said.get("has") == wanted)
    if isinstance(said, int | float) and isinstance(wanted, int | float):
        return abs(said - wanted) <= 1e-9 * max(1, abs(wanted))
    return bool(said == wanted)


def score_cases(items: list[Mapping[str, Any]], benefits: Mapping[str, Mapping[str, Any]], world: World) -> RecordScore:
    """Right: a programme of the benefit's clause and quote has the verdict and the amount expected."""
    score = RecordScore()
    ids = {f"{number:03d}": document.id for number, document in enumerate(world.library.documents)}
    for item in items:
        facts = world.rulebook.validate({**item["facts"], **item.get("extra", {})})
        day = date.fromisoformat(item["as_of"])
        outcomes = world.rulebook.evaluate(facts, day)
        for wanted in item["expected"]:
            score.total += 1
            near = _near(outcomes, wanted, benefits, ids)
            in_force = item.get("basis") == "in_force"
            right = _not_in_force(near, world, day) if in_force else _as_wanted(near, wanted)
            score.right += right
            if not right:
                score.failures.append({"id": item["id"], "benefit": wanted["benefit"], "wanted": wanted["outcome"]})
    return score


def _near(
    outcomes: Sequence[Outcome],
    wanted: Mapping[str, Any],
    benefits: Mapping[str, Mapping[str, Any]],
    ids: Mapping[str, str],
) -> list[Outcome]:
    benefit = benefits[wanted["benefit"]]
    path = tuple(benefit["path"])
    quotes = [benefits[name]["quote"] for name in (wanted["benefit"], *wanted.get("also", ()))]
    return [
        outcome
        for outcome in outcomes
        if outcome.document == ids.get(benefit["doc"], benefit["doc"])
        and (outcome.clause[: len(path)] == path or path[: len(outcome.clause)] == outcome.clause)
        and any(_overlap(quote, outcome.quote) for quote in quotes)
    ]


def _not_in_force(near: Sequence[Outcome], world: World, day: date) -> bool:
    return bool(near) and all(world.library.status(one.document, day).value != "in_force" for one in near)


def _as_wanted(near: Sequence[Outcome], wanted: Mapping[str, Any]) -> bool:
    amount = wanted["amount_yuan"]
    match wanted["outcome"]:
        case "eligible":
            fitting = (one for one in near if amount is None or one.amount.yuan == amount)
            return any(one.verdict is Verdict.ELIGIBLE for one in fitting)
        case "unknown":
            return any(one.verdict is Verdict.UNKNOWN for one in near)
        case _:
            settled = any(one.verdict in (Verdict.NOT_ELIGIBLE, Verdict.SUPERSEDED_BY_HIGHER) for one in near)
            return bool(near) and (settled or bool(wanted.get("or_unknown")))


def _overlap(one: str, two: str) -> bool:
    first, second = (re.sub(r"[\s“”\"‘’「」]", "", text) for text in (one, two))
    if first in second or second in first:
        return True
    return any(first[at : at + _SHARED] in second for at in range(max(1, len(first) - _SHARED + 1)))
