"""The five fields of an official guide (惠及对象、条件、时限、受理地址、电话), as far as the text gives them."""

from __future__ import annotations

from bot.dialogue.interview.groups import ADDRESSEE
from bot.dialogue.statement.citing import departments
from bot.model import Part
from bot.wording import say
from bot.world import World
from rules.model import Finding, Outcome, Reason, Verdict, Why

_WHO = ADDRESSEE | {"honours", "honour_event", "borrower"}


def fields(world: World, outcome: Outcome) -> list[Part]:
    """Whom it is for, what is asked, and what the text does not say."""
    counted = [reason for reason in outcome.reasons if _counts(reason, outcome)]
    who = [reason for reason in counted if reason.fact in _WHO]
    what = [reason for reason in counted if reason.fact not in _WHO]
    units = say("statement.and").join(departments(world, world.library.clause(outcome.document, outcome.clause)))
    missing = say("statement.field_missing")
    return [
        Part(
            "text",
            say(
                "statement.fields",
                who=_said(who) or missing,
                what=_said(what) or missing,
                address=say("statement.field_units", units=units) if units else missing,
                missing=missing,
            ),
        )
    ]


def _counts(reason: Reason, outcome: Outcome) -> bool:
    """Of several ways in, those that this company does not take are left out."""
    if outcome.verdict is Verdict.ELIGIBLE:
        return reason.finding is Finding.MET or reason.why is Why.OFFICE
    return reason.finding is not Finding.NOT_MET or reason.measured


def _said(reasons: list[Reason]) -> str:
    return say("statement.semicolon").join(dict.fromkeys(reason.condition for reason in reasons))
