"""What an award comes to, with its working: one by one, as columns and as expressions."""

from __future__ import annotations

import math
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from rules import screening
from rules.bulk import Bulk, Table
from rules.evaluation.amounts import amount
from rules.evaluation.columns import Columns
from rules.evaluation.exclusion import superseded
from rules.evaluation.values import UNKNOWN, Interval
from rules.language.awards import (
    Award,
    Fixed,
    Nothing,
    PercentagePoints,
    PerUnit,
    PriceDeduction,
    Promised,
    Share,
    TaxCredit,
    Tiers,
    Yearly,
)
from rules.model import Amount
from rules.rulebook import shipped_facts

AS_OF = date(2026, 11, 22)
BASE, COUNT, LEVEL = "green_tech_investment_yuan", "invention_patents", "college_level"
SHARE = Share(BASE, 0.2, cap_yuan=1_000)
FLOORED = Share(BASE, 0.1, floor_yuan=50, rate_is_cap=True, per="year")
EACH = PerUnit(10, COUNT, cap_yuan=35)
MAPPED = PerUnit(10, "incubated", which="独角兽")
STEPS = Tiers(LEVEL, (("省级", 100), ("国家级", 200)), is_cap=True)
CREDIT = TaxCredit("equipment_investment_yuan", 0.1, "tax_payable_yuan", 5)
BOUGHT, TAX = CREDIT.of, CREDIT.against
_FIFTH = "按绿色化技改投资额的20%"
_TENTH = "按绿色化技改投资额的10%计,绿色化技改投资额未知,暂时算不出"
_BY_LEVEL = "按现代产业学院认定级别分档:省级:100元、国家级:200元"
_SET_OFF = "1000元 × 10% = 100元可抵免应纳税额"
_NO_TAX = f"{_SET_OFF};本年能抵多少取决于当年应纳税额,不足部分可结转(最长5个纳税年度)"


def known(yuan: int, working: str, *, cap: bool = False, per: str | None = None, by: str = "") -> Amount:
    return Amount(yuan, 0 if cap else yuan, yuan, cap, per, working, (by,) if by else ())


def between(low: int, high: int | None, working: str, by: str, *, cap: bool = False, per: str | None = None) -> Amount:
    return Amount(None, low, high, cap, per, working, (by,))


def words(working: str) -> Amount:
    return Amount(None, None, None, False, None, working)


ROWS: list[tuple[Award, dict[str, Any], Amount]] = [
    (Fixed(300, False), {}, known(300, "300元")),
    (Fixed(300, True, "year"), {}, known(300, "最高300元", cap=True, per="year")),
    (Yearly(100, 3), {}, known(100, "每年100元,共3年", per="year")),
    (Yearly(100, 3, True), {}, known(100, "每年最高100元,共3年", cap=True, per="year")),
    (SHARE, {BASE: 4_999.0}, known(1_000, "4999元 × 20% = 1000元,恰好等于上限1000元")),
    (SHARE, {BASE: 400.0}, known(80, "400元 × 20% = 80元,未超过上限1000元")),
    (SHARE, {BASE: 2.5}, known(1, "2.5元 × 20% = 1元,未超过上限1000元")),
    (SHARE, {BASE: 9_000.0}, known(1_000, "9000元 × 20% = 1800元,超过上限,按上限1000元")),
    (SHARE, {}, between(0, 1_000, f"{_FIFTH}计,最高1000元;绿色化技改投资额未知,暂时算不出", BASE)),
    (
        SHARE,
        {BASE: UNKNOWN},
        between(0, 1_000, f"{_FIFTH}计,最高1000元;绿色化技改投资额未知,暂时算不出", BASE),
    ),
    (SHARE, {BASE: Interval(400, 500)}, between(80, 100, f"{_FIFTH}计,目前在80元到100元之间", BASE)),
    (
        SHARE,
        {BASE: Interval(400, math.inf, True)},
        between(80, 1_000, f"{_FIFTH}计,目前在80元到1000元之间", BASE),
    ),
    (SHARE, {BASE: Interval(6_000, math.inf)}, known(1_000, "不低于6000元 × 20% = 1000元,超过上限,按上限1000元")),
    (SHARE, {BASE: Interval(-math.inf, 500)}, between(0, 100, f"{_FIFTH}计,目前在0元到100元之间", BASE)),
    (Share(BASE, 1.0), {BASE: 0.0}, known(0, "0元 × 100% = 0元")),
    (EACH, {COUNT: Interval(0, 2)}, between(0, 20, "每件10元,目前在0元到20元之间", COUNT)),
    (Share(BASE, 0.2), {BASE: 400.0}, known(80, "400元 × 20% = 80元")),
    (Share(BASE, 0.2), {}, between(0, None, f"{_FIFTH}计,绿色化技改投资额未知,暂时算不出", BASE)),
    (
        Share(BASE, 0.2),
        {BASE: Interval(400, math.inf)},
        between(80, None, f"{_FIFTH}计,目前在80元到不清楚之间", BASE),
    ),
    (FLOORED, {BASE: 400.0}, known(50, "不超过 400元 × 10% = 40元,低于下限,按下限50元", cap=True, per="year")),
    (FLOORED, {BASE: 500.0}, known(50, "不超过 500元 × 10% = 50元", cap=True, per="year")),
    (FLOORED, {BASE: 600.0}, known(60, "不超过 600元 × 10% = 60元", cap=True, per="year")),
    (
        FLOORED,
        {},
        between(50, None, _TENTH, BASE, cap=True, per="year"),
    ),
    (EACH, {COUNT: 3.0}, known(30, "3件 × 10元 = 30元")),
    (EACH, {COUNT: 4.0}, known(35, "4件 × 10元 = 35元")),
    (EACH, {COUNT: 0.0}, known(0, "0件 × 10元 = 0元")),
    (EACH, {COUNT: UNKNOWN}, between(0, 35, "每件10元,数量未知", COUNT)),
    (EACH, {}, between(0, 35, "每件10元,数量未知", COUNT)),
    (EACH, {COUNT: Interval(1, 2)}, between(10, 20, "每件10元,目前在10元到20元之间", COUNT)),
    (EACH, {COUNT: Interval(5, math.inf)}, known(35, "5件 × 10元 = 35元")),
    (PerUnit(10, COUNT), {COUNT: Interval(5, math.inf)}, between(50, None, "每件10元,目前在50元到不清楚之间", COUNT)),
    (MAPPED, {"incubated": {"独角兽": 2.0}}, known(20, "2家 × 10元 = 20元")),
    (MAPPED, {"incubated": {"省级瞪羚": 2.0, "": 0.0}}, known(0, "0家 × 10元 = 0元")),
    (MAPPED, {"incubated": {"省级瞪羚": 2.0}}, between(0, None, "每家10元,数量未知", "incubated")),
    (STEPS, {LEVEL: "省级"}, known(100, "省级:100元", cap=True)),
    (STEPS, {LEVEL: "无"}, words("无:原文没有对应金额")),
    (STEPS, {}, between(100, 200, _BY_LEVEL, LEVEL, cap=True)),
    (
        STEPS,
        {LEVEL: UNKNOWN},
        between(100, 200, _BY_LEVEL, LEVEL, cap=True),
    ),
    (PriceDeduction(0.02, 0.03), {}, words("价格扣除2%—3%,不是现金奖励")),
    (PriceDeduction(0.02, 0.02), {}, words("价格扣除2%,不是现金奖励")),
    (PercentagePoints(10), {}, words("在原标准上再提高10个百分点,原文没有写金额")),
    (Promised(), {}, words("原文没有写金额或比例")),
    (Nothing(), {}, words("不是资金:只确认资格或服务")),
    (CREDIT, {}, between(0, None, "按专用设备投资额的10%计,专用设备投资额未知,暂时算不出", BOUGHT)),
    (
        CREDIT,
        {BOUGHT: 1_000.0},
        known(
            100,
            _NO_TAX,
            by=TAX,
        ),
    ),
    (
        CREDIT,
        {BOUGHT: 1_000.0, TAX: Interval(1, 2)},
        known(
            100,
            _NO_TAX,
            by=TAX,
        ),
    ),
    (
        CREDIT,
        {BOUGHT: 1_000.0, TAX: 60.0},
        known(
            100,
            f"{_SET_OFF};本年应纳税额60元,本年可抵60元,其余40元可结转以后年度(最长5个纳税年度)",
        ),
    ),
    (
        CREDIT,
        {BOUGHT: 1_000.0, TAX: 100.0},
        known(100, f"{_SET_OFF};本年应纳税额100元,本年可抵100元,本年可以抵完"),
    ),
]


