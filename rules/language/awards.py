"""The closed set of words that awards are written in, as plain data; all money in whole yuan, rates as fractions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fixed:
    yuan: int
    is_cap: bool
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """`rate` of the fact `of`, at most `cap_yuan`, at least `floor_yuan`; `rate_is_cap`: 不超过 that rate."""

    of: str
    rate: float
    cap_yuan: int | None = None
    floor_yuan: int | None = None
    rate_is_cap: bool = False
    per: str | None = None


@dataclass(frozen=True, slots=True)
class PerUnit:
    """So much for each; counted by a fact, or by one key of a map fact."""

    yuan: int
    count: str
    which: str | None = None
    is_cap: bool = False
    cap_yuan: int | None = None


@dataclass(frozen=True, slots=True)
class Yearly:
    yuan: int
    years: int
    is_cap: bool = False


@dataclass(frozen=True, slots=True)
class Tiers:
    """The amount that belongs to the value of a fact."""

    by: str
    steps: tuple[tuple[str, int], ...]
    is_cap: bool = False


@dataclass(frozen=True, slots=True)
class PriceDeduction:
    rate_from: float
    rate_to: float


@dataclass(frozen=True, slots=True)
class TaxCredit:
    """`rate` of the fact `of`, set off against the fact `against`; the rest is carried over for some years."""

    of: str
    rate: float
    against: str
    carry_over_years: int


@dataclass(frozen=True, slots=True)
class PercentagePoints:
    points: float


@dataclass(frozen=True, slots=True)
class Promised:
    """Something is promised, the text gives no figure."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """A qualification: nothing is granted by it."""


Award = Fixed | Share | PerUnit | Yearly | Tiers | PriceDeduction | TaxCredit | PercentagePoints | Promised | Nothing


def facts_of(award: Award) -> tuple[str, ...]:
    """The facts that the amount depends on."""
    match award:
        case Share(of=of):
            return (of,)
        case TaxCredit(of=of, against=against):
            return of, against
        case PerUnit(count=count):
            return (count,)
        case Tiers(by=by):
            return (by,)
        case _:
            return ()
