"""Documents that the reader was not made with: chapters, notices, web pages, Markdown, lost numbers, broken ends."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.library import parse
from knowledge.metadata.head import read_head
from knowledge.outline.reader import read_outline
from knowledge.reading.source import Source

HERE = Path(__file__).parent
WANTED: dict[str, dict[str, Any]] = json.loads((HERE / "unseen.json").read_text(encoding="utf-8"))
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("name", WANTED)
def test_outline_and_metadata(name: str) -> None:
    found, want = parse(HERE / "unseen" / name, DAY), WANTED[name]
    assert [[" ".join(c.path), c.heading, list(c.departments)] for c in found.clauses] == want["clauses"]
    said = {key: getattr(found, key) for key in ("title", "number", "issuer", "region")}
    said |= {"issued": found.issued, "kind": found.standing.kind}
    said |= {key: getattr(found.standing, key) for key in ("effective_from", "expires_on")}
    assert {key: str(value) if isinstance(value, date) else value for key, value in said.items()} == {
        key: want[key] for key in said
    }


def paths(text: str) -> list[str]:
    return ["/".join(unit.path) for unit in read_outline(text)]


HEAD = "某市支持企业若干措施\n为支持企业,制定本措施。\n"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("一、加强服务。各部门要加强服务。\n二、加强保障。各部门要加强保障。", ["一", "二"]),
        (
            "一、 分类\n(一)企业类。做好服务。\n1、小型企业优先。\n①有专利;\n②有订单。",
            ["一", "一/(一)", "一/(一)/1", "一/(一)/1/①", "一/(一)/1/②"],
        ),
        ("十 一、加大力度。支持企业。\n十 二、加快步伐。支持企业。", ["十一", "十二"]),
        ("１．优化流程。缩短时间。\n２．减少材料。", ["1", "2"]),
        (
            "第一篇 总论\n第一章 总则\n第一节 目的\n第一条 为了发展。",
            ["第一篇", "第一篇/第一章", "第一篇/第一章/第一节", "第一篇/第一章/第一节/第一条"],
        ),
        ("第十条之一 本条为新增。", ["第十条之一"]),
        ("一、提升能力\n完善机制。\n二、扩大开放,到2025\n年,出口增长3.5倍。", ["一", "二"]),
        ("一、分档奖励:⑴一档奖励10万元;⑵二档奖励5万元。", ["一", "一/(1)", "一/(2)"]),
    ],
)
def test_forms_of_numbers(text: str, want: list[str]) -> None:
    assert paths(HEAD + text) == ["标题", "引言", *want]


@pytest.mark.parametrize(
    "line",
    ["3.5亿元以上的企业,给予奖励", "2024年3月,企业应当申报", "一、二类企业都可以申报", "第三条规定的企业,适用本条"],
)
def test_what_looks_like_a_number_but_is_none(line: str) -> None:
    assert paths(HEAD + f"一、奖励标准。按规定执行,\n{line}。\n二、其他。") == ["标题", "引言", "一", "二"]


@pytest.mark.parametrize(
    ("closing", "starts", "ends"),
    [
        ("本措施自2024年5月1日起施行,有效期至2027年4月30日。", date(2024, 5, 1), date(2027, 4, 30)),
        ("本措施自2024年5月1日起施行,有效期3年。", date(2024, 5, 1), date(2027, 4, 30)),
        ("本措施自2024年2月29日起施行,有效期为一年。", date(2024, 2, 29), date(2025, 2, 27)),
        ("本措施自2024年 月 日起施行,有效期至2027年 月 日。", None, None),
        ("本措施自印发之日起施行。\n某市人民政府\n2024年5月1日", date(2024, 5, 1), None),
        ("本措施自2024年13月1日起施行。", None, None),
    ],
)
def test_first_and_last_day(closing: str, starts: date | None, ends: date | None) -> None:
    text = HEAD + f"一、奖励。给予奖励。\n{closing}"
    said = read_head(Source(text), read_outline(text))
    assert (said.day("effective_from"), said.day("expires_on")) == (starts, ends)
