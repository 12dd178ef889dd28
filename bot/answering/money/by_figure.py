"""Which grant a figure stands in (那1000万是给谁的): the rule book is scanned before nothing is said to be written."""

from __future__ import annotations

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer
from bot.answering.money.awards import amount_lines
from bot.answering.money.money import money
from bot.answering.retrieval.terms import Term
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from rules.rulebook import Programme

_MOST = 4
_SUBJECT = 2.0


def by_figure(case: Case) -> Answer | None:
    """None where another subject is named, or where the figure stands in none or in many grants."""
    question = case.question
    if len(question.yuan) != 1 or question.other_places or question.has("own_figure") or not question.has("asking"):
        return None
    giving = lexicon().signals["of_giving"]
    subjects = [t for t in case.terms if t.demand >= _SUBJECT and len(t.word) > 1 and not giving.fullmatch(t.word)]
    found = [p for p in granting(case, question.yuan[0]) if all(_says(p, term) for term in subjects)]
    words = [term for term in case.terms if term.known and len(term.word) > 1]
    found = [p for p in found if all(_says(p, term) for term in words)] or found
    if not 0 < len(found) <= _MOST:
        return None
    lead = say("answers.figure_is", figure=money(question.yuan[0]), grants=";".join(amount_lines(found)))
    draft = Draft(leads=[lead], programmes=list(found))
    for programme in found:
        clause = case.world.library.clause(programme.document, programme.clause)
        if clause is not None:
            draft.add((), Quoted(clause, (programme.quote,)))
    return finished(case, "amount", draft)


def _says(programme: Programme, term: Term) -> bool:
    return any(form in programme.title + programme.quote for form in term.forms)


def granting(case: Case, yuan: int) -> list[Programme]:
    """Of the documents in scope, those of whose award it is the sum, the limit, or the sum of a year."""
    return [p for id in case.scope for p in case.world.rulebook.of_document(id) if yuan in figures(p)]


def figures(programme: Programme) -> tuple[int, ...]:
    award = programme.award
    return tuple(value for name in ("yuan", "cap_yuan") if (value := getattr(award, name, None)))
