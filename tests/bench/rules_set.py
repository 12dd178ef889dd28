"""Ten benefits over sixteen facts, three times: our programmes, a plain Python function, a zen-engine graph."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from rules.rulebook import RuleBook

FACTS = {
    "city": "text",
    "industry": "text",
    "is_sme": "bool",
    "certified": "bool",
    "penalised": "bool",
    "exporter": "bool",
    "employees": "persons",
    "patents": "count",
    "years": "years",
    "revenue_yuan": "money",
    "assets_yuan": "money",
    "rd_yuan": "money",
    "investment_yuan": "money",
    "loan_yuan": "money",
    "rd_share": "ratio",
    "debt_share": "ratio",
}
CITIES = ("甲城", "乙城", "丙城")
INDUSTRIES = ("工业", "软件", "零售")
TEXT = "".join(
    (
        "2年3年5年10人300人500人1件2件5件3%5%10%20%30%50%70%甲城乙城工业软件小企业",
        "100万元300万元500万元1000万元2000万元5000万元1亿元",
    )
)
_Q = f', quote = "{TEXT}" }}'


def _leaf(words: str) -> str:
    return "{ " + words + _Q


_SHARE = '{{ kind = "share", of = "{of}", rate = {rate}, cap_yuan = {cap}, quote = "' + TEXT + '" }}'
_FIXED = '{{ kind = "fixed", yuan = {yuan}, quote = "' + TEXT + '" }}'
_CITY, _SME = 'fact = "city", is = "甲城"', 'fact = "is_sme", is = true'
PROGRAMMES = {
    "b0": ([_CITY, _SME, 'fact = "years", at_least = 2'], _FIXED.format(yuan=1_000_000)),
    "b1": (
        [
            'fact = "city", in = ["甲城", "乙城"]',
            'fact = "rd_share", at_least = 0.03',
            'fact = "revenue_yuan", at_least = 10_000_000',
        ],
        _SHARE.format(of="rd_yuan", rate=0.1, cap=5_000_000),
    ),
    "b2": (
        ['fact = "certified", is = true', 'fact = "penalised", is = false', 'fact = "patents", at_least = 2'],
        _FIXED.format(yuan=3_000_000),
    ),
    "b3": (
        ['fact = "industry", is = "工业"', 'fact = "employees", at_most = 300', 'fact = "debt_share", at_most = 0.7'],
        _SHARE.format(of="investment_yuan", rate=0.2, cap=20_000_000),
    ),
    "b4": (
        ['fact = "exporter", is = true', 'fact = "revenue_yuan", more_than = 50_000_000'],
        _FIXED.format(yuan=5_000_000),
    ),
    "b5": (
        ['fact = "loan_yuan", at_most = 5_000_000', _SME, _CITY],
        _SHARE.format(of="loan_yuan", rate=0.05, cap=1_000_000),
    ),
    "b6": (
        [
            'fact = "industry", in = ["工业", "软件"]',
            'fact = "patents", at_least = 5',
            'fact = "rd_share", at_least = 0.05',
            'fact = "years", at_least = 3',
        ],
        _FIXED.format(yuan=10_000_000),
    ),
    "b7": (
        ['fact = "employees", at_least = 10', 'fact = "employees", at_most = 500', 'fact = "penalised", is = false'],
        _FIXED.format(yuan=1_000_000),
    ),
    "b8": (
        ['fact = "assets_yuan", at_least = 20_000_000', 'fact = "debt_share", less_than = 0.5'],
        _SHARE.format(of="assets_yuan", rate=0.03, cap=3_000_000),
    ),
    "b9": (
        [
            'ANY fact = "certified", is = true | fact = "patents", at_least = 1',
            'fact = "years", at_least = 5',
            'fact = "city", is = "乙城"',
        ],
        _FIXED.format(yuan=3_000_000),
    ),
}


def rulebook(folder: Path) -> RuleBook:
    """Our programmes, written to the folder and loaded through the door."""
    (folder / "programmes" / "bench").mkdir(parents=True)
    facts = "\n".join(
        f'[{name}]\ntype = "{kind}"\nlabel = "{name}"\nquestion = "?"\nwhy = "-"\ntopic = "-"'
        for name, kind in FACTS.items()
    )
    extra = (
        '\n[honour_event]\ntype = "event"\nlabel = "e"\nquestion = "?"\nwhy = "-"\ntopic = "-"\nchoices = ["新认定"]\n'
    )
    (folder / "facts.toml").write_text(facts + extra, encoding="utf-8")
    for name, (conditions, award) in PROGRAMMES.items():
        kind = "money_unpriced" if "promised" in award else "tier" if '"none"' in award else "money"
        text = (
            f'title = "{name}"\nclause = ["一"]\nkind = "{kind}"\nquote = "{TEXT}"\n'
            f"condition = [{', '.join(map(_condition, conditions))}]\naward = {award}\n"
            'example = [ { name = "-", facts = {}, outcome = "unknown" } ]\n'
        )
        (folder / "programmes" / "bench" / f"{name}.toml").write_text(text, encoding="utf-8")
    return RuleBook.load({("bench", ("一",)): TEXT}, folder)


def _condition(words: str) -> str:
    if words.startswith("ANY "):
        return "{ any = [" + ", ".join(_leaf(part.strip()) for part in words[4:].split("|")) + "] }"
    return _leaf(words)


def companies(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Whole companies: the other two ways know no missing facts."""
    rng = random.Random(seed)
    return [_company(rng) for _ in range(count)]


