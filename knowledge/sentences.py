"""A clause's own sentences, as printed."""

from __future__ import annotations

import re

from knowledge.model import Clause

_PIECE = re.compile(r"[^。；;！？!?\n]*[。；;！？!?]?[”’」』）)]*")


def sentences_of(clause: Clause) -> tuple[str, ...]:
    """Pieces of the clause's own words between full stops, semicolons and line breaks: exact substrings of its text."""
    own = clause.text[: clause.own_end - clause.start]
    pieces = (piece.strip("\u3000\xa0 \t\r") for piece in _PIECE.findall(own))
    return tuple(piece for piece in pieces if re.search(r"\w", piece))
