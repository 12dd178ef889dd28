"""Strange files are read in a process of their own: what goes wrong there is one line here."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import ReadingError
from knowledge.library import parse, read_document
from knowledge.reading import apart, limits
from knowledge.reading.files import read_source, source_of
from tests.knowledge.reading.printing import pdf
from tests.knowledge.reading.word_files import cell, paragraph, table, word

PAGE = (
    "<html><head><meta name='ArticleTitle' content='某市奖励办法'></head><body><h1>某市奖励办法</h1>"
    "<p>一、对新认定的企业，给予奖励，由市财政局负责。</p><p>二、各部门要做好服务，加强管理。</p>"
    "<table><tr><td>级别</td><td>金额</td></tr><tr><td>省级</td><td>20</td></tr></table></body></html>"
).encode()
WORD = word(
    paragraph("某市奖励办法")
    + paragraph("一、对新认定的企业给予奖励。")
    + table(cell("级别") + cell("金额"), cell("省级") + cell("20"))
)
PRINT = pdf([(60, 700, "某市奖励办法"), (60, 680, "一、对新认定的企业给予奖励。"), (50, 500, 200, 540)])


@pytest.mark.parametrize(("name", "data"), [("a.html", PAGE), ("a.docx", WORD), ("a.pdf", PRINT)])
def test_the_same_comes_back_from_the_other_process(tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert read_source(file) == source_of(file, data)


def test_what_it_refuses_is_said_here(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(ReadingError, match="不是完好的") as problem:
        read_document(tmp_path / "a.docx")
    assert "a.docx" in str(problem.value)


def test_a_process_that_runs_out_of_time_or_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(PAGE)
    monkeypatch.setattr(apart, "SECONDS_OF_WAITING", 0.01)
    with pytest.raises(ReadingError, match="太复杂"):
        read_source(file)
    monkeypatch.setattr(apart, "SECONDS_OF_WAITING", 60)
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(ReadingError, match="太复杂"):
        read_source(file)


def mutations(data: bytes, count: int) -> list[bytes]:
    """Bytes turned, cut out, doubled and cut off, always the same ones."""
    chance = random.Random(14)
    found = []
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(changed))
            kind = chance.randrange(4)
            if kind == 0:
                changed[place] = chance.randrange(256)
            elif kind == 1:
                del changed[place : place + chance.randint(1, 40)]
            elif kind == 2:
                changed[place:place] = changed[place : place + chance.randint(1, 40)]
            elif chance.random() < 0.2:
                del changed[place:]
            if not changed:
                changed = bytearray(b" ")
        found.append(bytes(changed))
    return found


def unpacked_mutations(data: bytes, count: int) -> list[bytes]:
    """Word files whose archive is whole and whose XML is not what it was."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    found = []
    for changed in mutations(parts["word/document.xml"], count):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, part in (parts | {"word/document.xml": changed}).items():
                archive.writestr(name, part)
        found.append(target.getvalue())
    return found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", mutations(PAGE, 150)),
        ("a.docx", mutations(WORD, 60)),
        ("a.docx", unpacked_mutations(WORD, 150)),
        ("a.pdf", mutations(PRINT, 60)),
        ("a.txt", mutations(PAGE, 60)),
        ("a.md", mutations("# 办法\n\n| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |\n1. 好\n".encode(), 60)),
    ],
)
def test_broken_files_are_read_or_refused_in_one_line(name: str, data: list[bytes]) -> None:
    for one in data:
        try:
            assert source_of(Path(name), one).text.strip()
        except ReadingError as problem:
            assert "\n" not in str(problem) and name in str(problem)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.zip", b"PK\x03\x04" + b"x" * 50, "压缩包"),
        ("a.xlsx", b"PK\x03\x04 xl/workbook.xml", "电子表格"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为 docx"),
        ("a.rtf", rb"{\rtf1 }", "空的|没有文字"),
    ],
)
def test_what_is_no_document_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, said: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadingError, match=said):
        parse(tmp_path / name, date(2026, 11, 22))


def test_old_formats_by_a_program_that_the_machine_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "antiword"
    program.write_text("#!/bin/sh\necho 某市奖励办法\necho 一、对新认定的企业给予奖励。\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    file = tmp_path / "a.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert read_source(file).text.split("\n")[:2] == ["某市奖励办法", "一、对新认定的企业给予奖励。"]


def test_a_process_without_limits_keeps_none() -> None:
    """Reading a scanned page in a server or a test must not end it after so many seconds of its own work."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_CPU)
    limits.widen(140, 6_000_000_000)
    assert resource.getrlimit(resource.RLIMIT_CPU) == before
