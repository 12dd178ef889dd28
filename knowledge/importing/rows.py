"""Rows of tables that say what is given: a figure in a column whose head names it and its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.importing.amounts import has_figure
from knowledge.importing.awards import Award, awards_of_sentence
from knowledge.model import Clause

_GIVES = re.compile(r"奖|补|资助|扶持|津贴|标准|金额|额度|比例|支持|上限|限额|封顶")
_PER = re.compile(r"元\s*[/／]\s*(?P<unit>[一-鿿㎡]{1,4})")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]")
_UNITS = (("亿元", 1e8), ("万元", 1e4), ("千元", 1e3), ("元", 1.0))
_FIGURE = re.compile(
    r"(?P<most>最高|不超过|≤)?\s*(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|千元|元|万|[%％])?"
)

_SENTENCE = "给予{}"
"""A cell of words (每平方米每月5元) is read by the grammar of sentences."""


def awards_in_row(clause: Clause) -> tuple[Award, ...]:
    """One for each column that gives; none for a clause that is no row, or a row without figures."""
    cells = clause.table
    if cells is None or not cells.row:
        return ()
    giving = [(head, cell.strip()) for head, cell in zip(cells.head, cells.row, strict=False) if _GIVES.search(head)]
    figures = [head for head, cell in giving if _FIGURE.fullmatch(cell)]
    apart = len(set(figures)) > 1 and any(_PER.search(head) for head in figures)
    who = _who(cells.row, {cell for _, cell in giving if has_figure(cell)})
    found: list[Award] = []
    for head, cell in giving:
        place = _FIGURE.fullmatch(cell)
        if place is not None:
            named = "、".join(part for part in (who, _BRACKET.sub("", head).strip() if apart else "") if part)
            award = _award(clause, head, place, named)
            found += [award] if award else []
        elif has_figure(cell):
            read = awards_of_sentence(_SENTENCE.format(cell), clause.path, who)
            found += [replace(award, sentence=clause.text.strip(), recipient=who) for award in read]
    return tuple(found)


def _who(row: Sequence[str], given: set[str]) -> str:
    """The first cells that are words: for whom, or what for."""
    words = (cell.strip() for cell in row)
    named = [word for word in words if word and word not in given and not _FIGURE.fullmatch(word)]
    return "、".join(dict.fromkeys(named[:2]))


def _award(clause: Clause, head: str, place: re.Match[str], who: str) -> Award | None:
    value = float(place["digits"].replace(",", ""))
    in_head = next((name for name, _ in _UNITS if name in head), "%" if re.search("[%％]", head) else "")
    unit = place["unit"] or in_head
    text = clause.text.strip()
    if unit in ("%", "％"):
        return Award(clause.path, text, "share", rate=round(value / 100, 6), recipient=who)
    scale = dict(_UNITS).get("万元" if unit == "万" else unit)
    if scale is None:
        return None
    if (each := _PER.search(head)) and not place["unit"]:
        sum_ = value * scale
        return Award(clause.path, text, "per_unit", per_unit_yuan=sum_, unit=each["unit"], recipient=who)
    most = place["most"] or re.search("最高|上限|不超过", head)
    return Award(clause.path, text, "up_to" if most else "fixed", amount_yuan=value * scale, recipient=who)
