"""What sentences of policies promise: sums given, shares and limits, each in its role; some promise nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import clauses_of
from knowledge.importing.amounts import figures_of, plain
from knowledge.importing.awards import Award, awards_in, awards_of, awards_of_sentence
from knowledge.importing.sentences import award_sentences
from knowledge.model import Clause

ROWS = [
    tuple(part.strip() for part in line.split("|"))
    for line in Path(__file__).with_name("awards.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def clause(text: str) -> Clause:
    return Clause("some", ("一",), None, text, (), 0, len(text), len(text))


def _roles(awards: tuple[Award, ...]) -> tuple[set[float], set[float], set[float]]:
    given: set[float] = set()
    rates: set[float] = set()
    caps: set[float] = set()
    for award in awards:
        own = {award.amount_yuan, award.per_unit_yuan, award.amount_low, award.amount_high} - {None}
        (caps if award.kind == "up_to" else given).update(value for value in own if value is not None)
        rates |= {value for value in (award.rate, award.rate_low, award.rate_high) if value is not None}
        caps |= set(award.cap_yuan)
    return given, rates, caps


@pytest.mark.parametrize(("sentence", "given", "rates", "caps"), ROWS, ids=[row[0][:24] for row in ROWS])
def test_figures_are_read_in_their_roles(sentence: str, given: str, rates: str, caps: str) -> None:
    wanted = tuple({float(value) for value in part.split()} for part in (given, rates, caps))
    assert _roles(awards_in(clause(sentence))) == wanted


def test_a_sum_that_is_paid_in_parts_is_named_once() -> None:
    (award,) = awards_of_sentence("给予100万元奖励,其中签约当年30万元、投产当年70万元。")
    assert (award.kind, award.amount_yuan) == ("staged", 1_000_000)
    assert [stage.amount_yuan for stage in award.stages] == [300_000, 700_000]


def test_each_of_a_list_has_its_sum() -> None:
    awards = awards_of_sentence("对新评定为三星级、四星级、五星级的酒店,分别给予20万元、50万元、100万元奖励。")
    assert [(award.recipient, award.amount_yuan) for award in awards] == [
        ("三星级酒店", 200_000),
        ("四星级酒店", 500_000),
        ("五星级酒店", 1_000_000),
    ]


def test_units_and_periods() -> None:
    (monthly,) = awards_of_sentence("对在园区实习的学生,给予每人每月1500元实习补贴。")
    assert (monthly.kind, monthly.per_unit_yuan, monthly.unit, monthly.per) == ("per_unit", 1500, "人·月", "month")
    (yearly,) = awards_of_sentence("对运营机构每年给予20万元补助,连续三年。")
    assert (yearly.kind, yearly.amount_yuan, yearly.per) == ("per_year", 200_000, "year")
    (night,) = awards_of_sentence("组团过夜的,给予旅行社5元/人/夜的奖励。")
    assert (night.per_unit_yuan, night.unit) == (5, "人·夜")


def test_a_sentence_without_a_subject_takes_the_one_before() -> None:
    text = "对年接待游客1万人次以上的旅行社进行奖励。每满1万人次奖励1万元。"
    (award,) = awards_in(clause(text))
    assert award.recipient == "年接待游客1万人次以上的旅行社"


def test_conditions_say_how_they_can_be_found_out() -> None:
    (award,) = awards_of_sentence(
        "对在本县注册,首次通过省级认定,安装屋顶光伏50千瓦以上且经县科技局评审的企业,给予奖励5万元。"
    )
    read = {one.text: one.read_as for one in award.conditions}
    assert read["在本县注册"] == "place"
    assert read["安装屋顶光伏50千瓦以上"] == "question"
    assert read["经县科技局评审的企业"] == "office"


def test_a_line_that_only_wraps_ends_no_sentence() -> None:
    text = "(一)做强龙头。对当年首次列入国家重点企业名单的制造\n业企业,给予 20 万\n元奖励。\n(二)其他。"
    sentences = award_sentences(clause(text))
    assert "对当年首次列入国家重点企业名单的制造\n业企业,给予 20 万\n元奖励。" in sentences
    assert all(sentence in text for sentence in sentences)


def test_traditional_characters_are_read() -> None:
    (award,) = awards_of_sentence("對通過認定的企業,給予一次性獎勵 20 萬元。")
    assert award.amount_yuan == 200_000


def test_items_of_a_list_go_on_from_what_opens_it() -> None:
    text = (
        "青石县办法\n一、开店补助。在县外新开专卖店的,按以下标准给予补助:\n1.省会城市每店10万元;\n2.地级市每店6万元。\n"
    )
    awards = [award for each in awards_of(clauses_of("some", text)).values() for award in each]
    assert [award.amount_yuan for award in awards] == [100_000, 60_000]
    aims = text.replace("按以下标准给予补助", "力争达到以下目标")
    assert not any(awards_of(clauses_of("some", aims)).values())


@given(st.text(alphabet="对给予奖励的万元年每、,;。%0123456789最高不超过分别以上(投资)亿企业设立基金\n", max_size=200))
def test_any_text_is_read_without_a_figure_of_its_own(text: str) -> None:
    for award in awards_in(clause(text)):
        assert award.sentence in text
        printed = {figure.value for figure in figures_of(plain(award.sentence))}
        assert set(award.figures) | set(award.cap_yuan) <= printed
