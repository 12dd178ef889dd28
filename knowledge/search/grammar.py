"""How much of a subject a word of general Chinese carries: a noun names one, 「打算」 and 「里头」 do not."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.prepared import prepared
from knowledge.search.dictionary import LEAST_FREQUENCY, plain_source

if TYPE_CHECKING:
    from typing import BinaryIO

_FORMAT = 3
_FUNCTION = frozenset(
    tag
    for tags in ("c d f m p r t y u e o q s x k h zg z uj ul ug", "uz ud uv df dg mq rr rz rg tg")
    for tag in tags.split()
)
"""Parts of speech in jieba's dictionary: conjunctions, adverbs, places within, numerals, pronouns, particles, …"""
_VERBS = frozenset(["v", "vd", "vi", "vq"])
_ADJECTIVES = frozenset(["a", "ad", "b"])
_OF_FUNCTION, _OF_COMMON_VERB, _OF_VERB, _OF_ADJECTIVE = 0.04, 0.08, 0.4, 0.3
_COMMON = 900
"""From this frequency on in jieba's dictionary a verb says little about what is spoken of."""


class Grammar:
    """Shares from 0 (carries no subject) to 1 (names one); words that the dictionary lacks count as naming one."""

    def share(self, word: str) -> float:
        return self._shares.get(word, 1.0)

    @cached_property
    def _shares(self) -> dict[str, float]:
        with plain_source() as source:
            key = f"{_FORMAT} {os.fstat(source.fileno()).st_size} {_COMMON}".encode()
            return prepared("grammar", key, lambda: _read(source))


def _read(source: BinaryIO) -> dict[str, float]:
    rows = (line.decode("utf-8").split() for line in source)
    return {
        word: share
        for word, frequency, tag in rows
        if int(frequency) >= LEAST_FREQUENCY and (share := _share_of(tag, int(frequency))) < 1
    }


def _share_of(tag: str, frequency: int) -> float:
    if tag in _FUNCTION:
        return _OF_FUNCTION
    if tag in _VERBS:
        return _OF_COMMON_VERB if frequency >= _COMMON else _OF_VERB
    return _OF_ADJECTIVE if tag in _ADJECTIVES else 1.0
