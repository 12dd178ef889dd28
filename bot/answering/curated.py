"""When an entry of the FAQ answers, and the answer that comes of it."""

from __future__ import annotations

from typing import cast

from bot.answering.about_library import lines_of
from bot.answering.case import Case
from bot.answering.model import Answer
from bot.answering.retrieval.coverage import other_subject, refusal, silent_subject
from bot.answering.texts.compose import asks_a_grant
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.model import Kind
from bot.wording import say
from knowledge.faq import CONFIDENT

_SURE, _ITS_OWN = 0.8, 0.95
_STATES, _SELDOM = 0.9, 3.0
_STATED = frozenset({"amount", "definition", "target", "department"})


def outright(case: Case) -> Answer | None:
    """An entry of which the FAQ itself says that the five documents do not answer it, though they share its words.

    What a document states of the very place or sum that was named comes first all the same.
    """
    found = case.world.faq.find(case.question.text, k=1)
    if not found or found[0][1] < CONFIDENT or not found[0][0].first or case.question.other_places:
        return None
    own_words = found[0][1] >= 1.0
    if not own_words and _of_another_text(case, {basis.document for basis in found[0][0].clauses}):
        return None
    if not own_words and (other_subject(case, None) or (case.named_cities and asks_a_grant(case))):
        return None
    question = case.question
    named = case.named_cities or question.documents or question.yuan or question.has("counted")
    stated = not own_words and bool(named)
    return None if stated and states(case) else from_faq(case)


def _of_another_text(case: Case, bases: set[str]) -> bool:
    """A document is named, nothing of which is what an entry rests on, and it says something of that itself."""
    named = set(case.question.documents)
    return bool(named) and bool(case.evidence) and not named & bases


def in_its_own_words(case: Case) -> Answer | None:
    """A short question that an entry has as it is (怎么申请), whatever was asked before."""
    found = case.world.faq.find(case.question.text, k=1)
    return from_faq(case) if found and found[0][1] >= _ITS_OWN else None


def states(case: Case) -> bool:
    """A sentence of the documents meets nearly all of the question, a seldom word among it."""
    best = case.evidence[0] if case.evidence else None
    if best is None or best.own < _STATES or refusal(case, case.evidence) is not None:
        return False
    return any(term.weight >= _SELDOM for term in case.terms if term.word in best.met_here)


def general(case: Case) -> Answer | None:
    """A general question (no place, no document) that an entry answers, unless it asks what a document states."""
    if case.named_cities or case.question.documents or case.question.other_places:
        return None
    found = case.world.faq.find(case.question.text, k=1)
    if not found or found[0][1] < _SURE or found[0][0].kind in _STATED:
        return None
    if case.question.has("counted") and states(case):
        return None
    return from_faq(case)


def from_faq(case: Case) -> Answer | None:
    """The curated answer that the question asks for; none where no entry is sure or one of its clauses is not held."""
    found = case.world.faq.find(case.question.text, k=1)
    if not found or found[0][1] < CONFIDENT:
        return None
    entry = found[0][0]
    draft = Draft()
    silent = silent_subject(case)
    if silent and not entry.first and entry.kind != "not_covered":
        draft.leads.append(say(f"answers.{silent}"))
    draft.leads += lines_of(case, entry)
    quoted: dict[object, Quoted] = {}
    for basis in entry.clauses:
        clause = case.world.library.clause(basis.document, basis.clause)
        if clause is None:
            return None
        before = quoted.get(clause.id)
        quoted[clause.id] = Quoted(clause, (*(before.texts if before else ()), basis.quote))
    draft.add((), *quoted.values())
    draft.suggestions += list(entry.next)
    return finished(case, cast(Kind, entry.kind), draft)
