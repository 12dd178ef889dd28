"""How much: figures from sentences that grant something, with the working where the person gives numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.answering.case import Case
from bot.answering.honours import same
from bot.answering.money import awards, claims, comparing, grants, sums, totals
from bot.answering.money.spoken import words
from bot.answering.retrieval.evidence import Evidence
from bot.answering.retrieval.pieces import NAMED_PARTS, Piece, pieces
from bot.answering.texts.render import Draft, Quoted
from bot.understanding.names.honours import LEVELS
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_AWARD_ENOUGH, _AWARD_ENOUGH_FOR_A_SUM, _AS_GOOD = 0.75, 0.5, 0.9
_MOST_GRANTING = 8
_PAIR = 2
_SELDOM = 3.0
_RENEWAL = re.compile("复核|复审|重新申报")


def amounts(case: Case, evidence: list[Evidence]) -> Draft:
    """By document: the granting sentences that fit as well as any other, or the word that there is no figure."""
    evidence = [item for item in evidence if item.piece.clause.path[-1] not in NAMED_PARTS] or evidence
    draft = Draft()
    stated = ((id, grants.of_honour(case, id)) for id in case.scope)
    by_honour = {id: found for id, found in stated if found and grants.sentences_of(case, found)}
    for document in case.scope:
        if document in by_honour:
            _honour(case, draft, by_honour[document])
    if not by_honour or case.named_cities or case.question.documents:
        told = {case.render.place(id) for id in by_honour}
        rest = [id for id in case.scope if id not in by_honour and case.render.place(id) not in told]
        _others(case, draft, evidence, rest)
    if len(draft.blocks) > 1:
        draft.leads.insert(0, say("answers.lead_compare" if case.cities else "answers.lead_several"))
    claim = claims.lead(case, draft.programmes)
    if not claim or len(case.question.cities) > 1:
        _compared(case, draft)
    draft.leads[:0] = [claim] if claim else _not_for_them(case, draft)
    if case.question.has("sum"):
        _added(case, draft)
    draft.leads += _silent_places(case, draft)
    if case.question.has("stack") and len(draft.programmes) > 1:
        draft.closing.append(say("leaning.stack"))
    return draft


def _not_for_them(case: Case, draft: Draft) -> list[str]:
    """An honour of which the place that is named grants nothing, though other things are granted there."""
    honours, places = case.question.honours, case.named_cities
    named = any(honour in text for honour in honours for item in draft.quoted for text in item.texts)
    if (
        not honours
        or not places
        or not draft.quoted
        or named
        or any(grants.all_of_honour(case, id) for id in case.scope)
    ):
        return []
    return [say("answers.not_for_them", place="、".join(places), honour="、".join(honours))]


def _silent_places(case: Case, draft: Draft) -> list[str]:
    """Of several places that are named those of which no text grants it."""
    told = {case.render.place(item.clause.document) for item in draft.quoted}
    missing = [place for place in case.question.cities if place not in told]
    return [say("answers.place_silent", place=place) for place in missing] if len(case.question.cities) > 1 else []


def _compared(case: Case, draft: Draft) -> None:
    """The amounts side by side; what they are told of is quoted, if it is not yet."""
    found = comparing.compared(case, draft.programmes)
    draft.leads[:0] = found.lines
    _quoted(case, draft, found.programmes)


def _added(case: Case, draft: Draft) -> None:
    """The things named one after another, added up document by document."""
    for document in (id for id in case.scope if id not in case.opinions):
        if found := totals.several(case, document):
            _quoted(case, draft, found.programmes, found.lines)


def _quoted(case: Case, draft: Draft, programmes: Sequence[Programme], after: Sequence[str] = ()) -> None:
    quoted = {text for item in draft.quoted for text in item.texts}
    missing = [piece for piece in grants.sentences_of(case, programmes) if piece.text not in quoted]
    if missing or after:
        draft.add((), *_grouped(missing), after=after)


def _others(case: Case, draft: Draft, evidence: list[Evidence], documents: list[str]) -> None:
    """Documents without a grant of the honour: the sentences that fit; silence is told where the place was named."""
    chosen = [id for id, _ in case.chosen(evidence) if id in documents]
    own = {id: [item for item in evidence if item.piece.clause.document == id] for id in chosen}
    granting = [id for id in chosen if _fits(case, own[id])]
    best = max((_without_rank(own[id][0]) for id in granting), default=0.0)
    granting = [id for id in granting if _without_rank(own[id][0]) >= _AS_GOOD * best]
    spoken = bool(granting or draft.blocks)
    for id in chosen:
        named = bool(case.named_cities or case.question.documents or case.question.has("compare"))
        asked = named and id not in case.opinions
        if id in granting or (asked and case.render.place(id) not in _told(case, draft, granting)) or not spoken:
            _general(case, draft, own[id])


def _told(case: Case, draft: Draft, granting: list[str]) -> set[str]:
    """Places of which some document already gives a figure."""
    shown = {item.clause.document for item in draft.quoted} | set(granting)
    return {case.render.place(id) for id in shown} if not case.question.has("compare") else set()


def _honour(case: Case, draft: Draft, found: tuple[Programme, ...]) -> None:
    """Grants of an honour: of the level and the event asked about, or the word that these are not written."""
    expired = case.question.has("expired_event")
    if expired and not any(map(grants.is_renewal, found)):
        found = grants.all_of_honour(case, found[0].document)  # other words must not hide what is written of it
    levelled = grants.at_level(case, found)
    fitting = _of_event(case, levelled)
    shown = grants.sentences_of(case, fitting or found) or grants.sentences_of(case, found)
    if not shown:
        return
    naming = case.render.naming(shown[0].clause)
    honour = case.question.honours[0]
    only_renewal = not expired and all(map(grants.is_renewal, fitting))
    after: list[str] = []
    if not levelled:
        lead = say("answers.lead_silent_level", **naming, level=LEVELS[case.question.levels[0]], honour=honour)
    elif not fitting:
        lead = say("answers.lead_silent_event", **naming, honour=honour)
        shown = [*shown, *(piece for piece in _renewals(case, shown) if honour in piece.folded)]
    else:
        lead, after = _lead(case, naming, fitting)
        if not (only_renewal and case.question.has("new_event")):
            draft.programmes += fitting
    if fitting and only_renewal:
        after = [say("answers.only_renewal"), *after]
        if case.question.has("new_event"):
            lead = say("answers.lead_silent_new", **naming, honour=honour)
    if levelled and case.question.levels and not any(map(grants.names_level, fitting)):
        after.append(say("answers.level_not_named", level=LEVELS[case.question.levels[0]]))
    if expired and grants.for_unfunded(case, fitting):
        shown = [*shown, *(piece for piece in _renewals(case, shown) if "未获得过" in piece.text)]
    working = [line for line in after if line in sums.working_lines(case, fitting)]
    draft.add([*working, lead], *_grouped(shown), after=[line for line in after if line not in working])


def _of_event(case: Case, programmes: Sequence[Programme]) -> list[Programme]:
    """Of the event asked about; of both where both are; where only recertification is written, that."""
    if case.question.has("expired_event") and case.question.has("new_event"):
        return list(programmes)
    expired = case.question.has("expired_event")
    fitting = [p for p in programmes if grants.is_renewal(p) == (expired and not case.question.has("unfunded"))]
    return fitting or ([] if expired else list(programmes))


def _renewals(case: Case, shown: Sequence[Piece]) -> list[Piece]:
    """Sentences about recertification in the clauses shown."""
    ids = {piece.clause.id for piece in shown}
    near = (piece for piece in pieces(case.world.library).of_clauses(ids) if piece not in shown)
    return [piece for piece in near if _RENEWAL.search(piece.text)]


def _fits(case: Case, own: list[Evidence]) -> bool:
    """A granting sentence speaks to the question nearly as well as the best one; less is enough where a sum is said."""
    granting = [item for item in own if _grants(case, item.piece)]
    enough = _AWARD_ENOUGH_FOR_A_SUM if case.question.yuan else _AWARD_ENOUGH
    return bool(granting) and _without_rank(granting[0]) >= enough * _without_rank(own[0])


def _grants(case: Case, piece: Piece) -> bool:
    """It grants something that the question speaks of, not only of what stands beside it in the sentence."""
    if not piece.award:
        return False
    found = grants.granted_in(case, piece)
    return not found or not grants.subjects(case) or any(grants.speaks(case, p) for p in found)


def _general(case: Case, draft: Draft, own: list[Evidence]) -> None:
    fits = _fits(case, own)
    items = case.fill([item for item in own if _grants(case, item.piece)], own) if fits else case.fill(own)
    shown = [item.piece for item in items]
    if fits and case.question.has("list") and not case.question.honours:
        shown = _all_granting(case, shown)
    if fits and len(grants.names_of(case)) > 1:
        shown = [piece for piece in _all_granting(case, shown) if piece in shown or _of_named(case, piece)] or shown
    several = case.question.has("host", "sum") or re.search(words()["joints"], case.question.text)
    if fits and grants.names_of(case) and not several:
        shown = _of_the_subject(case, own[0], shown)
    if fits and grants.names_of(case) and not any(_of_named(case, piece) for piece in shown):
        shown = [piece for piece in _all_granting(case, shown) if _of_named(case, piece)] or shown
    if not fits:
        _silent(case, draft, shown)
        return
    naming = case.render.naming(shown[0].clause)
    programmes = awards.meant(case, shown)
    programmes = totals.stage_programmes(case, programmes) or _both(case, shown, programmes)
    draft.programmes += programmes
    lead, after = _lead(case, naming, list(programmes))
    note = grants.for_others(case, programmes)
    draft.add([*note, *after, lead], *_grouped(_with_stages(case, shown, programmes)))


def _of_the_subject(case: Case, best: Evidence, shown: list[Piece]) -> list[Piece]:
    """Of an honour's holders something else is granted (贷款风险补偿): no sentence that has only the honour."""
    seldom = [t for t in case.terms if t.weight >= _SELDOM and t.word in best.met_here and len(t.word) > 1]
    own = [t for t in seldom if not any(t.word in name or name in t.word for name in case.question.honours)]
    return [p for p in shown if all(any(form in p.folded for form in t.forms) for t in own)] or shown


