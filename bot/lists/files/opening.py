"""A file of any usual kind → sheets; what it is called does not decide what it is."""

from __future__ import annotations

from pathlib import Path

from bot.errors import InputError
from bot.lists.files.delimited import read_delimited
from bot.lists.model import Sheet
from bot.wording import say

MOST_BYTES = 500_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_PARQUET = b"PAR1"
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta", b"<head", b"<style", b"<body", b"<div")


def read_sheets(file: Path) -> list[Sheet]:
    """Raises `InputError` with what to do where the file cannot be read."""
    head = _head(file)
    if not head.strip():
        raise InputError(say("lists.empty", file=file.name))
    if head.startswith(_PARQUET):
        from bot.lists.files.parquet import read_parquet

        return read_parquet(file)
    if head.startswith((_OLE, _ZIP)):
        from bot.lists.files.spreadsheets import read_workbook

        return read_workbook(file)
    if head.startswith(_OTHERS):
        raise InputError(say("lists.kind", file=file.name))
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        from bot.lists.files.markup import read_markup

        return read_markup(file)
    return read_delimited(file)


def _head(file: Path) -> bytes:
    try:
        if file.is_dir():
            raise InputError(say("lists.folder", file=file))
        if file.exists() and not file.is_file():
            raise InputError(say("lists.no_file", file=file))
        if file.stat().st_size > MOST_BYTES:
            raise InputError(say("lists.too_big", file=file.name, most=MOST_BYTES // 1_000_000))
        with file.open("rb") as opened:
            return opened.read(64)
    except OSError as problem:
        raise InputError(say("lists.unreadable", file=file, problem=problem.strerror)) from None
