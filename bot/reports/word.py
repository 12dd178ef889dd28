"""The report as a docx in a style of its own, East-Asian fonts set in every style; its body also for a letterhead."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from docx import Document
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


def body(document: Any, sheet: Sheet) -> None:
    """All but the page around it; `document` may be a part of another one."""
    report = sheet.report
    _head(document, sheet)
    _items(document, "report.w_money", report.money, "report.w_none_money")
    _items(document, "report.w_nearly", report.nearly[:_MOST], "report.w_none_nearly")
    _ladder(document, report)
    _items(document, "report.w_services", report.services, "report.w_none_nearly")
    _steps(document, report)
    _facts(document, report)


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


def _head(document: Any, sheet: Sheet) -> None:
    report = sheet.report
    document.add_paragraph(say("report.w_title"), style="Title")
    if report.company:
        document.add_paragraph(report.company).runs[0].bold = True
    _quiet(document, say("report.w_date") + report.as_of.isoformat() + "　" + say("report.w_version") + report.version)
    table = document.add_table(rows=2, cols=4)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    most = report.money[0].amount if report.money and report.money[0].amount else "—"
    counts = (str(len(report.money)), most, str(len(report.nearly)), str(len(report.services)))
    labels = ("money", "most", "nearly", "services")
    for at, (count, label) in enumerate(zip(counts, labels, strict=True)):
        run = table.cell(0, at).paragraphs[0].add_run(count)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(16), _BRAND
        table.cell(1, at).paragraphs[0].add_run(say(f"report.w_count_{label}")).font.size = Pt(9)
    _quiet(document, say("report.w_standing_hint"))
    _picture(document, sheet.link)


def _picture(document: Any, link: str) -> None:
    """The code that opens the lasting link; without it where the link is too long."""
    import segno

    try:
        code = segno.make(link, error="l", micro=False)
    except segno.DataOverflowError:
        return
    made = io.BytesIO()
    code.save(made, kind="png", scale=4, border=2)
    made.seek(0)
    document.add_picture(made, width=Cm(3))._inline.docPr.set("descr", say("report.w_qr_alt") + link)


def _items(document: Any, heading: str, items: Iterable[Item], none: str) -> None:
    document.add_heading(say(heading), 1)
    shown = list(items)
    if not shown:
        _quiet(document, say(none))
    for item in shown:
        title = document.add_heading(item.title, 2)
        if item.amount:
            title.add_run("　" + item.amount)
        _quiet(document, say(f"library.status_{item.status}"))
        if item.lacking:
            document.add_paragraph(say("report.w_lacking") + ";".join(item.lacking[:4]))
        for gap in item.gaps:
            document.add_paragraph(f"{gap.condition}:{gap.gap}", style="List Bullet")
        if item.working not in ("", item.amount) and item.amount:
            document.add_paragraph(say("report.w_working") + item.working)
        document.add_paragraph("「" + item.quote + "」", style="Intense Quote")
        units = say("report.w_units") + "、".join(item.departments) if item.departments else ""
        _quiet(document, f"——《{item.document_title}》{item.place}" + (f",{units}" if units else ""))
        if item.guide:
            _quiet(document, item.guide)
        elif item.deadlines:
            _quiet(document, say("report.w_deadline") + item.deadlines[0])
        if item.offices:
            _quiet(document, say("report.w_office") + "、".join(item.offices))


def _ladder(document: Any, report: Report) -> None:
    document.add_heading(say("report.w_ladder"), 1)
    document.add_paragraph(report.ladder_place)
    for row in report.ladder:
        state = say("report.w_rung_" + (row.state or "open"))
        document.add_paragraph(f"{row.title}({state})" if row.state else row.title, style="List Bullet")
        if row.wanted:
            _quiet(document, say("report.w_next_wants") + ";".join(row.wanted))


def _steps(document: Any, report: Report) -> None:
    document.add_heading(say("report.w_steps"), 1)
    for source in report.sources:
        document.add_heading(f"《{source.title}》", 2)
        document.add_paragraph(source.standing)
        document.add_paragraph(source.next_step)


def _facts(document: Any, report: Report) -> None:
    document.add_heading(say("report.w_facts"), 1)
    if not report.facts:
        _quiet(document, say("report.w_none_facts"))
        return
    table = document.add_table(rows=1, cols=4, style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, ("fact", "value", "said", "on"), strict=True):
        cell.text = say(f"report.w_{name}")
    for fact in report.facts:
        for cell, text in zip(table.add_row().cells, (fact.label, fact.value, fact.said, fact.on), strict=True):
            cell.text = text


def _foot(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.text = say("report.w_disclaimer")
    paragraph.runs[0].font.size = Pt(8)


def _quiet(document: Any, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.font.size, run.font.color.rgb = Pt(9), _SOFT
