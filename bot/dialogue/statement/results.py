"""Outcomes and programmes in the shapes of the contract, with what the library knows about their documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.dialogue.statement.fields import Fields, fields_of
from knowledge.library import Library
from rules.model import Due, Outcome, Question, Reason, Verdict
from rules.rulebook import Programme, awards

_OPEN = (Verdict.ELIGIBLE, Verdict.UNKNOWN)
_EXACTLY = {"day": 10, "month": 7, "year": 4}
"""How much of an ISO date is said."""


def result(outcome: Outcome, library: Library, day: date) -> dict[str, Any]:
    """One entry of `results`: the text's own terms, and beside them whether the document binds on that day."""
    return {
        "programme": outcome.programme,
        "title": outcome.title,
        "document": outcome.document,
        "clause": list(outcome.clause),
        "status": library.status(outcome.document, day).value,
        "outcome": outcome.verdict.value,
        "amount_yuan": outcome.amount.yuan,
        "amount_is_cap": outcome.amount.is_cap,
        "per": outcome.amount.per,
        "working": outcome.amount.working,
        "reasons": [_reason(reason) for reason in outcome.reasons],
        "missing": list(outcome.missing),
        "quote": outcome.quote,
        "departments": departments(library, outcome.document, outcome.clause),
        "cheapest": [_step(reason) for reason in outcome.mend],
        "guide": _guide(fields_of(library, outcome)) if outcome.verdict in _OPEN else None,
    }


def results(outcomes: Iterable[Outcome], library: Library, day: date) -> list[dict[str, Any]]:
    return [result(outcome, library, day) for outcome in outcomes]


def question(asked: Question | None) -> dict[str, Any] | None:
    """`next_question` of the contract."""
    return None if asked is None else {"fact": asked.fact, "text": asked.text, "why": asked.why}


def programme_entry(programme: Programme, library: Library, day: date) -> dict[str, Any]:
    """One entry of `mingce programmes`."""
    return {
        "programme": programme.id,
        "title": programme.title,
        "document": programme.document,
        "clause": list(programme.clause),
        "quote": programme.quote,
        "kind": programme.kind,
        "award": award_figures(programme.award),
        "facts": list(programme.facts),
        "status": library.status(programme.document, day).value,
        "departments": departments(library, programme.document, programme.clause),
    }


def departments(library: Library, document: str, path: tuple[str, ...]) -> list[str]:
    clause = library.clause(document, path)
    return list(library.departments(clause)) if clause else []


def award_figures(award: awards.Award) -> dict[str, Any]:
    """Figures of an award; null where the text gives none."""
    figures: dict[str, Any] = {
        "amount_yuan": None,
        "rate": None,
        "cap_yuan": None,
        "per_unit_yuan": None,
        "years": None,
        "is_cap": False,
    }
    return {**figures, **_figures(award)}


def _figures(award: awards.Award) -> dict[str, Any]:
    match award:
        case awards.Fixed():
            return {"amount_yuan": award.yuan, "is_cap": award.is_cap}
        case awards.Share():
            return {
                "rate": award.rate,
                "cap_yuan": award.cap_yuan,
                "is_cap": award.rate_is_cap or award.cap_yuan is not None,
            }
        case awards.PerUnit():
            return {"per_unit_yuan": award.yuan, "cap_yuan": award.cap_yuan, "is_cap": award.is_cap}
        case awards.Yearly():
            return {"amount_yuan": award.yuan, "years": award.years, "is_cap": award.is_cap}
        case awards.Tiers():
            return {"cap_yuan": max(yuan for _, yuan in award.steps), "is_cap": award.is_cap}
        case awards.PriceDeduction():
            return {"rate": award.rate_to, "is_cap": award.rate_from != award.rate_to}
        case awards.PercentagePoints():
            return {"rate": award.points / 100}
        case awards.TaxCredit():
            return {"rate": award.rate}
        case _:
            return {}


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "condition": reason.condition,
        "finding": reason.finding.value,
        "fact": reason.fact,
        "value": reason.value,
        "quote": reason.quote,
        "gap": reason.gap,
        "due": _due(reason.due),
    }


def _step(reason: Reason) -> dict[str, Any]:
    """One thing that would have to be another for the benefit to be had."""
    return {"condition": reason.condition, "fact": reason.fact, "gap": reason.gap, "due": _due(reason.due)}


def _due(due: Due | None) -> str | None:
    """ISO, as exactly as what was said allows: a day, a month or a year."""
    return due.day.isoformat()[: _EXACTLY[due.to_the]] if due is not None else None


def _guide(fields: Fields) -> dict[str, Any]:
    """The five fields of an official guide; null what the text does not give."""
    return {
        "recipients": list(fields.who),
        "conditions": list(fields.what),
        "deadline": fields.deadline or None,
        "address": fields.address or None,
        "phone": fields.phone or None,
    }
