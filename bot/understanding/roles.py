"""What the asker is when not an ordinary enterprise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.understanding.lexicon import table
from bot.understanding.speech import Segment


@dataclass(frozen=True, slots=True)
class Role:
    start: int
    end: int
    name: str
    recognised: bool
    """Its recognition is an honour of the same name."""
    plain: bool = False
    """Said to be an ordinary one; 企业 alone says nothing of what it is not."""


_PLAIN = re.compile("普通|一般")


@cache
def _patterns() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    level = "(?P<level>国家级?|省级?|市级?|山东省级?)?的?"
    return [(re.compile(f"{level}(?P<name>{'|'.join(entry['names'])})"), entry) for entry in table("roles")["role"]]


def read_role(found: list[Segment]) -> Role | None:
    """The first role that the speaker claims, or that opens a segment by itself."""
    for segment in found:
        if not segment.factual or segment.topic:
            continue
        for pattern, entry in _patterns():
            match = pattern.search(segment.text)
            if match and _is_claimed(segment, match, entry):
                level = match.group("level") or ""
                level = {"国家": "国家级", "省": "省级", "市": "市级", "山东省": "省级", "山东省级": "省级"}.get(
                    level, level
                )
                name = (level if entry.get("levelled") else "") + entry["role"]
                return Role(
                    segment.start + match.start(),
                    segment.start + match.end(),
                    name,
                    bool(entry.get("recognised")),
                    bool(_PLAIN.match(match.group("name"))),
                )
    return None


def _is_claimed(segment: Segment, match: re.Match[str], entry: dict[str, Any]) -> bool:
    before = segment.text[: match.start()]
    claim = re.search(f"(?:{table('roles')['claim']})[^,。;]{{0,8}}$", before)
    if re.search(r"(?:不是|没有|并非)[^,。;]{0,4}$", before) or re.search(table("roles")["not_after"], before):
        return False
    if claim:
        return True
    return (not before and bool(_PLAIN.match(match.group("name")))) or (
        bool(entry.get("strong"))
        and not segment.question
        and (len(before) <= 12 and not re.search(r"[给向找被让问跟]", before))
    )
