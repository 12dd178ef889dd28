"""Questions whose answer is the sentence itself: what it is, what it says, how, how many, which ones."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.case import Case
from bot.answering.money import targets
from bot.answering.retrieval.evidence import Evidence, names_heading
from bot.answering.retrieval.pieces import Piece, pieces, plain
from bot.answering.texts import besides
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from knowledge.model import Clause

_POINT = re.compile(r"[一二三四五六七八九十]+[是要]")
_MOST_DOCUMENTS = 2
_WHOLE = 400
_RATIO_ENOUGH = 0.6
_RATIO_SIGNS = ("%", "‰", "百分之")


def sentences(case: Case, evidence: list[Evidence]) -> Draft:
    """The sentences that fit, by document."""
    draft = Draft()
    section = _section(case, evidence) if case.question.has("list") else None
    if section is not None:
        children = (Quoted(child, (child.heading,)) for child in case.world.library.children(section) if child.heading)
        draft.add(say("answers.lead_contents", **case.render.naming(section)), *children)
        return draft
    chosen = case.chosen(_with_ratio(case, evidence))
    if not case.question.has("compare"):
        chosen = _few(chosen)
    key = "answers.lead_definition" if case.question.has("definition") else "answers.lead_clause"
    if len(chosen) > 1 and case.question.has("compare"):
        draft.leads.append(say("answers.lead_compare"))
    for document, items in chosen:
        opinion = document in case.opinions
        lead = say("answers.lead_opinion") if opinion else say(key, **case.render.naming(items[0].piece.clause))
        quoted = _with_points(case, targets.with_counts(case, items))
        if not opinion and case.question.has("ratio") and not _has_ratio(quoted):
            lead = say("answers.lead_no_ratio", **case.render.naming(items[0].piece.clause))
        elif not opinion and besides.unexplained(case, quoted):
            lead = say("lookup.no_definition", **case.render.naming(items[0].piece.clause))
        draft.add(lead, *quoted)
    draft.closing += besides.also_headed(case, draft)
    return targets.with_year(case, draft) if case.question.has("target") else draft


def _with_ratio(case: Case, evidence: list[Evidence]) -> list[Evidence]:
    """Asked for a ratio, the sentences that state one, where they speak to the question well enough."""
    if not evidence or not case.question.has("ratio"):
        return evidence
    stating = [item for item in evidence if any(sign in item.piece.text for sign in _RATIO_SIGNS)]
    return stating if stating and stating[0].score >= _RATIO_ENOUGH * evidence[0].score else evidence


def _has_ratio(quoted: tuple[Quoted, ...]) -> bool:
    return any(sign in text for item in quoted for text in item.texts for sign in _RATIO_SIGNS)


def _few(chosen: list[tuple[str, list[Evidence]]]) -> list[tuple[str, list[Evidence]]]:
    """The best documents only, and of several the best sentences only: the buttons lead to the rest."""
    if len(chosen) <= _MOST_DOCUMENTS:
        return chosen
    best = sorted(chosen, key=lambda one: -max(item.score for item in one[1]))[:_MOST_DOCUMENTS]
    kept = {id: _MOST_DOCUMENTS - place for place, (id, _) in enumerate(best)}
    return [(id, sorted(items, key=lambda item: -item.score)[: kept[id]]) for id, items in chosen if id in kept]


def _section(case: Case, evidence: list[Evidence]) -> Clause | None:
    """The section whose heading has the word that no sentence has (原则 → 二、基本原则)."""
    missing = {term for term in case.terms if term.known and all(term.word not in item.met_here for item in evidence)}
    for document in case.scope:
        for clause in case.render.document(document).clauses:
            heading = clause.heading or ""
            named = any(form in heading for term in missing for form in term.forms)
            if named and len(case.world.library.children(clause)) > 1:
                return clause
    return None


def _with_points(case: Case, items: list[Evidence]) -> tuple[Quoted, ...]:
    """The sentences; where a list is asked for and the best clause has points, all of them."""
    best = max(items, key=lambda item: item.score).piece
    if case.question.has("list") and _asked_by_heading(case, best):
        return (Quoted(best.clause, (best.clause.text.strip(),)),)
    if case.question.has("list", "eligibility") or best.text.endswith((":", "：")):
        points = pointed(case, best.clause)
        if points:
            return _nearest_first(case, points)
    return case.quoted(_with_next(case, items) if case.question.has("definition", "list") else items)


def _nearest_first(case: Case, points: tuple[Quoted, ...]) -> tuple[Quoted, ...]:
    """The point that has what is asked about (营收), where one alone has it, before the others."""
    texts = [plain(case.world.library, "".join(item.texts)) for item in points]
    values = [
        sum(term.weight for term in case.terms if len(term.word) > 1 and any(form in text for form in term.forms))
        for text in texts
    ]
    best = max(range(len(points)), key=values.__getitem__)
    if values[best] <= 0 or values.count(values[best]) > 1:
        return points
    return (points[best], *points[:best], *points[best + 1 :])


def _asked_by_heading(case: Case, best: Piece) -> bool:
    """The clause's heading is what is asked for (重点领域): then all of a clause that is not long."""
    if len(best.clause.text) > _WHOLE or case.world.library.children(best.clause):
        return False
    return names_heading(case.terms, best.heading)


def _with_next(case: Case, items: list[Evidence]) -> list[Evidence]:
    """What a thing is, or whom it is for, often stands in the sentence after the one that names it."""
    if len(items) > 1:
        return items
    piece = items[0].piece
    near = pieces(case.world.library).of_clauses([piece.clause.id])
    after = near[near.index(piece) + 1 : near.index(piece) + 2]
    if case.question.has("word_meaning"):
        words = [form for term in case.terms for form in term.forms]
        after = [other for other in after if any(form in other.folded for form in words)]
    return [*items, *(replace(items[0], piece=other) for other in after)]


def pointed(case: Case, clause: Clause) -> tuple[Quoted, ...]:
    """The lead-in and every 一是…四是 of the clause or of the one it is a point of."""
    library = case.world.library
    whole = library.parent(clause) if _POINT.fullmatch(clause.path[-1]) else clause
    if whole is None:
        return ()
    points = [child for child in library.children(whole) if _POINT.fullmatch(child.path[-1])]
    if not points:
        return ()
    opening = tuple(text for text in library.sentences(whole) if len(text) > len(whole.heading or "") + 4)
    lead = (Quoted(whole, opening),) if opening else ()
    return (*lead, *(Quoted(child, (child.text.strip(),)) for child in points))
