"""The same words for texts and questions: folded, cut by our own jieba tokenizer."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.dictionary import load_tokenizer
from knowledge.folding import fold

if TYPE_CHECKING:
    import jieba

_WORD = re.compile(r"\w")


class Words:
    @cached_property
    def _tokenizer(self) -> jieba.Tokenizer:
        return load_tokenizer()

    def cut(self, text: str) -> tuple[str, ...]:
        """Words in order, punctuation left out."""
        return tuple(word for word in self._tokenizer.cut(fold(text)) if _WORD.search(word))
