"""Whatever the text: nothing lost, nothing twice, every path one clause's, children inside their parents."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.outline.characters import mask
from knowledge.outline.reader import Unit, read_outline

SENTENCES = st.sampled_from(
    [
        "对新认定的企业给予奖励20万元。",
        "支持企业发展;加强服务。",
        "推进数字化转型，完善体系。",
        "本办法自2024年1月1日起施行。",
        "企业须满足：一是守法；二是诚信；三是纳税。",
    ]
)
HEADINGS = st.sampled_from(
    [
        "支持企业发展",
        "加大奖励力度。",
        "申报条件：",
        "总 则",
        "推动产业链协同。完善机制。（责任单位：市科技局、市财政局）",
    ]
)
CHROME = st.sampled_from(
    [
        "首页 > 政策",
        "2024年3月5日",
        "(此件公开发布)",
        "附件：1. 申报书",
        "某市人民政府",
        "各区县政府：",
        "责任单位：市科技局",
        "\u3000\u3000\xa0",
        "",
    ]
)
NUMERALS = "一二三四五六七八九十"


@st.composite
def labels(draw: st.DrawFn) -> str:
    number = draw(st.integers(1, 10))
    han = NUMERALS[number - 1]
    return draw(
        st.sampled_from(
            [
                f"{han}、",
                f"（{han}）",
                f"({han})",
                f"{number}. ",
                f"{number}．",
                f"({number})",
                f"第{han}条 ",
                f"第{han}章 ",
                chr(0x245F + number),
                f"{han}是",
                f"第 {han} 条",
                f"{number}.{number} ",
            ]
        )
    )


LINES = st.one_of(
    st.tuples(labels(), HEADINGS).map("".join), st.tuples(labels(), SENTENCES).map("".join), SENTENCES, HEADINGS, CHROME
)
DOCUMENTS = st.lists(LINES, min_size=1, max_size=25).map("\n".join)
ANY_TEXT = st.text(
    alphabet=st.sampled_from("一二三四十是要、。；（）()①②1２.． \n\u3000第章条附件：责任单位市局#*-《》“”年月日：a"),
    max_size=200,
)


def check(text: str) -> None:
    units = read_outline(text)
    covered = [0] * len(text)
    for unit in units:
        assert 0 <= unit.start <= unit.own_end <= unit.end <= len(text)
        for position in range(unit.start, unit.own_end):
            covered[position] += 1
    masked = mask(text)
    for position, times in enumerate(covered):
        assert times == 1 or (times == 0 and not masked[position].strip()), (position, text[position], times)
    paths = [unit.path for unit in units]
    assert len(paths) == len(set(paths))
    assert all(before.start <= after.start for before, after in pairwise(units))
    check_nesting(units)


def check_nesting(units: tuple[Unit, ...]) -> None:
    by_path = {unit.path: unit for unit in units}
    for unit in units:
        assert not re.search(r"\s", unit.path[-1])
        if len(unit.path) > 1:
            parent = by_path[unit.path[:-1]]
            assert parent.start <= unit.start and unit.end <= parent.end


@settings(deadline=None, max_examples=300)
@given(DOCUMENTS)
def test_documents_are_covered_once(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=300)
@given(ANY_TEXT)
def test_any_text_is_covered_once(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.lists(SENTENCES, min_size=1, max_size=3), min_size=2, max_size=9),
    st.sampled_from(["一、", "（一）", "1.", "第一条 "]),
)
def test_numbered_units_come_out_in_order(bodies: list[list[str]], form: str) -> None:
    """As many units as were written, each with its own text, in the order of their numbers."""
    numbered = [
        form.replace("一", NUMERALS[n]).replace("1", str(n + 1)) + "要点。" + "".join(body).replace("是", "为")
        for n, body in enumerate(bodies)
    ]
    text = "某市关于支持企业发展的若干措施\n为支持企业发展，制定本措施。\n" + "\n".join(numbered)
    units = [unit for unit in read_outline(text) if unit.path[-1] not in ("标题", "引言")]
    assert [text[unit.start : unit.end] for unit in units if len(unit.path) == 1] == numbered
