"""What changed between two texts of one place: the grants of the one beside those of the other."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.honours import bare, without_only_level
from bot.answering.money.awards import in_words
from bot.answering.money.grants import honours_of, is_renewal, sentences_of
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_SUBJECT = 2.5
_Key = tuple[str, bool]
"""An honour, and whether after recertification."""


def changes(case: Case) -> Draft | None:
    """None unless two texts of one place are compared as a whole."""
    if case.question.honours or case.question.levels or not case.question.has("compare"):
        return None
    documents = () if case.question.has("which_newer", "standing", "target") else _two(case)
    if not documents or any(term.weight >= _SUBJECT and term.known for term in case.terms):
        return None
    by_document = [_grants(case, id) for id in documents]
    draft = Draft(leads=[say("answers.changes_head", one=_title(case, documents[0]), other=_title(case, documents[1]))])
    for key in dict.fromkeys(key for found in by_document for key in found):
        draft.leads.append(_line(key, by_document))
    for found in by_document:
        pieces = sentences_of(case, [p for each in found.values() for p in each])
        draft.add((), *(Quoted(piece.clause, (piece.text,)) for piece in pieces))
    return draft


def _two(case: Case) -> tuple[str, ...]:
    """The texts that grant something in the one place named; those named where two are."""
    granting = {p.document for p in case.world.rulebook.programmes if honours_of(p)}
    named = tuple(id for id in case.question.documents if id in granting)
    if len(named) == 2:
        return named
    cities = case.question.cities
    of_place = tuple(
        d.id for d in case.world.library.documents if d.id in granting and case.render.place(d.id) in cities
    )
    return of_place if len(cities) == 1 and len(of_place) == 2 else ()


def _grants(case: Case, document: str) -> dict[_Key, list[Programme]]:
    found: dict[_Key, list[Programme]] = {}
    for p in case.world.rulebook.of_document(document):
        if isinstance(p.award, kinds.Fixed):
            for honour in (each for each in honours_of(p) if _in_both(case, each)):
                found.setdefault((honour, is_renewal(p)), []).append(p)
    return found


def _in_both(case: Case, honour: str) -> bool:
    """Both texts speak of the honour, whatever its level."""
    name = bare(honour)
    texts = (case.render.document(id).text for id in _two(case))
    return all(name in re.sub(r"[\s“”\"]", "", text) for text in texts)


def _line(key: _Key, by_document: list[dict[_Key, list[Programme]]]) -> str:
    honour, renewed = key
    told = [
        "、".join(dict.fromkeys(in_words(p.award) for p in found[key])) if key in found else say("answers.changes_none")
        for found in by_document
    ]
    event = say("answers.changes_renewed" if renewed else "answers.changes_new")
    return say(
        "answers.changes_line",
        honour=without_only_level(honour),
        event=event,
        one=told[0],
        other=told[1],
    )


def _title(case: Case, document: str) -> str:
    return case.render.document(document).short_title
