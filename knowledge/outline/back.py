"""What stands after the last numbered unit: closing provisions, signature, attachments, page chrome."""

from __future__ import annotations

import re

from knowledge.outline.front import Named
from knowledge.outline.lines import Line, Sort

CLOSING, SIGNATURE, ATTACHMENTS, FOOTER = "附则", "落款", "附件目录", "页脚"
LONGEST_SIGNER = 40
_CLOSES = re.compile(
    r"^(?:本|以上|上述|此前|原)\S{0,24}?(?:自.{0,40}(?:起|施行|实施|执行|生效)|由.{0,40}(?:负责解释|解释)|有效期|印发之日|发布之日|公布之日|未尽事宜|与.{0,30}不一致|(?:同时)?废止)"
    r"|^自.{0,40}起(?:施行|实施|执行|生效)|^(?:此前|以往|原有|过去)\S{0,40}不一致"
)
_SIGNER = re.compile(
    r"(?:府|室|厅|局|委|办|小组|委员会|部|院|行|中心|会|署|处|公司|集团|联合会|总队|支队|大学|协会|团)$"
)
_TAILS = {
    Sort.DATE: SIGNATURE,
    Sort.RELEASE: SIGNATURE,
    Sort.NUMBER: SIGNATURE,
    Sort.ATTACHMENT: ATTACHMENTS,
    Sort.CHROME: FOOTER,
    Sort.CONTACT: SIGNATURE,
}


def back_parts(lines: list[Line], after: int) -> list[Named]:
    """Named parts among the lines after line `after`, in order; they reach to the last line."""
    stop = len(lines)
    parts: list[Named] = []
    while stop - 1 > after:
        name = _tail(lines, stop - 1, after, parts[0].name if parts else None)
        if name is None:
            break
        if parts and parts[0].name == name:
            parts[0] = Named(name, stop - 1, parts[0].last)
        else:
            parts.insert(0, Named(name, stop - 1, stop - 1))
        stop -= 1
    first = after + 2 if lines[after].label and lines[after].sort is Sort.TITLE else after + 1
    closing = next((i for i in range(first, stop) if lines[i].label is None and _CLOSES.match(lines[i].text)), None)
    if closing is not None:
        parts.insert(0, Named(CLOSING, closing, stop - 1))
    return parts


def _tail(lines: list[Line], index: int, after: int, following_part: str | None) -> str | None:
    line = lines[index]
    if line.sort is Sort.CONTACT and index == after + 1:
        return None
    if line.sort in _TAILS:
        return _TAILS[line.sort]
    if line.sort is not Sort.TITLE:
        return None
    following = lines[index + 1].sort if index + 1 < len(lines) else None
    if following is Sort.DATE or (following_part == SIGNATURE and _signs(line)):
        return SIGNATURE
    if re.match(r"^\d{1,2}[.、]", line.text):
        return _attached(lines, index, after)
    return None


def _signs(line: Line) -> bool:
    """An office, or several in one line, above those that sign already."""
    return len(line.text) <= LONGEST_SIGNER * 2 and bool(_SIGNER.search(line.text)) and not line.label


def _attached(lines: list[Line], index: int, after: int) -> str | None:
    """1. 2. under 附件: name the attachments."""
    while index > after and lines[index].sort is Sort.TITLE and lines[index].label:
        index -= 1
    return ATTACHMENTS if index > after and lines[index].sort is Sort.ATTACHMENT else None
