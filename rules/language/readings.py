"""Where a text can be read two ways: the question, the readings, the one adopted, its effect in yuan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rules.language.source import Source
from rules.phrases import phrase


@dataclass(frozen=True, slots=True)
class Reading:
    id: str
    question: str
    readings: Mapping[str, str]
    """Key → the reading in plain Chinese."""
    adopted: str
    """Key of the reading in force."""
    effect: str
    """What hangs on it, in yuan where it is money."""
    effect_yuan: int | None = None
    programmes: tuple[str, ...] = ()
    quote: str = ""
    why: str = ""
    document: str = ""
    clause: tuple[str, ...] = ()
    cases: tuple[Mapping[str, Any], ...] = ()
    """One company under each reading: programme, facts, as_of, and by reading the outcome expected."""
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By reading that is not adopted: how its programme would be written (drop, add, award, replaced_by)."""


_KEYS = (
    "question",
    "readings",
    "adopted",
    "effect",
    "effect_yuan",
    "programmes",
    "quote",
    "why",
    "document",
    "clause",
    "case",
    "change",
)


def read_readings(file: Path, name: str) -> tuple[Reading, ...]:
    """The register, in the order of its file; empty where there is none. Raises `DataError`."""
    if not file.exists():
        return ()
    source = Source.read(file, name)
    return tuple(_read_one(id_, table, source) for id_, table in source.data().items())


def _read_one(id_: str, table: Mapping[str, Any], source: Source) -> Reading:
    source.allow(table, _KEYS, f"[{id_}]")
    readings = source.need(table, "readings", dict, id_)
    adopted = source.need(table, "adopted", str, id_)
    if adopted not in readings:
        source.fail(phrase("data_reading", id=id_, adopted=adopted), phrase("data_fix_reading"), f"[{id_}]")
    return Reading(
        id=id_,
        question=source.need(table, "question", str, id_),
        readings=dict(readings),
        adopted=adopted,
        effect=source.need(table, "effect", str, id_),
        effect_yuan=table.get("effect_yuan"),
        programmes=tuple(table.get("programmes", ())),
        quote=table.get("quote", ""),
        why=table.get("why", ""),
        document=table.get("document", ""),
        clause=tuple(table.get("clause", ())),
        cases=tuple(table.get("case", ())),
        changes=dict(table.get("change", {})),
    )
