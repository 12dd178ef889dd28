"""Headings as officials word them; what is not understood from end to end is not used."""

from __future__ import annotations

import pytest

from bot.lists.heads.headings import Heading, Headings
from tests.bot.lists.lists import ON, rulebook


def read(text: str) -> Heading:
    return Headings(rulebook().facts, ON).read(text)


@pytest.mark.parametrize(
    ("heading", "fact", "unit"),
    [
        ("上年营业收入（万元）", "revenue_yuan", "万元"),
        ("2025年度营业总收入(千元)", "revenue_yuan", "千元"),
        ("2024年营业收入,单位:亿元", "revenue_prev_yuan", "亿元"),
        ("营业收入（2025年，万元）", "revenue_yuan", "万元"),
        ("R&D经费支出/万元", "rd_expense_yuan", "万元"),
        ("研发费用占营业收入比重（％）", "rd_ratio", "%"),
        ("年末从业人员数（人）", "employees", "人"),
        ("有效发明专利数量(件)*", "invention_patents", "件"),
        ("是否通过质量管理体系认证（是/否）", "quality_certified", None),
        ("企业成立时间", "founded_date", None),
        ("开业（设立）日期", "founded_date", None),
        ("贵公司成立于哪一年？", "founded_year", None),
        ("从业人数（平均值）", "employees", None),
        ("2025年社保月均人数", "employees", None),
        ("Ⅰ类知识产权（项）", "class1_ip", "项"),
        ("revenue_yuan", "revenue_yuan", "元"),
        ("研究开发费用总额占同期销售收入总额比例(%)", "rd_ratio", "%"),
        ("主营业务收入总额占营业收入总额比重(%)", "main_business_ratio", "%"),
        ("2025年1-12月营业收入(千元)", "revenue_yuan", "千元"),
        ("全职员工数量(人)", "employees", "人"),
        ("从业人数(全年平均)", "employees", None),
        ("6.研发费用大概占销售收入的百分之几?", "rd_ratio", None),
        ("5.公司有多少员工?", "employees", None),
        ("3.公司哪年成立的?", "founded_date", None),
        ("去年一年卖了多少钱(销售收入)?", "revenue_yuan", None),
        ("从事该领域年限", "segment_years", None),
    ],
)
def test_a_fact_its_unit_and_its_year(heading: str, fact: str, unit: str | None) -> None:
    found = read(heading)
    assert (found.role, found.fact, found.unit) == ("fact", fact, unit)


@pytest.mark.parametrize(
    "heading",
    [
        "2023年营业收入(万元)", "2026年1-9月营业收入(万元)", "预计营业收入(万元)", "营业收入同比增长",
        "母公司营业收入(万元)", "研发人员数", "实用新型专利数", "专利申请受理数", "人均营业收入", "拟申报称号",
        "资产总额(全年平均)", "研发费用加计扣除金额", "比上年同期增长", "小巨人有效期至",
        "高企证书编号", "奖励资金(万元)",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_fact_is_none(heading: str) -> None:
    assert read(heading).fact is None


@pytest.mark.parametrize(
    ("heading", "honour", "about"),
    [
        ("是否专精特新中小企业", "专精特新", "held"),
        ("国家级专精特新“小巨人”企业", "国家级专精特新小巨人", "held"),
        ("小巨人认定时间", "国家级专精特新小巨人", "year"),
        ("高新技术企业（是/否）", "国家高新技术企业", "held"),
        ("自治区专精特新认定年份", "省级专精特新", "year"),
        ("高新技术企业标识", "国家高新技术企业", "held"),
        ("瞪羚企业级别", "瞪羚", "level"),
    ],
)
def test_a_column_of_one_honour(heading: str, honour: str, about: str) -> None:
    found = read(heading)
    assert (found.role, found.honour, found.about) == ("honour", honour, about)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("单位名称（全称）", "name"),
        ("1.【必填】贵公司的全称", "name"),
        ("客户所在地", "place"),
        ("总部所在市", "place"),
        ("统一社会信用代码", "code"),
        ("序号", "known"),
        ("所属县（市、区）", "place"),
        ("企业规模", "sorts"),
    ],
)
def test_columns_that_are_no_facts_of_their_own(heading: str, role: str) -> None:
    assert read(heading).role == role
