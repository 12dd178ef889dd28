"""One spelling for what people type: widths, cases, traditional characters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"', "‘": "'", "’": "'", "〇": "零"}
)
_LOOKALIKES = str.maketrans({"肓": "育", "曰": "日"})
"""Characters that hardly anyone means: their doubles were typed or read by a camera."""


def fold(text: str) -> str:
    """Half width, lower case, simplified characters, single spaces; not tied to the text's offsets."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).translate(_LOOKALIKES).lower()
    text = re.sub(r"[\u200b-\u200f\ufeff\u2060]", "", text)
    text = re.sub(r"\s+", " ", text).strip()
    return simplified(text)


def squeezed(folded: str) -> str:
    """Without the spaces that the source has inside numbers and between Chinese characters."""
    return re.sub(r"(?<![a-z]) | (?![a-z])", "", folded)


def _traditional(text: str) -> bool:
    """GB 2312 has the simplified characters; a Chinese character outside it may be a traditional one."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return any("\u4e00" <= character <= "\u9fff" and not _in_gb2312(character) for character in text)
    return False


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplified(text: str) -> str:
    """With simplified characters; the same where it has no traditional ones."""
    if not _traditional(text):
        return text
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
