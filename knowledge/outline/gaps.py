"""Numbers that are missing between neighbours, and labels that a machine misread: told, never mended in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.errors import sentence
from knowledge.metadata.model import Doubt
from knowledge.outline.labels import Kind, chinese_numeral
from knowledge.outline.reader import Unit

MOST_DOUBTS = 200
MOST_NAMED = 4


def doubts_of(text: str, units: Sequence[Unit]) -> tuple[Doubt, ...]:
    """In the order of the text."""
    found = sorted(_doubts(units), key=lambda pair: pair[0].start)[:MOST_DOUBTS]
    doubts, line, at = [], 1, 0
    for unit, why in found:
        line += text.count("\n", at, unit.start)
        at = unit.start
        doubts.append(Doubt(line, text[unit.start : unit.end].split("\n", maxsplit=1)[0][:60], why))
    return tuple(doubts)


def _doubts(units: Sequence[Unit]) -> Iterator[tuple[Unit, str]]:
    last: dict[tuple[object, ...], Unit] = {}
    for unit in units:
        if unit.kind is None or unit.kind is Kind.INLINE:
            continue
        if unit.misread:
            printed = unit.path[-1]
            yield unit, sentence("doubt_misread", name=printed)
        running = unit.kind is Kind.ARTICLE
        place = (unit.path[0] if unit.path[0].startswith(("附件", "文")) else "",) if running else unit.path[:-1]
        key = (*place, unit.kind)
        before = last.get(key)
        last[key] = unit
        if before is not None and unit.number > before.number + 1:
            missing = range(before.number + 1, unit.number)
            names = "、".join(_like(unit, number) for number in list(missing)[:MOST_NAMED])
            more = sentence("doubt_and_more") if len(missing) > MOST_NAMED else ""
            yield (
                unit,
                sentence(
                    "doubt_gap", before=before.path[-1], after=unit.path[-1], missing=names + more, count=len(missing)
                ),
            )


def _like(unit: Unit, number: int) -> str:
    """A missing number in the form of its neighbour."""
    name = unit.path[-1].split("-")[0]
    if unit.kind in (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE):
        return f"第{chinese_numeral(number) if not name[1:2].isdigit() else number}{name[-1]}"
    if unit.kind is Kind.CHINESE_BRACKETS:
        return f"({chinese_numeral(number)})"
    return chinese_numeral(number) if unit.kind is Kind.CHINESE else str(number)
