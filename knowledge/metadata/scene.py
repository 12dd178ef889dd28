"""Where in a document its head is looked for: the lines outside the numbered units, and what the page adds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge.metadata.words import words
from knowledge.outline.back import SIGNATURE
from knowledge.outline.characters import mask, squeeze
from knowledge.outline.lines import Line, Sort, lines_of
from knowledge.outline.reader import ATTACHMENT, Unit
from knowledge.reading.page import fields_in, is_field_line
from knowledge.reading.source import Field, Source

MOST_FRONT = 60


@dataclass(frozen=True)
class Scene:
    """`front` stands before the first numbered unit, `back` after the last; attachments and tables are left out."""

    source: Source
    masked: str
    units: tuple[Unit, ...]
    front: tuple[Line, ...]
    back: tuple[Line, ...]
    file: str

    def fields(self, *names: str) -> list[Field]:
        """What the page says, its own block before its meta tags."""
        found = [field for field in self._fields if field.name in names and field.value.strip(" -—/无")]
        return sorted(found, key=lambda field: (field.origin != "info_block", names.index(field.name)))

    @cached_property
    def _fields(self) -> tuple[Field, ...]:
        said: list[Field] = []
        for line in (*self.front, *self.back):
            if line.sort is Sort.CHROME or is_field_line(line.text):
                said += fields_in(line.text)
        return (*self.source.fields, *said)

    def printed(self, line: Line) -> str:
        return squeeze(self.source.text[line.start : line.end])

    @cached_property
    def body(self) -> str:
        """The masked text without attachments and tables, line by line."""
        return "\n".join(self.masked[first:last] for first, last in self._spans(self.units))

    @cached_property
    def notice(self) -> str:
        """Masked words of the printing notice."""
        return "\n".join(
            self.masked[unit.start : unit.end] for unit in self.units if unit.path[0].startswith(("印发通知", "公告"))
        )

    @cached_property
    def issues(self) -> bool:
        """Whether a notice or decree in it says that the act is hereby issued."""
        said = "\n".join(line.text for line in self.front)
        return bool(words("issues").search(re.sub(r"\s", "", said)))

    @staticmethod
    def _spans(units: Sequence[Unit]) -> list[tuple[int, int]]:
        return [
            (unit.start, unit.own_end)
            for unit in units
            if unit.cells is None and not unit.path[0].startswith((ATTACHMENT, "目录"))
        ]


def scene_of(source: Source, units: tuple[Unit, ...], file: str) -> Scene:
    masked = mask(source.text)
    numbered = sorted(
        (unit.start, unit.end)
        for unit in units
        if (len(unit.path) == 1 and unit.kind is not None) or unit.path[0].startswith((ATTACHMENT, "目录"))
        or unit.cells is not None or (len(unit.path) == 2 and unit.path[0].startswith("文") and unit.kind is not None)
    )  # fmt: skip
    starts = [start for start, _ in numbered]
    first = next((unit.start for unit in units if unit.kind is not None), len(masked))
    outside = [line for line in lines_of(masked) if not _inside(line, starts, numbered)]
    front = tuple(line for line in outside if line.start < first)[:MOST_FRONT]
    back = tuple(line for line in outside if line.start >= first)
    if not any(line.sort is Sort.DATE for line in outside):
        back += tuple(_signed_below(masked, units))
    if first == len(masked):
        front, back = tuple(outside[:MOST_FRONT]), tuple(outside[-12:])
    return Scene(source, masked, units, front, back, file)


def _signed_below(masked: str, units: Sequence[Unit]) -> list[Line]:
    """The signature of a text that is signed nowhere else: below its attachment."""
    signed = [unit for unit in units if unit.path[0].startswith(ATTACHMENT) and unit.path[-1] == SIGNATURE]
    return [
        replace(line, start=line.start + unit.start, end=line.end + unit.start)
        for unit in signed[-1:]
        for line in lines_of(masked[unit.start : unit.end])
    ]


def _inside(line: Line, starts: list[int], spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(starts, line.start) - 1
    return any(spans[near][0] <= line.start < spans[near][1] for near in range(max(0, at - 2), at + 1))
