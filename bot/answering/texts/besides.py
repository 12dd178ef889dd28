"""What is said beside the sentences quoted: that a word is not explained, that no sum is written, what else is headed
by it."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.question import SUM
from bot.answering.retrieval.pieces import pieces
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from knowledge.model import Clause

_EXPLAINS = re.compile("是指|指的是|以下简称|称为|包括|分为|即(?![将使可便])")
_MOST_WORDS = 3
_A_RATE = re.compile(r"\d\s*[%‰]")
_A_FIGURE = re.compile(rf"{SUM.pattern}|[\\d一二两三四五六七八九十]\\s*(?:元|%|‰|％)|百分之|百分点")
_LEAST, _MOST = 2.0, 8


def unexplained(case: Case, quoted: tuple[Quoted, ...]) -> bool:
    """A word's meaning is asked for, and the sentences use it without saying what it is."""
    if not case.question.has("word_meaning") or case.question.honours or len(case.terms) > _MOST_WORDS:
        return False
    if any(_EXPLAINS.search(text) for item in quoted for text in item.texts):
        return False
    headings = "".join(item.clause.heading or "" for item in quoted)
    return not any(form in headings for term in case.terms for form in term.forms)


def without_a_sum(case: Case, draft: Draft) -> list[str]:
    """How much is asked, and neither what is quoted nor any sentence with the same subject has a sum or a rate."""
    question = case.question
    if not question.has("how_much") or not question.has("amount") or question.has("counted", "department"):
        return []
    if (
        not draft.quoted
        or draft.programmes
        or any(_A_FIGURE.search(text) for item in draft.quoted for text in item.texts)
    ):
        return []
    if question.has("of_rate") and any(_A_RATE.search(text) for item in draft.quoted for text in item.texts):
        return []
    known = [term for term in case.terms if term.known and len(term.word) > 1]
    subject = max(known, key=lambda term: term.weight, default=None)
    everywhere = pieces(case.world.library).of_clauses(
        c.id for id in case.scope for c in case.render.document(id).clauses
    )
    near = (piece for piece in everywhere if subject and any(form in piece.folded for form in subject.forms))
    return [] if any(_A_FIGURE.search(piece.text) for piece in near) else [say("lookup.no_sum")]


def aimed_at(case: Case, draft: Draft) -> list[str]:
    """Whether it is demanded or promised is asked, and the sentence only says what is aimed at."""
    signals, text = lexicon().signals, case.question.text
    asked = (case.question.has("whether") and signals["a_demand"].search(text)) or case.question.has("put_to_us")
    first = draft.quoted[0].clause if draft.quoted and not draft.programmes else None
    return [say("leaning.target")] if asked and first is not None and is_a_target(case, first) else []


def is_a_target(case: Case, clause: Clause) -> bool:
    """It stands under a heading of what is aimed at."""
    above: Clause | None = clause
    while above is not None:
        if lexicon().signals["of_targets"].search(above.heading or ""):
            return True
        above = case.world.library.parent(above)
    return False


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
