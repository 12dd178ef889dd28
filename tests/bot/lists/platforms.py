"""Lists in the form of platforms, with what is true of every company and which cells are bad on purpose."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

ACROSS = {"济南": ("历下区", "历城区", "章丘区", "莱芜区", "平阴县"), "日照": ("东港区", "岚山区", "莒县", "五莲县")}
TRADES = {"3411": "通用设备制造业", "3512": "专用设备制造业", "6513": "软件和信息技术服务业", "2710": "医药制造业"}
OFFICIAL = {
    "国家级专精特新小巨人": ("国家级专精特新“小巨人”企业", "专精特新小巨人企业"),
    "省级专精特新": ("省级专精特新中小企业", "山东省“专精特新”中小企业"),
    "市级专精特新": ("市级专精特新中小企业",),
    "创新型中小企业": ("创新型中小企业",),
    "科技型中小企业": ("科技型中小企业",),
    "国家高新技术企业": ("高新技术企业", "国家高新技术企业"),
    "省级瞪羚": ("省级瞪羚企业", "山东省瞪羚企业"),
    "省级绿色工厂": ("省级绿色工厂",),
}


@dataclass
class Truth:
    """`bad`: columns (by their own key) whose cell cannot be read and has to be told."""

    name: str
    facts: dict[str, Any]
    bad: set[str] = field(default_factory=set)


def companies(seed: int, count: int) -> list[Truth]:
    chance = random.Random(seed)
    found = []
    for number in range(count):
        city = chance.choice(list(ACROSS))
        revenue = chance.randrange(300, 40_000) * 10_000
        rd = revenue // chance.randrange(8, 60) // 1000 * 1000
        day = date(1998, 1, 1) + timedelta(days=chance.randrange(9_000))
        facts: dict[str, Any] = {
            "city": city,
            "district": chance.choice(ACROSS[city]),
            "founded_date": day.isoformat(),
            "employees": chance.randrange(8, 900),
            "revenue_yuan": revenue,
            "revenue_prev_yuan": revenue * chance.randrange(70, 125) // 100 // 1000 * 1000,
            "rd_expense_yuan": rd,
            "total_assets_yuan": revenue * chance.randrange(8, 20) // 10 // 1000 * 1000,
            "debt_ratio": chance.randrange(50, 900) / 1000,
            "invention_patents": chance.randrange(0, 40),
            "industry": chance.choice(list(TRADES.values())),
            "quality_certified": chance.random() < 0.6,
            "honours": chance.sample(list(OFFICIAL), chance.randrange(0, 4)),
        }
        word = "".join(chance.choices("恒泰鲁海岳润博科瑞华信达", k=3))
        found.append(Truth(f"{city}{word}{number:04}科技有限公司", facts))
    return found


def money(yuan: int, unit: int, chance: random.Random) -> Any:
    """A figure in the column's unit, in one of the ways people write it."""
    figure = yuan / unit
    plain = int(figure) if figure == int(figure) else figure
    forms: list[Callable[[], Any]] = [
        lambda: plain,
        lambda: plain,
        lambda: plain,
        lambda: f"{plain:,}",
        lambda: f" {plain} ",
        lambda: f"{yuan // 1000 / 10}万元" if yuan % 1000 == 0 else plain,
    ]
    return chance.choice(forms)()


def day_cell(iso: str, chance: random.Random) -> Any:
    day = date.fromisoformat(iso)
    return chance.choice(
        [
            datetime(day.year, day.month, day.day),
            iso,
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year}.{day.month}.{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day:%Y%m%d}",
            (day - date(1899, 12, 30)).days,
        ]
    )


_BAD: dict[str, tuple[Any, ...]] = {
    "revenue_yuan": ("见附件", "详见报表", "3,2,00", "12.5.6"),
    "employees": ("若干", "12.5", "见社保明细"),
    "founded_date": ("2019-13-05", "去年春天", "不限"),
    "quality_certified": ("看情况", "第三方"),
    "debt_ratio": ("较高", "正常范围"),
}


def spoil(truth: Truth, key: str, chance: random.Random) -> Any:
    """A cell that nobody can read; the fact is not to be had from it."""
    truth.bad.add(key)
    truth.facts.pop(key, None)
    return chance.choice(_BAD[key])


def cultivation_platform(file: Path, seed: int, count: int = 1000, bad: float = 0.01) -> list[Truth]:
    """An xlsx of the cultivation platform: a title, a note with the unit, a head of two lines, a sum below."""
    from openpyxl import Workbook

    chance = random.Random(seed)
    truths = companies(seed, count)
    book = Workbook()
    sheet = book.active
    sheet.title = "企业信息"
    sheet.append(["2025年度优质中小企业梯度培育情况汇总表"])
    sheet.append(["填报单位:某某局", *[""] * 14, "单位:万元、人"])
    sheet.append(
        [
            "序号",
            "企业名称",
            "统一社会信用代码",
            "企业基本情况",
            "",
            "",
            "",
            "营业收入",
            "",
            "研发费用",
            "资产总额",
            "资产负债率(%)",
            "有效发明专利数",
            "质量管理体系认证",
            "所获称号",
            "联系人",
        ]
    )
    sheet.append(["", "", "", "所在区县", "成立时间", "从业人员数", "所属行业", "2024年", "2025年", *[""] * 7])
    for area in (
        "A1:P1",
        "A3:A4",
        "B3:B4",
        "C3:C4",
        "D3:G3",
        "H3:I3",
        "J3:J4",
        "K3:K4",
        "L3:L4",
        "M3:M4",
        "N3:N4",
        "O3:O4",
        "P3:P4",
    ):
        sheet.merge_cells(area)
    for number, truth in enumerate(truths, 1):
        sheet.append(_platform_row(number, truth, chance, bad))
    sheet.append(["合计", *[""] * 6, sum(t.facts["revenue_prev_yuan"] for t in truths) / 10_000, *[""] * 8])
    sheet.append(["注:本表数据由企业填报,未经审计。"])
    book.save(file)
    return truths


