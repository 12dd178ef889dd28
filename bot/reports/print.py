"""PDF and PNG by typst: tagged for readers (PDF/UA-1), fonts embedded, text given as data and never as markup."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from bot.reports.content import Report, plain
from bot.reports.glyphs import FONTS, spoken
from bot.reports.sheet import Sheet
from bot.wording import keys, say

_TEMPLATES = Path(__file__).with_name("templates")
_CARD_PPI = 160.0
_MOST_NEARLY, _MOST_REFUSED = 12, 12


def pdf_file(sheet: Sheet) -> bytes:
    return _compiled("report.typ", sheet, format="pdf", pdf_standards=["ua-1"])


def card_file(sheet: Sheet) -> bytes:
    return _compiled("card.typ", sheet, format="png", ppi=_CARD_PPI)


@cache
def _compiler() -> typst.Compiler:
    """Keeps what it has read: fonts and templates."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(root=str(_TEMPLATES), font_paths=fonts, ignore_system_fonts=True)


def _compiled(template: str, sheet: Sheet, **options: Any) -> bytes:
    inputs = {"data": json.dumps(_data(sheet), ensure_ascii=False, sort_keys=True)}
    day = sheet.report.as_of
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
    made = _compiler().compile(input=str(_TEMPLATES / template), sys_inputs=inputs, timestamp=stamp, **options)
    page = made[0] if isinstance(made, list) else made
    assert page is not None
    return page


def _data(sheet: Sheet) -> dict[str, Any]:
    missing: set[str] = set()
    data: dict[str, Any] = spoken(plain(sheet.report), missing)
    data["more_nearly"] = max(0, len(data["nearly"]) - _MOST_NEARLY)
    data["nearly"] = data["nearly"][:_MOST_NEARLY]
    data["more_refused"] = max(0, len(data["refused"]) - _MOST_REFUSED)
    data["refused"] = data["refused"][:_MOST_REFUSED]
    for item in (*data["money"], *data["nearly"], *data["services"], *data["refused"]):
        for gap, shown in zip(item["gaps"], _gaps(sheet.report, item["programme"]), strict=True):
            gap["share"] = shown
    data["badges"] = {status: say(f"library.status_{status}") for status in _statuses(data)}
    data["words"] = {key.removeprefix("report.w_"): say(key) for key in keys() if key.startswith("report.w_")}
    data["link"], data["qr"] = sheet.link, _qr(sheet.link)
    data["missing"] = say("report.missing", count=len(missing)) if missing else ""
    return data


def _gaps(report: Report, programme: str) -> list[float]:
    items = (*report.nearly, *report.refused)
    return [round(gap.share, 4) for item in items if item.programme == programme for gap in item.gaps]


def _statuses(data: dict[str, Any]) -> set[str]:
    return {each["status"] for name in ("money", "nearly", "services", "refused", "sources") for each in data[name]}


def _qr(link: str) -> list[str]:
    """Rows of 0 and 1; empty where the link is longer than a code can hold."""
    try:
        code = segno.make(link, error="l", micro=False)
    except segno.DataOverflowError:
        return []
    return ["".join("1" if cell else "0" for cell in row) for row in code.matrix]
