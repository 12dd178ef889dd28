"""The company's name where the person introduces it: 我们公司叫…, 公司名称是…."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.lexicon import any_of, cue, table
from bot.understanding.names.honours import find_honours


@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    text: str


def read_name(folded: str) -> Name | None:
    """The first name that is introduced as one; 什么叫小巨人 and 那个叫啥 introduce none."""
    ending = any_of(table("naming")["endings"])
    for found in re.finditer(cue("naming", "form", "introduced").pattern.format(ending=ending), folded):
        name = Name(found.start("name"), found.end("name"), found.group("name"))
        if _is_name(folded, found, name, ending):
            return name
    return None


def _is_name(folded: str, found: re.Match[str], name: Name, ending: str) -> bool:
    if cue("naming", "form", "asked").search(folded[: found.start()]) or cue("naming", "form", "no_name").search(
        name.text
    ):
        return False
    if re.search(f"(?:{ending})$", name.text) and not _is_honour(name.text):
        return True
    introduced = bool(found.group("whose")) or found.span() == (0, len(folded.rstrip(" 。!,吧啊呀")))
    return introduced and not _is_honour(name.text)


def _is_honour(name: str) -> bool:
    return any(mention.end - mention.start >= len(name) - 1 for mention in find_honours(name))