def _platform_row(number: int, truth: Truth, chance: random.Random, bad: float) -> list[Any]:
    facts = dict(truth.facts)

    def cell(key: str, value: Any) -> Any:
        return spoil(truth, key, chance) if key in _BAD and chance.random() < bad else value

    honours = [chance.choice(OFFICIAL[name]) for name in facts["honours"]]
    return [
        number,
        truth.name,
        f"9137{number:014}",
        facts["city"] + "市" + facts["district"],
        cell("founded_date", day_cell(facts["founded_date"], chance)),
        cell("employees", chance.choice([facts["employees"], f"{facts['employees']}人"])),
        facts["industry"],
        money(facts["revenue_prev_yuan"], 10_000, chance),
        cell("revenue_yuan", money(facts["revenue_yuan"], 10_000, chance)),
        money(facts["rd_expense_yuan"], 10_000, chance),
        money(facts["total_assets_yuan"], 10_000, chance),
        cell("debt_ratio", chance.choice([round(facts["debt_ratio"] * 100, 1), f"{facts['debt_ratio'] * 100:.1f}%"])),
        facts["invention_patents"],
        cell(
            "quality_certified", chance.choice(("是", "√", "有") if facts["quality_certified"] else ("否", "×", "无"))
        ),
        chance.choice("、;,").join(honours) or "无",
        "张某",
    ]


def bureau_text(file: Path, seed: int, count: int = 1000, bad: float = 0.01) -> list[Truth]:
    """A csv in GB 18030 with semicolons: columns of single honours, thousands of yuan, codes of industries."""
    chance = random.Random(seed)
    truths = companies(seed, count)
    heads = [
        "单位名称(全称)",
        "所属地市",
        "县(市、区)",
        "注册日期",
        "在职职工人数(人)",
        "上年度营业总收入(千元)",
        "2024年度营业收入(千元)",
        "上年度研发经费支出(千元)",
        "年末资产总计(亿元)",
        "资产负债率",
        "授权发明专利(件)",
        "国民经济行业代码",
        "是否通过ISO9001认证",
        *(f"是否{names[0]}" for names in OFFICIAL.values()),
        "主管部门",
    ]
    codes = {name: code for code, name in TRADES.items()}
    with file.open("w", encoding="gb18030", newline="") as opened:
        writer = csv.writer(opened, delimiter=";")
        writer.writerow(heads)
        for truth in truths:
            facts = dict(truth.facts)

            def cell(key: str, value: Any, truth: Truth = truth) -> Any:
                return spoil(truth, key, chance) if key in _BAD and chance.random() < bad else value

            denied = [name for name in OFFICIAL if name not in facts["honours"]]
            truth.facts["honours"] = {"has": [name for name in OFFICIAL if name in facts["honours"]], "not": denied}
            day = day_cell(facts["founded_date"], chance)
            writer.writerow(
                [
                    truth.name,
                    facts["city"],
                    facts["district"],
                    cell("founded_date", day.date() if isinstance(day, datetime) else day),
                    cell("employees", facts["employees"]),
                    cell("revenue_yuan", f"{facts['revenue_yuan'] // 1000:,}"),
                    facts["revenue_prev_yuan"] // 1000,
                    f"{facts['rd_expense_yuan'] // 1000}",
                    facts["total_assets_yuan"] / 100_000_000,
                    cell("debt_ratio", f"{facts['debt_ratio'] * 100:.1f}%"),
                    facts["invention_patents"],
                    chance.choice(("", "C" if facts["industry"] != "软件和信息技术服务业" else "I"))
                    + codes[facts["industry"]],
                    cell("quality_certified", "Y" if facts["quality_certified"] else "N"),
                    *("是" if name in facts["honours"] else "否" for name in OFFICIAL),
                    "某局",
                ]
            )
    return truths


def right_cells(
    found: dict[str, dict[str, Any]], truths: list[Truth]
) -> tuple[int, int, list[tuple[str, str, Any, Any]]]:
    """Cells in all, cells right, and those that are not."""
    total, right, wrong = 0, 0, []
    for truth in truths:
        said = found.get(truth.name, {})
        for name in truth.facts.keys() | truth.bad:
            total += 1
            want, have = truth.facts.get(name), said.get(name)
            if _same(want, have):
                right += 1
            else:
                wrong.append((truth.name, name, want, have))
    return total, right, wrong


def _same(want: Any, have: Any) -> bool:
    if isinstance(want, float) and isinstance(have, (int, float)):
        return abs(want - have) < 1e-9
    if isinstance(want, list) and isinstance(have, list):
        return sorted(want) == sorted(have)
    if isinstance(want, dict) and isinstance(have, dict):
        return {k: sorted(v) for k, v in want.items() if v} == {k: sorted(v) for k, v in have.items() if v}
    return bool(want == have)
