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
    level = f"(?P<level>{'|'.join(table('roles')['levels'])})?的?"
    return [(re.compile(f"{level}(?P<name>{'|'.join(entry['names'])})"), entry) for entry in table("roles")["role"]]


def is_body(honour: str) -> bool:
    """A recognition that bases and platforms have, and no tenant of theirs."""
    return any(entry.get("recognised") and honour.endswith(entry["role"]) for entry in table("roles")["role"])


def read_role(found: list[Segment]) -> Role | None:
    """The first role that the speaker claims, or that opens a segment by itself."""
    for position, segment in enumerate(found):
        if not segment.factual or segment.topic:
            continue
        for pattern, entry in _patterns():
            match = pattern.search(segment.text)
            if match and _is_claimed(segment, match, entry):
                level = _level(match, segment, found[position + 1 :]) if entry.get("levelled") else ""
                name = level + entry["role"]
                return Role(
                    segment.start + match.start(),
                    segment.start + match.end(),
                    name,
                    bool(entry.get("recognised")),
                    bool(_PLAIN.match(match.group("name"))),
                )
    return None


_LEVEL_BEHIND = re.compile(
    r"[ 的]*(?:也?是|属于|评的是|认定的是)?(?P<level>国家级?|省级?|市级?)(?:的|认定的?|那种|别)*(?=$|[ 在])"
)


def _level(match: re.Match[str], segment: Segment, later: list[Segment]) -> str:
    """The level in front of the name, or right behind it (双创基地 省级的)."""
    level = match.group("level")
    if level is None:
        rest = segment.text[match.end() :] or (later[0].text if later else "")
        behind = _LEVEL_BEHIND.match(rest)
        level = behind.group("level") if behind else ""
    return str(table("roles")["levels"].get(level, level))


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
