"""Parts of a message as Telegram's HTML: short things plain, quotes folded, every piece within the limits."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.channels.telegram.sending.splitting import MOST_UNITS, cut, units
from bot.model import Part, PartKind

MOST_ENTITIES = 90
"""Telegram drops formatting beyond 100."""
_LEAST_ROOM = 200
"""A long part starts in what is left of a piece only where at least this many units are left."""
_TAGS: dict[PartKind, tuple[str, str]] = {
    "lead": ("", ""),
    "text": ("", ""),
    "heading": ("<b>", "</b>"),
    "quote": ("<blockquote expandable>", "</blockquote>"),
    "source": ("<i>", "</i>"),
    "notice": ("<b>", "</b>"),
    "hint": ("<i>", "</i>"),
    "folded": ("<blockquote expandable>", "</blockquote>"),
}
Block = list[Part]


@dataclass
class _Piece:
    markup: list[str] = field(default_factory=list)
    units: int = 0
    entities: int = 0

    def room(self, most: int) -> int:
        return most - self.units - (2 if self.markup else 0)

    def add(self, part: Part) -> None:
        gap = ("\n\n" if part.kind == "heading" else "\n") if self.markup else ""
        opening, closing = _TAGS[part.kind]
        self.markup.append(f"{gap}{opening}{html.escape(part.text, quote=False)}{closing}")
        self.units += len(gap) + units(part.text)
        self.entities += bool(opening)


def pieces(parts: Iterable[Part], most: int = MOST_UNITS) -> list[str]:
    """HTML texts of at most `most` UTF-16 units after parsing; no tag is ever cut. Empty where there is no text.

    What belongs together stays together: a heading and what it heads, a quote, its source and what is said about it.
    """
    done = [_Piece()]
    for block in _blocks(parts):
        if not _fits(done[-1], block, most):
            if _fits(_Piece(), block, most):
                done.append(_Piece())
            else:
                _fill(done, block, most)
                continue
        for part in block:
            done[-1].add(part)
    return ["".join(piece.markup) for piece in done if piece.markup]


def _fits(piece: _Piece, block: Block, most: int) -> bool:
    entities = sum(bool(_TAGS[part.kind][0]) for part in block)
    return _length(block) <= piece.room(most) and piece.entities + entities <= MOST_ENTITIES


def _length(block: Block) -> int:
    return sum(units(part.text) + 2 for part in block) - 2


def _fill(done: list[_Piece], block: Block, most: int) -> None:
    """A block that no message can hold: part after part, long parts cut; a source keeps the end of its quote."""
    for index, part in enumerate(block):
        following = block[index + 1] if index + 1 < len(block) else None
        source = units(following.text) + 2 if following and following.kind == "source" else 0
        reserve = source if source <= most // 2 else 0
        room = done[-1].room(most) - reserve
        if done[-1].entities >= MOST_ENTITIES or (room < units(part.text) and room < _LEAST_ROOM):
            done.append(_Piece())
            room = most - reserve
        for number, share in enumerate(cut(part.text, room, most - reserve)):
            if number:
                done.append(_Piece())
            if share.strip():
                done[-1].add(Part(part.kind, share.strip()))


def _blocks(parts: Iterable[Part]) -> Iterator[Block]:
    """Runs of parts that are to be read together."""
    block: Block = []
    for part in parts:
        if not (text := part.text.strip()):
            continue
        if block and _opens(block, part):
            yield block
            block = []
        block.append(Part(part.kind, text))
    if block:
        yield block


def _opens(block: Block, part: Part) -> bool:
    """Whether the part begins something new. An entry of a list that has sources begins with a sign (✔, ✘, ●)."""
    before = block[-1]
    if part.kind == "heading":
        return True
    if all(one.kind in ("heading", "notice") for one in block) or part.kind in ("source", "hint", "notice"):
        return False
    if part.kind == "quote":
        return before.kind not in ("text", "lead")
    if part.kind == "text":
        return _signed(part) or (before.kind != "source" and not _signed(before))
    return True


def _signed(part: Part) -> bool:
    return part.kind == "text" and unicodedata.category(part.text.strip()[0]) in ("So", "Sm", "Po", "Pd")


def plain(markup: str) -> str:
    """The text without its formatting: what is sent where Telegram refuses the formatting."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
