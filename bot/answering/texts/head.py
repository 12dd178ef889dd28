"""What a document says of itself: its date, from when it holds, who issued it, and what its head says word for word."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.retrieval.pieces import NAMED_PARTS
from bot.answering.texts.render import Draft, Quoted, day_of
from bot.wording import say

_WHOLE, _SELDOM = 0.9, 3.0
_TOLD = ("issuer", "dated", "effective", "number_of_document", "of_validity", "still_open", "as_basis", "ends")
"""What has an answer of its own."""
_BLANK = re.compile(r"自[^。;；]{0,8}月\s+日起(?:施行|实施)[^。;；]*")
"""A day of coming into force that was left open."""


def dated(case: Case, id: str) -> str:
    document = case.render.document(id)
    key = "answers.document_date" if document.issued else "answers.document_no_date"
    return say(key, title=document.short_title, date=day_of(document.issued))


def effective(case: Case, id: str) -> str:
    """From when it holds and until when: as printed, as left blank, or not at all."""
    document = case.render.document(id)
    blank = _BLANK.search(document.text)
    if blank is not None:
        return say("answers.document_blank", title=document.short_title, written=blank.group())
    if document.standing.expires_on:
        return say("answers.document_until", title=document.short_title, date=day_of(document.standing.expires_on))
    return say("answers.document_no_effect", title=document.short_title)


def issuer(case: Case, id: str) -> str:
    """Who issued it; where a body is put to us, whether it is that one."""
    document = case.render.document(id)
    if not document.issuer:
        return say("answers.document_no_issuer", title=document.short_title)
    line = say("answers.document_issuer", title=document.short_title, issuer=document.issuer)
    named = lexicon().signals["a_body"].search(case.held.place_names.replaced(case.question.text, ""))
    if named is None or not case.question.has("whether") or lexicon().signals["wh_word"].search(case.question.text):
        return line
    characters = iter(document.issuer)
    right = all(character in characters for character in named["body"])
    return say("answers.issuer_right" if right else "answers.issuer_wrong", line=line)


def stated(case: Case) -> Draft | None:
    """A sentence of its head that says in full what is asked to be so (公开发布, 经市政府同意)."""
    best = case.evidence[0] if case.evidence else None
    if best is None or best.own < _WHOLE or not case.question.has("whether") or case.question.has(*_TOLD):
        return None
    title = case.render.document(best.piece.clause.document).title
    words = [term for term in case.terms if term.word in best.met_here and len(term.word) > 1]
    seldom = any(term.weight >= _SELDOM and not any(form in title for form in term.forms) for term in words)
    if best.piece.clause.path[0] not in NAMED_PARTS or not seldom:
        return None
    draft = Draft(leads=[say("answers.yes_is", called=case.render.called(best.piece.clause.document))])
    draft.add((), Quoted(best.piece.clause, (best.piece.text,)))
    return draft
