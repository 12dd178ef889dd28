"""A report as a file: PDF, docx, HTML or a PNG card. The same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from bot.reports.content import Said, build
from bot.reports.links import link_to
from bot.reports.sheet import Sheet
from bot.world import World
from rules.model import Facts

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "png": "image/png",
}
FORMATS = tuple(MEDIA_TYPES)


def report_file(
    facts: Facts,
    world: World,
    today: date,
    format: str,
    *,
    company: str = "",
    address: str = "",
    said: Mapping[str, Said] | None = None,
    letterhead: Path | None = None,
) -> bytes:
    """`format`: one of `FORMATS`; `address`: the page's, in front of the lasting link; `letterhead`: of a docx.

    Raises `InputError` for a letterhead that is none.
    """
    report = build(facts, world, today, company=company, said=said)
    return draw(Sheet(report, link_to(report, dict(facts), address)), format, letterhead)


def draw(sheet: Sheet, format: str, letterhead: Path | None = None) -> bytes:
    """Raises `InputError` for a letterhead that is none."""
    if letterhead is not None and format == "docx":
        from bot.reports.letterhead import letter

        return letter(sheet, letterhead)
    return _maker(format)(sheet)


def _maker(format: str) -> Callable[[Sheet], bytes]:
    if format == "docx":
        from bot.reports.word import word_file

        return word_file
    if format == "html":
        from bot.reports.markup import html_file

        return html_file
    from bot.reports.print import card_file, pdf_file

    return card_file if format == "png" else pdf_file
