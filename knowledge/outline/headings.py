"""Where a unit's heading ends and its text begins."""

from __future__ import annotations

import re

from knowledge.outline.labels import Kind

LONGEST_SENTENCE_HEADING = 45
LONGEST_LINE_HEADING = 60
LONGEST_COLON_HEADING = 14
_FIGURE = re.compile(r"\d ?(?:万|亿|元|%|‰|年以上|个月|家|倍|分)")
_BRACKETED = re.compile(r"^(?:【([^】]{1,30})】|\(([^()]{1,20})\)(?= ))")
_LEADS_IN = re.compile(r"以下|下列|如下|包括|其中|例如|注$")


def heading_span(own: str, kind: Kind, has_children: bool) -> tuple[int, int] | None:
    """Offsets of the heading in a unit's own masked words (label left out); none where the unit has only text."""
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
    return _in_line(first_line, begin, more)


def _in_line(line: str, begin: int, more: bool) -> tuple[int, int] | None:
    stop = line.find("。")
    if stop < 0:
        bare = line.rstrip(":")
        whole = more and len(bare) <= LONGEST_LINE_HEADING and not re.search(r"[;!?]|,$", bare)
        return (begin, begin + len(bare)) if whole and not _LEADS_IN.search(bare) else _before_colon(line, begin)
    rest = line[stop + 1 :].strip()
    if (
        (rest or more)
        and stop <= LONGEST_SENTENCE_HEADING
        and not re.search(r"[;:]", line[:stop])
        and not _FIGURE.search(line[:stop])
    ):
        return begin, begin + stop
    return _before_colon(line, begin)


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
