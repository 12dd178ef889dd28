"""The five fields of an official guide (惠及对象、条件、时限、受理地址、电话), as far as the text gives them."""

from __future__ import annotations

from bot.dialogue.interview.groups import ADDRESSEE
from bot.dialogue.statement import guide
from bot.dialogue.statement.citing import departments
from bot.wording import say
from bot.world import World
from rules.model import Finding, Outcome, Reason, Verdict, Why

_WHO = ADDRESSEE | {"honours", "honour_event", "honour_year", "borrower"}


def fields(world: World, outcome: Outcome) -> str:
    """Whom it is for, what is asked, until when, where and by which telephone; what the text does not say is named."""
    counted = [reason for reason in outcome.reasons if _counts(reason, outcome)]
    who = [reason for reason in counted if reason.fact in _WHO]
    what = [reason for reason in counted if reason.fact not in _WHO]
    units = say("statement.and").join(departments(world, world.library.clause(outcome.document, outcome.clause)))
    missing = say("statement.field_missing")
    given = guide.said(world, outcome.document, outcome.clause, outcome.quote)
    nowhere = say("statement.field_units", units=units) if units else missing
    return say(
        "statement.fields",
        who=_said(who) or missing,
        what=_said(what) or missing,
        deadline=_quoted(given.get("deadline")) or missing,
        address=_quoted(given.get("address")) or nowhere,
        phone=_quoted(given.get("phone")) or missing,
    )


def _quoted(sentence: str | None) -> str:
    return say("statement.field_quote", sentence=sentence) if sentence else ""


def _counts(reason: Reason, outcome: Outcome) -> bool:
    """Of several ways in, those that this company does not take are left out."""
    if outcome.verdict is Verdict.ELIGIBLE:
        return reason.finding is Finding.MET or reason.why is Why.OFFICE
    return reason.finding is not Finding.NOT_MET or reason in outcome.mend


def _said(reasons: list[Reason]) -> str:
    return say("statement.semicolon").join(dict.fromkeys(reason.condition for reason in reasons))
