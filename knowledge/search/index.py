"""BM25 over bags of terms: rank_bm25's numbers, looked up in precomputed postings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

Scores = NDArray[np.float64]
_BLOCK = 64


class Okapi(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi with Lucene's idf, ln(1 + (N - n + 0.5) / (n + 0.5)).

    Okapi's own idf is 0 for a word in exactly half of the clauses and turns the order over around that point.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: math.log(1 + (self.corpus_size - n + 0.5) / (n + 0.5)) for term, n in nd.items()}


class Index:
    """Contributions of every term to every bag, `term → (bag numbers, contributions)`.

    A contribution is rank_bm25's `idf * (tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean)))`, in the same order
    of operations and in float64, so that sums are bit-identical to `Okapi.get_scores`.
    """

    def __init__(self, bags: Sequence[Sequence[str]], k1: float = 0.8, b: float = 0.6) -> None:
        self.size = len(bags)
        self._postings: dict[str, tuple[NDArray[np.intp], Scores]] = {}
        self.idf: dict[str, float] = {}
        if any(bags):
            self._build(Okapi(bags, k1=k1, b=b))

    def _build(self, okapi: Okapi) -> None:
        self.idf = okapi.idf
        numbers = {term: number for number, term in enumerate(okapi.idf)}
        sizes = np.fromiter(map(len, okapi.doc_freqs), np.intp, self.size)
        total = int(sizes.sum())
        terms = np.fromiter((numbers[term] for term in chain.from_iterable(okapi.doc_freqs)), np.intp, total)
        counts = np.fromiter(chain.from_iterable(bag.values() for bag in okapi.doc_freqs), np.float64, total)
        bags = np.repeat(np.arange(self.size, dtype=np.intp), sizes)
        lengths = np.asarray(okapi.doc_len, dtype=np.float64)
        fitted = counts * (okapi.k1 + 1) / (counts + (okapi.k1 * (1 - okapi.b + okapi.b * lengths / okapi.avgdl))[bags])
        weights = np.fromiter(okapi.idf.values(), np.float64, len(numbers))[terms] * fitted
        order = np.argsort(terms, kind="stable")
        bags, weights = bags[order], weights[order]
        bounds = np.searchsorted(terms[order], np.arange(len(numbers) + 1))
        for term, number in numbers.items():
            first, last = bounds[number], bounds[number + 1]
            self._postings[term] = (bags[first:last], weights[first:last])

    def __contains__(self, term: str) -> bool:
        return term in self._postings

    def scores(self, terms: Iterable[str]) -> Scores:
        """One number for every bag; a term that comes twice counts twice."""
        return self.weighted([(term, 1.0) for term in terms])

    def weighted(self, terms: Iterable[tuple[str, float]]) -> Scores:
        found = [(self._postings[term], weight) for term, weight in terms if term in self._postings]
        if not found:
            return np.zeros(self.size)
        bags = np.concatenate([posting[0] for posting, _ in found])
        contributions = np.concatenate(
            [posting[1] if weight == 1.0 else posting[1] * weight for posting, weight in found]
        )
        total: Scores = np.bincount(bags, contributions, self.size).astype(np.float64, copy=False)
        return total


def best(scores: Scores, k: int) -> list[int]:
    """The k best bags with a score above 0, best first; equal scores (to 1e-9) in the order of the bags.

    The maxima of blocks give a lower bound for the k-th score, so that only a few hundred scores are ever sorted.
    """
    if len(scores) > _BLOCK * k:
        padded = np.zeros(-(-len(scores) // _BLOCK) * _BLOCK)
        padded[: len(scores)] = scores
        maxima = padded.reshape(-1, _BLOCK).max(axis=1)
        bound = np.partition(maxima, -k)[-k] - 1e-9 if len(maxima) >= k else 0.0
        chosen = np.flatnonzero((scores >= bound) & (scores > 0))
    else:
        chosen = np.flatnonzero(scores > 0)
    order = np.lexsort((chosen, -np.round(scores[chosen], 9)))
    return [int(number) for number in chosen[order][:k]]