def _company(rng: random.Random) -> dict[str, Any]:
    company: dict[str, Any] = {"city": rng.choice(CITIES), "industry": rng.choice(INDUSTRIES)}
    for name, kind in FACTS.items():
        match kind:
            case "bool":
                company[name] = rng.random() < 0.5
            case "money":
                company[name] = float(rng.randrange(0, 100_000_000, 100_000))
            case "ratio":
                company[name] = rng.randrange(0, 1000) / 1000
            case "persons" | "count" | "years":
                company[name] = float(rng.randrange(0, {"persons": 700, "count": 8, "years": 9}[kind]))
    return company


def by_hand(f: dict[str, Any]) -> list[tuple[bool, int]]:
    """What a programmer would write."""
    city, industry, patents = f["city"], f["industry"], f["patents"]
    years, revenue, rd_share, employees = f["years"], f["revenue_yuan"], f["rd_share"], f["employees"]
    debt, sme, penalised = f["debt_share"], f["is_sme"], f["penalised"]
    b0 = city == "甲城" and sme and years >= 2
    b1 = city in ("甲城", "乙城") and rd_share >= 0.03 and revenue >= 10_000_000
    b2 = f["certified"] and not penalised and patents >= 2
    b3 = industry == "工业" and employees <= 300 and debt <= 0.7
    b4 = f["exporter"] and revenue > 50_000_000
    b5 = f["loan_yuan"] <= 5_000_000 and sme and city == "甲城"
    b6 = industry in ("工业", "软件") and patents >= 5 and rd_share >= 0.05 and years >= 3
    b7 = 10 <= employees <= 500 and not penalised
    b8 = f["assets_yuan"] >= 20_000_000 and debt < 0.5
    b9 = (f["certified"] or patents >= 1) and years >= 5 and city == "乙城"
    return [
        (b0, 1_000_000 if b0 else 0),
        (b1, min(round(f["rd_yuan"] * 0.1), 5_000_000) if b1 else 0),
        (b2, 3_000_000 if b2 else 0),
        (b3, min(round(f["investment_yuan"] * 0.2), 20_000_000) if b3 else 0),
        (b4, 5_000_000 if b4 else 0),
        (b5, min(round(f["loan_yuan"] * 0.05), 1_000_000) if b5 else 0),
        (b6, 10_000_000 if b6 else 0),
        (b7, 1_000_000 if b7 else 0),
        (b8, min(round(f["assets_yuan"] * 0.03), 3_000_000) if b8 else 0),
        (b9, 3_000_000 if b9 else 0),
    ]


ZEN = {
    "b0": ('city == "甲城" and is_sme and years >= 2', "1000000"),
    "b1": (
        'city in ["甲城", "乙城"] and rd_share >= 0.03 and revenue_yuan >= 10000000',
        "min([round(rd_yuan * 0.1), 5000000])",
    ),
    "b2": ("certified and not penalised and patents >= 2", "3000000"),
    "b3": (
        'industry == "工业" and employees <= 300 and debt_share <= 0.7',
        "min([round(investment_yuan * 0.2), 20000000])",
    ),
    "b4": ("exporter and revenue_yuan > 50000000", "5000000"),
    "b5": ('loan_yuan <= 5000000 and is_sme and city == "甲城"', "min([round(loan_yuan * 0.05), 1000000])"),
    "b6": ('industry in ["工业", "软件"] and patents >= 5 and rd_share >= 0.05 and years >= 3', "10000000"),
    "b7": ("employees >= 10 and employees <= 500 and not penalised", "1000000"),
    "b8": ("assets_yuan >= 20000000 and debt_share < 0.5", "min([round(assets_yuan * 0.03), 3000000])"),
    "b9": ('(certified or patents >= 1) and years >= 5 and city == "乙城"', "3000000"),
}


def zen_graph() -> str:
    """One graph that gives verdict and amount of all ten."""
    expressions = []
    for name, (condition, amount) in ZEN.items():
        expressions.append({"id": name, "key": name, "value": condition})
        expressions.append({"id": name + "y", "key": name + "_yuan", "value": f"({condition}) ? {amount} : 0"})
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {
            "id": "ex",
            "name": "ex",
            "type": "expressionNode",
            "position": {"x": 1, "y": 0},
            "content": {"expressions": expressions},
        },
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "ex", "type": "edge"},
        {"id": "2", "sourceId": "ex", "targetId": "out", "type": "edge"},
    ]
    return json.dumps({"nodes": nodes, "edges": edges})
