"""`python -m rules.language.schema` writes the JSON schemas of the data files, which the files name for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from rules.language.forms.files import AppliesFile, FactTable, HonoursFile, ProgrammeFile

FOLDER = Path(__file__).parents[1] / "schema"


def schemas() -> dict[str, str]:
    """Name of the file → its text."""
    found: dict[str, dict[str, Any]] = {
        "programme.json": ProgrammeFile.model_json_schema(),
        "applies.json": AppliesFile.model_json_schema(),
        "honours.json": HonoursFile.model_json_schema(),
        "facts.json": TypeAdapter(dict[str, FactTable]).json_schema(),
    }
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in found.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
