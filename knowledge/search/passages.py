"""Search over any passages, tens of thousands of them: the same fields, terms and numbers as for clauses."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from knowledge.bm25.index import Index
from knowledge.search.citing import Citations
from knowledge.search.core import Asked, Core
from knowledge.search.folding import fold
from knowledge.search.words import Words, characters

Passage = tuple[str, str]
"""Title (may be empty) and text."""
_BATCH = 500
_FEWEST_FOR_PROCESSES = 4000
"""Below this many passages a second process costs more than it saves."""
_LOOKED_AT = 400
"""Passages that are put in order at least: beyond 200 of the best by words none comes among the ten best."""
_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百千零〇\d]{1,7}条(?:之[一二三四五六七八九十]{1,2})?\s*$")
_words = Words()


class Passages:
    """Characters, pairs of characters and words, each with its own BM25, ranked as the library's clauses are.

    The title is counted twice, as retrieval over headed texts gains by it. Passages of one title, less the number
    of an article behind it, are a document.
    """

    def __init__(self, passages: Sequence[Passage], progress: Callable[[int], None] = lambda done: None) -> None:
        texts = [f"{title}\n{title}\n{text}" if title else text for title, text in passages]
        words, pairs = _bags(texts, progress)
        names = [_ARTICLE.sub("", title) or str(number) for number, (title, _) in enumerate(passages)]
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        documents = [numbers[name] for name in names]
        said = [title[len(name) :] + text for name, (title, text) in zip(names, passages, strict=True)]
        citations = Citations(list(numbers), documents, said.__getitem__)
        self._core = Core(Index.of(words), Index.of(pairs), np.array(documents, np.int64), citations)

    def search(self, text: str, k: int) -> list[int]:
        """Numbers of the k best passages, best first; ties in the order of the passages."""
        folded = fold(text)
        asked = Asked([(word, 1.0) for word in _words.cut(folded)], [(one, 1.0) for one in characters(folded)])
        numbers = self._core.first(asked, max(k, _LOOKED_AT))
        scores = self._core.scores(asked, numbers)
        found: list[int] = numbers[np.lexsort((numbers, -np.round(scores, 9)))[:k]].tolist()
        return found


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
