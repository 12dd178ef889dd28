"""Forms that official texts take: nesting, labels, contents, attachments, signatures, tables, gaps."""

from __future__ import annotations

import pytest

from knowledge.outline.characters import mask
from knowledge.outline.gaps import doubts_of
from knowledge.outline.reader import Unit, read_outline
from knowledge.outline.units import units_in
from knowledge.reading.blocks import Cell, Grid, Paragraph, assemble, grid_of

HEAD = "某市若干措施\n为支持企业，制定本措施。\n"


def units(text: str) -> dict[str, Unit]:
    return {"/".join(unit.path): unit for unit in read_outline(HEAD + text)}


def paths(text: str) -> list[str]:
    return [path for path in units(text) if path not in ("标题", "引言")]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("一、奖励\n第一条 给予奖励。\n第二条 给予补助。\n二、附则\n第三条 自印发之日起施行。",
         ["一", "一/第一条", "一/第二条", "二", "二/第三条"]),
        ("第一条 条件：\n一、守法；\n二、诚信。\n第二条 条件：\n一、纳税；\n二、环保。",
         ["第一条", "第一条/一", "第一条/二", "第二条", "第二条/一", "第二条/二"]),
        ("1.申报：\n（一）材料；\n（二）时间。\n2.审核：\n（一）受理；\n（二）评审。",
         ["1", "1/(一)", "1/(二)", "2", "2/(一)", "2/(二)"]),
        ("第一条 第一款的规定适用。\n第二条 所有企业均可申请。\n第三条 规模以上企业优先。",
         ["第一条", "第二条", "第三条"]),
        ("第 1 条 甲事项。\n第 2 条 乙事项。", ["第1条", "第2条"]),
        ("1.年营业收入1亿元以上。\n2.月均用工100人以上。", ["1", "2"]),
        ("一、条件\n（一）守法经营，\n（二）诚信纳税，\n的企业可以申请。", ["一", "一/(一)", "一/(二)"]),
        ("一、甲事项\n㈠给予奖励。\n㈡给予补助。", ["一", "一/(一)", "一/(二)"]),
        ("⼀、加⼤奖励。给予奖励。\n⼆、加强保障。", ["一", "二"]),
        ("壹、总则\n支持企业。\n贰、附则\n按规定执行。", ["壹", "贰"]),
        ("第一條 為支持企業，制定本辦法。\n第二條 給予獎勵。", ["第一条", "第二条"]),
        ("第九百九十九条 甲事项。\n第一千条 乙事项。\n第一千零一条 丙事项。",
         ["第九百九十九条", "第一千条", "第一千零一条"]),
        ("第一条 为支持企业，制定本办法。第二条 给予奖励。第三条 由市财政局负责解释。", ["第一条", "第二条", "第三条"]),
    ],
)  # fmt: skip
def test_numbers_nest_as_the_text_nests_them(text: str, want: list[str]) -> None:
    assert paths(text) == want


@pytest.mark.parametrize(
    "contents",
    [
        "目  录\n一、总则……………1\n二、奖励……………2\n",
        "目录\n一、总则\n二、奖励\n",
        "一、总则......1\n二、奖励......2\n三、附则......9\n",
    ],
)
def test_the_contents_are_no_clauses(contents: str) -> None:
    text = f"某市若干措施\n{contents}一、总则\n支持企业发展。\n二、奖励\n给予奖励。"
    found = ["/".join(unit.path) for unit in read_outline(text)]
    assert found == ["标题", "目录", "一", "二"]


def test_signature_copies_and_attachments_are_parts_of_their_own() -> None:
    text = (
        "一、奖励。给予奖励。\n二、附则。按规定执行。\n附件：1.申报表\n2.汇总表\n某市财政局\n某市科技局\n2025年3月1日\n（此件公开发布）\n"
        "附件1\n申报表\n一、企业名称\n二、经营情况\n附件2\n汇总表\n一、序号\n抄送：市委办公室。"
    )
    found = units(text)
    assert [path for path in found if "/" not in path][2:] == ["一", "二", "附件目录", "落款", "附件1", "附件2"]
    assert found["附件1/一"].kind is not None and found["附件2/落款"]
    end = (HEAD + text)[found["二"].start : found["二"].end]
    assert end == "二、附则。按规定执行。"


