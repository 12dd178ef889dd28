"""The folder of the rule book → checked programmes; what was checked once, byte for byte, is not checked again."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.gazetteer.table import TABLES
from rules.errors import DataError
from rules.language.condition_files import Place
from rules.language.condition_words import check_words
from rules.language.definitions import FactDefinition, read_definitions
from rules.language.honour_files import Honour, read_honours, with_honours
from rules.language.jurisdiction import APPLIES_FILE, with_jurisdiction
from rules.language.programme import Programme
from rules.language.programme_files import read_programme
from rules.language.readings import Reading, read_readings
from rules.language.source import Source
from rules.language.timeline import check_series, series_of
from rules.phrases import phrase

FACTS_FILE = "facts.toml"
READINGS_FILE = "readings.toml"
_OWN = "own/"
"""Before the names of files that stand in a folder of one's own."""
OWN_FACTS = _OWN + FACTS_FILE
HONOURS_FILE = "honours.toml"
OWN_HONOURS = _OWN + HONOURS_FILE
SHIPPED = Path(__file__).parents[1]
_FORMAT = "8"
"""Changes whenever what is kept of a checked rule book changes its shape."""

_KEPT = 3
"""Checked rule books of other data that stay beside the newest, for folders of one's own that take turns."""

Clauses = Mapping[tuple[str, tuple[str, ...]], str]


@dataclass(frozen=True, slots=True)
class Book:
    programmes: tuple[Programme, ...]
    facts: Mapping[str, FactDefinition]
    readings: tuple[Reading, ...]
    version: str
    honours: tuple[Honour, ...] = ()


def load_book(clauses: Clauses, folder: Path, own: Path | None = None, absent: Collection[str] = ()) -> Book:
    """Reads every file under `folder`, and over it those under `own`; raises `DataError` on the first mistake.

    Programmes of documents that are `absent` are left out.
    """
    files = _read_files(folder, own, frozenset(absent))
    version = _hash(files, clauses)
    tables, checked = _tables(files, version)
    if not checked:
        _check_forms(files, tables, clauses)
    honours = _honours(files, tables)
    facts = with_honours(_facts(files, tables), honours)
    programmes = [
        read_programme(
            Path(name).stem, Path(name).parent.name, _placed(name, tables), files[name], clauses, facts, checked
        )
        for name in files
        if _is_programme(name)
    ]
    readings = read_readings(folder / READINGS_FILE, "rules/" + READINGS_FILE)
    if not checked:
        left_out = {file.stem for id in absent for file in folder.glob(f"programmes/{id}/*.toml")}
        _check_together(programmes, files, left_out)
        _check_words(programmes, files, tables, clauses)
        _remember(version, tables)
    own_questions = {one.name: one for programme in programmes if not programme.draft for one in programme.questions}
    return Book(_ordered(programmes, clauses), {**facts, **own_questions}, readings, version[:16], honours)


def _is_programme(name: str) -> bool:
    return Path(name).name not in (FACTS_FILE, HONOURS_FILE, READINGS_FILE, APPLIES_FILE)


