"""Clauses for a look-up: by number, by standing, and by what the sentences of the documents say."""

from __future__ import annotations

from datetime import date

from bot.answering.case import Case
from bot.answering.model import Focus
from bot.answering.question import read
from bot.answering.retrieval import clauses
from bot.answering.retrieval.coverage import refusal
from bot.answering.retrieval.pieces import NAMED_PARTS
from bot.answering.texts import compose, standing
from bot.world import World
from knowledge.model import Clause, Hit

_MOST = 60
_NUMBERED, _STANDING = 4.0, 3.0
_SAYING = 1.0
"""What the best sentence adds to the rank of a clause, the best of which has 1."""


def find(text: str, world: World, today: date, k: int, document: str | None = None) -> list[Hit]:
    """Best first; what is asked for by its number or about its standing stands before what shares words."""
    library = world.library
    ranked = library.search(text, max(k, _MOST), document)
    best = ranked[0].score if ranked else 1.0
    case = Case(read(library.corrected(text), library, library.fold(text)), Focus(), world, today)
    if case.question.other_places or _number_not_there(case):
        return []
    scores = {hit.clause.id: hit.score / best for hit in ranked}
    matched = {hit.clause.id: hit.matched for hit in ranked}
    found = {hit.clause.id: hit.clause for hit in ranked}
    for clause, gain, words in (*_named(case), *_saying(case)):
        if document is None or clause.document == document:
            found[clause.id] = clause
            scores[clause.id] = scores.get(clause.id, 0.0) + gain
            matched[clause.id] = tuple(dict.fromkeys((*matched.get(clause.id, ()), *words)))
    order = {clause.id: at for at, clause in enumerate(c for d in library.documents for c in d.clauses)}
    ids = sorted(found, key=lambda each: (-round(scores[each], 9), order[each]))
    return [Hit(found[id], round(scores[id], 6), matched[id]) for id in ids[:k]]


def _number_not_there(case: Case) -> bool:
    """A number in a document named that has none such: what else shares its words is not meant."""
    wanted = clauses.reference(case.question.text, case.world.library)
    if wanted is None or not (case.question.documents or case.question.cities):
        return False
    draft, found = clauses.by_number(case, wanted)
    return not found and bool(draft.leads)


def _named(case: Case) -> list[tuple[Clause, float, tuple[str, ...]]]:
    """The clauses with the number that is said; the parts that tell a document's standing."""
    wanted = clauses.reference(case.question.text, case.world.library)
    if wanted is not None:
        entries = (case.held.documents[id] for id in case.scope)
        numbered = (clauses.find(case, entry, wanted) for entry in entries)
        return [(clause, _NUMBERED, ()) for clause in numbered if clause is not None]
    if not compose.asks_standing(case):
        return []
    parts = (
        case.world.library.clause(id, (name,)) for id in standing.meant(case, case.evidence) for name in NAMED_PARTS
    )
    return [(clause, _STANDING - 0.1 * at, ()) for at, clause in enumerate(part for part in parts if part is not None)]


def _saying(case: Case) -> list[tuple[Clause, float, tuple[str, ...]]]:
    """Each clause once, by its best sentence; none where the documents are not about it."""
    if refusal(case, case.evidence) is not None:
        return []
    best = case.evidence[0].score if case.evidence else 1.0
    found: dict[object, tuple[Clause, float, tuple[str, ...]]] = {}
    for item in case.evidence:
        words = tuple(term.word for term in case.terms if term.word in item.met_here)
        found.setdefault(item.piece.clause.id, (item.piece.clause, _SAYING * item.score / best, words))
    return list(found.values())
