"""Spreadsheets (xls, xlsx, xlsb, ods) through calamine."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.lists.files.package import Package
from bot.lists.model import Percent, Sheet
from bot.wording import say

_PROBE_SECONDS = 20


def read_workbook(file: Path) -> list[Sheet]:
    """Every sheet of cells. Raises `InputError` where the file is broken, locked, or too far spread out."""
    import python_calamine as calamine

    package = Package(file) if _is_open_xml(file) else None
    if package is None:
        _probe(file)
    else:
        found = {name: package.look(name) for name in package.sheets}
    try:
        book = calamine.CalamineWorkbook.from_path(str(file))
        sheets = []
        for meta in book.sheets_metadata:
            if meta.typ == calamine.SheetTypeEnum.WorkSheet:
                sheets.append(_sheet(book, meta.name, meta.visible != calamine.SheetVisibleEnum.Visible))
    except calamine.PasswordError:
        raise InputError(say("lists.locked", file=file.name)) from None
    except (calamine.CalamineError, OSError, ValueError, OverflowError):
        raise InputError(say("lists.broken", file=file.name)) from None
    if package is None:
        return sheets
    return [_completed(sheet, found[sheet.name]) if sheet.name in found else sheet for sheet in sheets]


def _is_open_xml(file: Path) -> bool:
    """An xlsx: a zip that holds a workbook in XML (an ods and an xlsb do not)."""
    import zipfile

    if not zipfile.is_zipfile(file):
        return False
    try:
        with zipfile.ZipFile(file) as package:
            return "xl/workbook.xml" in package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _sheet(book: Any, name: str, hidden: bool) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    return Sheet(name, rows, tuple(sheet.merged_cell_ranges or ()), hidden=hidden)


def _completed(sheet: Sheet, found: Any) -> Sheet:
    """Errors and formulas without a result stand where calamine shows nothing; percentages are told from numbers."""
    for (row, column), value in found.cells.items():
        if row < len(sheet.rows) and column < len(sheet.rows[row]) and sheet.rows[row][column] in ("", None):
            sheet.rows[row][column] = value  # type: ignore[index]
    for row, column in found.percent:
        if row < len(sheet.rows) and column < len(sheet.rows[row]) and isinstance(sheet.rows[row][column], float):
            sheet.rows[row][column] = Percent(sheet.rows[row][column])  # type: ignore[index]
    return replace(sheet, out_of_sight=found.hidden)


_PROBE = """
import resource, sys, zipfile
resource.setrlimit(resource.RLIMIT_AS, (1_200_000_000, 1_200_000_000))
name = sys.argv[1]
if zipfile.is_zipfile(name) and sum(part.file_size for part in zipfile.ZipFile(name).infolist()) > int(sys.argv[2]):
    sys.exit(3)
import python_calamine
book = python_calamine.CalamineWorkbook.from_path(name)
area = 0
for sheet in book.sheet_names:
    found = book.get_sheet_by_name(sheet)
    area += found.total_height * found.total_width
sys.exit(3 if area > int(sys.argv[3]) else 0)
"""


def _probe(file: Path) -> None:
    """Old and foreign formats are opened by a process of their own first: a bomb ends that one, with little memory."""
    from bot.lists.files.package import MOST_CELLS, MOST_UNPACKED

    try:
        ran = subprocess.run(
            [sys.executable, "-c", _PROBE, os.fspath(file), str(MOST_UNPACKED), str(MOST_CELLS)],
            capture_output=True,
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise InputError(say("lists.too_big_inside", file=file.name)) from None
    if ran.returncode == 0:
        return
    if b"PasswordError" in ran.stderr:
        raise InputError(say("lists.locked", file=file.name))
    raise InputError(say("lists.broken" if ran.returncode == 1 else "lists.too_big_inside", file=file.name))
