"""Whether words that make conditions are conditions in the file, and whether a quote keeps its 鼓励."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rules.language.awards import Award, Promised
from rules.language.condition_files import Place
from rules.language.conditions import Leaf
from rules.phrases import phrase

_ENDS = "。；;\n"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_name("condition_words.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(data["words"])), re.compile(data["modals"])


def check_words(data: Mapping[str, Any], award: Award, leaves: Iterable[Leaf], place: Place) -> None:
    """Raises `DataError` on a condition word that no condition has, and on a promise cut off from its 鼓励."""
    quote: str = data["quote"]
    text = place.clauses[(place.document, place.clause)]
    at = text.index(quote)
    start = max(text.rfind(end, 0, at) for end in _ENDS) + 1
    words, modals = _patterns()
    modal = modals.search(text, start, at)
    if modal and isinstance(award, Promised):
        place.source.fail(phrase("data_modal", word=modal.group()), phrase("data_fix_modal"), quote)
    covered = [leaf.quote for leaf in leaves] + [_left_out(item, text, place) for item in data.get("left_out", ())]
    for found in words.finditer(text, start, at + len(quote)):
        if not any(found.group() in each for each in covered):
            what = phrase("data_condition_word", word=found.group())
            place.source.fail(what, phrase("data_fix_condition_word"), "condition")


def _left_out(item: Mapping[str, Any], text: str, place: Place) -> str:
    place.source.allow(item, ("words", "why"), "left_out")
    words: str = place.source.need(item, "words", str, "left_out")
    place.source.need(item, "why", str, "left_out")
    if words not in text:
        place.check_quote(words, place.clause)
    return words
