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
from knowledge.model import Path
from knowledge.search.literal import Literal

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
Floats = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]


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
    here = strengths >= _IN_HEADING
    scores = shares.score + _closeness(question, library, asked, here, numbers)
    values = (scores / total + _bonus(question, library, asked, numbers)) / _told(library).length[numbers]
    met, met_here = _words_met(asked, strengths > 0), _words_met(asked, here)
    every, coverage, own, worth = pieces(library), shares.coverage.tolist(), shares.own.tolist(), values.tolist()
    return [
        Evidence(every[int(numbers[at])], worth[at], coverage[at], own[at], met[at], met_here[at])
        for at in np.argsort(-values, kind="stable").tolist()
    ]


def _words_met(asked: tuple[Term, ...], met: Bools) -> list[frozenset[str]]:
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
    """One text of every sentence; many sentences share a clause, so each text is kept and looked through once."""

    def __init__(self, texts: Sequence[str]) -> None:
        number = {text: at for at, text in enumerate(dict.fromkeys(texts))}
        self._texts = Literal(list(number))
        self._of_sentence = np.array([number[text] for text in texts])

    def having(self, form: str) -> Bools:
        """Of every sentence whether it has it."""
        found = np.zeros(self._texts.size, bool)
        found[self._texts.having(form)] = True
        having: Bools = found[self._of_sentence]
        return having


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


@dataclass(frozen=True, slots=True)
class _Told:
    """Of every sentence what is asked of it whatever the question."""

    length: Floats
    """Long sentences meet words by chance."""
    award: Floats
    counts: Floats
    """It says how many, and grants nothing."""
    of_clause: dict[tuple[str, Path], list[int]]


@lru_cache(maxsize=4)
def _told(library: Library) -> _Told:
    every = pieces(library)
    of_clause: dict[tuple[str, Path], list[int]] = {}
    for number, piece in enumerate(every):
        of_clause.setdefault(piece.clause.id, []).append(number)
    return _Told(
        np.array([1 - _LONG + _LONG * max(len(piece.folded), _USUAL) / _USUAL for piece in every]),
        np.array([float(piece.award) for piece in every]),
        np.array([float(bool(_COUNT.search(piece.text)) and not piece.award) for piece in every]),
        of_clause,
    )


def _bonus(question: Question, library: Library, asked: Sequence[Term], numbers: Numbers) -> Floats:
    """What a sentence gains by the rank of its clause, by the kind of figure asked for and by its heading."""
    told = _told(library)
    found = np.zeros(len(pieces(library)))
    for id, rank in _ranks(question, library).items():
        found[told.of_clause.get(id, [])] = _RANKED * rank
    if question.has("amount"):
        found += _KIND * told.award
    elif question.has("target"):
        found += _KIND * told.counts
    found = found[numbers]
    if question.has("list"):
        headings = [pieces(library)[number].heading for number in numbers.tolist()]
        named = {heading for heading in set(headings) if names_heading(asked, heading)}
        found += _HEADED * np.array([heading in named for heading in headings], float)
    return found


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


def _closeness(question: Question, library: Library, asked: tuple[Term, ...], here: Bools, numbers: Numbers) -> Floats:
    """What it adds that words of the question stand side by side in a sentence as well."""
    phrase, beside = np.zeros(len(pieces(library))), np.zeros(len(numbers))
    for run, weight in _phrases(question, asked, library):
        phrase = np.maximum(phrase, weight * _written(run, library))
    for (left, one), (right, other) in pairwise(zip(asked, here, strict=True)):
        side_by_side = np.zeros(len(phrase), bool)
        for joined in {one + two for one in left.forms for two in right.forms} if (one & other).any() else ():
            side_by_side |= _written(joined, library)
        beside += min(left.weight, right.weight) * (one & other & side_by_side[numbers])
    return _PHRASE * phrase[numbers] + _ADJACENT * beside


@lru_cache(maxsize=2048)
def _written(text: str, library: Library) -> Bools:
    """In which sentences it stands."""
    found = _fields(library)[-1][1].having(text)
    found.setflags(write=False)
    return found


def names_heading(asked: Sequence[Term], heading: str) -> bool:
    """The question's words make up the heading (哪些重点行业领域 → 重点领域)."""
    bare = re.sub(r"\W|\d", "", heading)
    met = {form for term in asked for form in term.forms if form in bare}
    return bool(bare) and sum(len(form) for form in met) >= _MOST_OF * len(bare)
