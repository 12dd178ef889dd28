"""Which version of the library was seen on which day, with marks of its clauses: in the folder of one's own data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.library import Library, own_data
from knowledge.model import Document

_DAYS = "versions.json"
_CLAUSES = "versions"
"""The folder with a file for each version."""
Marks = Mapping[str, Mapping[str, str]]
"""By document and path (its labels joined by /): a digest of the clause's words."""


def noted() -> dict[str, date]:
    """Version → the first day on which it was seen."""
    try:
        return {str(version): date.fromisoformat(seen) for version, seen in _json(own_data().folder / _DAYS).items()}
    except (ValueError, TypeError):
        return {}


def note(library: Library, on: date) -> None:
    """Only where there is such a folder already: looking changes nothing else."""
    folder, version, seen = own_data().folder, library.version, noted()
    if not folder.is_dir() or (version in seen and on >= seen[version]):
        return
    seen[version] = on
    told = {name: seen_on.isoformat() for name, seen_on in sorted(seen.items(), key=lambda item: item[1])}
    marks = {each.id: clauses_of(each) for each in (*library.documents, *library.summaries)}
    (folder / _CLAUSES).mkdir(exist_ok=True)
    (folder / _CLAUSES / f"{version}.json").write_text(json.dumps(marks, ensure_ascii=False), encoding="utf-8")
    (folder / _DAYS).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def clauses_of(document: Document) -> dict[str, str]:
    return {"/".join(clause.path): hashlib.sha256(clause.text.encode()).hexdigest()[:12] for clause in document.clauses}


def clauses_on(day: date) -> Marks:
    """Of the version that was seen last up to that day; empty where none was."""
    seen = [(seen_on, version) for version, seen_on in noted().items() if seen_on <= day]
    return _json(own_data().folder / _CLAUSES / f"{max(seen)[1]}.json") if seen else {}


def _json(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