def _placed(name: str, tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a programme with the place of its document, which the folder's own file or ours says."""
    applies = str(Path(name).with_name(APPLIES_FILE).as_posix())
    return with_jurisdiction(tables[name], tables.get(applies) or tables.get(applies.removeprefix(_OWN)))


def _check_forms(files: Mapping[str, Source], tables: Mapping[str, Any], clauses: Clauses) -> None:
    """Every file against its form; what checks them is dear to import and needed for new data only."""
    from rules.language import validating

    for name, source in files.items():
        if name in (FACTS_FILE, OWN_FACTS):
            validating.check_facts(tables[name], source)
        elif name in (HONOURS_FILE, OWN_HONOURS):
            validating.check_honours(tables[name], source)
        elif Path(name).name == APPLIES_FILE:
            validating.check_applies(tables[name], source)
            if "from" in tables[name]:
                document, path = Path(name).parent.name, tuple(tables[name]["from"])
                Place(source, document, path, clauses, {}, False).check_quote(tables[name]["quote"], path)
        elif _is_programme(name):
            validating.check_programme(tables[name], source)


def _check_words(
    programmes: Iterable[Programme], files: Mapping[str, Source], tables: Mapping[str, Any], clauses: Clauses
) -> None:
    """Of what is ours: files of one's own are checked by the person who confirms them."""
    named = {Path(name).stem: name for name in files if not name.startswith(_OWN)}
    for programme in programmes:
        if name := named.get(programme.id):
            check_words(programme, tables[name], files[name], clauses)


def _read_files(folder: Path, own: Path | None, absent: frozenset[str]) -> dict[str, Source]:
    names = [FACTS_FILE, *([READINGS_FILE] if (folder / READINGS_FILE).exists() else [])]
    names += _programme_names(folder, absent)
    files = {name: Source.read(folder / name, f"{folder.name}/{name}") for name in names}
    named = folder if (folder / HONOURS_FILE).exists() else SHIPPED
    files[HONOURS_FILE] = Source.read(named / HONOURS_FILE, f"{named.name}/{HONOURS_FILE}")
    if own is None or not own.is_dir():
        return files
    for name in (FACTS_FILE, HONOURS_FILE):
        if (own / name).is_file():
            files[_OWN + name] = Source.read(own / name, str(own / name))
    return files | {_OWN + name: Source.read(own / name, str(own / name)) for name in _programme_names(own, absent)}


def _programme_names(folder: Path, absent: frozenset[str]) -> list[str]:
    files = (file for file in folder.glob("programmes/*/*.toml") if file.parent.name not in absent)
    return sorted(str(file.relative_to(folder).as_posix()) for file in files)


def load_facts(folder: Path, own: Path | None) -> Mapping[str, FactDefinition]:
    """Every definition, ours and those of one's own, without any programme."""
    files = {FACTS_FILE: Source.read(folder / FACTS_FILE, FACTS_FILE)}
    if own is not None and (own / FACTS_FILE).is_file():
        files[OWN_FACTS] = Source.read(own / FACTS_FILE, str(own / FACTS_FILE))
    return _facts(files, {name: source.data() for name, source in files.items()})


def _facts(files: Mapping[str, Source], tables: Mapping[str, Any]) -> Mapping[str, FactDefinition]:
    """Ours, then one's own; a name that both have is refused."""
    facts = read_definitions(tables[FACTS_FILE])
    if OWN_FACTS not in files:
        return facts
    own = files[OWN_FACTS]
    for name in tables[OWN_FACTS]:
        if name in facts:
            own.fail(phrase("data_same_fact", id=name), phrase("data_rename_fact"), f"[{name}]")
    return facts | read_definitions(tables[OWN_FACTS], len(facts))


def _honours(files: Mapping[str, Source], tables: Mapping[str, Any]) -> tuple[Honour, ...]:
    """Ours, then one's own; a name that both have is refused."""
    shipped = read_honours(tables[HONOURS_FILE]["honour"])
    if OWN_HONOURS not in files:
        return shipped
    own = read_honours(tables[OWN_HONOURS]["honour"])
    for honour in own:
        if any(honour.name == other.name for other in shipped):
            what = phrase("data_same_honour", name=honour.name)
            files[OWN_HONOURS].fail(what, phrase("data_rename_honour"), f'name = "{honour.name}"')
    return (*shipped, *own)


def _hash(files: Mapping[str, Source], clauses: Clauses) -> str:
    """Over everything that an outcome depends on, size standard, places and scores too, and the words checked for."""
    digest = hashlib.sha256(_FORMAT.encode())
    for table in (*sorted(SHIPPED.glob("*.toml")), Path(__file__).with_name("condition_words.toml")):
        if table.name not in files:
            digest.update(table.name.encode() + b"\0" + table.read_bytes() + b"\0")
    for places in TABLES:
        digest.update(places.read_bytes())
    for name, source in files.items():
        digest.update(f"{name}\0{source.text}\0".encode())
    for (document, path), text in clauses.items():
        digest.update(f"{document}\0{'/'.join(path)}\0{text}\0".encode())
    return digest.hexdigest()


def _ordered(programmes: Iterable[Programme], clauses: Clauses) -> tuple[Programme, ...]:
    """Document, clause, file: the order of the clauses handed in, then of the ids."""
    place = {id_: number for number, id_ in enumerate(clauses)}
    return tuple(sorted(programmes, key=lambda item: (place[(item.document, item.clause)], item.id)))


def _check_together(programmes: list[Programme], files: Mapping[str, Source], left_out: Collection[str]) -> None:
    names = {Path(name).stem: source.name for name, source in files.items()}
    seen: set[str] = set()
    for programme in programmes:
        if programme.id in seen:
            raise DataError(names[programme.id], None, phrase("data_same_id", id=programme.id), phrase("data_rename"))
        seen.add(programme.id)
    for programme in programmes:
        for other in programme.replaced_by:
            if other not in seen and other not in left_out:
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
        others = sorted(file.parent.glob("rulebook-*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in others[_KEPT:]:
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
