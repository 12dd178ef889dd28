"""Which version of the library was seen on which day: in the folder of one's own data."""

from __future__ import annotations

import json
from datetime import date

from knowledge.library import own_data

_NAME = "versions.json"


def noted() -> dict[str, date]:
    """Version → the first day on which it was seen."""
    file = own_data().folder / _NAME
    if not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {str(version): date.fromisoformat(seen) for version, seen in found.items()}
    except (ValueError, AttributeError, TypeError):
        return {}


def note(version: str, on: date) -> None:
    """Only where there is such a folder already: looking changes nothing else."""
    folder = own_data().folder
    seen = noted()
    if folder.is_dir() and (version not in seen or on < seen[version]):
        seen[version] = on
        told = {name: seen_on.isoformat() for name, seen_on in sorted(seen.items(), key=lambda item: item[1])}
        (folder / _NAME).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
