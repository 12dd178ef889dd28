"""The sentences of the documents that speak to a question, and how much of the question they cover."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.answering.honours import honour_pattern, level_pattern
from bot.answering.question import Question
from bot.answering.retrieval.pieces import Piece, pieces, plain, rarity
from bot.answering.retrieval.terms import Term
from knowledge.library import Library

_IN_PIECE, _IN_HEADING, _IN_ABOUT, _IN_CLAUSE, _IN_PARENT = 1.0, 0.7, 0.6, 0.4, 0.25
_ADJACENT = 0.5
_RANKED = 0.25
_PHRASE, _SHORTEST_RUN, _LONGEST_RUN = 0.5, 4, 4
"""Words that stand together count again: 上市服务专员 is more than 上市, 服务 and 专员."""
_LONG, _USUAL = 0.08, 60
_MOST_HITS = 40
_COUNT = re.compile(r"\d\s*(?:万)?\s*(?:家|个|项|种|场|户|亿|%|项)")
_KIND = 0.12
_HEADED, _MOST_OF = 0.3, 0.9


@dataclass(frozen=True, slots=True)
class Evidence:
    piece: Piece
    score: float
    coverage: float
    """Share of the question that the clause, its headings and its document meet: met words against those not met."""
    own: float
    """Share that the sentence itself meets."""
    met: frozenset[str]
    met_here: frozenset[str]
    """Words that the sentence itself meets."""


def gather(question: Question, library: Library, asked: tuple[Term, ...]) -> list[Evidence]:
    """Sentences that meet something of the question, best first."""
    total = sum(term.weight for term in asked)
    if not total:
        return []
    ranks = _ranks(question, library)
    phrases = _phrases(question, asked, library)
    strengths = [_strengths(term.forms, library) for term in asked]
    found = [
        _weigh(piece, asked, row, total, ranks, question, phrases)
        for piece, row in zip(pieces(library), zip(*strengths, strict=True), strict=True)
        if any(row)
    ]
    return sorted(found, key=lambda item: -item.score)


@lru_cache(maxsize=2048)
def _strengths(forms: tuple[str, ...], library: Library) -> tuple[float, ...]:
    """How strongly a term is met by each sentence."""
    around: dict[tuple[str, tuple[str, ...]], float] = {}
    for piece in pieces(library):
        if piece.clause.id not in around:
            around[piece.clause.id] = _strength_around(forms, piece)
    return tuple(
        _IN_PIECE if any(form in piece.folded for form in forms) else around[piece.clause.id]
        for piece in pieces(library)
    )


def _kind_bonus(question: Question, piece: Piece) -> float:
    """A sentence with the kind of figure that is asked for."""
    if question.has("amount"):
        return _KIND * piece.award
    if question.has("target"):
        return _KIND * (bool(_COUNT.search(piece.text)) and not piece.award)
    return 0.0


def _phrases(question: Question, asked: tuple[Term, ...], library: Library) -> list[tuple[str, float]]:
    """Runs of words that stand together in the question and somewhere in the documents, with their rarity."""
    text = plain(library, question.text)
    words = [
        term.word for term in asked if not level_pattern().search(term.word) and not honour_pattern().search(term.word)
    ]
    runs = {
        "".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 2, min(len(words), first + _LONGEST_RUN) + 1)
    }
    found = ((run, rarity((run,), library)) for run in sorted(runs) if len(run) >= _SHORTEST_RUN and run in text)
    return [(run, weight) for run, weight in found if weight]


def _ranks(question: Question, library: Library) -> dict[tuple[str, tuple[str, ...]], float]:
    hits = library.search(question.text, k=_MOST_HITS)
    best = hits[0].score if hits else 1.0
    return {hit.clause.id: hit.score / best for hit in hits}


def _weigh(
    piece: Piece,
    asked: tuple[Term, ...],
    strengths: Sequence[float],
    total: float,
    ranks: Mapping[tuple[str, tuple[str, ...]], float],
    question: Question,
    phrases: Sequence[tuple[str, float]],
) -> Evidence:
    score = covered = own = missing = missing_here = 0.0
    met, here = set(), set()
    for term, strength in zip(asked, strengths, strict=True):
        score += term.weight * strength
        if strength:
            covered += term.weight
            met.add(term.word)
        else:
            missing += term.demand
        if strength >= _IN_HEADING:
            own += term.weight
            here.add(term.word)
        else:
            missing_here += term.demand
    score += _closeness(piece, asked, here, phrases)
    bonus = _RANKED * ranks.get(piece.clause.id, 0.0) + _kind_bonus(question, piece)
    if question.has("list") and names_heading(asked, piece.heading):
        bonus += _HEADED
    value = (score / total + bonus) / _length(piece)
    coverage, own_coverage = covered / (covered + missing), own / (own + missing_here)
    return Evidence(piece, value, coverage, own_coverage, frozenset(met), frozenset(here))


def _closeness(piece: Piece, asked: tuple[Term, ...], here: set[str], phrases: Sequence[tuple[str, float]]) -> float:
    """What it adds that words of the question stand side by side in the sentence as well."""
    found = _PHRASE * max((weight for phrase, weight in phrases if phrase in piece.folded), default=0.0)
    if len(here) < 2:
        return found
    return found + _ADJACENT * sum(
        min(left.weight, right.weight)
        for left, right in pairwise(asked)
        if left.word in here and right.word in here and _side_by_side(left, right, piece)
    )


def names_heading(asked: Sequence[Term], heading: str) -> bool:
    """The question's words make up the heading (哪些重点行业领域 → 重点领域)."""
    bare = re.sub(r"\W|\d", "", heading)
    met = {form for term in asked for form in term.forms if form in bare}
    return bool(bare) and sum(len(form) for form in met) >= _MOST_OF * len(bare)


def _side_by_side(left: Term, right: Term, piece: Piece) -> bool:
    return any(one + two in piece.folded for one in left.forms for two in right.forms)


def _length(piece: Piece) -> float:
    """Long sentences meet words by chance."""
    return 1 - _LONG + _LONG * max(len(piece.folded), _USUAL) / _USUAL


def _strength_around(forms: tuple[str, ...], piece: Piece) -> float:
    """How strongly a term is met by the clause and what is above it: the same for all sentences of the clause."""
    best = 0.0
    for form in forms:
        if form in piece.heading:
            best = max(best, _IN_HEADING)
        elif form in piece.about:
            best = max(best, _IN_ABOUT)
        elif form in piece.clause_text:
            best = max(best, _IN_CLAUSE)
        elif form in piece.parent_text:
            best = max(best, _IN_PARENT)
    return best