def _both(case: Case, shown: Sequence[Piece], programmes: tuple[Programme, ...]) -> tuple[Programme, ...]:
    """Compared, and of a sentence that grants two things one alone was found: both."""
    if not case.question.has("compare") or len(programmes) != 1 or case.question.honours:
        return programmes
    there = next((found for piece in shown if programmes[0] in (found := grants.granted_in(case, piece))), [])
    return tuple(there) if len(there) == _PAIR else programmes


def _silent(case: Case, draft: Draft, shown: list[Piece]) -> None:
    """The document speaks of it without a figure; what it grants for something else is not shown as that."""
    about = [piece for piece in shown if not piece.award]
    naming = case.render.naming((about or shown)[0].clause)
    key = "answers.lead_silent_honour" if case.question.honours else "answers.lead_silent_amount"
    line = say(key if about else "answers.lead_clause", **naming, honour="、".join(case.question.honours))
    if about or not draft.blocks:
        draft.add(line, *_grouped(about or shown))


def _all_granting(case: Case, shown: list[Piece]) -> list[Piece]:
    """「哪几样奖励」: everything that the clause shown first grants; where it grants nothing, what was shown."""
    clause = shown[0].clause.id
    granting = [piece for piece in pieces(case.world.library).of_clauses([clause]) if piece.award]
    return granting[:_MOST_GRANTING] or shown


