"""Whether a document binds anyone, since when, until when, and which is newer."""

from __future__ import annotations

from bot.answering.case import Case
from bot.answering.retrieval.evidence import Evidence
from bot.answering.retrieval.pieces import NAMED_PARTS
from bot.answering.texts import head
from bot.answering.texts.render import Draft, Quoted, day_of
from bot.wording import say
from knowledge.model import Clause, Document, Status

_SUBJECT = 0.6
_OF_THE_HEAD = ("dated", "effective", "issuer", "number_of_document")
_LONGEST, _MOST = 120, 5


def standing(case: Case, evidence: list[Evidence]) -> Draft:
    """What was asked about the documents meant, first; then each one's standing today and the evidence for it."""
    draft = head.stated(case) or Draft()
    documents = meant(case, evidence)
    draft.leads += _leads(case, documents) if not draft.leads else []
    for id in documents:
        _add(case, draft, id)
    subject = evidence[0] if evidence else None
    if (
        subject
        and subject.own >= _SUBJECT
        and subject.piece.clause.path[0] not in NAMED_PARTS
        and case.question.honours
        and not case.question.has(*_OF_THE_HEAD)
    ):
        for _, items in case.chosen(evidence):
            draft.add((), *case.quoted(items))
    return draft


def _leads(case: Case, documents: tuple[str, ...]) -> list[str]:
    """The answer itself: open for comment, which is newer, number, issuer; else what all of them are."""
    told = dict.fromkeys(tell for signal, tell in _TOLD if case.question.has(signal))
    lines = [line for tell in told for id in documents if (line := tell(case, id))]
    if len(documents) == 2 and (case.question.has("which_newer") or case.question.has("compare")):
        lines += _newer(case, documents)
    if lines:
        return lines
    binding = [id for id in documents if case.render.status(id) is Status.IN_FORCE]
    if len(documents) > 2 and binding:
        titles = "》《".join(case.render.document(id).short_title for id in binding)
        return [say("answers.status_some_bind", titles=titles, **case.held.counted)]
    if len(documents) > 2:
        return [say("answers.status_none_binds", **case.held.counted)]
    kinds = {case.render.status(id) for id in documents}
    if len(documents) == 2 and len(kinds) == 1:
        titles = "》《".join(case.render.document(id).short_title for id in documents)
        return [say("answers.status_both", title=titles, standing=case.render.standing(documents[0]))]
    return []


def _comments(case: Case, id: str) -> str | None:
    document = case.render.document(id)
    if document.standing.kind != "draft_for_comment":
        return None
    until = document.standing.comments_until
    if until is None:
        return say("answers.comments_unknown", title=document.short_title)
    key = "answers.comments_over" if until < case.today else "answers.comments_open"
    return say(key, title=document.short_title, date=day_of(until), today=day_of(case.today))


def _number(case: Case, id: str) -> str:
    document = case.render.document(id)
    key = "answers.document_number" if document.number else "answers.document_no_number"
    return say(key, title=document.short_title, number=document.number or "")


def _basis(case: Case, id: str) -> str:
    """Whether one can go by it today."""
    document = case.render.document(id)
    key = f"answers.as_basis_{case.render.status(id).value}"
    return say(key, title=document.short_title, date=day_of(document.standing.expires_on))


def _adopted(case: Case, id: str) -> str | None:
    """What became of it since: as it was looked up."""
    fate = case.render.document(id).standing.fate
    return say("answers.document_fate", title=case.render.document(id).short_title, fate=fate) if fate else None


_TOLD = (
    ("adopted", _adopted),
    ("as_basis", _basis),
    ("still_open", _comments),
    ("number_of_document", _number),
    ("issuer", head.issuer),
    ("dated", head.dated),
    ("effective", head.effective),
    ("ends", head.effective),
)


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
        say("answers.status_issued", date=day_of(document.issued)) if document.issued else say("answers.status_no_date")
    )
    evidence = say("answers.status_evidence", evidence=document.standing.evidence)
    shown = {item.clause.id for item in draft.quoted}
    proof = (item for item in _proof(case, document) if item.clause.id not in shown)
    draft.add(say("answers.status_document", **naming) + dated, *proof, after=[evidence])


def _proof(case: Case, document: Document) -> tuple[Quoted, ...]:
    """The named parts that say what the document is and from when it holds."""
    clauses = {clause.path: clause for clause in document.clauses}
    found = [clauses[(name,)] for name in NAMED_PARTS if (name,) in clauses]
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


def _newer(case: Case, documents: tuple[str, ...]) -> list[str]:
    """The later of two by their dates; an undated one can only be placed by what is reported of it."""
    dated = [case.render.document(id) for id in documents if case.render.document(id).issued]
    undated = [case.render.document(id) for id in documents if not case.render.document(id).issued]
    if len(dated) == 1 and len(undated) == 1:
        newer, older = dated[0], undated[0]
        return [
            say("answers.status_newer", newer=newer.short_title, date=day_of(newer.issued), older=older.short_title)
        ]
    if len(dated) == 2:
        older, newer = sorted(dated, key=lambda document: document.issued or case.today)
        return [
            say(
                "answers.status_later", newer=newer.short_title, date=day_of(newer.issued),
                older=older.short_title, earlier=day_of(older.issued),
            )
        ]  # fmt: skip
    return []
