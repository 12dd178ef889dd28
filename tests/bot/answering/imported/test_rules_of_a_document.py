"""What a document of one's own rules beside its sums: duties, windows, exclusions, bounds, what goes together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answering.answer import Focus, answer
from bot.answering.imported.bounds import counts_in
from bot.world import World
from tests.own_world import world_with

TEXT = """白河市商务局关于印发《白河市冷链产业发展资金管理办法》的通知
白商发〔2026〕9号
现将《白河市冷链产业发展资金管理办法》印发给你们,请遵照执行。
白河市商务局
2026年2月20日

第一条 市商务局履行下列职责:
(一)编制申报指南;
(二)组织项目验收。
第二条 市财政局负责资金拨付和绩效评价。
第三条 新建冷库的,按投资额的20%给予补助,最高100万元。冷库库容不得低于2000立方米。
第四条 企业年销售收入首次超过1亿元、5亿元的,分别奖励10万元、30万元。一年内跨越多个台阶的,按最高台阶给予奖励,不重复计算。
第五条 企业取得的项目贷款,按实际利息的30%给予贴息,逾期贷款和罚息不予贴息。
第六条 申报时间为每年6月,企业应当提交申请表和审计报告。
第七条 企业有下列情形之一的,不予补助:
(一)发生安全生产事故的;
(二)被生态环境部门处以20万元以上罚款的。
第八条 同一年度只能申报一个冷库项目,人才补助可以与冷库项目同时申报。
第九条 补助对象为年冷链收入200万元以上的企业,收入以税务部门的数据为准。
第十条 补助资金由市、县财政按4:6分担,于次年第一季度拨付到企业。
(责任单位:市财政局)
第十一条 申请人年龄不超过50周岁;拖欠职工工资的,取消补助资格。
第十二条 本办法自2026年3月1日起施行,有效期至2028年12月31日。
"""


@pytest.fixture(scope="module")
def own_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world_with(tmp_path_factory.mktemp("own"), "baihe", TEXT) as world:
        yield world


@pytest.mark.parametrize(
    ("question", "clause", "said"),
    [
        ("白河市冷链资金项目验收是哪个部门负责", ("第一条",), "市商务局履行下列职责"),
        ("白河市冷链资金谁来拨付", ("第二条",), "市财政局负责资金拨付"),
        ("我在白河市建1500方的冷库能不能补", ("第三条",), "您说的1500方没有达到原文写的2000立方米"),
        ("白河市三千方的冷库够不够格", ("第三条",), "您说的三千方达到了原文写的2000立方米"),
        ("白河市销售从八千万冲到六个亿,1亿和5亿的奖都能拿吗", ("第四条",), "30万元"),
        ("白河市贷款逾期那部分利息给不给贴", ("第五条",), "不予贴息"),
        ("白河市冷链补助是哪个月报", ("第六条",), "每年6月"),
        ("白河市冷链补助申请截止到几月", ("第六条",), "每年6月"),
        ("公司被环保罚了25万,白河市冷链还给补助不", ("第七条",), "不予补助"),
        ("去年出过事故,白河市冷链的补助还能拿吗", ("第七条", "(一)"), "不予补助"),
        ("白河市一年里能不能既报冷库又报人才补助", ("第八条",), "同时申报"),
        ("白河市冷链资金管理办法现在还作数不", ("第十二条",), "2028年12月31日"),
        ("我52岁,白河市还能申请冷链补助吗", ("第十一条",), "您说的52岁超过了原文写的50周岁"),
        ("欠着工人工资,白河市的冷链补助还能拿不", ("第十一条",), "取消补助资格"),
        ("白河市冷链补助啥时候能到账", ("第十条",), "次年第一季度"),
        ("白河市冷链补助谁出钱,市里还是县里", ("第十条",), "4:6"),
        ("白河市冷链收入按谁的数认", ("第九条",), "税务部门"),
        ("冷链收入多少以上白河市才给补", ("第九条",), "200万元以上"),
        ("申请白河市冷链补助要带哪些东西", ("第六条",), "审计报告"),
    ],
)
def test_rules_are_found_by_what_is_asked(own_world: World, question: str, clause: tuple[str, ...], said: str) -> None:
    found = answer(question, Focus(), own_world, date(2026, 11, 22)).message
    assert said in found.text and "没有写" not in found.text, found.text
    assert ("baihe", clause) in {(one.document, one.clause) for one in found.citations}


def test_counts_with_a_unit_are_read_and_vague_ones_are_not() -> None:
    read = [(count.value, count.unit) for count in counts_in("租了800平,12个人,干了18个月,三方案,二三十台")]
    assert read == [(800, "平方米"), (12, "人"), (18, "月")]


def test_a_bracket_of_offices_is_no_answer(own_world: World) -> None:
    """工业 of 工业用电 must not find whatever names 工业."""
    found = answer("白河市冷链办法给不给电费补贴", Focus(), own_world, date(2026, 11, 22))
    assert (found.kind, found.message.citations) == ("not_covered", ())


def test_rows_that_the_question_does_not_tell_apart_are_told_together(tmp_path: Path) -> None:
    rows = ["| 研发费用（万元） | 补助比例 | 最高补助（万元） |", "|---|---|---|"]
    rows += ["| 50—200 | 5% | 10 |", "| 200—1000 | 6% | 50 |", ""]
    head = TEXT.partition("第一条")[0]
    lines = ["第一条 补助对象为工业企业。", "", "第二条 研发补助标准如下表：", "", *rows, "第三条 由市商务局解释。"]
    text = head + "\n".join(lines) + "\n"
    with world_with(tmp_path, "baihe", text, "md") as world:
        both = answer("白河市研发补助最多给多少", Focus(), world, date(2026, 11, 22)).message.text
        one = answer("白河市企业研发花了300万补几个点", Focus(), world, date(2026, 11, 22)).message.text
    assert "10万元" in both and "50万元" in both
    assert "6%" in one and "5%" not in one
