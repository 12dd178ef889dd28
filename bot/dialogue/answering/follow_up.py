"""Questions that lean on the one before: 「那日照呢」「复核呢」「谁管」."""

from __future__ import annotations

import re

from bot.dialogue.answering.lexicon import lexicon
from bot.dialogue.answering.model import Focus
from bot.dialogue.answering.question import read

_SIGNS = re.compile(r"^(?:那么?|如果是|要是|换成|换|改成|再问)|(?:呢|咧|的|吗|呀|啊|么|[?？])+$")


def resolve(text: str, focus: Focus) -> str:
    """The question with what it leans on; unchanged where it stands by itself. Both texts are folded."""
    words = lexicon()
    if not focus.question or not words.signals["elliptic"].search(text.rstrip("?？。!！ ")):
        return text
    said = read(text)
    rest = _SIGNS.sub("", text.rstrip("?？。!！ ")).strip()
    base = focus.question
    if said.cities and len(rest) <= 6:
        return _with_city(base, said.cities[0])
    return f"{base} {rest or text}"


def _with_city(base: str, city: str) -> str:
    for pattern in lexicon().covered_places.values():
        base = pattern.sub(" ", base)
    return f"{city}{base.strip()}"
