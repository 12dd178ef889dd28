"""Reports: what stands in them, that they can be read aloud, and that nothing in them is blank."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from bot.bootstrap import build_assistant, build_world
from bot.buttons import encode
from bot.channels.telegram.receiving.place import Place
from bot.channels.telegram.sending.replies import calls
from bot.model import Message
from bot.reports.content import build
from bot.reports.files import report_file
from bot.reports.glyphs import spoken
from bot.reports.links import link_to, read_link, verdicts_of

DAY = date(2026, 11, 22)
FACTS: dict[str, Any] = {
    "city": "日照",
    "honours": ["国家级专精特新小巨人"],
    "honour_event": "新认定",
    "role": "企业",
    "revenue_yuan": 12_000_000,
}


def made(format: str, facts: dict[str, Any] = FACTS, **given: Any) -> bytes:
    return report_file(facts, build_world(), DAY, format, address="http://127.0.0.1:8000", **given)


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_pdf_tells_sums_quotes_standing_and_next_steps() -> None:
    text = "".join(text_of(made("pdf", company="日照海风机械有限公司")).split())
    for told in (
        "日照海风机械有限公司",
        "100万元",
        "责任单位",
        "规划期或有效期已过",
        "下一步",
        "2026-11-22",
        "不是行政决定",
        "惠及对象",
        "时限:原文没有写",
        "电话:原文没有写",
    ):
        assert told in text


def test_the_pdf_is_tagged_for_readers_and_brings_its_fonts() -> None:
    reader = PdfReader(io.BytesIO(made("pdf")))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert str(root["/Lang"]).lower().startswith("zh")
    assert b"pdfuaid" in root["/Metadata"].get_data()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert any(name.startswith("/FontFile") for name in below["/FontDescriptor"])


def test_a_missing_glyph_is_said() -> None:
    missing: set[str] = set()
    assert spoken({"name": ["日照𠮷记"]}, missing) == {"name": ["日照〔U+20BB7〕记"]}
    assert missing == {"𠮷"}
    text = "".join(text_of(made("pdf", company="日照𠮷记")).split())
    assert "〔U+20BB7〕" in text and "有1个字" in text


def test_markup_of_people_stays_text() -> None:
    name = '<b>"甲"#let x = 1 $y$</b>'
    assert "&lt;b&gt;&#34;甲" in made("html", company=name).decode()
    assert "#letx=1" in "".join(text_of(made("pdf", company=name)).split())


def test_the_docx_has_east_asian_fonts_in_every_style() -> None:
    document = Document(io.BytesIO(made("docx")))
    for style in document.styles:
        if getattr(style, "font", None) is not None:
            assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "100万元" in text and "惠及对象" in text and "受理地址:原文没有写(责任单位" in text
    assert "惠及对象" in made("html").decode()


def test_the_card_is_a_picture_for_a_phone() -> None:
    picture = Image.open(io.BytesIO(made("png")))
    assert picture.format == "PNG" and picture.width == 756 and picture.height > 500


@pytest.mark.parametrize("facts", [{}, {"city": "unknown"}, {"role": "区县"}])
@pytest.mark.parametrize("format", ["pdf", "docx", "html", "png"])
def test_little_is_known_and_still_a_report(format: str, facts: dict[str, Any]) -> None:
    assert made(format, facts) == made(format, facts)


def test_the_link_reproduces_the_result() -> None:
    world = build_world()
    report = build(FACTS, world, DAY, company="甲")
    held = read_link(link_to(report, FACTS, "http://x").rpartition("/")[2])
    assert held is not None and (held.facts, held.as_of, held.company) == (FACTS, DAY, "甲")
    assert held.verdicts == verdicts_of(build(held.facts, world, held.as_of)) and held.version == report.version
    assert [read_link(code) for code in ("", "x", "eJxTqo0FAAH6APk", "é", "A" * 5000)] == [None] * 5


def test_by_how_much_is_drawn_where_it_can_be_measured() -> None:
    facts = {**FACTS, "city": "济南", "honours": [], "main_business_ratio": 0.5, "rd_ratio": 0.01}
    report = build(facts, build_world(), DAY)
    for item in report.nearly:
        for gap in item.gaps:
            assert 0 <= gap.share < 1 and gap.gap


def test_the_command_writes_the_file(tmp_path: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "report", "--facts", "-", "--format", "png", "--as-of", "2026-11-22"],
        input=json.dumps(FACTS).encode(), capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith(b"\x89PNG")
    wrong = subprocess.run(
        [sys.executable, "-m", "bot", "report", "--facts", "-", "--format", "odt"],
        input=b"{}", capture_output=True, check=False,
    )  # fmt: skip
    assert wrong.returncode == 2 and "pdf" in wrong.stderr.decode()


async def test_the_chat_gives_report_and_card_as_files() -> None:
    assistant = await build_assistant(":memory:", lambda: DAY)
    try:
        await assistant.handle(Message("telegram:7", text="我们在日照,新认定的国家级小巨人,是企业"))
        verdict = await assistant.handle(Message("telegram:7", press=encode("result")))
        buttons = [button.data for out in verdict.messages for row in out.buttons for button in row]
        assert encode("report") in buttons
        reply = await assistant.handle(Message("telegram:7", press=encode("report")))
    finally:
        await assistant.database.close()
    card, report = (Path(each.path) for out in reply.messages for each in out.attachments)
    assert card.read_bytes().startswith(b"\x89PNG") and report.read_bytes().startswith(b"%PDF")
    assert card.stat().st_mode & 0o077 == 0 or card.parent.stat().st_mode & 0o077 == 0
    sent = [call.method for call in calls(reply, Place(7, private=True), "bot")]
    assert sent == ["send_message", "send_photo", "send_document"]
