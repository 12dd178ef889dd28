""".rtf and .doc: with an office program, with antiword, and with nothing at all."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from knowledge.reading.drawn import blocks_of, rows_of_docbook
from knowledge.reading.files import read_source
from knowledge.reading.source import Source

ROWS = [("国家级", "小巨人企业", "100"), ("国家级", "单项冠军企业", "80"), ("省级", "专精特新企业", "20")]


def coded(text: str) -> str:
    return "".join(f"\\u{ord(one)}?" if ord(one) > 127 else one for one in text)


def rich_text() -> bytes:
    rows = "".join(
        "\\trowd\\cellx2000\\cellx5000\\cellx7000 " + "".join(f"\\intbl {coded(one)}\\cell" for one in row) + "\\row\n"
        for row in (("级别", "对象", "金额（万元）"), ROWS[0], ("", *ROWS[1][1:]), ROWS[2])
    )
    lines = ("某市企业奖励办法", "一、奖励标准", "对新认定的企业给予奖励，标准见下表：")
    return (
        "{\\rtf1\\ansi\\ansicpg936\n" + "".join(f"\\pard {coded(one)}\\par\n" for one in lines) + rows + "}"
    ).encode()


def cells(source: Source) -> list[tuple[str, ...]]:
    return [row.cells for row in source.tables[0].rows[1:]]


def test_rich_text_is_read_where_no_program_is_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "a.rtf"
    file.write_bytes(rich_text())
    source = read_source(file)
    assert source.text.splitlines()[:2] == ["某市企业奖励办法", "一、奖励标准"]
    assert cells(source) == ROWS


def test_drawn_tables_take_their_cells_from_docbook() -> None:
    """In text a long cell goes on in the next line; in DocBook it is one."""
    text = "标准如下：\n|级别  |对象      |\n|省级  |专精特新  |\n|      |中小企业  |\n完"
    docbook = "<book><informaltable><row><entry>级别</entry><entry>对象</entry></row><row><entry>省级</entry><entry>专精特新\n中小企业</entry></row></informaltable></book>"  # noqa: E501
    _, grid, _ = blocks_of(text, rows_of_docbook(docbook.encode()))
    assert getattr(grid, "cells", None) == (("级别", "对象"), ("省级", "专精特新中小企业"))


def written(file: Path) -> None:
    document = docx.Document()
    document.add_paragraph("某市企业奖励办法")
    document.add_paragraph("一、标准见下表。")
    table = document.add_table(4, 3, style="Table Grid")
    for at, row in enumerate((("级别", "对象", "金额"), *ROWS)):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = ROWS[0][0]
    document.add_paragraph("二、附则")
    document.save(str(file))


@pytest.mark.parametrize("reader", ["soffice", "antiword"])
def test_a_real_doc_file_keeps_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: str) -> None:
    """The file is made by LibreOffice; antiword then reads it alone."""
    maker = shutil.which("soffice")
    if maker is None or shutil.which(reader) is None:
        pytest.skip(f"### NO {reader if maker else 'LibreOffice'}: real .doc files are NOT read in this run")
    made = tmp_path / "a.docx"
    written(made)
    command = [maker, f"-env:UserInstallation={tmp_path.as_uri()}/profile", "--headless", "--convert-to", "doc"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(made)], check=True, capture_output=True, timeout=120)
    if reader == "antiword":
        found = shutil.which("antiword")
        assert found is not None
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "antiword").symlink_to(found)
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    source = read_source(tmp_path / "a.doc")
    assert "一、标准见下表。" in source.text
    assert cells(source) == ROWS
    assert bool(source.left_out) == (reader == "antiword")
