"""An award's figure alone, without words: for walks over many programmes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from rules.evaluation.amounts import amount
from rules.evaluation.predicates import Prepared
from rules.language.awards import Award, Fixed, PerUnit, Share, TaxCredit, Tiers, Yearly
from rules.language.definitions import FactDefinition

Yuan = Callable[[Prepared], int | None]
"""Whole yuan for who qualifies; none where the text or the facts give no figure. Equal to `amounts.amount`."""


def yuan(award: Award, definitions: Mapping[str, FactDefinition]) -> Yuan:
    match award:
        case Fixed(yuan=fixed) | Yearly(yuan=fixed):
            return lambda _facts: fixed
        case Share() if award.floor_yuan is None:
            return _share(award, definitions)
        case TaxCredit(of=of, rate=rate):
            return _share(Share(of, rate), definitions)
        case Share() | PerUnit() | Tiers():
            return lambda facts: amount(award, facts, definitions).yuan
        case _:
            return lambda _facts: None


def _share(award: Share, definitions: Mapping[str, FactDefinition]) -> Yuan:
    of, cap = award.of, award.cap_yuan
    rate = Fraction(repr(award.rate))
    over, under = 2 * rate.numerator, 2 * rate.denominator
    half = rate.denominator

    def run(facts: Prepared) -> int | None:
        base = facts.get(of)
        if base.__class__ is not float:
            return None if base is None else amount(award, facts, definitions).yuan
        whole = int(base)
        if whole != base or whole < 0:
            return amount(award, facts, definitions).yuan
        product = (whole * over + half) // under
        return product if cap is None or product < cap else cap

    return run
