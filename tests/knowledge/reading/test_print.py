"""PDF files by where their characters stand."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from knowledge.reading.files import source_of
from knowledge.reading.print.frame import without_frame
from knowledge.reading.print.glyphs import Printed
from knowledge.reading.source import Source
from tests.knowledge.reading.printing import Box, Line, pdf

FULL = "对新认定的省级专精特新中小企业给予一次性奖励二十万元由市财政局会同市工业和信息化局审核后拨付"
LEFT, INDENT = 60, 84


def read(*pages: list[Line | Box], spacing: float = 0) -> Source:
    return source_of(Path("a.pdf"), pdf(*pages, spacing=spacing))


def column(left: float, top: float, *lines: str) -> list[Line | Box]:
    return [(left, top - 20 * at, words) for at, words in enumerate(lines)]


def test_printed_lines_become_paragraphs() -> None:
    first = [(INDENT, 700.0, "一、" + FULL[:36]), (LEFT, 680.0, FULL[:40]), (LEFT, 660.0, "按照规定执行。")]
    second = [(INDENT, 640.0, "二、" + FULL[:36]), (LEFT, 620.0, "做好服务。")]
    assert read([*first, *second]).text.split("\n") == [
        f"一、{FULL[:36]}{FULL[:40]}按照规定执行。",
        f"二、{FULL[:36]}做好服务。",
    ]


def test_a_paragraph_goes_on_over_the_page_without_head_and_number() -> None:
    def framed(number: int, *lines: Line) -> list[Line | Box]:
        return [(200, 770, "某市人民政府公报"), *lines, (290, 40, f"— {number} —")]

    one = framed(1, (INDENT, 700, "一、" + FULL[:38]), (LEFT, 680, FULL[:40]))
    two = framed(2, (LEFT, 700, "按照规定执行。"), (INDENT, 680, "二、" + FULL[:38]))
    assert read(one, two).text.split("\n") == [f"一、{FULL[:38]}{FULL[:40]}按照规定执行。", f"二、{FULL[:38]}"]


def test_a_day_at_the_foot_of_the_page_is_the_signatures() -> None:
    """Its figures are printed lower than characters, as notes at the foot are."""

    def printed(words: str, base: float, height: float) -> Printed:
        return Printed(words, 60, 400, base, height, 0)

    text = [printed(FULL, 700 - 20 * at, 12) for at in range(5)]
    day, note = printed("2025年9月10日", 60, 8), printed("内部资料", 40, 8)
    assert without_frame([[*text, day, note]], [842]) == [[*text, day]]


def test_two_columns_are_read_one_after_the_other() -> None:
    half = FULL[:18]
    left = column(60, 700, "一、" + half[:16], half, half, "左栏到此。")
    right = column(320, 700, "二、" + half[:16], half, half, "右栏到此。")
    text = read([(200, 740, "某市支持企业发展若干措施"), *left, *right]).text.replace("\n", "")
    assert text.index("左栏到此") < text.index("二、") < text.index("右栏到此")
    assert text.startswith("某市支持企业发展若干措施一、")


def test_columns_of_unequal_length_whose_lines_stand_on_different_heights() -> None:
    """A page of a gazette: the right column ends early, and a heading has moved the left one's lines."""
    turned = [FULL[n:] + FULL[:n] for n in range(14)]
    on_left = ["一、" + turned[0][:14], *(one[:18] for one in turned[1:12]), "左栏到此。"]
    on_right = [turned[12][:18], "二、" + turned[13][:14], "右栏到此。"]
    left = [(INDENT if at == 0 else LEFT, 667 - 17 * at, words) for at, words in enumerate(on_left)]
    right = [(344 if at == 1 else 320, 691 - 17 * at, words) for at, words in enumerate(on_right)]
    lines = read([(60, 780, "某市人民政府公报"), *left, *right, (290, 40, "· 17 ·")]).text.split("\n")
    assert lines[-3:] == ["".join(on_left), on_right[0], "".join(on_right[1:])]


def test_spaced_letters_are_no_words() -> None:
    assert "给予20万元奖励" in read([(60, 700, "对新认定的企业给予20万元奖励。")], spacing=4).text


