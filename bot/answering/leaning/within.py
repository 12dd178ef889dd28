"""What the clause that was shown last says of something (里头对营收咋要求的), and one point of it (第四个条件呢)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer
from bot.answering.numerals import chinese
from bot.answering.question import SUM
from bot.answering.retrieval import clauses
from bot.answering.retrieval.pieces import plain
from bot.answering.texts import compose
from bot.answering.texts.besides import is_a_target
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.understanding.intent.reader import intent
from bot.wording import say
from knowledge.model import Clause
from rules.figures import chinese_number

_LEANS, _SOMEWHAT = 0.5, 0.15
_RATE = re.compile(r"\d[\d.]*\s*[%‰]")


def within(case: Case) -> Answer | None:
    """None where another text is meant, or the clause has nothing of what is asked."""
    question = case.question
    clause = case.world.library.clause(case.focus.document or "", case.focus.clause or ())
    if clause is None or question.documents or question.cities or question.other_places:
        return None
    if (point := _point(case, clause)) is not None:
        draft = Draft()
        clauses.show(case, draft, point)
        return finished(case, "clause", draft)
    if (rated := _rate(case, clause)) is not None:
        return rated
    if not (lexicon().signals["inside"].search(question.text) or _goes_on(case)):
        return None
    inside = replace(case, within=(clause.document, clause.path))
    return compose.composed(inside) if _said_there(inside, clause) else None


def _rate(case: Case, clause: Clause) -> Answer | None:
    """A rate that stands in the clause (那3%呢): its sentence; asked whether it is a demand, what a target is."""
    signals, text = lexicon().signals, case.question.text
    rates = [found.group().replace(" ", "") for found in _RATE.finditer(text)]
    there = [t for t in case.world.library.sentences(clause) if any(rate in t.replace(" ", "") for rate in rates)]
    elsewhere = SUM.search(text) or case.question.has("how_much")
    if not there or elsewhere or intent(text, focus=True).leans < _SOMEWHAT:
        return None
    aimed_at = signals["a_demand"].search(text) and is_a_target(case, clause)
    draft = Draft(leads=[say("leaning.target")] if aimed_at else [])
    draft.add((), Quoted(clause, tuple(there)))
    return finished(case, "target", draft)


def _point(case: Case, clause: Clause) -> Clause | None:
    """The point that is counted, of the clause or of the one that it is itself a point of."""
    named = lexicon().signals["nth_point"].search(case.question.text)
    if named is None:
        return None
    number = chinese(int(named["n"]) if named["n"].isdigit() else chinese_number(named["n"]) or 0)
    parent = case.world.library.parent(clause)
    for above in (clause, *((parent,) if parent is not None else ())):
        for child in case.world.library.children(above):
            if child.path[-1] in (f"{number}是", f"{number}要"):
                return child
    return None


def _goes_on(case: Case) -> bool:
    """It leans on a clause that was asked for by its number."""
    numbered = clauses.reference(case.focus.question, case.world.library) is not None
    return numbered and not case.question.honours and intent(case.question.text, focus=True).leans >= _LEANS


def _said_there(case: Case, clause: Clause) -> bool:
    """Every word that the documents have at all stands in the clause or below it."""
    below = [
        each for each in case.render.document(clause.document).clauses if each.path[: len(clause.path)] == clause.path
    ]
    text = plain(case.world.library, "".join(each.text for each in below))
    words = [term for term in case.terms if len(term.word) > 1 and term.known and term.demand >= 1.0]
    return bool(words) and bool(case.evidence) and all(any(form in text for form in term.forms) for term in words)
