"""Spelling: full width to half, capitals to small, traditional to simplified; every character keeps its place."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

MOST_CHARACTERS = 2000
"""More than this of one utterance is not read: nobody tells facts in longer messages, and time stays bounded."""

_SAME = {
    "，": ",",
    "。": "。",
    "；": ";",
    "：": ":",
    "、": "、",
    "！": "!",
    "？": "?",
    "～": "~",
    "=": ":",
    "|": ",",
    "｜": ",",
    "✓": "√",
    "✔": "√",
    "☑": "√",
    "✗": "×",
    "✘": "×",
    "☒": "×",
    "収": "收",
    "—": "-",
    "–": "-",
    "－": "-",
    "﹣": "-",
    "−": "-",
}


_PAUSE = re.compile(r"(?<=[0-9])，(?=[0-9])")
"""A full-width comma between half-width digits ends a number; a half-width one may group thousands."""


def fold(text: str) -> str:
    """The first `MOST_CHARACTERS` characters, folded; position i of the result is position i of `text`."""
    text = _PAUSE.sub(" ", text[:MOST_CHARACTERS])
    narrow = "".join(map(_narrow, text))
    return narrow if _is_simplified(narrow) else _simplified(narrow)


@cache
def _narrow(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return "\n" if character in "\n\r\u2028\u2029" else " "
    wide = unicodedata.normalize("NFKC", character)
    small = (wide if len(wide) == 1 else character).lower()
    return small if len(small) == 1 else character


@cache
def _in_gb2312(character: str) -> bool:
    return bool(character.encode("gb2312", "ignore"))


def _is_simplified(text: str) -> bool:
    """The simplified characters in use are those of GB 2312; anything else among Han may be traditional."""
    return all(not "\u4e00" <= character <= "\u9fff" or _in_gb2312(character) for character in text)


def _simplified(text: str) -> str:
    whole: str = _converter().convert(text)
    if len(whole) == len(text):
        return whole
    return "".join(_one(character) for character in text)


@cache
def _one(character: str) -> str:
    one: str = _converter().convert(character)
    return one if len(one) == 1 else character


@cache
def _converter() -> Any:
    import opencc  # loaded only for those who write traditional characters

    return opencc.OpenCC("t2s")
