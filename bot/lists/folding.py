"""Spelling of heads and cells: half width, small letters, no blanks, no quotation marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from bot.lists.model import Percent

_GONE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad“”\"'‘’「」『』《》〈〉]+")
_DASHES = str.maketrans(
    dict.fromkeys("—–－−﹣", "-") | dict.fromkeys("【[〔{", "(") | dict.fromkeys("】]〕}", ")") | {"～": "~"}
)


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    return _GONE.sub("", unicodedata.normalize("NFKC", text).lower()).translate(_DASHES)


def shown(cell: Any) -> str:
    """A cell as a person sees it."""
    if cell is None:
        return ""
    if isinstance(cell, Percent):
        return f"{round(cell * 100, 6):g}%"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if hasattr(cell, "isoformat"):
        text = str(cell.isoformat())
        return text.removesuffix("T00:00:00")
    return str(cell).strip()


def filled(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))
