"""Files of every kind in, text or one clear line out."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from knowledge.errors import ReadingError
from knowledge.library import parse
from knowledge.reading.files import MOST_BYTES, read_source, source_of

DAY = date(2026, 11, 22)
POLICY = (
    "某市支持企业发展若干措施\n为支持企业发展，制定本措施。\n一、加大奖励力度。对新认定的企业，给予20万元奖励。（责任单位：市财政局）\n"
    "二、加强服务保障。各部门要加强政策宣讲和申报服务。（责任单位：市工业和信息化局）\n"
)


def saved(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def read_text(file: Path) -> str:
    """In this process: what the other one does differently has tests of its own."""
    return source_of(file, file.read_bytes()).text


def paths(file: Path) -> list[str]:
    return ["/".join(clause.path) for clause in parse(file, DAY).clauses]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert read_text(saved(tmp_path, "a.txt", POLICY.encode(encoding))) == POLICY
    assert paths(tmp_path / "a.txt") == ["标题", "引言", "一", "二"]


@pytest.mark.parametrize(
    "data",
    [
        POLICY.encode("utf-8").decode("gb18030", errors="replace").encode("utf-8"),
        POLICY.encode("utf-8").decode("latin-1").encode("utf-8"),
        POLICY.encode("gb18030").decode("latin-1").encode("utf-8"),
        POLICY.encode("gb18030").decode("utf-8", errors="replace").encode("utf-8"),
    ],
)
def test_mojibake_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ReadingError, match="乱码"):
        read_text(saved(tmp_path, "a.txt", data))


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="UTF-8"):
        read_text(saved(tmp_path, "a.txt", bytes(range(128, 256)) * 20))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "是空的"),
        ("blank.txt", "　\n \n".encode(), "是空的"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "不认识"),
        ("novel.txt", ("那天夜里下着雨，她站在窗前，想起很多年前的事。\n" * 30).encode(), "看不出是政策文件"),
        ("code.txt", b"import os\nprint(os.getcwd())\n" * 30, "看不出是政策文件"),
        ("broken.docx", b"PK\x03\x04 not a zip", "不是完好的"),
        ("broken.pdf", b"%PDF-1.7 nothing more", "不是完好的"),
        ("named.docx", "这不是 Word 文件".encode(), "不是完好的"),
    ],
)
def test_one_clear_line(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(ReadingError, match=said) as problem:
        parse(saved(tmp_path, name, data), DAY)
    assert "\n" not in str(problem.value) and name in str(problem.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="找不到"):
        read_source(tmp_path / "none.txt")
    with pytest.raises(ReadingError, match="文件夹"):
        read_source(tmp_path)


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices here")
def test_a_device_is_no_file() -> None:
    with pytest.raises(ReadingError, match="普通文件"):
        read_source(Path("/dev/null"))


def test_large_files(tmp_path: Path) -> None:
    twenty_megabytes = saved(tmp_path, "big.txt", POLICY.encode() * (20_000_000 // len(POLICY.encode()) + 1))
    with pytest.raises(ReadingError, match="万字"):
        read_text(twenty_megabytes)
    with pytest.raises(ReadingError, match="上限"):
        read_source(saved(tmp_path, "huge.txt", b"a" * (MOST_BYTES + 1)))


def test_html(tmp_path: Path) -> None:
    page = "<html><head><meta charset='gbk'><script>x</script></head><body>" + "".join(
        f"<p>{line}</p>" for line in POLICY.splitlines()
    )
    text = read_text(saved(tmp_path, "a.htm", page.encode("gbk")))
    assert text.split("\n") == POLICY.splitlines()
    assert paths(tmp_path / "a.htm") == ["标题", "引言", "一", "二"]


def test_deeply_nested_html_is_read(tmp_path: Path) -> None:
    page = "<div>" * 1500 + POLICY.replace("\n", "<br>") + "</div>" * 1500
    assert "给予20万元奖励" in read_text(saved(tmp_path, "a.html", page.encode()))


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_docx(tmp_path: Path) -> None:
    assert paths(saved(tmp_path, "a.docx", word(*POLICY.splitlines()))) == ["标题", "引言", "一", "二"]
    assert parse(tmp_path / "a.docx", DAY).clauses[2].departments == ("市财政局",)


def test_automatic_numbers_of_word_are_written_out(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
        "</w:abstractNum>"
    ))  # fmt: skip
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    document.add_paragraph("某市支持企业发展若干措施")
    for level, text in [
        (0, "加大奖励"),
        (1, "奖励企业。给予20万元。"),
        (1, "奖励平台。给予资金。"),
        (0, "加强服务"),
        (1, "做好申报工作。"),
    ]:
        document.add_paragraph(text)._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )
    document.save(str(tmp_path / "a.docx"))
    assert paths(tmp_path / "a.docx") == ["标题", "一", "一/1", "一/2", "二", "二/1"]


def test_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    with pytest.raises(ReadingError, match="解压后过大"):
        read_text(tmp_path / "a.docx")


def test_other_archives_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(ReadingError, match="电子表格"):
        read_text(tmp_path / "a.xlsx")


def pdf(*lines: str) -> bytes:
    """A one-page PDF whose text is UTF-16 in a predefined Chinese character map."""
    shown = b" ".join(b"<" + line.encode("utf-16-be").hex().encode() + b"> Tj 0 -20 Td" for line in lines)
    stream = zlib.compress(b"BT /F1 12 Tf 50 750 Td " + shown + b" ET")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>",
    ]
    body, offsets = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + (
        b"xref\n0 7\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    )


def test_pdf(tmp_path: Path) -> None:
    assert paths(saved(tmp_path, "a.pdf", pdf(*POLICY.splitlines()))) == ["标题", "引言", "一", "二"]


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("某市若干措施"))))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    with pytest.raises(ReadingError, match="密码"):
        read_text(tmp_path / "a.pdf")


def test_a_scanned_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="文字识别"):
        read_text(saved(tmp_path, "a.pdf", pdf()))