@pytest.mark.parametrize(("award", "facts", "wanted"), ROWS)
def test_an_award_comes_to_its_amount_with_its_working(award: Award, facts: dict[str, Any], wanted: Amount) -> None:
    assert amount(award, facts, shipped_facts()) == wanted


@pytest.mark.parametrize(("award", "facts", "wanted"), ROWS)
def test_columns_have_the_same_sum(award: Award, facts: dict[str, Any], wanted: Amount) -> None:
    for rows in ([facts], [facts, {}], [{BASE: Interval(1, 2), COUNT: Interval(1, 2)}, facts]):
        found = np.broadcast_to(np.asarray(screening._yuan(award, Columns(rows, AS_OF))), len(rows))
        yuan = found[rows.index(facts)]
        assert (None if np.isnan(yuan) else yuan) == wanted.yuan


@pytest.mark.parametrize(("award", "facts", "wanted"), ROWS)
def test_expressions_have_the_same_sum(award: Award, facts: dict[str, Any], wanted: Amount) -> None:
    """Figures that are not exact are for the walk."""
    if any(isinstance(value, Interval) for value in facts.values()):
        return
    said = {name: value for name, value in facts.items() if value != UNKNOWN}
    named = {name: [None, value] for name, value in said.items() if not isinstance(value, float)}
    columns = {
        name: [1 if name in named else said.get(name)] for name in (BASE, COUNT, BOUGHT, TAX, "incubated", LEVEL)
    }
    schema = {name: pl.UInt32 if name in ("incubated", LEVEL) else pl.Float64 for name in columns}
    table = Table(pl.DataFrame(columns, schema=schema), named or {"incubated": [None, None], LEVEL: [None, None]}, ())
    bulk = Bulk((), shipped_facts(), AS_OF)
    assert table.frame.select(yuan=bulk._yuan(award, table.words))["yuan"][0] == wanted.yuan


def test_of_a_group_the_first_of_the_highest_stays() -> None:
    def granted(id_: str, award: Award, replaced_by: tuple[str, ...] = (), group: str | None = "g") -> Any:
        programme = SimpleNamespace(id=id_, award=award, exclusive_group=group, replaced_by=replaced_by)
        return SimpleNamespace(programme=programme, eligible=True)

    facts = shipped_facts()
    nothing, promise = granted("nothing", Share(BASE, 0.2)), granted("promise", Promised())
    assert superseded([nothing, promise], {BASE: 0.0}, facts) == {"promise"}
    assert superseded([nothing, granted("more", Fixed(1, False))], {BASE: 0.0}, facts) == {"nothing"}
    instead = granted("old", Fixed(9, False), ("new",), None)
    assert superseded([instead, granted("new", Fixed(1, False), (), None)], {}, facts) == {"old"}
    assert superseded([instead], {}, facts) == frozenset()
