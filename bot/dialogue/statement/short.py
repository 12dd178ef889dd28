"""The short statement: money with a figure first and counted alone, then promises without one, services in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.dialogue.interview.groups import by_document
from bot.dialogue.statement.citing import departments
from bot.dialogue.statement.fields import fields_of
from bot.dialogue.statement.statement import Statement
from bot.model import Part
from bot.wording import say
from rules.model import Outcome
from rules.rulebook import UNPRICED, awards, money

_MOST_MONEY = 5
_MOST_NEARLY = 3
_MOST_NAMED = 3
_MOST_NEAR = 3


def short(statement: Statement) -> list[Part]:
    """What there is, what it hangs on, and whom to ask; everything else is behind buttons."""
    groups = statement.groups
    money, unpriced = statement.priced(), _of(statement, groups.eligible, UNPRICED)
    nearly = statement.nearly()
    parts = [Part("lead", _lead(statement, money, nearly))]
    for document, outcomes in by_document(money[:_MOST_MONEY]).items():
        parts += statement.document(document, outcomes)
    parts += _nearly(statement, nearly) if nearly else []
    near = statement.near()
    near += [] if money else [each for each in statement.one_step() if each not in near]
    parts += _near(statement, near) if near else []
    parts += [_guide(statement, money[:_MOST_MONEY])] if money else []
    parts += _unpriced(statement, unpriced) if unpriced else []
    parts += _services(statement)
    left = {"eligible": len(money) - _MOST_MONEY, "possible": len(nearly) - _MOST_NEARLY}
    parts += [Part("hint", say(f"statement.more_{key}", count=count)) for key, count in left.items() if count > 0]
    return [*parts, Part("hint", say("statement.no_sum"))] if len(money) > 1 else parts


def _of(statement: Statement, outcomes: Iterable[Outcome], kind: str) -> list[Outcome]:
    programme = statement.world.rulebook.programme
    return [each for each in outcomes if (found := programme(each.programme)) is not None and found.kind == kind]


def _lead(statement: Statement, money: Sequence[Outcome], nearly: Sequence[Outcome]) -> str:
    if not money:
        return say("statement.lead_none_but" if nearly else "statement.lead_none", possible=len(nearly))
    statuses = {statement.world.library.status(each.document, statement.today) for each in money}
    return say("statement.lead_binding" if "in_force" in statuses else "statement.lead", eligible=len(money))


def _nearly(statement: Statement, nearly: Sequence[Outcome]) -> list[Part]:
    parts = [Part("lead", say("statement.nearly"))]
    for outcome in nearly[:_MOST_NEARLY]:
        parts += statement.line(outcome)
    return parts


def _near(statement: Statement, near: Sequence[Outcome]) -> list[Part]:
    """One thing each that would bring money: by how much, until when, the largest sum for the same thing."""
    named: dict[str, str] = {}
    for outcome in near:
        if outcome.nearest and outcome.nearest not in named and len(named) < _MOST_NEAR:
            named[outcome.nearest] = say(
                "statement.change", title=outcome.title, amount=_sum(statement, outcome), lacking=outcome.nearest
            )
            statement.cite(outcome, [outcome.quote])
    return [Part("text", say("statement.changes", named=say("statement.semicolon").join(named.values())))]


def _sum(statement: Statement, outcome: Outcome) -> str:
    """What the text grants whoever meets it; empty where it depends on more."""
    programme = statement.world.rulebook.programme(outcome.programme)
    award = programme.award if programme is not None else None
    if not isinstance(award, awards.Fixed):
        return ""
    return say("statement.up_to" if award.is_cap else "statement.exactly", amount=money(award.yuan))


def _guide(statement: Statement, money: Sequence[Outcome]) -> Part:
    """The five fields of each sum, worth having and not worth reading first."""
    library = statement.world.library
    lines = (say("statement.fields_of", title=each.title, fields=fields_of(library, each).text()) for each in money)
    return Part("folded", "\n".join(lines))


def _unpriced(statement: Statement, unpriced: Sequence[Outcome]) -> list[Part]:
    titles = say("statement.semicolon").join(outcome.title for outcome in unpriced[:_MOST_NAMED])
    library = statement.world.library
    clauses = (library.clause(each.document, each.clause) for each in unpriced[:_MOST_NAMED])
    units = dict.fromkeys(unit for clause in clauses for unit in departments(statement.world.library, clause)[:1])
    asked = say("statement.and").join(units) or say("statement.local_office")
    return [Part("text", say("statement.unpriced", count=len(unpriced), titles=titles, units=asked))]


def _services(statement: Statement) -> list[Part]:
    services = statement.groups.services
    if not services:
        return []
    over = sum(statement.world.library.status(each.document, statement.today) == "period_over" for each in services)
    key = "services_over" if over else "services"
    return [Part("text", say(f"statement.{key}", count=len(services), over=over))]
