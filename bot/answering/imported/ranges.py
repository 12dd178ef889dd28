"""Sums that a sentence or a row of a table is for: 500万元以上、不足1000万元, 1亿元至5亿元."""

from __future__ import annotations

import re
from math import inf

from knowledge.model import Clause

_SCALE = {"亿": 1e8, "万": 1e4, "千": 1e3}
_SUM = r"(\d+(?:\.\d+)?)\s*(亿|万|千)?\s*(?:元)?(?:[(（][^()（）]{1,8}[)）])?"
_ALONE = re.compile(_SUM)
_WITHIN = re.compile(
    rf"{_SUM}(?:[(（]?[含及][)）]?)?(?:以上)?(?:[至到—–\-~～]+|[,，、]?(?:不足|不满|低于|不到|小于)){_SUM}"
)
_FROM = re.compile(
    rf"(?:达到?|(?<!不)超过|突破|不低于|不少于|至少|(?<![不未])满){_SUM}|{_SUM}(?:[(（]?[含及][)）]?)?以上"
)
_BELOW = re.compile(rf"(?:不足|不满|低于|不到|小于|未满|未达到?){_SUM}|{_SUM}(?:[(（]?[含及][)）]?)?以下")
_MARK = re.compile(r"元|万|亿")
_IN_HEAD = re.compile(r"[(（](?:单位\s*[:：]\s*)?(亿|万|千)?元[)）]")


def holds(text: str, yuan: float, unit: str = "") -> bool:
    """Whether the text names a range of sums and this one lies in it. `unit`: 万 or 亿 for figures that have none."""
    return any(low <= yuan < high for low, high in _ranges(text, unit))


def row_holds(clause: Clause, yuan: float) -> bool:
    """The same of a row, whose heads may say the unit of its figures."""
    if clause.table is None:
        return False
    heads = (*clause.table.head, *([""] * len(clause.table.row)))
    for head, cell in zip(heads, clause.table.row, strict=False):
        said = _IN_HEAD.search(head)
        alone = _ALONE.fullmatch(cell.strip())
        if alone and (said or _MARK.search(cell)) and _yuan(alone[1], alone[2], _unit(said)) == yuan:
            return True
        if (said or _MARK.search(cell)) and holds(cell, yuan, _unit(said)):
            return True
    return False


def _unit(said: re.Match[str] | None) -> str:
    """元 for a head that names no larger one."""
    return "" if said is None else said.group(1) or "元"


def _ranges(text: str, unit: str) -> list[tuple[float, float]]:
    found = []
    rest = text
    for within in _WITHIN.finditer(text):
        low, low_scale, high, high_scale = within.groups()
        if unit or _MARK.search(within.group()):
            found.append((_yuan(low, low_scale or high_scale, unit), _yuan(high, high_scale, unit)))
            rest = rest.replace(within.group(), " ")
    for pattern, open_above in ((_FROM, True), (_BELOW, False)):
        for one in pattern.finditer(rest):
            number, scale = (one[1], one[2]) if one[1] else (one[3], one[4])
            if unit or _MARK.search(one.group()):
                value = _yuan(number, scale, unit)
                found.append((value, inf) if open_above else (0.0, value))
    return found


def _yuan(number: str, scale: str | None, unit: str) -> float:
    return float(number) * _SCALE.get(scale or unit, 1.0)
