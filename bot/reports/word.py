"""The report as a docx in a style of its own, East-Asian fonts set in every style; its body also for a letterhead."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from bot.reports.content import Item, Report
from bot.reports.sheet import Sheet
from bot.wording import say

_FONT, _LATIN = "Microsoft YaHei", "Calibri"
_BRAND, _SOFT = RGBColor(0x0B, 0x5C, 0x4C), RGBColor(0x4A, 0x57, 0x53)
_SIZES = {"Normal": 10.5, "Title": 22, "Heading 1": 14, "Heading 2": 11.5, "Intense Quote": 9.5, "List Bullet": 10}
_FIXED = (2000, 1, 1, 0, 0, 0)
_MOST = 40


def word_file(sheet: Sheet) -> bytes:
    document = Document()
    _style(document, sheet.report)
    body(document, sheet)
    _foot(document)
    return packed(document)


class _Page:
    """A document, or a part of one, that is written from top to bottom; a style is looked up once, not by paragraph."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._ids: dict[str, str | None] = {}

    def paragraph(self, text: str, style: str = "Normal") -> Any:
        if style not in self._ids:
            self._ids[style] = self.document.part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        made = self.document.add_paragraph(text)
        if self._ids[style]:
            made._p.style = self._ids[style]
        return made

    def heading(self, text: str, level: int) -> Any:
        return self.paragraph(text, f"Heading {level}")

    def quiet(self, text: str) -> None:
        run = self.paragraph("").add_run(text)
        run.font.size, run.font.color.rgb = Pt(9), _SOFT


def body(document: Any, sheet: Sheet) -> None:
    """All but the page around it; `document` may be a part of another one."""
    page, report = _Page(document), sheet.report
    _head(page, sheet)
    _items(page, "report.w_money", report.money, "report.w_none_money")
    _items(page, "report.w_nearly", report.nearly[:_MOST], "report.w_none_nearly")
    _ladder(page, report)
    _items(page, "report.w_services", report.services, "report.w_none_nearly")
    _steps(page, report)
    _facts(page, report)


def packed(document: Any) -> bytes:
    """The same bytes for the same content: the parts bear one fixed date."""
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            target.writestr(zipfile.ZipInfo(name, _FIXED), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _style(document: Any, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    for style in document.styles:
        if getattr(style, "font", None) is None:
            continue
        style.font.name = _LATIN
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
        if style.name in _SIZES:
            style.font.size = Pt(_SIZES[style.name])
        if style.name.startswith(("Heading", "Title")):
            style.font.color.rgb = _BRAND
    properties = document.core_properties
    properties.title, properties.author, properties.comments = say("report.w_title"), say("report.w_brand"), ""
    day = datetime(report.as_of.year, report.as_of.month, report.as_of.day)
    properties.created = properties.modified = day
    properties.language = "zh-CN"


def _head(page: _Page, sheet: Sheet) -> None:
    report = sheet.report
    page.paragraph(say("report.w_title"), style="Title")
    if report.company:
        page.paragraph(report.company).runs[0].bold = True
    page.quiet(say("report.w_date") + report.as_of.isoformat() + "　" + say("report.w_version") + report.version)
    table = page.document.add_table(rows=2, cols=4)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    most = report.money[0].amount if report.money and report.money[0].amount else "—"
    counts = (str(len(report.money)), most, str(len(report.nearly)), str(len(report.services)))
    labels = ("money", "most", "nearly", "services")
    for at, (count, label) in enumerate(zip(counts, labels, strict=True)):
        run = table.cell(0, at).paragraphs[0].add_run(count)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(16), _BRAND
        table.cell(1, at).paragraphs[0].add_run(say(f"report.w_count_{label}")).font.size = Pt(9)
    page.quiet(say("report.w_standing_hint"))
    _picture(page, sheet.link)


def _picture(page: _Page, link: str) -> None:
    """The code that opens the lasting link; without it where the link is too long."""
    import segno

    try:
        code = segno.make(link, error="l", micro=False)
    except segno.DataOverflowError:
        return
    made = io.BytesIO()
    code.save(made, kind="png", scale=4, border=2)
    made.seek(0)
    page.document.add_picture(made, width=Cm(3))._inline.docPr.set("descr", say("report.w_qr_alt") + link)


def _items(page: _Page, heading: str, items: Iterable[Item], none: str) -> None:
    page.heading(say(heading), 1)
    shown = list(items)
    if not shown:
        page.quiet(say(none))
    for item in shown:
        title = page.heading(item.title, 2)
        if item.amount:
            title.add_run("　" + item.amount)
        page.quiet(say(f"library.status_{item.status}"))
        if item.lacking:
            page.paragraph(say("report.w_lacking") + ";".join(item.lacking[:4]))
        for gap in item.gaps:
            page.paragraph(f"{gap.condition}:{gap.gap}", style="List Bullet")
        if item.working not in ("", item.amount) and item.amount:
            page.paragraph(say("report.w_working") + item.working)
        page.paragraph("「" + item.quote + "」", style="Intense Quote")
        units = say("report.w_units") + "、".join(item.departments) if item.departments else ""
        page.quiet(f"——《{item.document_title}》{item.place}" + (f",{units}" if units else ""))
        if item.guide:
            page.quiet(item.guide)
        elif item.deadlines:
            page.quiet(say("report.w_deadline") + item.deadlines[0])
        if item.offices:
            page.quiet(say("report.w_office") + "、".join(item.offices))


def _ladder(page: _Page, report: Report) -> None:
    page.heading(say("report.w_ladder"), 1)
    page.paragraph(report.ladder_place)
    for row in report.ladder:
        state = say("report.w_rung_" + (row.state or "open"))
        page.paragraph(f"{row.title}({state})" if row.state else row.title, style="List Bullet")
        if row.wanted:
            page.quiet(say("report.w_next_wants") + ";".join(row.wanted))


def _steps(page: _Page, report: Report) -> None:
    page.heading(say("report.w_steps"), 1)
    for source in report.sources:
        page.heading(f"《{source.title}》", 2)
        page.paragraph(source.standing)
        page.paragraph(source.next_step)


def _facts(page: _Page, report: Report) -> None:
    page.heading(say("report.w_facts"), 1)
    if not report.facts:
        page.quiet(say("report.w_none_facts"))
        return
    table = page.document.add_table(rows=1, cols=4, style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, ("fact", "value", "said", "on"), strict=True):
        cell.text = say(f"report.w_{name}")
    for fact in report.facts:
        for cell, text in zip(table.add_row().cells, (fact.label, fact.value, fact.said, fact.on), strict=True):
            cell.text = text


def _foot(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.text = say("report.w_disclaimer")
    paragraph.runs[0].font.size = Pt(8)
