"""The formula: Okapi's BM25 as rank_bm25 computes it, with Lucene's idf."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.mapped import Array

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Formula:
    """A term counts `idf * (tf * (k1 + 1) / (tf + norm))`, with `norm = k1 * (1 - b + b * length / mean length)`."""

    k1: float = 0.8
    b: float = 0.6

    def norms(self, lengths: Array, total: float, size: int) -> Scores:
        """Of bags of these lengths in a collection of `size` bags and `total` terms."""
        mean = total / size if total else 1.0
        found: Scores = self.k1 * (1 - self.b + self.b * lengths.astype(np.float64) / mean)
        return found

    @staticmethod
    def idf(size: int, having: int) -> float:
        """Lucene's, ln(1 + (N - n + 0.5) / (n + 0.5)).

        Okapi's own is 0 for a term in exactly half of the bags and turns the order over around that point.
        """
        return math.log(1 + (size - having + 0.5) / (having + 0.5))

    def parts(self, idf: float, counts: Array, norms: Scores) -> Scores:
        """What the term counts in each bag."""
        times = counts.astype(np.float64)
        found: Scores = idf * (times * (self.k1 + 1) / (times + norms))
        return found
