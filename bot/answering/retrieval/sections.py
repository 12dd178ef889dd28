"""What a section is made of: its own heading is named, its children's headings answer."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.model import Answer
from bot.answering.not_covered import rows
from bot.answering.retrieval import clauses
from bot.answering.retrieval.terms import Term
from bot.answering.texts import listing
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.model import OutMessage, Part
from bot.wording import say
from knowledge.model import Clause

_LEAST_CHARACTERS = 4
_CONTENT = 1.0
_SUBJECT = 3.0
_ARTICLES = re.compile("(?:多少|几)条|条数")
_PREAMBLE, _TITLE = ("引言",), ("标题",)
_NUMBERED = re.compile(r"^(?:第?[(（]?[一二三四五六七八九十\d]+[)）]?(?:部分|章|[、.．])?)\s*")


def section_answer(case: Case) -> Answer | None:
    """The headings under every section in scope that the question names and asks about as a whole."""
    if not case.question.has("list", "target"):
        return None
    everywhere = [d.id for d in case.world.library.documents]
    found = [clause for id in everywhere for clause in case.render.document(id).clauses if _named(case, clause)]
    here = [clause for clause in found if clause.document in case.scope] or _by_kind(case)
    if here:
        draft = Draft()
        for clause in here:
            children = [child for child in case.world.library.children(clause) if child.heading]
            if (asked := _asked_child(case, clause, children)) is not None:
                clauses.show(case, draft, asked)
                continue
            naming = {**case.render.naming(clause), "heading": _heading(clause), "count": str(len(children))}
            draft.add(say("answers.lead_section", **naming), *(Quoted(c, (c.heading or "",)) for c in children))
        return finished(case, "list", draft)
    if not found or not case.named_cities:
        return None
    other = case.render.place(found[0].document)
    line = say("answers.not_here", place="、".join(case.named_cities), other=other)
    return Answer("not_covered", OutMessage((Part("lead", line),), buttons=rows()), case.focus)


def _asked_child(case: Case, section: Clause, children: list[Clause]) -> Clause | None:
    """The one part of the section whose heading has what is asked besides (培育对象要什么条件 → 培育条件)."""
    rest = [term for term in case.terms if term.word not in _heading(section) and len(term.word) > 1]
    asked = [child for child in children if any(term.word in (child.heading or "") for term in rest)]
    return asked[0] if len(asked) == 1 < len(children) else None


def preamble(case: Case) -> Answer | None:
    """「为啥要搞」「开头说什么」: the opening of the documents meant, where nothing else is asked about."""
    named = case.question.documents or case.question.cities
    if not case.question.has("purpose") or not named or any(term.weight >= _SUBJECT for term in case.terms):
        return None
    draft = Draft()
    for id in (id for id in case.scope if id not in case.opinions):
        clause = case.world.library.clause(id, _PREAMBLE)
        if clause is not None:
            draft.add(say("answers.lead_clause", **case.render.naming(clause)), Quoted(clause, (clause.text.strip(),)))
    return finished(case, "clause", draft) if draft.blocks else None


def contents(case: Case) -> Answer | None:
    """All that is granted; or what a document named is called and consists of, where nothing in it is asked about."""
    listed = listing.all_grants(case) or listing.held(case)
    if listed is not None:
        return listed
    documents = case.question.documents
    names = "|".join(name for id in documents for name in case.held.documents[id].names)
    subject = any(term.weight >= _CONTENT and term.word not in names for term in case.terms)
    if not case.question.has("contents") or not documents or subject:
        return None
    draft = Draft()
    for id in documents:
        document = case.render.document(id)
        named = case.world.library.clause(id, _TITLE)
        by_article = bool(_ARTICLES.search(case.question.text)) and bool(case.held.documents[id].articles)
        sections = [clause for clause in document.clauses if len(clause.path) == 1 and clause.heading]
        parts = clauses.articles(case, case.held.documents[id]) if by_article else sections
        title = [Quoted(named, (named.text.strip(),))] if named is not None else []
        key = "lookup.articles_head" if by_article else "answers.lead_document"
        lead = say(key, title=document.short_title, full=document.title, count=str(len(parts)))
        draft.add(lead, *title, *(Quoted(clause, (clause.heading or "",)) for clause in parts))
    return finished(case, "list", draft)


def _by_kind(case: Case) -> list[Clause]:
    """「几大工程」「哪几块」: sections most of whose parts are called that, and pieces asked about as a whole."""
    if not case.question.has("list"):
        return []
    everything = [clause for id in case.scope for clause in case.render.document(id).clauses]
    words = [term for term in case.terms if term.known and len(term.word) > 1]
    if case.question.has("whole_piece") and (piece := _piece(case, everything, words)):
        return [piece]
    if len(words) != 1 or not (case.named_cities or case.question.documents):
        return []
    return [clause for clause in everything if _parts_called(case, clause, words[0].word)]


def _parts_called(case: Case, clause: Clause, word: str) -> bool:
    headings = [child.heading for child in case.world.library.children(clause) if child.heading]
    return len(headings) > 2 and sum(word in heading for heading in headings) > len(headings) / 2


def _piece(case: Case, everything: list[Clause], words: list[Term]) -> Clause | None:
    """The one piece of a collection whose title has what the question is about."""
    pieces = [clause for clause in everything if clause.path[0].startswith("文") and len(clause.path) == 1]
    about = [word.word for word in words if any(word.word in (piece.heading or "") for piece in pieces)]
    named = [piece for piece in pieces if about and all(word in (piece.heading or "") for word in about)]
    return named[0] if len(named) == 1 else None


def _heading(clause: Clause) -> str:
    return _NUMBERED.sub("", clause.heading or "").strip()


def _named(case: Case, clause: Clause) -> bool:
    """Its heading stands in the question, and whatever else does is about its children too."""
    heading = _heading(clause)
    if len(heading) < _LEAST_CHARACTERS or heading not in case.question.text:
        return False
    children = [child.heading for child in case.world.library.children(clause) if child.heading]
    rest = (term for term in case.terms if term.word not in heading and term.weight >= _CONTENT)
    return len(children) > 1 and all(any(term.word in child for child in children) for term in rest)
