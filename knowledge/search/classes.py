"""What kind of word a word is, by jieba's own dictionary; the table is looked into where it lies, never loaded."""

from __future__ import annotations

from functools import cache, lru_cache
from mmap import ACCESS_READ, mmap

from knowledge.search.dictionary import plain_source


@lru_cache(maxsize=8192)
def word_class(word: str) -> str:
    """jieba's sign of it (n noun, v verb, vn verbal noun, d adverb, m number, t time …); empty for a word it lacks."""
    table = _table()
    at = table.find(b"\n" + word.encode() + b" ")
    if at < 0:
        return ""
    stop = table.find(b"\n", at + 1)
    return table[at + 1 : stop if stop > 0 else len(table)].decode().split()[-1]


@cache
def _table() -> mmap:
    with plain_source() as source:
        return mmap(source.fileno(), 0, access=ACCESS_READ)
