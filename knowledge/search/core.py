"""The one ranking of passages by a question's words: the first of them by BM25, exactly; then what BM25 does not see.

Each of the four was left out in turn on three sets of other kinds of text (laws, policies, notices) and stays
because it helps: DECISIONS.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.bm25.formula import Scores
from knowledge.bm25.index import Index
from knowledge.bm25.searching import List, Numbers
from knowledge.search.citing import Citations
from knowledge.search.words import single

Weighted = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    coverage: float = 0.8
    """How much more a passage counts that has all of the question's characters than one that has none."""
    soon_enough: float = 0.2
    """Share of a second BM25 in which a word that comes again says little more …"""
    soon_k1: float = 0.3
    """… and its k1."""
    context: float = 0.15
    """What a document's best passages add to each of its passages …"""
    context_of: int = 3
    """… and how many they are."""
    cited: float = 0.1
    """What a passage gains by the best that names it …"""
    cited_by: int = 10
    """… among so many …"""
    uncovered: float = 0.8
    """… where the best has less than this share of the question's characters: people and laws use other words."""


@dataclass(frozen=True)
class Asked:
    """A question's terms, each with its weight; the two kinds belong to the two indexes."""

    words: Sequence[Weighted] = ()
    characters: Sequence[Weighted] = ()
    either: Sequence[tuple[Sequence[str], float]] = field(default=())
    """Groups of words of which the one that says most counts."""


class Core:
    """Over passages that both indexes number alike."""

    def __init__(
        self,
        by_word: Index,
        by_character: Index,
        document_of: NDArray[np.int64],
        citations: Citations,
        weights: Weights | None = None,
    ) -> None:
        """`document_of`: the number of each passage's document."""
        self._by_word = by_word
        self._by_character = by_character
        self._document_of = document_of
        self._citations = citations
        self._weights = weights or Weights()

    def first(self, asked: Asked, k: int) -> Numbers:
        """The k best by BM25 alone, exactly; groups of words count all that they can."""
        any_of = [(word, weight) for words, weight in asked.either for word in words]
        lists = self._by_word.lists([*asked.words, *any_of]) + self._by_character.lists(asked.characters)
        return self._by_word.top_of(lists, k)[0]

    def scores(self, asked: Asked, numbers: Numbers) -> Scores:
        """Of passages that stand among the first, in any order."""
        places = np.argsort(numbers, kind="stable")
        bags = numbers[places]
        found = self._of_words(asked, bags) * (1 + self._weights.coverage * (coverage := self._coverage(asked, bags)))
        found += self._weights.context * self._of_documents(found, bags)
        found += self._weights.cited * self._of_citations(found, coverage, bags)
        scores = np.empty(len(numbers))
        scores[places] = found
        return scores

    def _of_words(self, asked: Asked, bags: Numbers) -> Scores:
        lists = self._by_word.lists(asked.words) + self._by_character.lists(asked.characters)
        found = np.zeros(len(bags))
        for each in lists:
            self._add(found, each, bags)
        for words, weight in asked.either:
            best = np.zeros(len(bags))
            for each in self._by_word.lists((word, weight) for word in words):
                one = np.zeros(len(bags))
                self._add(one, each, bags)
                best = np.maximum(best, one)
            found += best
        return found

    def _add(self, found: Scores, each: List, bags: Numbers) -> None:
        """What the list counts in bags that ascend, by the formula and by the one that is soon content."""
        weights, formula = self._weights, each.formula
        at, met = each.met(bags)
        times, norms = each.counts[at].astype(np.float64), each.norms[bags[met]]
        usual = (formula.k1 + 1) * times / (times + norms)
        soon = (weights.soon_k1 + 1) * times / (times + norms * (weights.soon_k1 / formula.k1))
        found[met] += each.idf * each.weight * (usual + weights.soon_enough * (soon - usual))

    def _coverage(self, asked: Asked, bags: Numbers) -> Scores:
        """Share of the question's different characters that each passage has; a run of letters or digits is one."""
        wanted = list(dict.fromkeys(term for term, _ in asked.characters if single(term)))
        found = np.zeros(len(bags))
        for each in self._by_character.lists((term, 1.0) for term in wanted):
            found[each.met(bags)[1]] += 1
        return found / max(len(wanted), 1)

    def _of_documents(self, scores: Scores, bags: Numbers) -> Scores:
        """Of each passage's document the mean of its best; a document with fewer counts what it lacks as nothing."""
        documents = self._document_of[bags]
        order = np.lexsort((-scores, documents))
        names, firsts, inverse = np.unique(documents[order], return_index=True, return_inverse=True)
        rank = np.arange(len(order)) - firsts[inverse]
        best = rank < self._weights.context_of
        means = np.bincount(inverse[best], scores[order][best], len(names)) / self._weights.context_of
        found = np.empty(len(bags))
        found[order] = means[inverse]
        return found

    def _of_citations(self, scores: Scores, coverage: Scores, bags: Numbers) -> Scores:
        """Of each passage the score of the best that names it."""
        found = np.zeros(len(bags))
        if not len(bags) or coverage[int(np.argmax(scores))] >= self._weights.uncovered:
            return found
        for one in np.lexsort((bags, -scores))[: self._weights.cited_by]:
            named = np.array(self._citations.of(int(bags[one])), np.int64)
            at = np.flatnonzero(np.isin(bags, named))
            found[at] = np.maximum(found[at], scores[one])
        return found
