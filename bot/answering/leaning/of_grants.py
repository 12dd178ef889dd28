"""A follow-up about the grants told last: who gets them, what they come to in all, another level, on these terms.

It stands on the programmes of the last answer; what names a subject of its own has gone elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.case import Case
from bot.answering.honours import level_pattern
from bot.answering.leaning.oppositions import opposed
from bot.answering.leaning.telling import own_subject
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer
from bot.answering.money.awards import amount_lines
from bot.answering.money.by_figure import figures
from bot.answering.money.circumstances import broken, met
from bot.answering.money.grants import LEVEL_IN_TITLES, sentences_of
from bot.answering.money.money import money
from bot.answering.money.sums import working_lines
from bot.answering.texts.finishing import finished
from bot.answering.texts.polar import in_words
from bot.answering.texts.render import Draft, Quoted
from bot.model import Kind
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

__all__ = ["about_grants"]
_MOST = 4
_WHETHER = re.compile(r"[吗么嘛不没吧?？]$|([\u4e00-\u9fff])[不没]\1")
_JOINT = "|"


def about_grants(case: Case) -> Answer | None:
    """None where another place or text is meant, or none of these is asked."""
    question = case.question
    if case.focus.document not in case.held.documents:
        return None
    here = case.render.place(case.focus.document or "")
    if question.other_places or question.documents:
        return None
    if any(city != here for city in question.cities):
        return _on_terms(case)
    return next((found for one in _ANSWERERS if (found := one(case)) is not None), None)


def _whose(case: Case) -> Answer | None:
    """给谁的: the grants told last with their sentence, or those of the same texts that have the sum which is named."""
    if not lexicon().signals["for_whom"].search(case.question.text):
        return None
    told, yuan = _told(case), case.question.yuan
    if yuan:
        told = [p for p in _of_the_place(case) if yuan[0] in figures(p)]
    if not 0 < len(told) <= _MOST:
        return None
    key = "answers.figure_is" if yuan else "leaning.whose"
    figure = money(yuan[0]) if yuan else ""
    return _stated(
        case, told, [say(key, figure=figure, grants=say("leaning.between_amounts").join(amount_lines(told)))]
    )


def _in_all(case: Case) -> Answer | None:
    """总数, 拢共: a yearly sum over its years."""
    if not lexicon().signals["in_all"].search(case.question.text):
        return None
    told = [p for p in _told(case) if isinstance(p.award, kinds.Yearly)]
    summed = replace(case, question=replace(case.question, signals=case.question.signals | {"sum"}))
    lines = working_lines(summed, told) if len(told) == 1 else []
    return _stated(case, told, lines) if lines else None


def _at_level(case: Case) -> Answer | None:
    """还是冲国家级: the same at the level that is named, where a text has it."""
    named = level_pattern().search(case.question.text)
    told = _told(case)
    question = case.question
    other = question.honours or question.has("stack") or len(question.levels) > 1 or _WHETHER.search(question.text)
    if named is None or not told or other or own_subject(case):
        return None
    level = LEVEL_IN_TITLES[named.group()[0]]
    meant = {_unlevelled(p.title) for p in told}
    found = [p for p in _of_the_place(case) if _unlevelled(p.title) in meant and level in p.title]
    found = [p for p in found if p not in told] or [p for p in found if len(found) < len(told)]
    lines = amount_lines(found)
    if not lines:
        return None
    place = case.render.place(found[0].document)
    amounts = say("leaning.between_amounts").join(lines)
    return _stated(case, found, [say("answers.lead_amount", place=place, amounts=amounts)])


def _on_terms(case: Case) -> Answer | None:
    """投了一年, 只是参与: what is told of the case beside the conditions of the grant told last."""
    told = _told(case)
    if not 0 < len(told) <= _MOST or case.question.has("how_much", "asking", "whether") or case.question.yuan:
        return None
    line = next((line for p in told if (line := broken(case, p))), None)
    if line is None:
        line = next((line for p in told if (line := met(case, p))), None) if len(told) == 1 else None
    if line is None:
        line = _opposed(case)
    return _stated(case, told[:1], [line]) if line else None


def _opposed(case: Case) -> str | None:
    """The other of two things of which the sentence has one; what is denied beside it does not count."""
    text = lexicon().signals["denied"].sub(" ", case.question.text)
    if text == case.question.text and not lexicon().signals["only_so"].search(text):
        return None
    found = opposed(text, _JOINT.join(case.focus.sentences))
    return in_words(found) if found is not None and found.verdict == "no" else None


def _told(case: Case) -> list[Programme]:
    found: Sequence[Programme | None] = [case.world.rulebook.programme(id) for id in case.focus.programmes]
    return [p for p in found if p is not None]


def _of_the_place(case: Case) -> list[Programme]:
    """All that the texts of the place which was spoken of last grant, the text that was quoted first."""
    here = case.render.place(case.focus.document or "")
    ids = [id for id in case.held.documents if case.render.place(id) == here and id not in case.opinions]
    ids.sort(key=lambda one: one != case.focus.document)
    return [p for id in ids for p in case.world.rulebook.of_document(id)]


def _unlevelled(title: str) -> str:
    return re.sub("国家级?|省级|市级", "", title)


def _stated(case: Case, programmes: Sequence[Programme], leads: list[str]) -> Answer:
    """The lines, over the sentences in which the grants stand."""
    draft = Draft(leads=leads, programmes=list(programmes))
    pieces = sentences_of(case, programmes)
    for shown in dict.fromkeys(piece.clause for piece in pieces):
        draft.add((), Quoted(shown, tuple(piece.text for piece in pieces if piece.clause is shown)))
    for programme in programmes if not pieces else ():
        clause = case.world.library.clause(programme.document, programme.clause)
        draft.add((), *([Quoted(clause, (programme.quote,))] if clause is not None else []))
    kind: Kind = "amount"
    found = finished(case, kind, draft)
    question = "、".join(p.title for p in programmes) if programmes != _told(case) else case.focus.question
    return replace(found, focus=replace(found.focus, question=question), start_interview=None)


_ANSWERERS = (_whose, _in_all, _at_level, _on_terms)
