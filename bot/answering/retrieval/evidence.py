"""The sentences of the documents that speak to a question, and how much of the question they cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

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
Floats = np.ndarray[Any, Any]


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
    strengths = np.array([_strengths(term.forms, library) for term in asked])
    numbers = np.flatnonzero(strengths.any(axis=0))
    strengths = strengths[:, numbers]
    shares = _Shares(asked, strengths)
    ranks = _ranks(question, library)
    phrases = _phrases(question, asked, library)
    headed = question.has("list")
    met, here = _words_met(asked, strengths > 0), _words_met(asked, strengths >= _IN_HEADING)
    found = []
    for at, number in enumerate(numbers.tolist()):
        piece = pieces(library)[number]
        bonus = _RANKED * ranks.get(piece.clause.id, 0.0) + _kind_bonus(question, piece)
        if headed and names_heading(asked, piece.heading):
            bonus += _HEADED
        score = float(shares.score[at]) + _closeness(piece, asked, here[at], phrases)
        value = (score / total + bonus) / _length(piece)
        found.append(Evidence(piece, value, float(shares.coverage[at]), float(shares.own[at]), met[at], here[at]))
    return sorted(found, key=lambda item: -item.score)


def _words_met(asked: tuple[Term, ...], met: np.ndarray[Any, Any]) -> list[frozenset[str]]:
    """Of every sentence the words that it meets; sentences that meet the same ones share them."""
    known: dict[bytes, frozenset[str]] = {}
    columns = [column.tobytes() for column in np.ascontiguousarray(met.T)]
    for column in set(columns):
        known[column] = frozenset(term.word for term, is_met in zip(asked, column, strict=True) if is_met)
    return [known[column] for column in columns]


class _Shares:
    """Of every sentence what the words it meets weigh, and their share against those that it does not meet."""

    def __init__(self, asked: tuple[Term, ...], strengths: Floats) -> None:
        size = strengths.shape[1]
        self.score, covered, missing = np.zeros(size), np.zeros(size), np.zeros(size)
        own, missing_here = np.zeros(size), np.zeros(size)
        for term, row in zip(asked, strengths, strict=True):
            self.score += term.weight * row
            met, here = row > 0, row >= _IN_HEADING
            covered += term.weight * met
            missing += term.demand * ~met
            own += term.weight * here
            missing_here += term.demand * ~here
        self.coverage = _share(covered, missing)
        self.own = _share(own, missing_here)


def _share(met: Floats, missing: Floats) -> Floats:
    whole, shares = met + missing, np.zeros(len(met))
    np.divide(met, whole, out=shares, where=whole > 0)
    return shares


@lru_cache(maxsize=2048)
def _strengths(forms: tuple[str, ...], library: Library) -> Floats:
    """How strongly a term is met by each sentence; the strongest of where it stands counts."""
    found = np.zeros(len(pieces(library)))
    for strength, field in _fields(library):
        for form in forms:
            found[field.having(form)] = strength
    found.setflags(write=False)
    return found


class _Field:
    """One text of every sentence, joined, so that a word is looked for once and not in each."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._joined = "\n".join(texts)
        self._starts = np.cumsum([0, *(len(text) + 1 for text in texts)])

    def having(self, form: str) -> list[int]:
        """Numbers of the sentences that have it."""
        found: list[int] = []
        at = self._joined.find(form) if form else -1
        while at >= 0:
            number = int(np.searchsorted(self._starts, at, side="right")) - 1
            found.append(number)
            at = self._joined.find(form, int(self._starts[number + 1]))
        return found


@lru_cache(maxsize=4)
def _fields(library: Library) -> tuple[tuple[float, _Field], ...]:
    """The weakest first."""
    every = pieces(library)
    return (
        (_IN_PARENT, _Field([piece.parent_text for piece in every])),
        (_IN_CLAUSE, _Field([piece.clause_text for piece in every])),
        (_IN_ABOUT, _Field([piece.about for piece in every])),
        (_IN_HEADING, _Field([piece.heading for piece in every])),
        (_IN_PIECE, _Field([piece.folded for piece in every])),
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


def _closeness(
    piece: Piece, asked: tuple[Term, ...], here: frozenset[str], phrases: Sequence[tuple[str, float]]
) -> float:
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
