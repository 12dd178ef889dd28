"""Lists of every form: facts are right, what is wrong is told by sheet, row and column, nothing is wrong in silence."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.lists import mapping
from bot.lists.reading import plan, read
from tests.bot.lists.lists import ON, facts, listed, of_rows, rulebook, workbook


def test_titles_notes_numbers_of_columns_and_sums_are_no_companies(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["附件2"],
        ["全市重点培育企业情况表", "", "", "", "单位：万元"],
        ["序号", "企业名称", "所在区县", "营业收入", "备注"],
        [1, 2, 3, 4, 5],
        [1, "东海泵业有限公司", "莒县", 4100, "无"],
        [2, "岚山轴承厂", "岚山区", "3,050.5", ""],
        ["合 计", "", "", 7150.5, ""],
        ["填表人:王某", "", "", "审核人:李某", ""],
    )
    assert facts(found) == {
        "东海泵业有限公司": {"city": "日照", "district": "莒县", "revenue_yuan": 41_000_000},
        "岚山轴承厂": {"city": "日照", "district": "岚山区", "revenue_yuan": 30_505_000},
    }
    assert found.companies[0].carried == {"序号": "1", "备注": "无"}
    assert {problem.column for problem in found.problems} == {"序号", "备注"}


def test_heads_of_two_lines_take_their_unit_and_year_from_above(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["企业名称", "基本信息", "", "营业收入(万元)", "", "知识产权", ""],
        ["", "注册地址", "从业人员", "2024年", "2025年", "发明专利", "实用新型"],
        ["甲公司", "山东省济南市历城区花园路9号", 60, 800, 950.5, 3, 12],
        merged=["A1:A2", "B1:C1", "D1:E1", "F1:G1"],
    )
    assert facts(found)["甲公司"] == {
        "city": "济南",
        "district": "历城区",
        "employees": 60,
        "revenue_yuan": 9_505_000,
        "revenue_prev_yuan": 8_000_000,
        "invention_patents": 3,
    }


def test_honours_by_official_names_marks_years_and_levels(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["企业名称", "所获荣誉", "高新技术企业", "小巨人认定时间", "瞪羚企业级别"],
        ["甲", "山东省“专精特新”中小企业、省级绿色工厂(2024年认定)", "√", "", ""],
        ["乙", "国家级专精特新“小巨人”企业(2025年新认定);XX协会会员", "×", "2025年", "省级"],
        ["丙", "无", "否", "", ""],
        ["丁", "省级专精特新中小企业(公示中)", "", "", "某某级"],
    )
    said = facts(found)
    assert said["甲"]["honours"] == ["省级专精特新", "省级绿色工厂", "国家高新技术企业"]
    assert said["乙"]["honours"] == {"has": ["国家级专精特新小巨人", "省级瞪羚"], "not": ["国家高新技术企业"]}
    assert said["乙"]["honour_event"] == {"国家级专精特新小巨人": "新认定"}
    assert said["丙"]["honours"] == {"has": [], "not": ["国家高新技术企业"]}
    assert "honours" not in said["丁"]
    told = {(problem.company, problem.value) for problem in found.problems}
    assert told == {("乙", "XX协会会员"), ("丁", "省级专精特新中小企业(公示中)"), ("丁", "某某级")}


@pytest.mark.parametrize(
    ("cell", "fact"),
    [
        (datetime(2019, 7, 1), {"founded_date": "2019-07-01"}),
        (43647, {"founded_date": "2019-07-01"}),
        ("2019.7.1", {"founded_date": "2019-07-01"}),
        ("20190701", {"founded_date": "2019-07-01"}),
        ("二〇一九年七月一日", {"founded_date": "2019-07-01"}),
        ("2019年7月", {"founded_date": "2019-07"}),
        (2019, {"founded_year": 2019}),
        ("2019-02-30", {}),
        ("2031-01-01", {}),
        ("7/1/2019", {}),
    ],
)
def test_days_in_every_form(tmp_path: Path, cell: object, fact: dict[str, object]) -> None:
    found = of_rows(tmp_path, ["企业名称", "成立日期"], ["甲", cell], ["乙", "2010-01-01"])
    assert facts(found)["甲"] == fact
    assert [problem.row for problem in found.problems] == ([] if fact else [2])


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("3,200", 32_000_000), ("3 200", 32_000_000), ("0.32亿元", 32_000_000), ("3200万", 32_000_000),
        ("32000000元", 32_000_000),
        ("¥3200", 32_000_000), ("３２００", 32_000_000), (3200, 32_000_000), ("3.2e3", 32_000_000),
        ("3,2", None), ("3.200,5", None), ("500万美元", None), ("许多", None), ("3200人", None),
    ],
)  # fmt: skip
def test_figures_in_every_form_and_never_wrong_by_ten_thousand(tmp_path: Path, cell: object, yuan: int | None) -> None:
    found = of_rows(tmp_path, ["企业名称", "营业收入（万元）"], ["甲", cell])
    assert facts(found)["甲"] == ({} if yuan is None else {"revenue_yuan": yuan})
    assert len(found.problems) == (yuan is None)


def test_yuan_in_a_column_of_ten_thousands_are_told_and_not_used(tmp_path: Path) -> None:
    rows = [[f"第{n}家", 900 + n, 40] for n in range(12)]
    found = of_rows(tmp_path, ["企业名称", "营业收入(万元)", "从业人员"], *rows, ["错的", 31_500_000, 55])
    assert facts(found)["错的"] == {"employees": 55}
    assert [(problem.company, problem.column) for problem in found.problems] == [("错的", "营业收入(万元)")]


def test_a_bare_figure_without_any_unit_is_told(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ["企业名称", "营业收入", "所在城市"], ["甲", 3200, "日照"], ["乙", "900万元", "日照"])
    assert facts(found) == {"甲": {"city": "日照"}, "乙": {"city": "日照", "revenue_yuan": 9_000_000}}
    assert (2, "营业收入") in {(problem.row, problem.column) for problem in found.problems}


def test_per_cent_is_read_as_it_is_shown(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["企业名称", "资产负债率(%)", "研发费用占比"])
    for row in range(2, 5):
        book.active.append(["甲乙丙"[row - 2], 0.455, 4.5])
        book.active.cell(row, 2).number_format = "0.00%"
    book.save(tmp_path / "list.xlsx")
    found = listed(tmp_path / "list.xlsx")
    assert facts(found)["甲"] == {"debt_ratio": 0.455, "rd_ratio": 0.045}


def test_errors_and_formulas_without_a_result_are_told(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "list.xlsx", [["企业名称", "营业收入(万元)", "从业人员"], ["甲", "=1000+1", 5], ["乙", "=1/0", 6]]
    )
    broken = file.with_name("broken.xlsx")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(broken, "w") as target:
        for part in source.namelist():
            raw = source.read(part)
            if part.endswith("sheet1.xml"):
                raw = raw.replace(b'<c r="B3"><f>1/0</f><v/></c>', b'<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
                raw = raw.replace(b'<c r="B3"><f>1/0</f><v></v></c>', b'<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
                assert b't="e"' in raw
            target.writestr(part, raw)
    found = listed(broken)
    assert facts(found) == {"甲": {"employees": 5}, "乙": {"employees": 6}}
    assert [(problem.row, problem.column) for problem in found.problems] == [
        (2, "营业收入(万元)"),
        (3, "营业收入(万元)"),
    ]


def test_a_stale_extent_loses_nobody(tmp_path: Path) -> None:
    file = workbook(tmp_path / "list.xlsx", [["企业名称", "从业人员"], *[[f"第{n}家", n + 1] for n in range(20)]])
    stale = file.with_name("stale.xlsx")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(stale, "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(b'ref="A1:B21"', b'ref="A1:B2"'))
    assert len(listed(stale).companies) == 20


def test_two_columns_of_one_fact_must_agree(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ["企业名称", "从业人员", "职工总数"], ["甲", 50, 50], ["乙", 50, 500], ["丙", "", 7])
    assert facts(found) == {"甲": {"employees": 50}, "乙": {}, "丙": {"employees": 7}}
    assert [(problem.company, problem.column) for problem in found.problems] == [("乙", "职工总数")]


def test_sheets_that_tell_parts_of_the_same_companies_are_joined(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "list.xlsx",
        [["企业名称", "所在城市"], ["甲公司", "日照"], ["乙公司", "济南"]],
        [["单位名称", "资产总计(亿元)"], ["乙公司", 1.5]],
        [["填报说明"], ["请认真填写"]],
    )
    found = listed(file)
    assert facts(found) == {"甲公司": {"city": "日照"}, "乙公司": {"city": "济南", "total_assets_yuan": 150_000_000}}
    assert [problem.sheet for problem in found.problems] == ["Sheet2"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_of_any_dialect_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [["企业名称", "所在城市", "营业收入(万元)"], ['"甲"公司', "日照", "900"], ["乙公司", "济南", "1200"]]
    text = "\n".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    (tmp_path / "list.txt").write_bytes(text.encode(encoding))
    found = listed(tmp_path / "list.txt")
    assert [company.facts["revenue_yuan"] for company in found.companies] == [9_000_000, 12_000_000]
    assert found.companies[0].name == '"甲"公司'


def test_industries_by_code_and_name(tmp_path: Path) -> None:
    cells = ["C3512", "35", "C35 专用设备制造业", "制造业-通用设备制造业", "软件开发", "C99"]
    found = of_rows(tmp_path, ["企业名称", "国民经济行业"], *[[f"第{n}家", cell] for n, cell in enumerate(cells)])
    said = [company.facts.get("industry") for company in found.companies]
    assert said == ["专用设备制造业", "专用设备制造业", "专用设备制造业", "通用设备制造业", "软件开发", None]
    assert [problem.value for problem in found.problems] == ["C99"]


def test_of_two_columns_of_industries_the_narrower_counts(tmp_path: Path) -> None:
    heads = ["企业名称", "国民经济行业门类", "国民经济行业大类"]
    found = of_rows(tmp_path, heads, ["甲", "B 采矿业", "08 黑色金属矿采选业"], ["乙", "C 制造业", ""])
    assert [company.facts["industry"] for company in found.companies] == ["黑色金属矿采选业", "制造业"]
    assert not found.problems


def test_a_mapping_is_saved_corrected_and_used_again(tmp_path: Path) -> None:
    file = workbook(tmp_path / "list.xlsx", [["企业名称", "二号指标", "从业人员"], ["甲", 3200, 40]])
    saved, book = tmp_path / "columns.toml", rulebook()
    mapping.save(plan(file, book, ON).columns, saved)
    text = saved.read_text(encoding="utf-8")
    saved.write_text(
        text.replace('"二号指标"\nfact = "-"', '"二号指标"\nfact = "revenue_yuan"\nunit = "万元"'), encoding="utf-8"
    )
    planned = plan(file, book, ON, mapping.load(saved, book.facts))
    assert read(planned, book, ON).companies[0].facts == {"employees": 40, "revenue_yuan": 32_000_000}


def test_a_mapping_with_a_wrong_fact_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text('[[column]]\nheading = "人"\nfact = "employes"\n', encoding="utf-8")
    with pytest.raises(InputError, match="employees"):
        mapping.load(tmp_path / "columns.toml", rulebook().facts)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "空"),
        (b"%PDF-1.7 x", "名单表格"),
        (b"PK\x03\x04broken", "完好"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "完好"),
        ("你好,世界\n1,2".encode(), "表头"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(tmp_path: Path, raw: bytes, said: str) -> None:
    (tmp_path / "list.xlsx").write_bytes(raw)
    with pytest.raises(InputError, match=said):
        plan(tmp_path / "list.xlsx", rulebook(), ON)


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices here")
def test_a_device_is_no_file() -> None:
    with pytest.raises(InputError, match="普通文件"):
        plan(Path("/dev/null"), rulebook(), ON)


def test_a_cell_far_away_is_refused_before_it_costs_memory(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["企业名称", "从业人员"])
    book.active.cell(1_048_576, 16_384).value = 1
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(InputError, match="很远"):
        plan(tmp_path / "list.xlsx", rulebook(), ON)


def test_a_row_of_units_and_a_report_that_calls_its_year_this_one(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["2025年规模以上企业主要指标"],
        ["单位详细名称", "行业代码", "财务状况", "", ""],
        ["", "", "资产总计", "营业收入", ""],
        ["", "", "", "本年", "上年"],
        ["甲", "乙", "1", "2", "3"],
        ["计量单位", "-", "千元", "千元", "千元"],
        ["沿海机械厂", "3441", 420_000, 505_000, 480_000],
        merged=["C2:E2", "D3:E3"],
    )
    assert facts(found) == {
        "沿海机械厂": {
            "industry": "通用设备制造业",
            "total_assets_yuan": 420_000_000,
            "revenue_yuan": 505_000_000,
            "revenue_prev_yuan": 480_000_000,
        }
    }


def test_this_year_of_nobody_knows_which_year_is_not_used(tmp_path: Path) -> None:
    heads = ["企业名称", "本年营业收入(万元)", "上年营业收入(万元)", "从业人员"]
    found = of_rows(tmp_path, heads, ["甲公司", 300, 200, 9])
    assert facts(found) == {"甲公司": {"employees": 9}}
    assert len(found.problems) == 2


def test_levels_and_years_of_honours_in_columns_of_their_own(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["客户名称", "获得荣誉", "荣誉级别", "认定年度"],
        ["东泰环保公司", "专精特新", "省级", "2025"],
        ["", "绿色工厂", "市级", "2024"],
        merged=["A2:A3"],
    )
    assert facts(found)["东泰环保公司"] == {
        "honours": ["省级专精特新", "市级绿色工厂"],
        "honour_year": {"省级专精特新": 2025, "市级绿色工厂": 2024},
    }


def test_companies_are_known_by_the_look_of_their_names_and_that_is_told(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ["对接项目方", "从业人员"], ["甲某机械有限公司", 7], ["乙某食品厂", 9])
    assert facts(found) == {"甲某机械有限公司": {"employees": 7}, "乙某食品厂": {"employees": 9}}
    assert [problem.column for problem in found.problems] == ["对接项目方"]


def test_a_sheet_of_countless_headings_is_refused_before_they_are_read(tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    file.write_text(
        "企业名称," + ",".join(f"指标{number}" for number in range(20_000)) + "\n甲厂,1\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match="1000 列"):
        plan(file, rulebook(), ON)


def test_a_title_right_above_is_no_line_of_the_head_and_level_and_year_go_together(tmp_path: Path) -> None:
    """The year beside a level is that of the honour of this level; 小巨人 in the column of 专精特新 is that alone."""
    found = of_rows(
        tmp_path,
        ["附件3"],
        ["培育企业名册"],
        ["企业", "注册地所在市", "专精特新", "", "高企", "月平均用工人数"],
        ["", "", "级别", "认定年份", "证书年份", ""],
        ["甲公司", "济南市", "省级", 2025, 2023, 41],
        ["乙公司", "日照", "国家级小巨人", 2024, "无", 180],
        merged=["C3:D3"],
    )
    assert facts(found) == {
        "甲公司": {
            "city": "济南",
            "employees": 41,
            "honours": ["省级专精特新", "国家高新技术企业"],
            "honour_year": {"国家高新技术企业": 2023, "省级专精特新": 2025},
        },
        "乙公司": {
            "city": "日照",
            "employees": 180,
            "honours": {"has": ["国家级专精特新小巨人"], "not": ["国家高新技术企业"]},
            "honour_year": {"国家级专精特新小巨人": 2024},
        },
    }
    assert not found.problems
