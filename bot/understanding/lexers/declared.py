"""Units said once for figures that follow: 营业收入(万元):去年2458, 前年2011; 金额单位:千元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.lexers.figure import SCALES, Quantity

_IN_BRACKETS = (
    r"\( ?(?:单位 ?:? ?|按|人民币)?(?P<unit>亿|千万|百万|十万|万|千|)(?P<yuan>元?)(?:人民币)?"
    r"(?P<ratio>[%‰]?)(?P<persons>人?) ?\)"
)
_YEAR = r"(?:大?前年|[去上今本]年|(?:19|20)?\d\d年)"
_BRACKETED = re.compile(rf"{_IN_BRACKETS}[ :是为=约]*(?:{_YEAR}度?[ :是为=约]*)?$")
_NEXT = re.compile(rf"[ ,、;/]*{_YEAR}度?[ :是为=约]*")
"""Between two figures of one list with the unit at its head."""
_DECLARED = re.compile(r"单位(?:都|均|一律)?[ :是为按用(]*(?P<unit>亿|千万|百万|十万|万|千|)元")
_NEAR = 24


def in_brackets(text: str, bare: Quantity) -> Quantity:
    """营业收入(亿)10.00, 研发费用(百万元) 3.5: the unit stands in brackets before the figure."""
    found = _BRACKETED.search(text[max(0, bare.start - _NEAR) : bare.start])
    return _as(bare, found) if found else bare


def declared(text: str, figures: Sequence[Quantity]) -> list[Quantity]:
    """Bare figures behind one whose unit stood in brackets, and those of a text that names its unit of money."""
    named = _DECLARED.search(text)
    read: list[Quantity] = []
    head: re.Match[str] | None = None
    for figure in figures:
        one = figure
        if figure.kind != "bare":
            head = _BRACKETED.search(text[max(0, figure.start - _NEAR) : figure.start])
        elif head is not None and read and _NEXT.fullmatch(text, read[-1].end, figure.start):
            one = _as(figure, head)
        elif named is not None and figure.start >= named.end():
            one = replace(figure, unit=named["unit"] + "元")
        read.append(one)
    return read


def _as(bare: Quantity, found: re.Match[str]) -> Quantity:
    if found["ratio"]:
        whole = 100 if found["ratio"] == "%" else 1000
        return replace(bare, kind="ratio", low=bare.low / whole, high=bare.high / whole)
    if found["persons"]:
        return replace(bare, kind="persons")
    if not found["unit"] and not found["yuan"]:
        return bare
    factor = SCALES[found["unit"]]
    return replace(bare, kind="money", low=bare.low * factor, high=bare.high * factor, unit="元")
