"""Tables that platforms export as pages or as the XML of old spreadsheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import InputError
from tests.bot.lists.lists import facts, listed

PAGE = """<html><head><meta charset="gbk"></head><body><table>
<tr><th colspan="5">企业年报(2025年度)</th></tr>
<tr><th rowspan="2">企业名称</th><th rowspan="2">区县</th><th colspan="2">营业收入(万元)</th>
<th rowspan="2">荣誉</th></tr>
<tr><th>本年</th><th>上年</th></tr>
<tr><td>株洲渌口轴承有限公司</td><td>渌口区</td><td>5,200</td><td>4800</td><td>高新技术企业(2024)<br>湖南省专精特新企业</td></tr>
</table></body></html>"""

BOOK = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="企业"><Table>
<Row><Cell><Data ss:Type="String">企业名称</Data></Cell><Cell><Data ss:Type="String">从业人员</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">2025年营业收入(万元)</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">株洲渌口轴承有限公司</Data></Cell><Cell><Data ss:Type="Number">66</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="Number">5200</Data></Cell></Row></Table></Worksheet></Workbook>"""


def test_a_page_named_as_a_spreadsheet_is_read_with_its_merged_heads(tmp_path: Path) -> None:
    file = tmp_path / "export.xls"
    file.write_bytes(PAGE.encode("gbk"))
    found = facts(listed(file))["株洲渌口轴承有限公司"]
    assert (found["revenue_yuan"], found["revenue_prev_yuan"]) == (52_000_000, 48_000_000)
    assert found["district"] == "渌口区"
    assert found["honours"] == ["国家高新技术企业", "省级专精特新"]


def test_the_xml_of_old_spreadsheets_keeps_cells_at_the_place_that_they_name(tmp_path: Path) -> None:
    file = tmp_path / "export.xls"
    file.write_text(BOOK, encoding="utf-8")
    assert facts(listed(file))["株洲渌口轴承有限公司"] == {"employees": 66, "revenue_yuan": 52_000_000}


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body>没有表格</body></html>",
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
        "<html><table><tr><td colspan='999999999' rowspan='999999999'>企业</td></tr></table></html>",
    ],
)
def test_markup_without_a_list_is_refused(tmp_path: Path, markup: str) -> None:
    file = tmp_path / "export.xls"
    file.write_text(markup, encoding="utf-8")
    with pytest.raises(InputError):
        listed(file)
