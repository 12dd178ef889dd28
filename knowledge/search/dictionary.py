"""jieba's dictionary with our terms, loaded from a prepared file in the user's cache folder.

`marshal.loads` of prepared bytes takes a third of the time that jieba needs to build its table or read its cache.
"""

from __future__ import annotations

import logging
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from knowledge.prepared import prepared

if TYPE_CHECKING:
    import jieba

TERMS = Path(__file__).with_name("terms.txt")
TERM_FREQUENCY = 20_000
LEAST_FREQUENCY = 4
"""Words that jieba has seen less often are left out: two fifths of the size, a quarter of the loading time."""
_FORMAT = 3


def load_tokenizer(added: tuple[str, ...] = ()) -> jieba.Tokenizer:
    """Our own tokenizer, ready to cut; never jieba's global one, never its file in the shared temporary folder.

    `added` terms are put into this tokenizer alone.
    """
    jieba = _jieba()
    tokenizer = jieba.Tokenizer()
    shared, total = _shared_table()
    tokenizer.FREQ, tokenizer.total = (dict(shared), total) if added else (shared, total)
    for term in added:
        tokenizer.total += _put(tokenizer.FREQ, term)
    tokenizer.initialized = True
    return tokenizer


@cache
def _shared_table() -> tuple[dict[str, int], int]:
    return _table(_jieba().Tokenizer())


def plain_tokenizer() -> jieba.Tokenizer:
    """jieba's own dictionary without our terms, built afresh: what the term list is made with."""
    tokenizer = _jieba().Tokenizer()
    with tokenizer.get_dict_file() as source:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(source)
    tokenizer.initialized = True
    return tokenizer


def plain_source() -> BinaryIO:
    """jieba's own dictionary file: a word, its frequency and its part of speech a line."""
    return cast("BinaryIO", _jieba().Tokenizer().get_dict_file())


def _jieba() -> Any:
    """jieba without pkg_resources: it would only find jieba's own files with it, and that costs 70 ms and a warning."""
    hidden = "pkg_resources" not in sys.modules and "jieba" not in sys.modules
    if hidden:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        if hidden:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.WARNING)
    return jieba


def _table(tokenizer: jieba.Tokenizer) -> tuple[dict[str, int], int]:
    with tokenizer.get_dict_file() as source:
        size = os.fstat(source.fileno()).st_size
    key = f"{_FORMAT} {_jieba().__version__} {size} {TERM_FREQUENCY} {LEAST_FREQUENCY}".encode() + TERMS.read_bytes()
    return prepared("dictionary", key, lambda: _build(tokenizer))


def _build(tokenizer: jieba.Tokenizer) -> tuple[dict[str, int], int]:
    with tokenizer.get_dict_file() as source:
        everything, total = tokenizer.gen_pfdict(source)
    frequencies = {word: count for word, count in everything.items() if count >= LEAST_FREQUENCY}
    for word in list(frequencies):
        for length in range(1, len(word)):
            frequencies.setdefault(word[:length], 0)
    for term in terms():
        total += _put(frequencies, term)
    return frequencies, total


def _put(frequencies: dict[str, int], term: str) -> int:
    """Makes the term a word; what it adds to the total."""
    more = TERM_FREQUENCY - frequencies.get(term, 0)
    frequencies[term] = TERM_FREQUENCY
    for length in range(1, len(term)):
        frequencies.setdefault(term[:length], 0)
    return more


def terms() -> list[str]:
    return [
        line.strip()
        for line in TERMS.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
