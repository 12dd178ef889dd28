"""Postings give rank_bm25's numbers; the best are those of a full sort, however the bags came in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from knowledge.bm25 import building, searching
from knowledge.bm25.building import Builder
from knowledge.bm25.formula import Formula, Scores
from knowledge.bm25.index import Index, Part
from knowledge.bm25.segment import Held, Segment, write_segment
from knowledge.mapped import Damaged
from tests.full_sort import best

TERMS = st.sampled_from("甲乙丙丁戊己庚辛")
BAGS = st.lists(st.lists(TERMS, max_size=12), min_size=1, max_size=60).filter(any)
QUERY = st.lists(TERMS, max_size=8)


class Okapi(BM25Okapi):  # type: ignore[misc]
    """With Lucene's idf, which is never negative."""

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: math.log(1 + (self.corpus_size - n + 0.5) / (n + 0.5)) for term, n in nd.items()}


def segment(bags: list[list[str]]) -> Segment:
    builder = Builder()
    builder.add(bags)
    return Segment(Held(builder.arrays(Formula())))


@settings(deadline=None, max_examples=150)
# At b = 1 rank_bm25 itself divides nought by nought for an empty clause.
@given(BAGS, QUERY, st.floats(0.1, 3), st.floats(0, 1, exclude_max=True))
def test_scores_are_those_of_rank_bm25(bags: list[list[str]], query: list[str], k1: float, b: float) -> None:
    found = Index.of(bags, Formula(k1, b)).scores(query)
    assert np.abs(found - Okapi(bags, k1=k1, b=b).get_scores(query)).max() <= 1e-9


def test_a_word_in_half_the_clauses_still_counts() -> None:
    index = Index.of([["甲"], ["甲"], ["乙"], ["乙"]])
    assert index.idf("甲") > 0 and index.scores(["甲"])[0] > 0
    assert "丙" not in index and index.idf("丙") == 0


@pytest.mark.parametrize("bags", [[], [[]], [[], []]])
def test_nothing_to_index(bags: list[list[str]]) -> None:
    index = Index.of(bags)
    assert index.scores(["甲"]).tolist() == [0.0] * len(bags)
    assert index.top(["甲"], 10)[0].tolist() == []
    assert best(index.scores(["甲"]), 10) == []


@settings(deadline=None, max_examples=60)
@given(BAGS, QUERY, st.integers(1, 12))
def test_bags_added_later_and_bags_gone_count_as_in_one_index(bags: list[list[str]], query: list[str], k: int) -> None:
    """Two segments, the second bag of the first gone: as if the rest had been built at once."""
    alive = np.ones(len(bags), bool)
    alive[1:2] = False
    parts = Index([Part(segment(bags), alive), Part(segment(bags[:7]))])
    whole = Index.of([*(bag for number, bag in enumerate(bags) if number != 1), *bags[:7]])
    kept = np.flatnonzero([*alive, *([True] * len(bags[:7]))])
    assert np.abs(parts.scores(query)[kept] - whole.scores(query)).max(initial=0) <= 1e-9
    numbers, scores = whole.top(query, k)
    assert parts.top(query, k)[0].tolist() == kept[numbers].tolist()
    assert np.abs(parts.top(query, k)[1] - scores).max(initial=0) <= 1e-9


@pytest.fixture(scope="module")
def many() -> Index:
    """Common words and rare ones, many clauses alike."""
    chance = np.random.default_rng(3)
    rows = (3000 * chance.random((30_000, 12)) ** 4).astype(int)
    return Index.of([[f"词{number}" for number in row] for row in rows[chance.integers(0, len(rows), len(rows))]])


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize("k", [1, 10, 200])
def test_pruning_loses_none_of_the_best(many: Index, monkeypatch: pytest.MonkeyPatch, compiled: bool, k: int) -> None:
    kernel: Callable[..., int] | None = searching.kernel()
    if compiled and kernel is None:
        pytest.skip("numba is not installed")
    monkeypatch.setattr(searching, "kernel", lambda: kernel if compiled else None)
    chance = np.random.default_rng(4)
    for size in (1, 2, 5, 14, 20):
        asked = [f"词{number}" for number in (3000 * chance.random(size) ** 2).astype(int)]
        numbers, scores = many.top(asked, k)
        full = many.scores(asked)
        assert numbers.tolist() == best(full, k)
        assert np.abs(full[numbers] - scores).max(initial=0) <= 1e-9


def test_slices_and_chunks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    bags = [["甲"] * (number % 300) + ["乙", f"丙{number % 7}"] for number in range(1000)]
    whole: Scores = Index.of(bags).scores(["甲", "丙3"])
    monkeypatch.setattr(building, "_SLICE", 5000)
    monkeypatch.setattr(building, "_CHUNK", 100)
    assert np.array_equal(Index.of(bags).scores(["甲", "丙3"]), whole)
    assert np.abs(whole - Okapi(bags, k1=0.8, b=0.6).get_scores(["甲", "丙3"])).max() <= 1e-9


def test_a_mapped_index_is_the_one_in_memory_and_damage_is_noticed(tmp_path: Path) -> None:
    bags = [["甲", f"乙{number % 50}"] for number in range(20_000)]
    builder = Builder()
    builder.add(bags)
    file = tmp_path / "segment"
    write_segment(file, builder.arrays(Formula()), {})
    mapped = Index.mapped(file)
    assert mapped is not None
    assert np.array_equal(mapped.scores(["甲", "乙7"]), Index.of(bags).scores(["甲", "乙7"]))
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = bytes(2000)
    file.write_bytes(content)
    broken = Index.mapped(file)
    assert broken is not None
    with pytest.raises(Damaged):
        broken.scores(["甲"])
    file.write_bytes(bytes(content)[:-1])
    assert Index.mapped(file) is None


SCORES = st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.0 + 1e-12, 2.5, 7.0]) | st.floats(0, 10), max_size=3000)


@settings(deadline=None, max_examples=60)
@given(SCORES, st.integers(1, 12), st.integers(1, 40))
def test_best_is_a_sort(scores: list[float], k: int, repeat: int) -> None:
    array = np.array(scores * repeat)
    rounded = np.round(array, 9)
    want = sorted((n for n in range(len(array)) if array[n] > 0), key=lambda n: (-rounded[n], n))[:k]
    assert best(array, k) == want
