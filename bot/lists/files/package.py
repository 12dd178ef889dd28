"""What calamine does not tell of an xlsx, or would die of: bombs, far-away cells, errors, formulas without a result."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from bot.errors import InputError
from bot.lists.model import NO_RESULT
from bot.wording import say

MOST_UNPACKED = 400_000_000
MOST_PARTS = 10_000
MOST_CELLS = 12_000_000
_CHUNK = 1 << 22
_HEAD = 1 << 18
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)/?>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>[^<]")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*)/?>")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\s([^>]*?)/?>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s([^>]*)/?>")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*)>")
_TRUE = ("1", "true")
_MOST_HIDDEN = 50
_BUILT_IN_PERCENT = (9, 10)


@dataclass(frozen=True, slots=True)
class Found:
    """Cells of one sheet that calamine gives as empty, and those shown as per cent, counted from 0; what is hidden."""

    cells: dict[tuple[int, int], Any]
    percent: frozenset[tuple[int, int]]
    hidden: tuple[str, ...]
    """Rows by number, columns by letter."""


class Package:
    """Raises `InputError` where the file is no whole xlsx, or unpacks to more than can be read."""

    def __init__(self, file: Path) -> None:
        self._name = file.name
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError):
            raise InputError(say("lists.broken", file=file.name)) from None
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise InputError(say("lists.too_big_inside", file=file.name))

    def _read(self, part: str) -> bytes:
        try:
            return self._zip.read(part)
        except KeyError:
            return b""
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
            raise InputError(say("lists.broken", file=self._name)) from None

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Part of the package by name of the sheet."""
        targets = {
            given.get("Id", ""): given.get("Target", "")
            for given in map(_attributes, _RELATION.findall(self._read("xl/_rels/workbook.xml.rels")))
        }
        found = {}
        for given in map(_attributes, _SHEET.findall(self._read("xl/workbook.xml"))):
            target = targets.get(given.get("r:id") or next((v for k, v in given.items() if k.endswith(":id")), ""), "")
            part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            found[_unescaped(given.get("name", ""))] = part
        return found

    @cached_property
    def _percent_styles(self) -> frozenset[int]:
        styles = self._read("xl/styles.xml")
        codes = {
            int(given["numFmtId"])
            for given in map(_attributes, _FORMAT.findall(styles))
            if "%" in given.get("formatCode", "") and given.get("numFmtId", "").isdigit()
        }
        table = _CELL_FORMATS.search(styles)
        formats = [_attributes(raw).get("numFmtId", "0") for raw in _XF.findall(table.group())] if table else []
        wanted = codes | set(_BUILT_IN_PERCENT)
        return frozenset(n for n, code in enumerate(formats) if code.isdigit() and int(code) in wanted)

    def look(self, sheet: str) -> Found:
        """Checks the extent of a sheet and looks for what calamine leaves out."""
        raw = self._read(self.sheets.get(sheet, ""))
        if b"<!DOCTYPE" in raw[:_HEAD]:
            raise InputError(say("lists.broken", file=self._name))
        self._check_extent(raw)
        cells = dict(_left_out(raw)) if b"<f" in raw or b":f" in raw or b't="e"' in raw else {}
        return Found(cells, self._percent_cells(raw), tuple(_hidden(raw)))

    def _check_extent(self, raw: bytes) -> None:
        columns: set[bytes] = set()
        first, last, cells = 1 << 30, 0, 0
        for at in range(0, len(raw), _CHUNK):
            places = _PLACE.findall(raw, at, min(len(raw), at + _CHUNK + 32))
            cells += len(places)
            columns.update(letters for letters, _ in places)
            rows = {int(row) for _, row in places}
            first, last = min(rows, default=first) if first > min(rows, default=first) else first, max(rows | {last})
        if not columns:
            return
        wide = [_column(letters) for letters in columns]
        area = (last - first + 1) * (max(wide) - min(wide) + 1)
        if area > MOST_CELLS:
            raise InputError(say("lists.far_cells", file=self._name))

    def _percent_cells(self, raw: bytes) -> frozenset[tuple[int, int]]:
        if not self._percent_styles:
            return frozenset()
        styles = "|".join(map(str, self._percent_styles))
        styled = re.compile(rb"<(?:\w+:)?c\s(?=[^>]*\bs=[\"'](?:%s)[\"'])([^>]*)>" % styles.encode())
        places = (_PLACE.search(b" " + attributes) for attributes in styled.findall(raw))
        return frozenset((int(place.group(2)) - 1, _column(place.group(1))) for place in places if place)


def _hidden(raw: bytes) -> Iterator[str]:
    for given in map(_attributes, _COLUMNS.findall(raw[:_HEAD])):
        if given.get("hidden") in _TRUE and given.get("min", "").isdigit() and given.get("max", "").isdigit():
            first, last = int(given["min"]), min(int(given["max"]), int(given["min"]) + _MOST_HIDDEN)
            yield from map(_letters, range(first, last + 1))
    for attributes in _HIDDEN_ROW.findall(raw):
        yield _attributes(attributes).get("r", "")


def _letters(number: int) -> str:
    """1 → A."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _left_out(raw: bytes) -> Iterator[tuple[tuple[int, int], Any]]:
    for match in _CELL.finditer(raw):
        attributes, body = match.groups()
        if body is None or not (b"<f" in body or b":f" in body or b't="e"' in attributes):
            continue
        given = _attributes(attributes)
        place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", given.get("r", ""))
        if place is None:
            continue
        at = int(place.group(2)) - 1, _column(place.group(1).encode())
        if given.get("t") == "e":
            shown = re.search(rb"<(?:\w+:)?v>([^<]*)<", body)
            yield at, shown.group(1).decode("utf-8", "replace") if shown else NO_RESULT
        elif not _VALUE.search(body):
            yield at, NO_RESULT


def _attributes(raw: bytes) -> dict[str, str]:
    return {key.decode(): value.decode("utf-8", "replace") for key, value in _ATTRIBUTE.findall(raw)}


def _unescaped(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _column(letters: bytes) -> int:
    """A → 0, XFD → 16383."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
