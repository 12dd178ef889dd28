"""Folders of `document.toml` and `text.txt` → documents, checked strictly."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import DataError, sentence
from knowledge.model import Clause, Document, Standing
from knowledge.naming import naming_of, place_of
from knowledge.outlines import Outlines
from knowledge.reading.source import Row, Table

if TYPE_CHECKING:
    from knowledge.outline.reader import Unit

KINDS = ("draft_for_comment", "issued", "opinion", "summary", "repealed", "unclear")
TABLES = "tables.json"
_TEXTS = {
    "title": '"某某市……若干措施"',
    "short_title": '"某某若干措施"',
    "source": '"某某市政府网站"',
}
_KEYS: dict[str, type] = {
    **dict.fromkeys([*_TEXTS, "region", "city", "number", "issuer", "contact"], str),
    "issued": date,
    "verified_on": date,
    "order": int,
    "standing": dict,
    "naming": dict,
}
_STANDING_KEYS: dict[str, type] = {
    **dict.fromkeys(["kind", "evidence", "superseded_by", "replaces", "fate"], str),
    **dict.fromkeys(["effective_from", "expires_on", "superseded_on", "comments_until"], date),
}
_NAMING_KEYS: dict[str, type] = {"called": str, "names": list, "patterns": list, "articles": list}
_REQUIRED = {**_TEXTS, "verified_on": "2026-11-22", "standing": "[standing]"}
_STANDING_REQUIRED = {"kind": '"issued"', "evidence": '"有文号和印发通知"'}


def load_documents(folder: Path, kept: Path | None = None) -> tuple[Document, ...]:
    """Every document folder below, in the order that `order` gives, then by id; `kept`: a file for their outlines."""
    if not folder.is_dir():
        raise DataError(folder, sentence("folder_missing"), sentence("folder_missing_remedy"))
    places = sorted(place for place in folder.iterdir() if place.is_dir() and not place.name.startswith((".", "_")))
    outlines = Outlines(kept)
    loaded = [_load(place, outlines) for place in places]
    outlines.keep()
    check_titles([document for _, document in loaded], folder)
    return tuple(document for _, document in sorted(loaded, key=lambda pair: (pair[0], pair[1].id)))


def check_ids(first: tuple[Document, ...], second: tuple[Document, ...], folders: tuple[Path, Path]) -> None:
    for document in second:
        if any(other.id == document.id for other in first):
            other = folders[0] / document.id
            raise DataError(
                folders[1] / document.id, sentence("id_twice", id=document.id, other=other), sentence("id_twice_remedy")
            )


def load_document(place: Path, id: str) -> Document:
    """A folder that stands elsewhere, as the document of that id."""
    return _loaded(place, id, Outlines())[1]


def _load(place: Path, outlines: Outlines) -> tuple[int, Document]:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", place.name):
        raise DataError(place, sentence("id_wrong", id=place.name), sentence("id_wrong_remedy"))
    return _loaded(place, place.name, outlines)


def _loaded(place: Path, id: str, outlines: Outlines) -> tuple[int, Document]:
    table = _Table.read(place / "document.toml")
    text = _read(place / "text.txt").removeprefix("\ufeff")
    if not text.strip():
        raise DataError(place / "text.txt", sentence("text_empty"), sentence("text_empty_remedy"))
    values = table.checked(_KEYS, _REQUIRED)
    standing = table.inside("standing").checked(_STANDING_KEYS, _STANDING_REQUIRED)
    table.inside("standing").check_standing(standing, values.get("issued"))
    order = values.pop("order", None)
    values["standing"] = Standing(**standing)
    clauses = outlines.clauses(id, text, read_tables(place / TABLES))
    if not clauses:
        raise DataError(place / "text.txt", sentence("no_clauses"), sentence("no_clauses_remedy"))
    values.setdefault("region", "")
    given = table.inside("naming").checked(_NAMING_KEYS, {}) if "naming" in values else {}
    values["naming"] = naming_of(given, values["title"], values["short_title"], clauses)
    optional = {key: values.pop(key, None) for key in ("city", "number", "issuer", "contact", "issued")}
    document = Document(
        id=id,
        clauses=clauses,
        text=text,
        place=place_of(values["region"], optional["city"]),
        **values,
        **optional,
    )
    return (1_000_000 if order is None else order), document


def clauses_of(document: str, text: str, tables: tuple[Table, ...] = ()) -> tuple[Clause, ...]:
    """The clauses of a text; `tables` are those of its source, which the text alone does not show."""
    from knowledge.outline.reader import read_outline

    return clauses_from(document, text, read_outline(text, tables))


def clauses_from(document: str, text: str, units: Sequence[Unit]) -> tuple[Clause, ...]:
    return tuple(
        Clause(
            document,
            unit.path,
            unit.heading,
            text[unit.start : unit.end],
            unit.departments,
            unit.start,
            unit.end,
            unit.own_end,
            unit.truncated,
            unit.supports,
            unit.cells,
        )
        for unit in units
    )


def read_tables(file: Path) -> tuple[Table, ...]:
    """The tables that stand beside a text; none where there is no such file. Raises `DataError`."""
    if not file.is_file():
        return ()
    try:
        return tuple(
            Table(
                one["start"],
                one["end"],
                tuple(one["head"]),
                tuple(Row(row["start"], row["end"], tuple(row["cells"]), tuple(row["head"])) for row in one["rows"]),
                one["heads"],
            )
            for one in json.loads(_read(file))
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise DataError(file, sentence("tables_broken", problem=problem), sentence("tables_broken_remedy")) from None


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise DataError(file, sentence("file_missing"), sentence("file_missing_remedy")) from None
    except UnicodeDecodeError:
        raise DataError(file, sentence("text_not_utf8"), sentence("text_not_utf8_remedy")) from None


def check_titles(documents: Iterable[Document], folder: Path) -> None:
    """No title twice; the later one is told, as standing in the folder."""
    seen: dict[str, str] = {}
    for document in documents:
        title = re.sub(r"\s", "", document.title)
        if title in seen:
            what = sentence("title_twice", other=folder / seen[title] / "document.toml")
            raise DataError(folder / document.id / "document.toml", what, sentence("title_twice_remedy"))
        seen[title] = document.id


class _Table:
    """A TOML table that can say on which line a key stands."""

    def __init__(self, file: Path, values: Mapping[str, Any], lines: list[str], name: str = "") -> None:
        self.file, self.values, self.lines, self.name = file, values, lines, name

    @classmethod
    def read(cls, file: Path) -> _Table:
        text = _read(file)
        try:
            return cls(file, tomllib.loads(text), text.splitlines())
        except tomllib.TOMLDecodeError as problem:
            at = re.search(r"at line (\d+)", str(problem))
            line = int(at.group(1)) if at else max(1, text.count("\n"))
            what = sentence("toml_broken", problem=re.sub(r" \(at .*\)$", "", str(problem)))
            raise DataError(file, what, sentence("toml_broken_remedy"), line) from None

    def inside(self, key: str) -> _Table:
        return _Table(self.file, self.values[key], self.lines, key)

    def checked(self, keys: Mapping[str, type], required: Mapping[str, str]) -> dict[str, Any]:
        for key in self.values:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, 2)
                hint = sentence("near", names="、".join(near)) if near else ""
                raise self._error(
                    key, sentence("key_unknown", key=self._full(key)), sentence("key_unknown_remedy", near=hint)
                )
        for key, example in required.items():
            if key not in self.values:
                shown = example if example.startswith("[") else f"{key} = {example}"
                raise self._error(
                    "", sentence("key_missing", key=self._full(key)), sentence("key_missing_remedy", example=shown)
                )
        return {key: self._value(key, keys[key]) for key in self.values}

    def check_standing(self, standing: Mapping[str, Any], issued: date | None) -> None:
        if standing["kind"] not in KINDS:
            raise self._wrong("kind", sentence("wanted_kind", kinds="、".join(KINDS)))
        for earlier, later in (("effective_from", "expires_on"), ("issued", "expires_on"), ("issued", "superseded_on")):
            first, last = issued if earlier == "issued" else standing.get(earlier), standing.get(later)
            if first and last and last < first:
                what = sentence("dates_crossed", earlier=earlier, later=later)
                raise self._error(later, what, sentence("dates_crossed_remedy"))

    def _value(self, key: str, kind: type) -> Any:
        value = self.values[key]
        if kind is str and (not isinstance(value, str) or not value.strip()):
            raise self._wrong(key, sentence("wanted_text", example=_REQUIRED.get(key, '"……"')))
        if kind is date and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self._wrong(key, sentence("wanted_date"))
        if kind is int and (not isinstance(value, int) or isinstance(value, bool)):
            raise self._wrong(key, sentence("wanted_number"))
        if kind is list and not (isinstance(value, list) and all(isinstance(item, str) and item for item in value)):
            raise self._wrong(key, sentence("wanted_texts"))
        if kind is dict and not isinstance(value, dict):
            raise self._wrong(key, sentence("wanted_table", key=key))
        return value

    def _wrong(self, key: str, wanted: str) -> DataError:
        shown = str(self.values[key])[:40] or '""'
        return self._error(
            key, sentence("key_wrong", key=self._full(key), value=shown), sentence("key_wrong_remedy", wanted=wanted)
        )

    def _error(self, key: str, what: str, remedy: str) -> DataError:
        return DataError(self.file, what, remedy, self._line(key))

    def _full(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _line(self, key: str) -> int | None:
        """Where the key stands; for a missing key, where its table begins."""
        wanted = (
            rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=|^\s*\[{re.escape(key)}\]"
            if key
            else rf"^\s*\[{re.escape(self.name)}\]"
        )
        begin = (
            next((n for n, line in enumerate(self.lines) if line.strip() == f"[{self.name}]"), 0) if self.name else 0
        )
        return next((n + 1 for n, line in enumerate(self.lines[begin:], begin) if re.search(wanted, line)), 1)
