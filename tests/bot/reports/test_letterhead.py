"""The report in an office's own letterhead."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from bot.bootstrap import build_world
from bot.errors import InputError
from bot.reports.files import report_file

FACTS = {"city": "日照", "honours": ["国家级专精特新小巨人"], "honour_event": "新认定", "role": "企业"}


def letterhead(file: Path, *lines: str) -> Path:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "某区企业服务中心"
    for line in lines:
        document.add_paragraph(line)
    document.save(str(file))
    return file


def made(template: Path, company: str = "海右重工") -> bytes:
    return report_file(FACTS, build_world(), date(2026, 11, 22), "docx", company=company, letterhead=template)


def test_the_report_stands_in_the_letterhead(tmp_path: Path) -> None:
    template = letterhead(tmp_path / "a.docx", "致:{{ company }}", "{{p content }}", "打印于 {{ date }}")
    first = made(template, "海右<重工>&{{ 7*7 }}")
    document = Document(io.BytesIO(first))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert text.startswith("致:海右<重工>&{{ 7*7 }}") and text.endswith("打印于 2026-11-22")
    assert "100万元" in text and "不能" not in text[:20]
    assert document.sections[0].header.paragraphs[0].text == "某区企业服务中心"
    assert first == made(template, "海右<重工>&{{ 7*7 }}"), "the same bytes each time"


@pytest.mark.parametrize(
    "lines", [("没有位置",), ("{{p content }}", "{{ company"), ("{{p content }}", "{{ ''.__class__.__mro__ }}")]
)
def test_a_letterhead_that_is_none_is_refused(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match=r"a\.docx"):
        made(letterhead(tmp_path / "a.docx", *lines))


def test_what_is_no_docx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"nothing")
    with pytest.raises(InputError, match=r"a\.docx"):
        made(tmp_path / "a.docx")
