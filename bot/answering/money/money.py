"""Sums and rates as people write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def money(yuan: float | Decimal) -> str:
    """20000000 → 2000万元; 32000 → 3.2万元; 150000000 → 1.5亿元; 800 → 800元."""
    amount = yuan if isinstance(yuan, Decimal) else Decimal(repr(yuan))
    if amount >= 100_000_000 and amount % 10_000_000 == 0:
        return f"{_plain(amount / 100_000_000)}亿元"
    if amount >= 10_000:
        return f"{_plain(amount / 10_000)}万元"
    return f"{_plain(amount)}元"


def percent(rate: float) -> str:
    """0.2 → 20%; 0.008 → 8‰."""
    per_cent = Decimal(repr(rate)) * 100
    return f"{_plain(per_cent)}%" if per_cent >= 1 else f"{_plain(per_cent * 10)}‰"


def times(base: int, rate: float) -> Decimal:
    """Exact to the 分, half a 分 up, without binary noise."""
    return (Decimal(base) * Decimal(repr(rate))).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
