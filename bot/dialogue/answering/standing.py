"""Whether a document binds anyone, since when, until when, and which is newer."""

from __future__ import annotations

from bot.dialogue.answering.case import Case
from bot.dialogue.answering.evidence import Evidence
from bot.dialogue.answering.render import Draft, Quoted, _day
from bot.wording import say
from knowledge.model import Clause, Document

_NAMED_PARTS = ("公告", "印发通知", "标题", "附则")
_SUBJECT = 0.6
_LONGEST, _MOST = 120, 5


def standing(case: Case, evidence: list[Evidence]) -> Draft:
    """Each document meant: its standing today, the evidence for it, and what became of it."""
    draft = Draft()
    documents = meant(case, evidence)
    if len(documents) > 2:
        draft.leads.append(say("answers.status_none_binds"))
    for id in documents:
        _add(case, draft, id)
    if len(documents) == 2:
        _newer(case, draft, documents)
    subject = evidence[0] if evidence else None
    if (
        subject
        and subject.own >= _SUBJECT
        and subject.piece.clause.path[0] not in _NAMED_PARTS
        and case.question.honours
    ):
        for _, items in case.chosen(evidence):
            draft.add((), *case.quoted(items))
    return draft


def meant(case: Case, evidence: list[Evidence]) -> tuple[str, ...]:
    """Documents named; else those of the place; else those whose sentences fit; opinions only where asked for."""
    if case.question.documents or case.cities:
        return tuple(id for id in case.scope if id not in case.opinions) or case.scope
    drafts = tuple(id for id in case.scope if case.render.document(id).standing.kind == "draft_for_comment")
    if "征求意见" in case.question.text or "草案" in case.question.text or "稿" in case.question.text:
        return drafts
    fitting = tuple(id for id, _ in case.chosen(evidence)) if evidence and evidence[0].own >= _SUBJECT else ()
    return fitting or tuple(id for id in case.scope if id not in case.opinions)


def _add(case: Case, draft: Draft, id: str) -> None:
    document = case.render.document(id)
    naming = {"place": case.render.place(id), "title": document.short_title, "standing": case.render.standing(id)}
    dated = (
        say("answers.status_issued", date=_day(document.issued)) if document.issued else say("answers.status_no_date")
    )
    evidence = say("answers.status_evidence", evidence=document.standing.evidence)
    draft.add(say("answers.status_document", **naming) + dated, *_proof(case, document), after=[evidence])


def _proof(case: Case, document: Document) -> tuple[Quoted, ...]:
    """The named parts that say what the document is and from when it holds."""
    clauses = {clause.path: clause for clause in document.clauses}
    found = [clauses[(name,)] for name in _NAMED_PARTS if (name,) in clauses]
    return tuple(Quoted(clause, texts) for clause in found if (texts := _telling(case, clause)))


def _telling(case: Case, clause: Clause) -> tuple[str, ...]:
    """Sentences with a date, a number, or the word that the text is a draft; the title as a whole."""
    if clause.path == ("标题",):
        return (clause.text.strip(),)
    marks = ("年", "号", "印发", "征求意见", "施行", "有效期")
    issuer = case.render.document(clause.document).issuer or ""
    sentences = case.world.library.sentences(clause)
    telling = (text for text in sentences if any(mark in text for mark in marks) or text.strip() == issuer)
    return tuple(text for text in telling if len(text) < _LONGEST)[:_MOST]


def _newer(case: Case, draft: Draft, documents: tuple[str, ...]) -> None:
    dated = [id for id in documents if case.render.document(id).issued]
    undated = [id for id in documents if not case.render.document(id).issued]
    if len(dated) == 1 and len(undated) == 1:
        newer, older = case.render.document(dated[0]), case.render.document(undated[0])
        draft.leads.insert(
            0,
            say("answers.status_newer", newer=newer.short_title, date=_day(newer.issued), older=older.short_title),
        )
