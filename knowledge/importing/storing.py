"""Documents into a folder of one's own: whole or not at all, one writer at a time, older versions kept."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from knowledge.documents import TABLES
from knowledge.errors import sentence
from knowledge.metadata.model import ReadDocument
from knowledge.reading.source import Table
from knowledge.versions import VERSIONS, version_in
from knowledge.workspace import RETIRED, Workspace

ASIDE = "_set-aside"
_PART = ".importing-"


def files_of(
    read: ReadDocument, source: Path, day: date, city: str | None = None, replaces: str | None = None
) -> dict[str, bytes]:
    """What stands in the document's folder: `document.toml`, `text.txt`, `tables.json`, the file itself.

    `city`: whose enterprises it is about, where the table of places does not say; `replaces`: a document's id.
    """
    files = {
        "document.toml": _described(read, source, day, city, replaces).encode(),
        "text.txt": read.text.encode(),
        f"source{source.suffix.lower()}": source.read_bytes(),
    }
    return files | ({TABLES: tables_json(read.tables)} if read.tables else {})


def tables_json(tables: tuple[Table, ...]) -> bytes:
    rows = [
        {
            "start": table.start,
            "end": table.end,
            "head": table.head,
            "heads": table.heads,
            "rows": [{"start": row.start, "end": row.end, "cells": row.cells, "head": row.head} for row in table.rows],
        }
        for table in tables
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _described(read: ReadDocument, source: Path, day: date, city: str | None, replaces: str | None) -> str:
    document, head = read.document(day), read.head
    title = document.title or _untitled(document.text)
    values: dict[str, object] = {
        "title": title,
        "short_title": short_title(title),
        "number": document.number,
        "issuer": document.issuer,
        "region": document.region,
        "city": document.city or city,
        "issued": document.issued,
        "source": source.name,
        "verified_on": day,
    }
    standing = document.standing
    rest: dict[str, object] = {
        "kind": standing.kind,
        "evidence": standing.evidence or head.reason or source.name,
        "effective_from": standing.effective_from,
        "expires_on": standing.expires_on,
        "replaces": replaces,
    }
    return _toml(values) + "\n[standing]\n" + _toml(rest)


_LONGEST_OPENING = 12
_NUMBER = re.compile(r"^(?:第[^条]{1,6}条|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d+[.．、])\s*")


def _untitled(text: str) -> str:
    """How replies name a document whose title nobody knows: by its first words, never by the name of its file."""
    lines = (_NUMBER.sub("", line.strip()) for line in text.splitlines())
    opening = next((line for line in lines if len(line) > 1), "")
    return sentence("untitled", opening=re.split(r"[,，。;；:：]", opening)[0][:_LONGEST_OPENING])


_PRINTED = re.compile(r"(?:印发|发布|公布)(?:[《〈](.+)[》〉](?:的|等)|([^《》〈〉]{6,})的(?:通知|公告)$)")


def short_title(title: str) -> str:
    """The act's own name, without the notice that prints it."""
    inner = _PRINTED.search(title)
    return next((name for name in inner.groups() if name), title) if inner else title


def _toml(values: Mapping[str, object]) -> str:
    said = ((key, value) for key, value in values.items() if value not in (None, ""))
    return "".join(f"{key} = {_value(value)}\n" for key, value in said)


def _value(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def store(
    workspace: Workspace, id: str, files: Mapping[str, bytes], programmes: Mapping[str, str], replaces: bool = False
) -> None:
    """Puts a document and its programmes in place; `replaces`: as a new version, the old one is kept under it.

    Raises `FileExistsError` where the id is taken and nothing is replaced. To be called while `writing`.
    """
    place, rules = workspace.documents / id, workspace.folder / "programmes" / id
    if place.exists() and not replaces:
        raise FileExistsError(id)
    made = _written(workspace.folder, files)
    proposed = _written(workspace.folder, {name: text.encode() for name, text in programmes.items()})
    try:
        if place.exists():
            _keep_version(place, made)
        _swap(made, place)
        if programmes or rules.exists():
            _join(proposed, rules)
    except BaseException:
        if not replaces:
            shutil.rmtree(place, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(proposed, ignore_errors=True)


def _written(folder: Path, files: Mapping[str, bytes]) -> Path:
    made = Path(tempfile.mkdtemp(dir=folder, prefix=_PART))
    made.chmod(0o755)
    for name, content in files.items():
        with (made / name).open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
    return made


def _keep_version(place: Path, made: Path) -> None:
    """The text that is replaced, under its version: what cited it can still be read."""
    version = version_in(place)
    if (place / VERSIONS).is_dir():
        shutil.copytree(place / VERSIONS, made / VERSIONS)
    kept = made / VERSIONS / version
    kept.mkdir(parents=True, exist_ok=True)
    for name in ("document.toml", "text.txt", TABLES):
        if (place / name).exists():
            shutil.copy2(place / name, kept / name)


def _swap(made: Path, place: Path) -> None:
    old = place.with_name(f"{_PART}{place.name}-old") if place.exists() else None
    if old:
        place.rename(old)
    try:
        made.rename(place)
    except BaseException:
        if old:
            old.rename(place)
        raise
    if old:
        shutil.rmtree(old, ignore_errors=True)


def _join(proposed: Path, rules: Path) -> None:
    """Proposals beside what a person has confirmed already; a file that is there stays."""
    rules.mkdir(parents=True, exist_ok=True)
    for file in sorted(proposed.iterdir()):
        if not (rules / file.name).exists():
            file.replace(rules / file.name)


def set_aside(workspace: Workspace, id: str, programmes: tuple[str, ...]) -> None:
    """Programmes that no longer stand in the text, kept where nothing is loaded. To be called while `writing`."""
    rules = workspace.folder / "programmes" / id
    for name in programmes:
        file = rules / f"{name}.toml"
        if file.exists():
            (rules / ASIDE).mkdir(exist_ok=True)
            file.replace(rules / ASIDE / file.name)


def retire(workspace: Workspace, id: str, day: date) -> None:
    """To be called while `writing`."""
    _write_retired(workspace, sorted({*workspace.retired, id}), day)


def restore(workspace: Workspace, id: str, day: date) -> None:
    """To be called while `writing`."""
    _write_retired(workspace, sorted(workspace.retired - {id}), day)


def _write_retired(workspace: Workspace, ids: list[str], day: date) -> None:
    file, part = workspace.folder / RETIRED, workspace.folder / f"{_PART}retired"
    since = workspace.retired_since
    tables = "".join(f'["{id}"]\non = {since.get(id, day).isoformat()}\n' for id in ids)
    part.write_text(tables, encoding="utf-8")
    part.replace(file)
