"""A fact that is told beside the condition that a text makes of it (没过质量认证,日照培育条件缺不缺)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answering.case import Case
from bot.answering.model import Answer
from bot.answering.money.circumstances import facts_for, judged, told
from bot.answering.money.money import money
from bot.answering.money.spoken import words
from bot.answering.retrieval.pieces import Piece, pieces
from bot.answering.texts.compose import kind_of
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from rules.rulebook import Leaf, Programme

_SPECIFIC = 1.0
_NEAR = 0.7
"""Of a figure that is meant as 左右: from this share of it on, and up to the inverse, what is told is near it."""


def of_a_condition(case: Case) -> Answer | None:
    """None where yes or no is not asked, money is, or nothing that is told is a condition of a text in scope."""
    question = case.question
    if not question.has("whether", "held_against") or not question.has("of_meeting"):
        return None
    if question.has("amount", "target", "department", "compare"):
        return None
    found = [(p, leaf) for p, leaf in _conditions(case) if _is_meant(case, p, leaf)]
    if len({p.document for p, _ in found}) != 1:
        return None
    draft = Draft()
    for programme, leaf in sorted(found, key=lambda one: not _is_asked(case, one[1])):
        line = judged(case, programme, leaf) or _about(case, programme, leaf)
        if line and line not in draft.leads:
            draft.leads.append(line)
            draft.add((), *(item for item in _sentences(case, programme, leaf) if item not in draft.quoted))
    if question.has("eligibility"):
        draft.closing.append(say("answers.eligibility_text"))
    return finished(case, kind_of(case), draft) if draft.leads else None


def _conditions(case: Case) -> Iterator[tuple[Programme, Leaf]]:
    """Of the programmes in scope those conditions that something told is about."""
    for document in case.scope:
        for programme in case.world.rulebook.of_document(document):
            known = facts_for(case, programme, None)
            for leaf in programme.leaves:
                if leaf.test.fact in known and _is_of_the_case(case, leaf):
                    yield programme, leaf


def _is_of_the_case(case: Case, leaf: Leaf) -> bool:
    """No word that may just as well say who asks, or of which of several things the question is."""
    fact = leaf.test.fact or ""
    return fact not in words()["asker"] and case.world.rulebook.facts[fact].type != "choice"


def _is_meant(case: Case, programme: Programme, leaf: Leaf) -> bool:
    """A word of the question names what the programme is for, or the condition itself; of a bare time only that."""
    said = leaf.test.fact in told(case.question.text, case.today)
    text = re.sub(r"[\s“”\"]", "", (programme.title if said else "") + leaf.quote)
    named = (term for term in case.terms if term.known and len(term.word) > 1 and term.weight >= _SPECIFIC)
    return any(form in text for term in named for form in term.forms)


def _is_asked(case: Case, leaf: Leaf) -> bool:
    """A word of the part that asks names this condition, where other things are only told."""
    last = re.split("[,，。;； ]", case.question.text)[-1]
    return any(term.word in last and any(form in leaf.quote for form in term.forms) for term in case.terms)


def _about(case: Case, programme: Programme, leaf: Leaf) -> str | None:
    """A sum beside one that is printed with 左右."""
    fact = leaf.test.fact or ""
    value, _ = facts_for(case, programme, None)[fact]
    if leaf.test.operator != "around" or not isinstance(value, int | float):
        return None
    printed = float(leaf.test.wanted[0])
    key = "below" if value < _NEAR * printed else "above" if _NEAR * value > printed else "near"
    return say(f"answers.about_{key}", said=money(value), written=money(printed), quote=leaf.quote)


def _sentences(case: Case, programme: Programme, leaf: Leaf) -> tuple[Quoted, ...]:
    """The sentence that the condition stands in."""
    near = pieces(case.world.library).of_document(programme.document)
    inside = (piece for piece in near if piece.clause.path[: len(leaf.source)] == leaf.source)
    return tuple(Quoted(piece.clause, (piece.text,)) for piece in inside if _has(piece, leaf))[:1]


def _has(piece: Piece, leaf: Leaf) -> bool:
    return re.sub(r"\s", "", leaf.quote) in re.sub(r"\s", "", piece.text)
