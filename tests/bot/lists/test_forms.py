"""Forms that lists come in: further tables, tables on their side, groups, sums, hidden parts, percentages."""

from __future__ import annotations

from pathlib import Path

from tests.bot.lists.lists import facts, listed, of_rows, workbook


def test_two_tables_on_one_sheet_tell_of_the_same_companies_in_units_of_their_own(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["经营情况(单位:亿元)"],
        ["企业名称", "上年营业收入", "从业人员"],
        ["甲电子有限公司", 1.5, 120],
        [],
        ["研发情况(单位:万元)"],
        ["序号", "企业名称", "上年研发费用"],
        [1, "甲电子有限公司", 900],
        [2, "乙食品有限公司", 30],
    )
    assert facts(found) == {
        "甲电子有限公司": {"revenue_yuan": 150_000_000, "employees": 120, "rd_expense_yuan": 9_000_000},
        "乙食品有限公司": {"rd_expense_yuan": 300_000},
    }


def test_a_table_on_its_side_is_read_and_its_cells_are_told_as_the_file_has_them(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["企业名称", "甲公司", "乙公司"],
        ["上年营业收入(万元)", 700, "很多"],
        ["从业人员", 30, 12],
        ["成立日期", "2019-03-05", "2001-01-01"],
    )
    assert facts(found)["甲公司"] == {"revenue_yuan": 7_000_000, "employees": 30, "founded_date": "2019-03-05"}
    told = [(problem.row, problem.column) for problem in found.problems if problem.company == "乙公司"]
    assert told == [(2, "C 上年营业收入(万元)")]


def test_groups_and_sums_are_no_companies_and_a_group_says_where_those_below_it_are(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["企业名称", "从业人员", "上年营业收入(万元)"],
        ["一、东港区(1家)"],
        ["甲公司", 20, 500],
        ["东港区小计", 20, 500],
        ["二、历城区(1家)"],
        ["乙公司", 30, 900],
        ["2家", 50, 1400],
    )
    assert {name: found["district"] for name, found in facts(found).items()} == {"甲公司": "东港区", "乙公司": "历城区"}


def test_lines_of_a_head_may_be_bare_years(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["企业名称", "财务指标", "", "", ""],
        ["", "营业收入(万元)", "", "研发费用(万元)", ""],
        ["", 2024, 2025, 2024, 2025],
        ["甲公司", 100, 200, 3, 4],
        merged=["A1:A3", "B1:E1", "B2:C2", "D2:E2"],
    )
    assert facts(found)["甲公司"] == {
        "revenue_yuan": 2_000_000,
        "revenue_prev_yuan": 1_000_000,
        "rd_expense_yuan": 40_000,
        "rd_expense_prev_yuan": 30_000,
    }


