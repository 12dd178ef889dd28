"""The same words for texts and questions, cut by our own jieba tokenizer."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.search.dictionary import load_tokenizer

if TYPE_CHECKING:
    import jieba

_WORD = re.compile(r"\w")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+(?:\.[0-9]+)?")


class Words:
    def __init__(self, terms: tuple[str, ...] = ()) -> None:
        """`terms` are words besides those of the dictionary and of the shipped documents."""
        self._terms = terms

    @cached_property
    def _tokenizer(self) -> jieba.Tokenizer:
        return load_tokenizer(self._terms)

    def frequency(self, word: str) -> int:
        """How often jieba's dictionary has seen it; 0 for what is no word."""
        return int(self._tokenizer.FREQ.get(word, 0))

    def cut(self, folded: str, *, guess: bool = True) -> tuple[str, ...]:
        """Words of a folded text, in order, punctuation left out; `guess` joins characters that no dictionary joins."""
        return tuple(word for word in self._tokenizer.cut(folded, HMM=guess) if _WORD.search(word))

    def parts(self, word: str) -> tuple[str, ...]:
        """Dictionary words of two or three characters inside a longer word."""
        if len(word) <= 2 or not _HAN.fullmatch(word):
            return ()
        grams = (
            word[start : start + size] for size in (2, 3) if len(word) > size for start in range(len(word) - size + 1)
        )
        return tuple(gram for gram in grams if self.frequency(gram))


def characters(folded: str) -> list[str]:
    """Single characters and pairs of neighbours; runs of letters and digits stay whole."""
    found: list[str] = []
    for run in _RUN.findall(folded):
        if run[0].isascii():
            found.append(run)
        else:
            found.extend(run)
            found.extend(map("".join, pairwise(run)))
    return found


def single(term: str) -> bool:
    """Whether a term of `characters` is one that stands alone, not a pair."""
    return len(term) == 1 or term[0].isascii()
