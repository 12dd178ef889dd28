"""The folder of the rule book → checked programmes; what was checked once, byte for byte, is not checked again."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rules.definitions import FactDefinition, read_definitions
from rules.errors import DataError
from rules.phrases import phrase
from rules.programme import Programme
from rules.programme_files import read_programme
from rules.readings import Reading, read_readings
from rules.source import Source
from rules.timeline import check_series, series_of

FACTS_FILE = "facts.toml"
READINGS_FILE = "readings.toml"
_FORMAT = "6"
"""Changes whenever what is kept of a checked rule book changes its shape."""

Clauses = Mapping[tuple[str, tuple[str, ...]], str]


@dataclass(frozen=True, slots=True)
class Book:
    programmes: tuple[Programme, ...]
    facts: Mapping[str, FactDefinition]
    readings: tuple[Reading, ...]
    version: str


def load_book(clauses: Clauses, folder: Path) -> Book:
    """Reads every file under `folder`; raises `DataError` on the first mistake."""
    files = _read_files(folder)
    version = _hash(files, clauses)
    tables, checked = _tables(files, version)
    facts_source = files[FACTS_FILE]
    facts = read_definitions(tables[FACTS_FILE], facts_source.name, facts_source.line)
    programmes = [
        read_programme(Path(name).stem, Path(name).parent.name, tables[name], source, clauses, facts, checked)
        for name, source in files.items()
        if name not in (FACTS_FILE, READINGS_FILE)
    ]
    readings = read_readings(folder / READINGS_FILE, "rules/" + READINGS_FILE)
    if not checked:
        _check_together(programmes, files)
        _remember(version, tables)
    return Book(_ordered(programmes, clauses), facts, readings, version[:16])


def _read_files(folder: Path) -> dict[str, Source]:
    names = [FACTS_FILE, *([READINGS_FILE] if (folder / READINGS_FILE).exists() else [])]
    names += sorted(str(file.relative_to(folder).as_posix()) for file in folder.glob("programmes/*/*.toml"))
    return {name: Source.read(folder / name, f"{folder.name}/{name}") for name in names}


def _hash(files: Mapping[str, Source], clauses: Clauses) -> str:
    """Over everything that an outcome depends on: the size standard, places and scores as well as the programmes."""
    digest = hashlib.sha256(_FORMAT.encode())
    for table in sorted(Path(__file__).parent.glob("*.toml")):
        if table.name not in files:
            digest.update(table.name.encode() + b"\0" + table.read_bytes() + b"\0")
    for name, source in files.items():
        digest.update(f"{name}\0{source.text}\0".encode())
    for (document, path), text in clauses.items():
        digest.update(f"{document}\0{'/'.join(path)}\0{text}\0".encode())
    return digest.hexdigest()


def _ordered(programmes: Iterable[Programme], clauses: Clauses) -> tuple[Programme, ...]:
    """Document, clause, file: the order of the clauses handed in, then of the ids."""
    place = {id_: number for number, id_ in enumerate(clauses)}
    return tuple(sorted(programmes, key=lambda item: (place[(item.document, item.clause)], item.id)))


def _check_together(programmes: list[Programme], files: Mapping[str, Source]) -> None:
    names = {Path(name).stem: source.name for name, source in files.items()}
    seen: set[str] = set()
    for programme in programmes:
        if programme.id in seen:
            raise DataError(names[programme.id], None, phrase("data_same_id", id=programme.id), phrase("data_rename"))
        seen.add(programme.id)
    for programme in programmes:
        for other in programme.replaced_by:
            if other not in seen:
                what = phrase("data_no_programme", id=other)
                raise DataError(names[programme.id], None, what, phrase("data_fix_programme"))
    check_series(series_of(programmes), names)


def _tables(files: Mapping[str, Source], version: str) -> tuple[dict[str, Any], bool]:
    """Tables by file, and whether they come from a rule book that was checked before."""
    with suppress(OSError, ValueError, KeyError):
        kept = json.loads(_cache_file(version).read_text(encoding="utf-8"))
        if kept.keys() == files.keys():
            return kept, True
    return {name: source.data() for name, source in files.items()}, False


def _remember(version: str, tables: Mapping[str, Any]) -> None:
    file = _cache_file(version)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in file.parent.glob("rulebook-*.json"):
            old.unlink(missing_ok=True)
        part = file.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(tables, ensure_ascii=False, default=date.isoformat), encoding="utf-8")
        part.replace(file)


def _cache_file(version: str) -> Path:
    return _cache_folder() / f"rulebook-{version[:32]}.json"


def _cache_folder() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "mingce"
