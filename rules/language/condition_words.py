"""Whether words that make conditions are conditions in the file, and whether a quote keeps its 鼓励."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rules.language.awards import Promised
from rules.language.programme import Programme
from rules.language.source import Source
from rules.phrases import phrase

Clauses = Mapping[tuple[str, tuple[str, ...]], str]

_SHORTEST_REASON = 6
"""Characters: less is no reason."""
_ENDS = "。；;\n"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_name("condition_words.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(data["words"])), re.compile(data["modals"])


def check_words(programme: Programme, data: Mapping[str, Any], source: Source, clauses: Clauses) -> None:
    """Raises `DataError` on a condition word that no condition has, and on a promise cut off from its 鼓励.

    Looked at is every sentence that the benefit's quote touches, to its end; a word is covered where it stands, not by
    the same word elsewhere. Steps of the ladder have summaries of ours for quotes and are left alone.
    """
    if programme.kind == "tier":
        return
    text = clauses[(programme.document, programme.clause)]
    start, at, end = _sentences(text, programme.quote)
    words, modals = _patterns()
    modal = modals.search(text, start, at)
    if modal and isinstance(programme.award, Promised):
        source.fail(phrase("data_modal", word=modal.group()), phrase("data_fix_modal"), programme.quote)
    left_out = [_left_out(item, text, source) for item in data.get("left_out", ())]
    covered = list(_spans(text, [*(leaf.quote for leaf in programme.leaves), *left_out]))
    for found in words.finditer(text, start, end):
        if not any(first <= found.start() and found.end() <= last for first, last in covered):
            what = phrase("data_condition_word", word=found.group())
            source.fail(what, phrase("data_fix_condition_word"), "condition")


def _sentences(text: str, quote: str) -> tuple[int, int, int]:
    """Where the sentence begins in which the quote stands, where the quote does, and where its last sentence ends."""
    at = text.index(quote)
    start = max(text.rfind(mark, 0, at) for mark in _ENDS) + 1
    last = at + len(quote) - 1
    ends = [place for mark in _ENDS if (place := text.find(mark, last)) >= 0]
    return start, at, min(ends, default=len(text))


def _spans(text: str, quotes: Iterable[str]) -> Iterator[tuple[int, int]]:
    for quote in quotes:
        at = text.find(quote)
        while at >= 0:
            yield at, at + len(quote)
            at = text.find(quote, at + 1)


def _left_out(item: Mapping[str, Any], text: str, source: Source) -> str:
    words: str = item["words"]
    if words not in text:
        source.fail(phrase("data_left_out", words=words), phrase("data_fix_quote"), words)
    if len(item["why"].strip()) < _SHORTEST_REASON:
        source.fail(phrase("data_left_out_why", words=words), phrase("data_fix_left_out_why"), words)
    return words
