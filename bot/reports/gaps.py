"""By how much a company falls short: figures for a bar, beside the words of the rule book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.dialogue.interview.groups import failed
from bot.world import World
from rules.model import Outcome, Reason
from rules.rulebook import Programme


@dataclass(frozen=True, slots=True)
class Gap:
    """One measured requirement that is not met; `have` and `need` are in the fact's own unit."""

    condition: str
    gap: str
    have: float
    need: float

    @property
    def share(self) -> float:
        """How much of the way is done, 0 to 1; above a limit: the limit's part of what there is."""
        low, high = sorted((self.have, self.need))
        return low / high if high > 0 else 0.0


def gaps_of(outcome: Outcome, world: World) -> tuple[Gap, ...]:
    """Empty unless everything that is not met can be made up by a distance: money, share, people, years."""
    missed = failed(outcome)
    if not missed or not all(reason.measured for reason in missed):
        return ()
    programme = world.rulebook.programme(outcome.programme)
    return tuple(_gap(reason, programme) for reason in missed)


def _gap(reason: Reason, programme: Programme | None) -> Gap:
    have = _number(reason.value)
    need = _threshold(reason, programme, have)
    return Gap(reason.condition, reason.gap or "", have or 0.0, need or 0.0)


def _threshold(reason: Reason, programme: Programme | None, have: float | None) -> float | None:
    for leaf in programme.leaves if programme else ():
        if leaf.condition != reason.condition or leaf.quote != reason.quote:
            continue
        lower, upper = leaf.test.lower, leaf.test.upper
        if lower is not None and (have is None or have <= lower.figure):
            return float(lower.figure)
        if upper is not None:
            return float(upper.figure)
    return None


def _number(value: Any) -> float | None:
    if isinstance(value, Mapping):
        value = value.get("value", value.get("high", value.get("low")))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value)
