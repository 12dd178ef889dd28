"""A question beside the sentence it is about: which of two things that exclude each other the sentence means.

「市级的算不算」 beside 「…省级以上专精特新企业…」 is answered by what the sentence has and the question has not.
The pairs are data; a sentence that has nothing of the kind says nothing about it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

_FILE = Path(__file__).with_name("oppositions.toml")


@dataclass(frozen=True, slots=True)
class Opposition:
    """`asked` is what the question has, `written` what the sentence has."""

    verdict: Literal["no", "yes", "one"]
    """`one`: of several that were asked for the sentence has one."""
    asked: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Value:
    name: str
    said: re.Pattern[str]
    written: re.Pattern[str]


def opposed(question: str, sentence: str) -> Opposition | None:
    """The first kind of thing that both speak of; a contradiction before an agreement."""
    bare = re.sub(r"[\s“”\"]", "", sentence)
    found = [one for group in _groups() if (one := _in_group(group, question, bare))]
    order = {"one": 0, "no": 1, "yes": 2}
    return min(found, key=lambda one: order[one.verdict], default=None)


def _in_group(group: tuple[_Value, ...], question: str, sentence: str) -> Opposition | None:
    asked = [value for value in group if value.said.search(question)]
    written = [value for value in group if value.written.search(sentence)]
    if not asked or not written:
        return None
    both = [value.name for value in asked if value in written]
    names = tuple(value.name for value in asked)
    if len(asked) > 1:
        return Opposition("one", names, tuple(both)) if len(both) == 1 else None
    return Opposition("yes" if both else "no", names, tuple(both or [value.name for value in written]))


@cache
def _groups() -> tuple[tuple[_Value, ...], ...]:
    groups = tomllib.loads(_FILE.read_text(encoding="utf-8"))["group"]
    return tuple(
        tuple(
            _Value(name, re.compile(value["said"]), re.compile(value["written"]))
            for name, value in group["value"].items()
        )
        for group in groups
    )