def test_attachments_with_their_title_in_the_same_line() -> None:
    text = "一、奖励。给予奖励。\n二、附则。按规定执行。\n"
    signed = "某市财政局\n2025年3月1日\n"
    letter = "我单位承诺如下：\n1.材料真实。\n2.接受监督。\n"
    found = units(f"{text}附件：1.承诺书\n2.汇总表\n{signed}附件1：承诺书\n{letter}")
    assert [path for path in found if "/" not in path][2:] == ["一", "二", "附件目录", "落款", "附件1"]
    listed = units(f"{text}{signed}附件1：承诺书\n附件2：汇总表\n")
    assert [path for path in listed if "/" not in path][2:] == ["一", "二", "落款", "附件目录"]
    grid = grid_of([Cell(0, 0, "任务"), Cell(0, 1, "单位"), Cell(1, 0, "建成"), Cell(1, 1, "市工信局")])
    above = [Paragraph(line) for line in (HEAD + text + "附件：任务清单").splitlines()]
    source = assemble([*above, grid])
    assert "附件/表1" in {"/".join(unit.path) for unit in read_outline(source.text, source.tables)}


def test_gaps_and_misread_numbers_are_told() -> None:
    text = "某市办法\n第八条 甲事项。\n第九条 乙事项。\n第于条 丙事项。\n第十三条 丁事项。"
    found = read_outline(text)
    assert ("第十条",) in [unit.path for unit in found]
    misread, gap = doubts_of(text, found)
    assert misread.line == 4 and "第十条" in misread.why
    assert gap.line == 5 and "缺少第十一条、第十二条" in gap.why


def test_tables_are_clauses_and_numbers_in_cells_open_no_units() -> None:
    rows = [("序号", "事项"), ("1", "一、甲事项"), ("2", "二、乙事项")]
    grid = grid_of(Cell(row, column, text) for row, cells in enumerate(rows) for column, text in enumerate(cells))
    lines: list[str | Grid] = [
        "某市若干措施",
        "一、按下表执行：",
        grid,
        "表内事项不重复。（责任单位：市财政局）",
        "二、其他。按规定执行。",
    ]
    source = assemble([Paragraph(line) if isinstance(line, str) else line for line in lines])
    found = {"/".join(unit.path): unit for unit in read_outline(source.text, source.tables)}
    assert list(found) == ["标题", "一", "一/表1", "一/表1/行1", "一/表1/行2", "一/续", "二"]
    row = found["一/表1/行2"]
    assert row.cells is not None and (row.cells.head, row.cells.row) == (("序号", "事项"), ("2", "二、乙事项"))
    assert source.text[row.start : row.end] == "2\t二、乙事项"
    assert found["一"].departments == ("市财政局",)


@pytest.mark.parametrize(
    ("own", "leads", "supports"),
    [
        ("给予奖励。（责任单位：市财政局、市科技局）", "市财政局 市科技局", ""),
        ("给予奖励。（牵头单位：市工信局；配合单位：市财政局、市税务局）", "市工信局", "市财政局 市税务局"),
        ("给予奖励。\n牵头单位：市工信局\n配合单位：市财政局", "市工信局", "市财政局"),
        ("做好清理。（责任单位：市司法局，各县、区人民政府）", "市司法局 各县、区人民政府", ""),
        ("给予奖励。（负责部门：自然资源部）", "自然资源部", ""),
        ("给予奖励。（市工信局会同市财政局负责）", "市工信局", "市财政局"),
        ("给予奖励。（市工信局牵头，市财政局、市税务局配合）", "市工信局", "市财政局 市税务局"),
        ("给予奖励。（财政部、教育部等有关部门和单位按职责分工负责）", "财政部 教育部", ""),
        ("给予奖励。（各有关部门和单位，各省级人民政府按职责分工负责）", "各省级人民政府", ""),
        ("完善标准（市场监管总局、工业和信息化部负责），推动发展。", "市场监管总局 工业和信息化部", ""),
        ("给予奖励。（责任单位：市工业\n和信息化局、市财政\n局）", "市工业和信息化局 市财政局", ""),
        ("给予奖励。(責任單位:市經信局)", "市經信局", ""),
        ("给予奖励。（责任单位：市财政局；适用范围：全市）", "市财政局", ""),
        ("给予奖励。（责任单位：市商务局、各县（市、区）人民政府）", "市商务局 各县（市、区）人民政府", ""),
        ("保障用能。（市发展改革委、各供水供气企业）", "市发展改革委 各供水供气企业", ""),
        ("给予奖励。（以下简称市财政局）", "", ""),
        ("企业（含市属国有公司）可以申请。", "", ""),
        ("按规定执行。（2024年市政府）", "", ""),
    ],
)
def test_responsible_units(own: str, leads: str, supports: str) -> None:
    found = units_in(mask(own), own)
    assert (" ".join(found.leads), " ".join(found.supports)) == (leads, supports)


def test_a_thousand_numbers_that_begin_again_nest_no_deeper_than_people_do() -> None:
    found = read_outline(HEAD + "(一)给予奖励。\n" * 1000)
    assert len(found) >= 1000 and max(len(unit.path) for unit in found) < 20
