"""The five fields of an official guide (惠及对象、条件、时限、受理地址、电话), as far as the text gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.dialogue.interview.groups import ADDRESSEE
from bot.dialogue.statement import guide
from bot.dialogue.statement.citing import departments
from bot.wording import say
from knowledge.library import Library
from rules.model import Finding, Outcome, Reason, Verdict, Why

_WHO = ADDRESSEE | {"honours", "honour_event", "honour_year", "borrower"}


@dataclass(frozen=True, slots=True)
class Fields:
    """Whom it is for, what is asked, until when, where and by which telephone; empty what the text does not give."""

    who: tuple[str, ...]
    what: tuple[str, ...]
    deadline: str
    address: str
    phone: str
    units: tuple[str, ...]
    """Who is responsible by the text: where to ask while there is no address."""

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Name and content of each field as people read it; what the text does not say is named."""
        between, missing = say("statement.semicolon"), say("statement.field_missing")
        units = say("statement.and").join(self.units)
        nowhere = say("statement.field_units", units=units) if units else missing
        contents = (
            between.join(self.who) or missing,
            between.join(self.what) or missing,
            _quoted(self.deadline) or missing,
            _quoted(self.address) or nowhere,
            _quoted(self.phone) or missing,
        )
        return tuple(zip(say("statement.field_names").split(say("statement.and")), contents, strict=True))

    def text(self) -> str:
        return "".join(say("statement.field", name=name, content=content) for name, content in self.lines())


def fields_of(library: Library, outcome: Outcome) -> Fields:
    """As the outcome has them: of several ways in, those that this company does not take are left out."""
    counted = [reason for reason in outcome.reasons if _counts(reason, outcome)]
    given = guide.said(library, outcome.document, outcome.clause, outcome.quote)
    return Fields(
        who=_conditions(reason for reason in counted if reason.fact in _WHO),
        what=_conditions(reason for reason in counted if reason.fact not in _WHO),
        deadline=given.get("deadline", ""),
        address=given.get("address", ""),
        phone=given.get("phone", ""),
        units=departments(library, library.clause(outcome.document, outcome.clause)),
    )


def _conditions(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.condition for reason in reasons))


def _quoted(sentence: str) -> str:
    return say("statement.field_quote", sentence=sentence) if sentence else ""


def _counts(reason: Reason, outcome: Outcome) -> bool:
    if outcome.verdict is Verdict.ELIGIBLE:
        return reason.finding is Finding.MET or reason.why is Why.OFFICE
    return reason.finding is not Finding.NOT_MET or reason in outcome.mend
