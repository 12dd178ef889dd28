"""The sentences of a clause's own words; a line that only wraps ends none."""

from __future__ import annotations

import re

from knowledge.model import Clause

_END = re.compile(r"[。；;！？!?]+[”’」』）)]*|\n\s*(?=\S)")
_WRAPPED = re.compile(r"[^。；;！？!?：:\s][ \t\u3000\xa0]*$")
_NEW = re.compile(
    r"[ \t\u3000\xa0]*(?:第[一二三四五六七八九十百\d]+[条章节]|[一二三四五六七八九十]+、"
    r"|[（(]?[一二三四五六七八九十\d]+[)）]|\d+[.．、]|[①-⑳]|[-•·*] )"
)


def award_sentences(clause: Clause) -> tuple[str, ...]:
    """Exact substrings of the clause's text, up to a full stop or semicolon, in order."""
    own = clause.text[: clause.own_end - clause.start]
    heading = clause.heading or ""
    found, start = [], 0
    for place in _END.finditer(own):
        if place.group().startswith("\n") and _only_wraps(own, place.start(), place.end(), heading):
            continue
        found.append(own[start : place.end()].strip("\u3000\xa0 \t\r\n"))
        start = place.end()
    found.append(own[start:].strip("\u3000\xa0 \t\r\n"))
    return tuple(piece for piece in found if re.search(r"\w", piece))


def _only_wraps(own: str, at: int, following: int, heading: str) -> bool:
    """A long line without an end is wrapped; a heading, a label or a short line is not."""
    line = own[own.rfind("\n", 0, at) + 1 : at].strip()
    long_enough = (len(line) >= 12 and not line.endswith(heading or "\0")) or re.search(r"[\d万亿]$", line) is not None
    return long_enough and _WRAPPED.search(own[:at]) is not None and _NEW.match(own, following) is None
