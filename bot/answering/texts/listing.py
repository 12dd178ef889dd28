"""Lists: all that a place's documents grant, a line a clause, read off the rule book; and which documents are held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.case import Case
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer
from bot.answering.money.awards import in_words
from bot.answering.money.money import money
from bot.answering.texts.finishing import finished
from bot.answering.texts.render import Draft, Quoted
from bot.model import Part
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_SUBJECT = 1.5
_TEXTS = re.compile("(?:文件|方案|政策|稿子?|措施)(?:里|中|上)?")
_BESIDE = ("new_event", "expired_event", "unfunded", "host", "sum", "compare", "department", "own_figure")


def all_grants(case: Case) -> Answer | None:
    """None unless a place or a document is named, and nothing but its grants as a whole (or those of one sum)."""
    question = case.question
    if not question.has("all_grants") or question.has(*_BESIDE) or question.honours or question.other_places:
        return None
    if not (question.cities or question.documents) or _subject(case, "all_grants"):
        return None
    listed = {id: found for id in case.scope if (found := _granted(case, id))}
    return _told(case, listed) if listed else None


def held(case: Case) -> Answer | None:
    """「你收录了哪些文件」: every document in scope with its standing and its title."""
    if not case.question.has("which_documents") or case.question.documents or _subject(case, "which_documents"):
        return None
    draft = Draft(leads=[say("lookup.held", count=len(case.scope))])
    for id in case.scope:
        title = case.world.library.clause(id, ("标题",))
        naming = {"title": case.render.document(id).short_title, "standing": case.render.standing(id)}
        quoted = [Quoted(title, (title.text.strip(),))] if title is not None else []
        draft.add(say("answers.status_document", **naming), *quoted)
    return finished(case, "list", draft)


def _subject(case: Case, signal: str) -> bool:
    """Something is asked about besides: talents, gazelles, patents."""
    text = lexicon().signals[signal].sub(" ", case.question.text)
    for name in case.held.names_in(text):
        text = text.replace(name, " ")
    text = _TEXTS.sub(" ", text)
    rest = replace(case, question=replace(case.question, text=text, yuan=()))
    return any(term.demand >= _SUBJECT and len(term.word) > 1 for term in rest.terms)


def _granted(case: Case, document: str) -> list[Programme]:
    wanted = case.question.yuan
    of = case.world.rulebook.of_document(document)
    granting = [p for p in of if not isinstance(p.award, kinds.Nothing)]
    chosen = [p for p in granting if _figure(p.award) in wanted] if wanted else granting
    return sorted(chosen, key=lambda p: _place(case, p))


def _place(case: Case, programme: Programme) -> tuple[int, int]:
    """Where it stands in the text."""
    clause = case.world.library.clause(programme.document, programme.clause)
    return (clause.start, clause.text.find(programme.award_quote)) if clause is not None else (0, 0)


def _figure(award: kinds.Award) -> int | None:
    """The sum that stands in the award, whole or as a limit."""
    return getattr(award, "yuan", None) or getattr(award, "cap_yuan", None)


def _told(case: Case, listed: dict[str, list[Programme]]) -> Answer:
    parts, quoted = [], []
    for document, programmes in listed.items():
        parts += _lines(case, document, programmes)
        quoted += [_quote(case, p) for p in programmes]
    notices = case.render.notices(listed)
    shown = [*parts, Part("text", say("lookup.grants_each")), *(Part("notice", notice) for notice in notices)]
    answer = finished(case, "list", Draft())
    citations = case.render.citations(quoted)
    message = replace(answer.message, parts=tuple(shown), citations=citations)
    told = tuple(p.id for programmes in listed.values() for p in programmes if not isinstance(p.award, kinds.Promised))
    return replace(
        answer,
        message=message,
        notices=notices,
        focus=replace(answer.focus, document=next(iter(listed)), programmes=told),
    )


def _lines(case: Case, document: str, programmes: Sequence[Programme]) -> list[Part]:
    naming = {"title": case.render.document(document).short_title, "standing": case.render.standing(document)}
    figures = "、".join(money(yuan) for yuan in case.question.yuan)
    written = [p for p in programmes if not isinstance(p.award, kinds.Promised)]
    key = "lookup.grants_with" if figures else "lookup.grants_head" if written else "lookup.grants_none"
    lines = [Part("lead", say(key, **naming, count=len(written), yuan=figures))]
    for path in dict.fromkeys(p.clause for p in written):
        grants = ";".join(
            say("lookup.grants_one", title=p.title, amount=in_words(p.award)) for p in written if p.clause == path
        )
        printed = case.world.library.printed_path(document, path)
        lines.append(Part("text", say("lookup.grants_clause", path=printed, grants=grants)))
    silent = "、".join(p.title for p in programmes if p not in written)
    return [*lines, *([Part("text", say("lookup.grants_silent", titles=silent))] if silent else [])]


def _quote(case: Case, programme: Programme) -> Quoted:
    clause = case.world.library.clause(programme.document, programme.clause)
    assert clause is not None  # checked when the rule book was loaded
    return Quoted(clause, tuple(dict.fromkeys((programme.quote, programme.award_quote))))
