"""Parts of a message as Telegram's HTML: short things plain, quotes folded, every piece within the limits."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.channels.telegram.splitting import MOST_UNITS, cut, units
from bot.dialogue.model import Part, PartKind

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
}


@dataclass
class _Piece:
    markup: list[str] = field(default_factory=list)
    units: int = 0
    entities: int = 0


def pieces(parts: Iterable[Part], most: int = MOST_UNITS) -> list[str]:
    """HTML texts of at most `most` UTF-16 units after parsing; no tag is ever cut. Empty where there is no text."""
    done: list[_Piece] = []
    piece = _Piece()
    for kind, text in _fitting(parts, most):
        gap = _gap(kind) if piece.markup else ""
        if piece.markup and (piece.units + len(gap) + units(text) > most or piece.entities >= MOST_ENTITIES):
            done.append(piece)
            piece, gap = _Piece(), ""
        opening, closing = _TAGS[kind]
        piece.markup.append(f"{gap}{opening}{html.escape(text, quote=False)}{closing}")
        piece.units += len(gap) + units(text)
        piece.entities += bool(opening)
    return ["".join(one.markup) for one in (*done, piece) if one.markup]


def _gap(kind: PartKind) -> str:
    return "\n\n" if kind == "heading" else "\n"


def _fitting(parts: Iterable[Part], most: int) -> Iterator[tuple[PartKind, str]]:
    """The parts with text, each cut so that it can fit; a cut part first fills the piece that is being filled."""
    used = 0
    for part in parts:
        text = part.text.strip()
        if not text:
            continue
        room = most - used - 2
        if units(text) <= max(room, 0):
            used += units(text) + 2
            yield part.kind, text
            continue
        fits_alone = units(text) <= most
        for share in cut(text, most if fits_alone or room < _LEAST_ROOM else room, most):
            if share.strip():
                used = units(share)
                yield part.kind, share.strip()


def plain(markup: str) -> str:
    """The text without its formatting: what is sent where Telegram refuses the formatting."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
