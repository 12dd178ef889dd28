"""Whether words that make conditions are conditions in the file, and whether a quote keeps its 鼓励."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rules.language.awards import Promised
from rules.language.programme import Programme
from rules.language.source import Source
from rules.phrases import phrase

Clauses = Mapping[tuple[str, tuple[str, ...]], str]

_ENDS = "。；;\n"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_name("condition_words.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(data["words"])), re.compile(data["modals"])


def check_words(programme: Programme, data: Mapping[str, Any], source: Source, clauses: Clauses) -> None:
    """Raises `DataError` on a condition word that no condition has, and on a promise cut off from its 鼓励.

    Steps of the ladder have summaries of ours for quotes and are left alone.
    """
    if programme.kind == "tier":
        return
    text = clauses[(programme.document, programme.clause)]
    at = text.index(programme.quote)
    start = max(text.rfind(end, 0, at) for end in _ENDS) + 1
    words, modals = _patterns()
    modal = modals.search(text, start, at)
    if modal and isinstance(programme.award, Promised):
        source.fail(phrase("data_modal", word=modal.group()), phrase("data_fix_modal"), programme.quote)
    left_out = [_left_out(item, text, source) for item in data.get("left_out", ())]
    covered = [*(leaf.quote for leaf in programme.leaves), *left_out]
    for found in words.finditer(text, start, at + len(programme.quote)):
        if not any(found.group() in each for each in covered):
            what = phrase("data_condition_word", word=found.group())
            source.fail(what, phrase("data_fix_condition_word"), "condition")


def _left_out(item: Mapping[str, Any], text: str, source: Source) -> str:
    words: str = item["words"]
    if words not in text:
        source.fail(phrase("data_left_out", words=words), phrase("data_fix_quote"), words)
    return words
