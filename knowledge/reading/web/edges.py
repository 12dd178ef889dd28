"""What stands around the text without being it, known by its form: forms to fill in, menus, lists of related texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from knowledge.reading.blocks import Block, Paragraph
from knowledge.reading.page import edge, is_numbered

LONGEST_FORM, LONGEST_LOOSE, LONGEST_WORD = 200, 30, 8
_FILLED_IN = ("input", "textarea", "select", "button")
_SAYS = re.compile(r"[。；：;:]|\d{4}\s?年\s?\d{1,2}\s?月")

_ITEM = re.compile(r"^\W?[\da-zA-Z一二三四五六七八九十]{1,4}\W|^[\u2460-\u2473•·★●■]")


def hide_forms(body: Any) -> None:
    """Hides the largest element around a field to fill in that holds no sentence: labels, counters, buttons."""
    for field in list(body.iter(*_FILLED_IN)):
        around, above = None, field.getparent()
        while above is not None and above is not body and _only_labels(above):
            around, above = above, above.getparent()
        if around is not None:
            around.set("hidden", "hidden")


def _only_labels(element: Any) -> bool:
    said = 0
    for text in element.itertext():
        said += len(text.strip())
        if said > LONGEST_FORM or "。" in text:
            return False
    return next(element.iter("h1", "h2", "table"), None) is None


def without_edges(blocks: Sequence[Block]) -> list[Block]:
    """Without the menus above the first numbered unit, and without what follows the last words of the text itself."""
    first = next((at for at, block in enumerate(blocks) if is_numbered(block)), len(blocks))
    kept = [block for at, block in enumerate(blocks) if at >= first or not _is_menu(block)]
    last = len(kept)
    while last > 1 and _is_loose(kept[last - 1]):
        last -= 1
    return kept[:last] if last > len(kept) // 3 else kept


def _is_menu(block: Block) -> bool:
    """Two short words or more with a gap or a bar between them, none of them an office."""
    if not isinstance(block, Paragraph) or block.title:
        return False
    words = re.split(r"[\s\u3000|｜·]+", block.text.strip())
    return (
        len(words) >= 2
        and all(2 <= len(word) <= LONGEST_WORD and not re.search(r"[，。：；、:;（(\d]", word) for word in words)
        and not any(edge("organ").search(word) for word in words)
    )


def _is_loose(block: Block) -> bool:
    """A line that neither says nor signs nor names anything of a document."""
    if not isinstance(block, Paragraph) or block.title or is_numbered(block):
        return False
    text = block.text.strip()
    belongs = (_SAYS, _ITEM, edge("organ"), edge("ends"))
    return 2 < len(text) <= LONGEST_LOOSE and not any(known.search(text) for known in belongs)
