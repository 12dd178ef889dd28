"""What an award comes to on prepared facts, with the working in plain Chinese."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from rules.evaluation.predicates import Prepared
from rules.evaluation.values import UNKNOWN, Interval, high_of, low_of
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
from rules.language.definitions import FactDefinition
from rules.model import Amount
from rules.phrases import phrase
from rules.speech import figure, money, percent, plain, said

Definitions = Mapping[str, FactDefinition]


def amount(award: Award, facts: Prepared, definitions: Definitions) -> Amount:
    """The amount of someone who qualifies; a range where a fact it depends on is missing or inexact."""
    return _HANDLERS[type(award)](award, facts, definitions)


def nothing() -> Amount:
    return Amount(None, None, None, False, None, "")


def whole_yuan(base: float, rate: float) -> int:
    """`base × rate` in whole yuan, half a yuan up, without binary noise."""
    return int((Decimal(repr(base)) * Decimal(repr(rate))).quantize(Decimal(1), ROUND_HALF_UP))


def _known(yuan: int, is_cap: bool, per: str | None, working: str) -> Amount:
    return Amount(yuan, 0 if is_cap else yuan, yuan, is_cap, per, working)


def _open(low: int | None, high: int | None, is_cap: bool, per: str | None, working: str, *by: str) -> Amount:
    return Amount(None, low, high, is_cap, per, working, by)


def _fixed(award: Fixed, _facts: Prepared, _definitions: Definitions) -> Amount:
    working = phrase("work_cap" if award.is_cap else "work_fixed", amount=money(award.yuan))
    return _known(award.yuan, award.is_cap, award.per, working)


@dataclass(frozen=True, slots=True)
class _Limited:
    yuan: int
    words: str


def _limit(product: int, award: Share) -> _Limited:
    cap, floor = award.cap_yuan, award.floor_yuan
    if floor is not None and product < floor:
        return _Limited(floor, phrase("work_floor", floor=money(floor)))
    if cap is None:
        return _Limited(product, "")
    if product > cap:
        return _Limited(cap, phrase("work_over", cap=money(cap)))
    return _Limited(product, phrase("work_at_cap" if product == cap else "work_within", cap=money(cap)))


def _share(award: Share, facts: Prepared, definitions: Definitions) -> Amount:
    base = facts.get(award.of)
    label, rate = definitions[award.of].label, percent(award.rate)
    if base is None or base == UNKNOWN:
        key = "work_share_unknown" if award.cap_yuan is None else "work_share_unknown_cap"
        working = phrase(key, label=label, rate=rate, cap=money(award.cap_yuan or 0))
        return _open(award.floor_yuan or 0, award.cap_yuan, award.rate_is_cap, award.per, working, award.of)
    low = _limit(whole_yuan(max(low_of(base), 0.0), award.rate), award)
    if not isinstance(base, Interval):
        key = "work_share_cap" if award.rate_is_cap else "work_share"
        product = money(whole_yuan(base, award.rate))
        working = phrase(key, base=money(base), rate=rate, product=product) + low.words
        return _known(low.yuan, award.rate_is_cap, award.per, working)
    high = _limit(whole_yuan(base.high, award.rate), award).yuan if base.high < math.inf else award.cap_yuan
    if high == low.yuan:
        working = (
            phrase("work_share", base=said(base, definitions[award.of]), rate=rate, product=money(high)) + low.words
        )
        return _known(high, award.rate_is_cap, award.per, working)
    top = phrase("value_unknown") if high is None else money(high)
    working = phrase("work_share_range", label=label, rate=rate, low=money(low.yuan), high=top)
    return _open(low.yuan, high, award.rate_is_cap, award.per, working, award.of)


def _per_unit(award: PerUnit, facts: Prepared, definitions: Definitions) -> Amount:
    definition = definitions[award.count]
    count = facts.get(award.count)
    if isinstance(count, Mapping):
        count = count.get(award.which, count.get(""))
    each, unit = money(award.yuan), definition.unit
    if count is None or count == UNKNOWN:
        return _open(
            0, award.cap_yuan, award.is_cap, None, phrase("work_units_unknown", unit=unit, amount=each), award.count
        )
    low, high = (_units(award, figure_) for figure_ in (low_of(count), high_of(count)))
    if high is None or high != low:
        top = phrase("value_unknown") if high is None else money(high)
        working = phrase("work_units_range", unit=unit, amount=each, low=money(low or 0), high=top)
        return _open(low, high, award.is_cap, None, working, award.count)
    working = phrase("work_units", count=plain(low_of(count)) + unit, amount=each, product=money(high))
    return _known(high, award.is_cap, None, working)


def _units(award: PerUnit, count: float) -> int | None:
    if count == math.inf:
        return award.cap_yuan
    total = math.ceil(max(count, 0.0)) * award.yuan
    return total if award.cap_yuan is None else min(total, award.cap_yuan)


def _yearly(award: Yearly, _facts: Prepared, _definitions: Definitions) -> Amount:
    key = "work_year_cap" if award.is_cap else "work_year"
    return _known(award.yuan, award.is_cap, "year", phrase(key, amount=money(award.yuan), years=award.years))


def _tiers(award: Tiers, facts: Prepared, definitions: Definitions) -> Amount:
    value = facts.get(award.by)
    steps = dict(award.steps)
    if isinstance(value, str) and value in steps:
        return _known(steps[value], award.is_cap, None, phrase("work_tier", value=value, amount=money(steps[value])))
    if value is not None and value != UNKNOWN:
        return replace_working(nothing(), phrase("work_tier_none", value=value))
    words = "、".join(phrase("work_tier", value=name, amount=money(yuan)) for name, yuan in award.steps)
    working = phrase("work_tier_unknown", label=definitions[award.by].label, steps=words)
    return _open(min(steps.values()), max(steps.values()), award.is_cap, None, working, award.by)


def _price_deduction(award: PriceDeduction, _facts: Prepared, _definitions: Definitions) -> Amount:
    key = "work_deduction" if award.rate_from != award.rate_to else "work_deduction_one"
    return replace_working(nothing(), phrase(key, low=percent(award.rate_from), high=percent(award.rate_to)))


def _tax_credit(award: TaxCredit, facts: Prepared, definitions: Definitions) -> Amount:
    whole = _share(Share(award.of, award.rate), facts, definitions)
    if whole.yuan is None:
        return whole
    base = facts[award.of]
    rate, product = percent(award.rate), money(whole.yuan)
    working = phrase("work_credit", base=said(base, definitions[award.of]), rate=rate, product=product)
    tax = facts.get(award.against)
    if tax is None or tax == UNKNOWN or isinstance(tax, Interval):
        return replace_working(
            whole, working + phrase("work_credit_no_tax", years=award.carry_over_years), award.against
        )
    now = min(whole.yuan, int(tax))
    working += phrase("work_credit_year", tax=figure(tax, definitions[award.against]), now=money(now))
    rest = whole.yuan - now
    if rest:
        working += phrase("work_credit_carry", rest=money(rest), years=award.carry_over_years)
    else:
        working += phrase("work_credit_all")
    return replace_working(whole, working)


def replace_working(amount_: Amount, working: str, *by: str) -> Amount:
    return Amount(amount_.yuan, amount_.low_yuan, amount_.high_yuan, amount_.is_cap, amount_.per, working, by)


def _points(award: PercentagePoints, _facts: Prepared, _definitions: Definitions) -> Amount:
    return replace_working(nothing(), phrase("work_points", points=plain(award.points)))


def _promised(_award: Promised, _facts: Prepared, _definitions: Definitions) -> Amount:
    return replace_working(nothing(), phrase("work_promised"))


def _nothing(_award: Nothing, _facts: Prepared, _definitions: Definitions) -> Amount:
    return replace_working(nothing(), phrase("work_none"))


_HANDLERS: dict[type, Callable[[Any, Prepared, Definitions], Amount]] = {
    Fixed: _fixed,
    Share: _share,
    PerUnit: _per_unit,
    Yearly: _yearly,
    Tiers: _tiers,
    PriceDeduction: _price_deduction,
    TaxCredit: _tax_credit,
    PercentagePoints: _points,
    Promised: _promised,
    Nothing: _nothing,
}