def test_a_cell_shown_as_per_cent_counts_as_shown_beside_bare_figures(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows: list[list[object]] = [["企业名称", "资产负债率(%)"], ["甲公司", 45], ["乙公司", 0.38], ["丙公司", "52%"]]
    file = workbook(tmp_path / "list.xlsx", rows)
    book = load_workbook(file)
    book.active["B3"].number_format = "0.0%"
    book.active.row_dimensions[4].hidden = True
    book.save(file)
    found = listed(file)
    assert [company.facts["debt_ratio"] for company in found.companies] == [0.45, 0.38, 0.52]
    assert any("4" in problem.why for problem in found.problems if problem.row == 0)


def test_units_said_for_all_and_by_a_neighbour(tmp_path: Path) -> None:
    head = ["企业名称", "去年营业收入(未注明单位的为万元)", "去年研发投入(同左)"]
    found = of_rows(tmp_path, head, ["甲公司", "1.2亿", 300], ["乙公司", 800, "20万元"])
    assert facts(found) == {
        "甲公司": {"revenue_yuan": 120_000_000, "rd_expense_yuan": 3_000_000},
        "乙公司": {"revenue_yuan": 8_000_000, "rd_expense_yuan": 200_000},
    }


def test_a_figure_without_a_year_beside_that_of_the_year_before_is_the_last_years(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ["企业名称", "营业收入(万元)", "上年度营业收入(万元)"], ["甲公司", 500, 400])
    assert facts(found)["甲公司"] == {"revenue_yuan": 5_000_000, "revenue_prev_yuan": 4_000_000}


def test_the_title_says_the_city_of_districts_that_many_cities_have(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path, ["济南市企业名单"], ["企业名称", "区县", "从业人员"], ["甲公司", "高新区", 5], ["乙公司", "", 6]
    )
    assert facts(found) == {
        "甲公司": {"city": "济南", "district": "高新区", "employees": 5},
        "乙公司": {"employees": 6},
    }


def test_a_county_level_city_lies_in_the_city_beside_it(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path, ["企业名称", "市", "县(市、区)"], ["甲公司", "青岛市", "胶州市"], ["乙公司", "济南市", "青岛市"]
    )
    assert facts(found)["甲公司"] == {"city": "青岛", "district": "胶州市"}
    assert "district" not in facts(found)["乙公司"]


def test_a_list_in_two_halves_side_by_side_is_two_tables(tmp_path: Path) -> None:
    head = ["序号", "企业名称", "县区"]
    rows = [[1, "甲公司", "东港区", "", 3, "丙公司", "莒县"], [2, "乙公司", "岚山区"]]
    found = of_rows(tmp_path, [*head, "", *head], *rows)
    assert {name: told["district"] for name, told in facts(found).items()} == {
        "甲公司": "东港区", "丙公司": "莒县", "乙公司": "岚山区",
    }  # fmt: skip


def test_a_head_of_two_lines_printed_again_on_the_next_page_is_no_company(tmp_path: Path) -> None:
    head = [["企业名称", "上年指标", "", "所在区县"], ["", "营业收入(万元)", "从业人员平均人数", ""]]
    found = of_rows(tmp_path, *head, ["甲公司", 100, 5, "天桥"], ["小计", 100, 5], *head, ["乙公司", 200, 6, "莒县"])
    assert facts(found) == {
        "甲公司": {"city": "济南", "district": "天桥区", "revenue_yuan": 1_000_000, "employees": 5},
        "乙公司": {"city": "日照", "district": "莒县", "revenue_yuan": 2_000_000, "employees": 6},
    }


def test_a_line_that_counts_companies_is_a_group_and_a_bare_name_above_a_further_table_a_company(
    tmp_path: Path,
) -> None:
    head = ["企业名称", "从业人员", "上年营业收入(万元)"]
    first: list[list[object]] = [["规模以上工业企业(1家)"], ["甲机械有限公司", 5, 100], ["乙机械有限公司"]]
    found = of_rows(tmp_path, head, *first, [], ["规模以下"], head, ["丙公司", 6, 90])
    assert list(facts(found)) == ["甲机械有限公司", "乙机械有限公司", "丙公司"]


def test_a_row_of_companies_is_no_head_however_few_words_of_the_head_are_known(tmp_path: Path) -> None:
    head = ["专员", "包保的厂子", "哪年建厂的", "手里的牌子"]
    rows = [
        ["刘", "甲机械有限公司", "2003-05-01", "创新型中小企业"],
        ["陈", "乙机械有限公司", "2017-03-02", "科技型中小企业"],
    ]
    found = of_rows(tmp_path, head, *rows)
    assert {name: told["honours"] for name, told in facts(found).items()} == {
        "甲机械有限公司": ["创新型中小企业"],
        "乙机械有限公司": ["科技型中小企业"],
    }


def test_headings_put_as_questions_are_read_as_what_they_ask(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["序号", "Q1、企业全称是？", "2)贵公司登记在哪个城市?", "3、在哪个区县", "4. 去年营业收入大约多少亿元？",
         "5、现有员工几人?", "6、是否通过质量管理体系认证？", "7、近两年有没有受到过行政处罚？"],
        [1, "甲公司", "日照市", "东港区", 1.3, 216, "是", "否"],
        [2, "乙公司", "济南市", "商河县", 0.092, 45, "否", "是"],
    )  # fmt: skip
    first, second = facts(found)["甲公司"], facts(found)["乙公司"]
    assert (first["city"], first["district"]) == ("日照", "东港区")
    assert (first["revenue_yuan"], first["employees"]) == (130_000_000, 216)
    assert (first["quality_certified"], first["penalised_recently"]) == (True, False)
    assert (second["revenue_yuan"], second["quality_certified"], second["penalised_recently"]) == (
        9_200_000,
        False,
        True,
    )


def test_a_title_may_name_the_unit_without_saying_so(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ["拟推荐企业(金额:百万元)"], ["企业名称", "2025年营业收入"], ["甲公司", 41.2])
    assert facts(found)["甲公司"] == {"revenue_yuan": 41_200_000}
