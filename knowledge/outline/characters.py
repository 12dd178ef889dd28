"""One shape for the many ways of writing the same character, without moving a single offset."""

from __future__ import annotations

import re

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
_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6} +|> ?|[-*+] +(?=[^\s]))|\*\*|(?<=\S) #+ *$", re.MULTILINE)


def mask(text: str) -> str:
    """The text with half-width brackets, digits and punctuation, plain spaces, and Markdown marks blanked.

    Exactly as long as the text: what is found in the mask stands at the same offsets in the source.
    """
    return _MARKDOWN.sub(lambda mark: " " * len(mark.group()), text.translate(_SHAPES))


def squeeze(text: str) -> str:
    """One line of what was printed: no line breaks, no spaces beside Chinese characters' line ends."""
    joined = re.sub(r"\s*\n\s*", "", text.translate({0xFEFF: None, 0x200B: None}))
    single = re.sub(r"[ \t\u00a0\u3000]+", " ", joined).strip()
    return single.replace(" ", "") if re.fullmatch(r"\S(?: \S)+", single) else single
