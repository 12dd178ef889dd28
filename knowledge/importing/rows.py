"""Rows of tables that say what is given: a figure in a column whose head names it and its unit."""

from __future__ import annotations

import re

from knowledge.importing.awards import Award
from knowledge.model import Clause

_GIVES = re.compile(r"奖|补|资助|扶持|津贴|标准|金额|额度|比例|支持")
_UNITS = (("亿元", 1e8), ("万元", 1e4), ("千元", 1e3), ("元", 1.0))
_FIGURE = re.compile(
    r"(?P<most>最高|不超过|≤)?\s*(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|千元|元|万|[%％])?"
)


def awards_in_row(clause: Clause) -> tuple[Award, ...]:
    """One for each column that gives; none for a clause that is no row, or a row of words."""
    cells = clause.table
    if cells is None or not cells.row:
        return ()
    named = [cell.strip() for cell in cells.row if cell.strip() and not _FIGURE.fullmatch(cell.strip())]
    found = []
    for head, cell in zip(cells.head, cells.row, strict=False):
        place = _FIGURE.fullmatch(cell.strip())
        if place is not None and _GIVES.search(head):
            award = _award(clause, head, place, "、".join(dict.fromkeys(named[:2])))
            found += [award] if award else []
    return tuple(found)


def _award(clause: Clause, head: str, place: re.Match[str], who: str) -> Award | None:
    value = float(place["digits"].replace(",", ""))
    unit = place["unit"] or next((name for name, _ in _UNITS if name in head), "%" if re.search("[%％]", head) else "")
    text = clause.text.strip()
    if unit in ("%", "％"):
        return Award(clause.path, text, "share", rate=round(value / 100, 6), recipient=who)
    scale = dict(_UNITS).get("万元" if unit == "万" else unit)
    if scale is None:
        return None
    most = place["most"] or re.search("最高|上限|不超过", head)
    return Award(clause.path, text, "up_to" if most else "fixed", amount_yuan=value * scale, recipient=who)
