"""Search over any passages, tens of thousands of them: the same fields, terms and numbers as for clauses."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from knowledge.bm25.index import Index
from knowledge.search.folding import fold
from knowledge.search.words import Words, characters

Passage = tuple[str, str]
"""Title (may be empty) and text."""
_BATCH = 500
_FEWEST_FOR_PROCESSES = 4000
"""Below this many passages a second process costs more than it saves."""
_words = Words()


class Passages:
    """Characters, pairs of characters and words, each with its own BM25; the scores are added.

    The title is counted twice, as retrieval over headed texts gains by it.
    """

    def __init__(self, passages: Sequence[Passage], progress: Callable[[int], None] = lambda done: None) -> None:
        texts = [f"{title}\n{title}\n{text}" if title else text for title, text in passages]
        words, pairs = _bags(texts, progress)
        self._by_word = Index.of(words)
        self._by_character = Index.of(pairs)

    def search(self, text: str, k: int) -> list[int]:
        """Numbers of the k best passages, best first; ties in the order of the passages."""
        folded = fold(text)
        lists = [
            *self._by_word.lists((word, 1.0) for word in _words.cut(folded)),
            *self._by_character.lists((pair, 1.0) for pair in characters(folded)),
        ]
        numbers: list[int] = self._by_word.top_of(lists, k)[0].tolist()
        return numbers


def _bags(texts: list[str], progress: Callable[[int], None]) -> tuple[list[list[str]], list[list[str]]]:
    words: list[list[str]] = []
    pairs: list[list[str]] = []
    for batch in _cut_all(texts):
        for one, other in batch:
            words.append(one)
            pairs.append(other)
        progress(len(words))
    return words, pairs


def _cut_all(texts: list[str]) -> Iterable[list[tuple[list[str], list[str]]]]:
    batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if len(texts) < _FEWEST_FOR_PROCESSES or cores < 2:
        return map(_cut_batch, batches)
    _words.frequency("")  # the dictionary is loaded once, before the processes split off
    return _in_processes(batches, cores)


def _in_processes(batches: list[list[str]], cores: int) -> Iterable[list[tuple[list[str], list[str]]]]:
    with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as pool:
        yield from pool.map(_cut_batch, batches)


def _cut_batch(texts: list[str]) -> list[tuple[list[str], list[str]]]:
    return [(list(_words.cut(folded)), characters(folded)) for folded in map(fold, texts)]
