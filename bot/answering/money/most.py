"""Which of several grants is the greatest (上市三个阶段里哪个补得最多), text by text and never across places."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer
from bot.answering.money.awards import in_words
from bot.answering.money.grants import for_bodies, sentences_of
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from rules.rulebook import Programme

_CONTENT = 2.0
_MOST_OTHERS = 5


def of_several(case: Case) -> Answer | None:
    """None where not the greatest is asked for, or no text grants two of what is named."""
    if not case.question.has("the_most") or case.question.has("department", "target"):
        return None
    named = [term.forms for term in case.terms if term.weight >= _CONTENT and term.known and len(term.word) > 1]
    every = {id: _paid(case, id) for id in case.scope if id not in case.opinions}
    titled = [forms for forms in named if any(_has(p, forms) for of in every.values() for p in of)]
    if (named and not titled) or not (titled or case.question.cities or case.question.documents):
        return None
    draft = Draft()
    for programmes in every.values():
        _add(case, draft, [p for p in programmes if all(_has(p, forms) for forms in titled)])
    return finished(case, "amount", draft) if draft.blocks else None


def _paid(case: Case, document: str) -> list[Programme]:
    """Those with a sum or a limit, the greatest first."""
    firms = lexicon().signals["a_firm"].search(case.question.text)
    paid = [p for p in case.world.rulebook.of_document(document) if _yuan(p) and not (firms and for_bodies(p))]
    return sorted(paid, key=_yuan, reverse=True)


def _yuan(programme: Programme) -> int:
    return getattr(programme.award, "yuan", None) or getattr(programme.award, "cap_yuan", None) or 0


def _has(programme: Programme, forms: tuple[str, ...]) -> bool:
    title = re.sub(r"[“”\"]", "", programme.title)
    return any(form in title for form in forms)


def _add(case: Case, draft: Draft, programmes: list[Programme]) -> None:
    if len(programmes) < 2:
        return
    most, rest = programmes[0], programmes[1 : 1 + _MOST_OTHERS]
    pieces = sentences_of(case, [most])
    lead = say("answers.most_of", place=case.render.place(most.document), title=most.title, amount=in_words(most.award))
    others = ";".join(say("answers.lead_amount_one", title=p.title, amount=in_words(p.award)) for p in rest)
    quoted = [Quoted(piece.clause, (piece.text,)) for piece in pieces[:1]]
    draft.add(lead, *quoted, after=[say("answers.most_others", others=others)])
    draft.programmes.append(most)
