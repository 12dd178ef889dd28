"""Postings give rank_bm25's numbers, bit for bit, and the best are the best."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search.index import Index, Okapi, best

TERMS = st.sampled_from("甲乙丙丁戊己庚辛")
BAGS = st.lists(st.lists(TERMS, max_size=12), min_size=1, max_size=60).filter(any)


@settings(deadline=None, max_examples=200)
# At b = 1 rank_bm25 itself divides nought by nought for an empty clause.
@given(BAGS, st.lists(TERMS, max_size=8), st.floats(0.1, 3), st.floats(0, 1, exclude_max=True))
def test_scores_are_those_of_rank_bm25(bags: list[list[str]], query: list[str], k1: float, b: float) -> None:
    assert np.array_equal(Index(bags, k1, b).scores(query), Okapi(bags, k1=k1, b=b).get_scores(query))


def test_a_word_in_half_the_clauses_still_counts() -> None:
    index = Index([["甲"], ["甲"], ["乙"], ["乙"]])
    assert index.idf["甲"] > 0 and index.scores(["甲"])[0] > 0


def test_nothing_to_index() -> None:
    for bags in ([], [[]], [[], []]):
        index = Index(bags)
        assert index.scores(["甲"]).tolist() == [0.0] * len(bags)
        assert best(index.scores(["甲"]), 10) == []


SCORES = st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.0 + 1e-12, 2.5, 7.0]) | st.floats(0, 10), max_size=3000)


@settings(deadline=None, max_examples=100)
@given(SCORES, st.integers(1, 12), st.integers(1, 40))
def test_best_is_a_sort(scores: list[float], k: int, repeat: int) -> None:
    array = np.array(scores * repeat)
    rounded = np.round(array, 9)
    want = sorted((n for n in range(len(array)) if array[n] > 0), key=lambda n: (-rounded[n], n))[:k]
    assert best(array, k) == want