def _of_named(case: Case, piece: Piece) -> bool:
    """It grants something for one of the honours named."""
    return any(
        any(same(n, h) for n in grants.names_of(case) for h in grants.honours_of(p))
        for p in grants.granted_in(case, piece)
    )


def _with_stages(case: Case, shown: list[Piece], programmes: Sequence[Programme]) -> list[Piece]:
    stages = grants.sentences_of(case, totals.stage_programmes(case, programmes))
    near = pieces(case.world.library).of_clauses(piece.clause.id for piece in (*stages, *shown))
    return [piece for piece in near if piece in stages or piece in shown] if stages else shown


def _lead(case: Case, naming: dict[str, str], programmes: list[Programme]) -> tuple[str, list[str]]:
    """The line before the quotes, and the working after them."""
    if programmes and all(isinstance(p.award, kinds.Promised) for p in programmes):
        return say("answers.lead_silent_amount", **naming), []
    lines = awards.amount_lines(programmes)
    lead = (
        say("answers.lead_amount", **naming, amounts=";".join(lines)) if lines else say("answers.lead_clause", **naming)
    )
    return lead, sums.working_lines(case, programmes)


def _grouped(shown: Iterable[Piece]) -> tuple[Quoted, ...]:
    grouped: dict[object, Quoted] = {}
    for piece in dict.fromkeys(shown):
        before = grouped.get(piece.clause.id)
        grouped[piece.clause.id] = Quoted(piece.clause, (*(before.texts if before else ()), piece.text))
    return tuple(grouped.values())


def _without_rank(item: Evidence) -> float:
    return item.own + 0.3 * item.coverage
