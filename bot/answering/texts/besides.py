"""What is said beside the sentences quoted: that a word is not explained, and which other clauses are headed by it."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from knowledge.model import Clause

_EXPLAINS = re.compile("是指|指的是|以下简称|称为|包括|分为|即(?![将使可便])")
_MOST_WORDS = 3
_LEAST, _MOST = 2.0, 8


def unexplained(case: Case, quoted: tuple[Quoted, ...]) -> bool:
    """A word's meaning is asked for, and the sentences use it without saying what it is."""
    if not case.question.has("word_meaning") or case.question.honours or len(case.terms) > _MOST_WORDS:
        return False
    if any(_EXPLAINS.search(text) for item in quoted for text in item.texts):
        return False
    headings = "".join(item.clause.heading or "" for item in quoted)
    return not any(form in headings for term in case.terms for form in term.forms)


def also_headed(case: Case, draft: Draft) -> list[str]:
    """Of a broad question: the clauses whose headings have its subject and that are not quoted."""
    if not case.question.has("broad") or case.question.honours or not draft.quoted:
        return []
    words = [term for term in case.terms if term.known and len(term.word) > 1 and term.demand >= _LEAST]
    if not words:
        return []
    subject = max(words, key=lambda term: term.weight)
    shown = {item.clause.id for item in draft.quoted}
    opinions = () if case.question.has("opinion") else case.opinions
    everything = (clause for id in case.scope if id not in opinions for clause in case.render.document(id).clauses)
    headed = [one for one in everything if one.id not in shown and any(f in (one.heading or "") for f in subject.forms)]
    if not headed:
        return []
    named = "、".join(_named(case, clause) for clause in headed[:_MOST])
    return [say("lookup.also_headed", word=subject.word, clauses=named)]


def _named(case: Case, clause: Clause) -> str:
    path = case.world.library.printed_path(clause.document, clause.path)
    return say("lookup.headed", place=case.render.place(clause.document), path=path, heading=clause.heading or "")
