"""Word files as a reader sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import ReadingError
from knowledge.reading.files import source_of
from knowledge.reading.source import Source
from tests.knowledge.reading.word_files import STRICT, cell, numbered, numbering, paragraph, table, word

FILE = Path("a.docx")
TITLE = paragraph("某市奖励办法")


def read(body: str, **parts: str) -> Source:
    return source_of(FILE, word(TITLE + body, **parts))


def lines(body: str, **parts: str) -> list[str]:
    return read(body, **parts).text.split("\n")[1:]


@pytest.mark.parametrize(
    ("body", "want"),
    [
        ('<w:p><w:r><w:t>给予</w:t></w:r><w:ins><w:r><w:t>30万元</w:t></w:r></w:ins></w:p>', "给予30万元"),
        ('<w:p><w:r><w:t>给予</w:t></w:r><w:del><w:r><w:delText>20万元</w:delText></w:r></w:del></w:p>', "给予"),
        ('<w:p><w:sdt><w:sdtContent><w:r><w:t>控件里的字</w:t></w:r></w:sdtContent></w:sdt></w:p>', "控件里的字"),
        ('<w:p><w:smartTag><w:r><w:t>某市</w:t></w:r></w:smartTag><w:r><w:t>企业</w:t></w:r></w:p>', "某市企业"),
        ('<w:p><w:fldSimple><w:r><w:t>3</w:t></w:r></w:fldSimple><w:r><w:t>条</w:t></w:r></w:p>', "3条"),
        ('<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>正文</w:t></w:r></w:p>', "正文"),
        ('<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>可见</w:t></w:r></w:p>', "可见"),
        ('<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>划掉</w:t></w:r><w:r><w:t>保留</w:t></w:r></w:p>', "保留"),
        ('<w:p><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>没有划掉</w:t></w:r></w:p>', "没有划掉"),
        ('<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>'
         '<w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>', "新"),
    ],
)  # fmt: skip
def test_words_of_a_paragraph(body: str, want: str) -> None:
    assert lines(body) == [want]


def test_a_struck_out_paragraph_mark_joins_two_lines() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>给予</w:t></w:r></w:p>"
    assert lines(first + paragraph("奖励。")) == ["给予奖励。"]


def test_text_boxes_stand_after_their_paragraph_and_only_once() -> None:
    box = f"<w:txbxContent>{paragraph('框里的字')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(f"<w:p><w:r><w:t>正文</w:t></w:r><w:r>{both}</w:r></w:p>") == ["正文", "框里的字"]


def test_notes_follow_the_paragraph_they_hang_on() -> None:
    body = '<w:p><w:r><w:t>奖励</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph("下一段")
    notes = f'<w:footnote w:id="0" w:type="separator">{paragraph("线")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{paragraph("含税。")}</w:footnote>'
    assert lines(body, footnotes=notes) == ["奖励", "注:含税。", "下一段"]


@pytest.mark.parametrize(
    ("style", "pattern", "start", "want"),
    [
        ("chineseCountingThousand", "第%1条", 100, "第一百条"),
        ("chineseCountingThousand", "第%1条", 101, "第一百零一条"),
        ("chineseCounting", "第%1条", 12, "第十二条"),
        ("chineseLegalSimplified", "%1、", 2, "贰、"),
        ("upperLetter", "%1.", 3, "C."),
        ("lowerRoman", "(%1)", 4, "(iv)"),
        ("decimalEnclosedCircle", "%1", 3, "③"),
        ("decimalFullWidth", "%1．", 7, "７．"),
        ("ideographTraditional", "%1、", 2, "乙、"),
        ("decimalZero", "%1)", 5, "05)"),
    ],
)
def test_automatic_numbers(style: str, pattern: str, start: int, want: str) -> None:
    (line,) = lines(numbered("内容"), numbering=numbering((style, pattern), start=start))
    assert line.replace(" ", "") == f"{want}内容"


def test_numbers_restart_below_a_new_number_and_name_those_above() -> None:
    body = numbered("甲") + numbered("乙", 1) + numbered("丙", 1) + numbered("丁") + numbered("戊", 1)
    found = lines(body, numbering=numbering(("decimal", "%1."), ("decimal", "%1.%2")))
    assert found == ["1.甲", "1.1乙", "1.2丙", "2.丁", "2.1戊"]


def test_numbers_inherited_from_a_style_that_is_based_on_another() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="条"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="条宋体"><w:basedOn w:val="条"/></w:style>'
    )
    body = paragraph("甲", '<w:pStyle w:val="条宋体"/>') + paragraph("乙", '<w:pStyle w:val="条"/>')
    found = lines(body, styles=styles, numbering=numbering(("chineseCountingThousand", "第%1条")))
    assert found == ["第一条甲", "第二条乙"]


def test_a_start_that_is_overridden() -> None:
    held = numbering(("decimal", "%1.")) + (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = numbered("甲") + numbered("乙") + numbered("丙", number=2) + numbered("丁", number=2)
    assert lines(body, numbering=held) == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_tables_keep_equal_neighbours_and_fill_merged_cells() -> None:
    rows = (
        cell("类别") + cell("级别") + cell("首次") + cell("复核"),
        cell("专精特新", '<w:vMerge w:val="restart"/>') + cell("国家级") + cell("50") + cell("50"),
        cell("", "<w:vMerge/>") + cell("省级") + cell("一事一议", '<w:gridSpan w:val="2"/>'),
    )
    source = read(table(*rows))
    (found,) = source.tables
    assert found.head == ("类别", "级别", "首次", "复核")
    assert [row.cells for row in found.rows] == [
        ("类别", "级别", "首次", "复核"),
        ("专精特新", "国家级", "50", "50"),
        ("专精特新", "省级", "一事一议", "一事一议"),
    ]
    assert [source.text[row.start : row.end] for row in found.rows][1] == "专精特新\t国家级\t50\t50"
    assert source.text.count("专精特新") == 1


def test_a_table_in_one_column_only_lays_out_and_a_table_inside_stays_one() -> None:
    inner = table(cell("国家级") + cell("100万元"), cell("省级") + cell("20万元"))
    source = read(table(cell("(一)按下表执行:", inside=inner)))
    assert source.text.split("\n")[1:4] == ["(一)按下表执行:", "国家级\t100万元", "省级\t20万元"]
    assert len(source.tables) == 1


def test_a_caption_above_the_head_is_no_head() -> None:
    rows = (
        cell("单位:万元", '<w:gridSpan w:val="2"/>'),
        cell("级别") + cell("金额"),
        cell("省级") + cell("20"),
    )
    (found,) = read(table(*rows)).tables
    assert (found.heads, found.head) == (2, ("级别", "金额"))


def test_the_strict_format_is_read_alike() -> None:
    body = TITLE + numbered("甲")
    assert source_of(FILE, word(body, STRICT, numbering=numbering(("decimal", "%1.")))).text.split("\n")[1] == "1.甲"


def test_entities_are_refused() -> None:
    head = '<!DOCTYPE w:document [<!ENTITY a "哈"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(ReadingError, match="外部引用"):
        source_of(FILE, word(paragraph("&a;"), head=head))


def test_tables_in_tables_without_end_are_refused() -> None:
    body = ""
    for _ in range(40):
        body = table(cell("甲", inside=body) + cell("乙"))
    with pytest.raises(ReadingError, match="层次太深"):
        source_of(FILE, word(body))


def test_a_cell_that_says_it_spans_millions_of_columns() -> None:
    (found,) = read(table(cell("甲", '<w:gridSpan w:val="2000000000"/>') + cell("乙"), cell("丙") + cell("丁"))).tables
    assert len(found.rows) == 2


def test_pictures_are_told() -> None:
    assert read("<w:p><w:r><w:pict><v:imagedata/></w:pict></w:r></w:p>" + paragraph("文")).left_out
