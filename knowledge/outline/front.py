"""What stands before the first numbered unit: page chrome, printing notice, announcement, title, introduction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.outline.lines import Line, Sort

TITLE, INTRODUCTION, NOTICE, ANNOUNCEMENT, HEADER = "标题", "引言", "印发通知", "公告", "页眉"
_TITLE_WORD = re.compile(
    r"(?:通知|公告|通告|意见|办法|方案|规划|措施|细则|规定|条例|计划|指南|政策|函|决定|纲要|要点|制度|标准|清单|指引|若干政策|若干规定|章程|准则|公报|批复|报告|建议)"
    r"(?:\([^()]{1,40}\)|〔[^〕]{1,20}〕)*$"
)
_ISSUES = re.compile(
    r"印发给你们|现印发|现予印发|予以印发|现(?:将|予以).{0,80}(?:印发|转发|公布|发布)|已经?.{0,60}(?:同意|审议通过|通过)"
)
_TO_YOU = re.compile(r"印发给你们|现印发|予以印发")
_CALLS = re.compile(r"公开征求|征求意见的(?:公告|通知|通告|函|启事)|公开征集")
_CONSULTS = re.compile(r"征求意见|公开征集|征集意见|提出意见|反馈意见")
_REMARK = re.compile(r"^[(【\[]?(?:注|备注|说明|提示|编者按|温馨提示) ?:")
MOST_TITLE_LINES = 6
_QUALIFIER = re.compile(r"^\(.{1,40}\)$")
_RED_HEAD = re.compile(r"(?:府|厅|局|委|办|室|会|院|部)(?:\([^()]{1,20}\))?文 *件$|^目 *录$")
_ORGAN = re.compile(r"(?:府|室|厅|局|委|办公室|小组|委员会|部|院|行|中心|会|署|处|公司|集团)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A named part: first and last line of it (the last one included)."""

    name: str
    first: int
    last: int


def front_parts(lines: list[Line]) -> list[Named]:
    """Named parts, in order, that cover all the given lines without a gap."""
    if not lines:
        return []
    title = title_lines(lines)
    if title is None:
        return [Named(_kind_of_front(lines) or INTRODUCTION, 0, len(lines) - 1)]
    first, last = title
    parts = [Named(_kind_of_front(lines[:first]) or HEADER, 0, first - 1)] if first else []
    last = _with_issue_lines(lines, last)
    parts.append(Named(TITLE, first, last))
    if last + 1 < len(lines):
        parts.append(Named(INTRODUCTION, last + 1, len(lines) - 1))
    return parts


def _kind_of_front(lines: list[Line]) -> str | None:
    text = "\n".join(line.text for line in lines)
    if _CALLS.search(text) and not _TO_YOU.search(text):
        return ANNOUNCEMENT
    if _ISSUES.search(text):
        return NOTICE
    if _CONSULTS.search(text) and any(line.sort in (Sort.CONTACT, Sort.ATTACHMENT, Sort.SENTENCE) for line in lines):
        return ANNOUNCEMENT
    return None


def title_lines(lines: list[Line]) -> tuple[int, int] | None:
    """First and last line of the title of the text proper: the last run of title-like lines with a title's words."""
    runs = _runs(lines)
    spoken = [run for run in runs if any(_TITLE_WORD.search(lines[i].text) for i in range(run[0], run[1] + 1))]
    if spoken:
        return spoken[-1]
    return runs[-1] if runs else None


def _runs(lines: list[Line]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if (
            line.sort is not Sort.TITLE
            or line.label
            or _signs(lines, index)
            or (not runs and _QUALIFIER.match(line.text))
            or _REMARK.match(line.text)
            or is_red_head(line.text)
        ):
            continue
        going_on = runs and runs[-1][1] == index - 1 and index - runs[-1][0] < MOST_TITLE_LINES
        if going_on and _continues(lines, index):
            runs[-1] = (runs[-1][0], index)
        elif not _QUALIFIER.match(line.text) and len(line.text) > 1:
            runs.append((index, index))
    return runs


def is_red_head(text: str) -> bool:
    """××人民政府文件: whose paper it is."""
    return bool(_RED_HEAD.search(text))


def _continues(lines: list[Line], index: int) -> bool:
    """A title goes on in the next line unless it was complete: another title-like line, or a bracket after it."""
    return bool(_QUALIFIER.match(lines[index].text)) or not _TITLE_WORD.search(lines[index - 1].text)


def _signs(lines: list[Line], index: int) -> bool:
    """An office above a date signs what stands before it."""
    following = lines[index + 1].sort if index + 1 < len(lines) else None
    before = lines[index - 1].sort if index else None
    return (
        bool(_ORGAN.search(lines[index].text))
        and (following is Sort.DATE or (before is Sort.SENTENCE and following in (Sort.TITLE, None)))
        and not _TITLE_WORD.search(lines[index].text)
    )


def _with_issue_lines(lines: list[Line], last: int) -> int:
    """文号, date and release lines right under a title belong to it."""
    while last + 1 < len(lines) and (
        lines[last + 1].sort in (Sort.NUMBER, Sort.DATE, Sort.RELEASE, Sort.CHROME)
        or _QUALIFIER.match(lines[last + 1].text)
    ):
        last += 1
    return last
