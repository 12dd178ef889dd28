"""The offices that a clause names at its end as responsible."""

from __future__ import annotations

import re

_GROUP = r"(?:责任|牵头|配合|主办|协办|承办|实施|参与|参加)(?:单位|部门|处室|机构)?"
_LABELLED = re.compile(rf"[(【\[]\s*{_GROUP} ?:")
_BARE = re.compile(rf"(?:^|\n) *{_GROUP} ?:[^\n]*$")
_GROUP_NAME = re.compile(rf"^{_GROUP} ?[:：] ?")
_DUTY = re.compile(
    r"(?:等)?(?:单位|部门)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同|分工)?(?:牵头)?(?:负责|落实|配合|牵头)(?:实施|落实)?$|等$"
)
_OFFICE = re.compile(
    r"(?:[厅局委办部院行会府团司心构位关组区署处所社校站联室馆队]|大学|银保监|证监)(?:\([^()]{1,20}\))?$"
)
_CLOSERS = {")": "(", "】": "【", "]": "["}
MOST_CHARACTERS = 30


def units_at_end(own: str, source: str) -> tuple[str, ...]:
    """Names in order, as printed, of the offices in the brackets of a clause's own words.

    `own` is masked, `source` the same characters as printed. Only 、，； part names: 各区县政府及功能区管理机构 is one.
    """
    groups = [_inside(own, found.start()) for found in _LABELLED.finditer(own)]
    if not groups:
        bare = _BARE.search(own)
        last = _last_bracket(own)
        groups = [(bare.start(), bare.end())] if bare else [last] if last else []
        if last and not bare and not _all_offices(_names(own, source, *last)):
            groups = []
    names: dict[str, None] = {}
    for start, end in groups:
        names.update(dict.fromkeys(_names(own, source, start, end)))
    return tuple(names)


def _inside(own: str, opening: int) -> tuple[int, int]:
    depth = 0
    for position in range(opening, len(own)):
        depth += (own[position] in "(【[") - (own[position] in ")】]")
        if depth == 0:
            return opening + 1, position
    return opening + 1, len(own)


def _last_bracket(own: str) -> tuple[int, int] | None:
    stripped = own.rstrip(" \n。")
    if not stripped or stripped[-1] not in _CLOSERS:
        return None
    depth = 0
    for position in range(len(stripped) - 1, -1, -1):
        depth += (stripped[position] in ")】]") - (stripped[position] in "(【[")
        if depth == 0:
            return position + 1, len(stripped) - 1
    return None


def _names(own: str, source: str, start: int, end: int) -> list[str]:
    found: list[str] = []
    for first, last in _pieces(own, start, end):
        heading = _GROUP_NAME.match(own[first:last].strip())
        name = source[first:last].strip()
        name = name[heading.end() :] if heading else name
        name = _DUTY.sub("", re.sub(r"\s+", "", name)).rstrip("。.")
        if name:
            found.append(name)
    return found


def _pieces(own: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at 、，；。 and line breaks that stand outside inner brackets."""
    cuts, depth, begin = [], 0, start
    for position in range(start, end):
        depth += (own[position] in "(【[") - (own[position] in ")】]")
        if depth == 0 and own[position] in "、,;。\n":
            cuts.append((begin, position))
            begin = position + 1
    return [*cuts, (begin, end)]


def _all_offices(names: list[str]) -> bool:
    return bool(names) and all(
        len(name) <= MOST_CHARACTERS and _OFFICE.search(name.translate({0xFF08: "(", 0xFF09: ")"})) for name in names
    )
