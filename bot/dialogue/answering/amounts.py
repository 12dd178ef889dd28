"""How much: figures from sentences that grant something, with the working where the person gives numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.dialogue.answering import awards, grants
from bot.dialogue.answering.case import Case
from bot.dialogue.answering.evidence import Evidence, Piece, pieces
from bot.dialogue.answering.render import Draft, Quoted
from bot.wording import say
from rules.awards import Promised
from rules.programme import Programme

_AWARD_ENOUGH = 0.75
_LEVEL_NAMES = {"国": "国家级", "省": "省级", "市": "市级"}
_UNFUNDED = re.compile("没领过|没拿过|未获得过|没获得过|没享受过|一分钱|没得过|没有领过|没领到过|从没领|没拿到过")
_RENEWAL = re.compile("复核|复审|重新申报")


def amounts(case: Case, evidence: list[Evidence]) -> Draft:
    """By document: the granting sentences that fit as well as any other sentence, or the word that there is no figure."""
    draft = Draft()
    by_honour = {id: found for id in case.scope if (found := grants.of_honour(case, id))}
    fitting = [id for id, _ in case.chosen(evidence) if id not in case.opinions or not by_honour]
    for document in case.scope:
        if document in by_honour:
            _honour(case, draft, document, by_honour[document])
        elif document in fitting and (not by_honour or case.cities or case.question.documents):
            _general(case, draft, [item for item in evidence if item.piece.clause.document == document])
    if len(draft.blocks) > 1:
        draft.leads.insert(0, say("answers.lead_compare" if case.cities else "answers.lead_several"))
    return draft


def _honour(case: Case, draft: Draft, document: str, found: tuple[Programme, ...]) -> None:
    """Grants of an honour: of the level and the event asked about, or the word that these are not written."""
    levelled = grants.at_level(case, found)
    expired = case.question.has("expired_event")
    unfunded = expired and bool(_UNFUNDED.search(case.question.text))
    fitting = [p for p in levelled if grants.is_renewal(p) == (expired and not unfunded)]
    fitting = fitting or ([] if expired else list(levelled))
    shown = grants.sentences_of(case, fitting or found)
    naming = case.render.naming(shown[0].clause)
    honour = case.question.honours[0]
    if not levelled:
        level = _LEVEL_NAMES[case.question.levels[0]]
        draft.leads.append(say("answers.lead_silent_level", **naming, level=level, honour=honour))
    elif not fitting:
        draft.leads.append(say("answers.lead_silent_event", **naming, honour=honour))
        shown = [*shown, *_renewals(case, shown)]
    else:
        _lead(case, draft, naming, fitting)
    if expired:
        shown = [*shown, *(piece for piece in _renewals(case, shown) if "未获得过" in piece.text)]
    _quote(draft, shown)


def _renewals(case: Case, shown: Sequence[Piece]) -> list[Piece]:
    """Sentences about recertification in the clauses shown."""
    ids = {piece.clause.id for piece in shown}
    near = (piece for piece in pieces(case.world.library) if piece.clause.id in ids and piece not in shown)
    return [piece for piece in near if _RENEWAL.search(piece.text)]


def _general(case: Case, draft: Draft, own: list[Evidence]) -> None:
    granting = [item for item in own if item.piece.award]
    fits = granting and _without_rank(granting[0]) >= _AWARD_ENOUGH * _without_rank(own[0])
    items = case.fill(granting, own) if fits else case.fill(own)
    shown = [item.piece for item in items]
    naming = case.render.naming(shown[0].clause)
    programmes = awards.meant(case, shown) if fits else ()
    shown = _with_stages(case, shown, programmes)
    if not fits:
        draft.leads.append(say("answers.lead_silent_amount", **naming))
    else:
        _lead(case, draft, naming, list(programmes))
    _quote(draft, shown)


def _with_stages(case: Case, shown: list[Piece], programmes: Sequence[Programme]) -> list[Piece]:
    stages = grants.sentences_of(case, awards.stage_programmes(case, programmes))
    return [piece for piece in pieces(case.world.library) if piece in stages or piece in shown] if stages else shown


def _lead(case: Case, draft: Draft, naming: dict[str, str], programmes: list[Programme]) -> None:
    lines = awards.amount_lines(programmes)
    promised = bool(programmes) and all(isinstance(p.award, Promised) for p in programmes)
    if promised:
        draft.leads.append(say("answers.lead_silent_amount", **naming))
    elif lines:
        draft.leads.append(say("answers.lead_amount", **naming, amounts=";".join(lines)))
    else:
        draft.leads.append(say("answers.lead_clause", **naming))
    draft.closing += awards.working_lines(case, programmes)


def _quote(draft: Draft, shown: Iterable[Piece]) -> None:
    grouped: dict[object, Quoted] = {}
    for piece in dict.fromkeys(shown):
        before = grouped.get(piece.clause.id)
        grouped[piece.clause.id] = Quoted(piece.clause, (*(before.texts if before else ()), piece.text))
    draft.quote("", *grouped.values())


def _without_rank(item: Evidence) -> float:
    return item.own + 0.3 * item.coverage
