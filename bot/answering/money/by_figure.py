"""Which grant a figure stands in (那1000万是给谁的): the rule book is scanned before nothing is said to be written."""

from __future__ import annotations

import math
import re

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer
from bot.answering.money.awards import amount_lines
from bot.answering.money.circumstances import broken, met
from bot.answering.money.money import money
from bot.answering.retrieval.terms import Term
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from rules.rulebook import Programme

_MOST = 4
_SUBJECT = 2.0
_RATE = re.compile(r"(\d+(?:\.\d+)?)([%‰])")


def by_figure(case: Case) -> Answer | None:
    """None where another subject is named, or where the figure stands in none or in many grants."""
    question, said = case.question, _said(case)
    if said is None or question.other_places or question.has("own_figure") or not question.has("asking"):
        return None
    shown, value = said
    giving = lexicon().signals["of_giving"]
    subjects = [t for t in case.terms if t.demand >= _SUBJECT and len(t.word) > 1 and not giving.fullmatch(t.word)]
    found = [p for p in granting(case, value) if all(_says(p, term) for term in subjects)]
    words = [term for term in case.terms if term.known and len(term.word) > 1]
    found = [p for p in found if all(_says(p, term) for term in words)] or found
    if not 0 < len(found) <= _MOST:
        return None
    lead = say("answers.figure_is", figure=shown, grants=";".join(amount_lines(found)))
    whether = [line for p in found if (line := broken(case, p) or met(case, p))] if question.has("whether") else []
    draft = Draft(leads=[*whether[:1], lead], programmes=list(found))
    for programme in found:
        clause = case.world.library.clause(programme.document, programme.clause)
        if clause is not None:
            draft.add((), Quoted(clause, (programme.quote,)))
    return finished(case, "amount", draft)


def _said(case: Case) -> tuple[str, float] | None:
    """The one sum or share that the question names, as it is shown and as awards have it."""
    sums: list[tuple[str, float]] = [(money(yuan), yuan) for yuan in case.question.yuan]
    for found in _RATE.finditer(case.question.text):
        sums.append((found.group(), float(found[1]) / (100 if found[2] == "%" else 1000)))
    return sums[0] if len(sums) == 1 else None


def _says(programme: Programme, term: Term) -> bool:
    return any(form in programme.title + programme.quote for form in term.forms)


def granting(case: Case, figure: float) -> list[Programme]:
    """Of the documents in scope, those of whose award it is the sum, the limit, the sum of a year, or the share."""
    return [
        programme
        for id in case.scope
        for programme in case.world.rulebook.of_document(id)
        if any(math.isclose(figure, value) for value in figures(programme))
    ]


def figures(programme: Programme) -> tuple[float, ...]:
    award = programme.award
    return tuple(value for name in ("yuan", "cap_yuan", "rate") if (value := getattr(award, name, None)))
