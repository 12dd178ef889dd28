"""One shape for the many ways of writing the same character, without moving a single offset."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

_SHAPES = {
    **{0xFF01 + i: 0x21 + i for i in range(94)},
    **dict.fromkeys(
        [0x09, 0x0D, 0x0B, 0x0C, 0xA0, 0x1680, 0x202F, 0x205F, 0x3000, 0xFEFF, *range(0x2000, 0x200E)], 0x20
    ),
    0xFE59: ord("("),
    0xFE5A: ord(")"),
    0xFF61: ord("。"),
    0x2028: 0x0A,
    0x2029: 0x0A,
    0x85: 0x0A,
}
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺶⺷⻌⻍⻨⺩⺧",
    "母民虎西见角贝车长长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟羊羊辶辶麦王牛",
)
"""Radicals that stand for whole characters in texts copied from a PDF, and that no normal form folds."""
_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_TRADITIONAL = re.compile("[條為發會業國於關過還個們這說責單實產額與應當]")
_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6} +|> ?|[-*+] +(?=[^\s]))|\*\*|(?<=\S) #+ *$", re.MULTILINE)


def mask(text: str) -> str:
    """The text with half-width brackets, digits and punctuation, plain spaces, and Markdown marks blanked.

    Exactly as long as the text: what is found in the mask stands at the same offsets in the source.
    """
    folded = _simplified(_without_radicals(text.translate(_SHAPES)))
    return _MARKDOWN.sub(lambda mark: " " * len(mark.group()), folded)


def _without_radicals(text: str) -> str:
    """Radicals and compatibility forms → the characters that they look like."""
    odd = set(_ODD.findall(text))
    if not odd:
        return text
    forms = {character: unicodedata.normalize("NFKC", character) for character in odd}
    table = {ord(character): form for character, form in forms.items() if len(form) == 1}
    return text.translate(table).translate(_RADICALS)


def radicals_folded(text: str) -> str:
    """For names that are shown and compared: the characters that were meant."""
    return _without_radicals(text)


def _simplified(text: str) -> str:
    """Character by character, so that nothing moves; only where a text has traditional ones at all."""
    if not _TRADITIONAL.search(text):
        return text
    converter = _converter()
    chinese = {character for character in set(text) if "\u4e00" <= character <= "\u9fff"}
    forms = {character: converter.convert(character) for character in chinese}
    return text.translate({ord(old): new for old, new in forms.items() if len(new) == 1 and old != new})


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def squeeze(text: str) -> str:
    """One line of what was printed: no line breaks, no spaces beside Chinese characters' line ends."""
    joined = re.sub(r"\s*\n\s*", "", text.translate({0xFEFF: None, 0x200B: None}))
    single = re.sub(r"[ \t\u00a0\u3000]+", " ", joined).strip()
    return single.replace(" ", "") if re.fullmatch(r"\S(?: \S)+", single) else single