def grid(left: float, top: float, rows: list[tuple[str, str]], merged: bool = False) -> list[Line | Box]:
    """A ruled table of two columns; the first cells of the last two rows are one."""
    items: list[Line | Box] = []
    for at, (first, second) in enumerate(rows):
        base = top - 30 * (at + 1)
        items.append((left + 150, base, left + 300, base + 30))
        if not (merged and at >= len(rows) - 2):
            items.append((left, base, left + 150, base + 30))
        items += [(left + 10, base + 10, first)] if first else []
        items.append((left + 160, base + 10, second))
    if merged:
        base = top - 30 * len(rows)
        items.append((left, base, left + 150, base + 60))
    return items


def test_ruled_tables_with_merged_cells() -> None:
    rows = [("类别", "金额（万元）"), ("专精特新", "100"), ("", "30")]
    source = read([(60, 740, "奖励标准如下："), *grid(60, 720, rows, merged=True), (60, 500, "二、其他事项。")])
    (table,) = source.tables
    assert [row.cells for row in table.rows] == [("类别", "金额（万元）"), ("专精特新", "100"), ("专精特新", "30")]
    before, after = source.text[: table.start], source.text[table.end :]
    assert before.strip() == "奖励标准如下：" and after.strip() == "二、其他事项。"


def test_a_table_stands_in_its_own_column() -> None:
    half = FULL[:18]
    left = column(40, 700, "一、" + half[:16], half, half, half, half, half, "左栏到此。")
    right = column(320, 700, "二、" + half[:16], half, half, "右栏到此。")
    boxes = [(320.0, 590.0, 420.0, 620.0), (420.0, 590.0, 560.0, 620.0), (320.0, 560.0, 420.0, 590.0)]
    table: list[Line | Box] = [*boxes, (420.0, 560.0, 560.0, 590.0)]
    words: list[Line | Box] = [(330, 600, "级别"), (430, 600, "金额"), (330, 570, "甲"), (430, 570, "1")]
    source = read([(200, 740, "某市支持企业发展若干措施"), *left, *right, *table, *words])
    assert source.text[: source.tables[0].start].rstrip().endswith("右栏到此。")
    assert "左栏到此。" in source.text


def test_the_first_row_of_a_form_is_no_head() -> None:
    (table,) = read(grid(60, 700, [("企业名称", "（填写）"), ("联系人", "（填写）")])).tables
    assert [row.cells for row in table.rows] == [("企业名称", "（填写）"), ("联系人", "（填写）")] and not table.head


def test_a_table_goes_on_on_the_next_page_with_its_head_printed_again() -> None:
    head = ("类别", "金额（万元）")
    one, two = [head, ("甲类", "100")], [head, ("乙类", "30")]
    source = read(grid(60, 300, one), grid(60, 780, two))
    assert [[row.cells for row in table.rows] for table in source.tables] == [[head, ("甲类", "100"), ("乙类", "30")]]


def test_rows_of_tables_stand_in_order() -> None:
    source = read(grid(60, 700, [("级别", "金额"), ("甲", "1"), ("乙", "2"), ("丙", "3")]))
    assert all(before.end < after.start for before, after in pairwise(source.tables[0].rows))


def test_pictures_of_pages_are_read_by_the_extra_and_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the engine: it finds two lines at their places in the picture."""

    class Engine:
        def __call__(self, picture: Any) -> tuple[list[tuple[Any, str, float]], float]:
            assert picture.shape[0] > 1000
            lines = [(300, "某市奖励办法"), (400, "一、对新认定的企业给予20万元奖励。")]
            return [(box(top, 40 * len(words)), words, 0.9) for top, words in lines], 0

    def box(top: int, width: int) -> list[list[int]]:
        return [[200, top], [200 + width, top], [200 + width, top + 50], [200, top + 50]]

    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", SimpleNamespace(RapidOCR=Engine))
    source = source_of(Path("a.pdf"), pdf([]))
    assert source.text.split("\n") == ["某市奖励办法", "一、对新认定的企业给予20万元奖励。"]
    assert source.by_machine and "没有人核对过" in source.left_out[0]
