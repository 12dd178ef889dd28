"""The best of many scores."""

from __future__ import annotations

import numpy as np

from knowledge.bm25.formula import Scores

_BLOCK = 64


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
