"""Where a unit's heading ends and its text begins."""

from __future__ import annotations

import re

from knowledge.outline.labels import Kind

LONGEST_SENTENCE_HEADING = 45
LONGEST_LINE_HEADING = 60
LONGEST_COLON_HEADING = 16
LONGEST_HEADING_ALONE = 30
_FIGURE = re.compile(r"\d ?(?:万|亿|元|%|‰|年以上|个月|家|倍|分)")
_BRACKETED = re.compile(r"^(?:【([^】]{1,30})】|\(([^()]{1,20})\)(?= ))")
_GAP = re.compile(r"([\u4e00-\u9fff“”\"]{4,24}) +(?=[\u4e00-\u9fff].{12,}。)")
_LEADS_IN = re.compile(r"以下|下列|如下|包括|其中|例如|注$")


def heading_span(own: str, kind: Kind, has_children: bool, in_article: bool = False) -> tuple[int, int] | None:
    """Offsets of the heading in a unit's own masked words (label left out); none where the unit has only text.

    An article's items are sentences: there a heading stands in one line with its text.
    """
    if kind is Kind.INLINE:
        return None
    begin = len(own) - len(own.lstrip())
    first_line = own[begin:].split("\n", 1)[0].rstrip()
    if not first_line:
        return None
    if kind is Kind.ARTICLE:
        found = _BRACKETED.match(first_line)
        return (begin + 1, begin + found.end() - 1) if found else None
    more = bool(own[begin + len(first_line) :].strip()) or has_children
    more = more and not (in_article and first_line.endswith("。"))
    return _in_line(first_line, begin, more, kind)


def _in_line(line: str, begin: int, more: bool, kind: Kind) -> tuple[int, int] | None:
    stop = line.find("。")
    if stop < 0:
        bare = line.rstrip(":")
        alone = more or (kind <= Kind.NUMBER and len(bare) <= LONGEST_HEADING_ALONE)
        whole = alone and len(bare) <= LONGEST_LINE_HEADING and not re.search(r"[;!?]|,$", bare)
        return (begin, begin + len(bare)) if whole and not _LEADS_IN.search(bare) else _before_mark(line, begin)
    rest = line[stop + 1 :].strip()
    spoken = re.search(r"[;:]", line[:stop]) or _FIGURE.search(line[:stop])
    if (rest or more) and stop <= LONGEST_SENTENCE_HEADING and not spoken:
        return _before_gap(line, begin) or (begin, begin + stop)
    return _before_mark(line, begin)


def _before_mark(line: str, begin: int) -> tuple[int, int] | None:
    return _before_colon(line, begin) or _before_gap(line, begin)


def _before_gap(line: str, begin: int) -> tuple[int, int] | None:
    """A heading that only a space parts from the text behind it."""
    found = _GAP.match(line)
    return (begin, begin + found.end(1)) if found and not _LEADS_IN.search(found.group(1)) else None


def _before_colon(line: str, begin: int) -> tuple[int, int] | None:
    colon = line.find(":")
    if (
        1 < colon <= LONGEST_COLON_HEADING
        and line[colon + 1 :].strip()
        and not re.search(r"[,。;、]", line[:colon])
        and not _LEADS_IN.search(line[:colon])
    ):
        return begin, begin + colon
    return None
