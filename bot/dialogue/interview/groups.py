"""Outcomes as a person looks at them: what one can have, could have, cannot have, and what is for others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.dialogue.interview.interests import TIER
from bot.world import World
from rules.model import Finding, Outcome, Reason, Verdict, Why
from rules.rulebook import SERVICE

ADDRESSEE = frozenset(("city", "district", "role", "role_city", "client_city", "investee_city"))
"""Facts that say whom a programme is for at all."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Each outcome stands in one group, in the order of the rule book; steps of the ladder stand apart."""

    eligible: tuple[Outcome, ...]
    possible: tuple[Outcome, ...]
    refused: tuple[Outcome, ...]
    elsewhere: tuple[Outcome, ...]
    """Refused only because they are for another city or another kind of body."""
    tiers: tuple[Outcome, ...]
    services: tuple[Outcome, ...] = ()
    """What can be asked for and is no money; what of it is still open stands nowhere."""

    @property
    def all(self) -> tuple[Outcome, ...]:
        return (*self.eligible, *self.possible, *self.refused, *self.elsewhere, *self.services)


def grouped(outcomes: Iterable[Outcome], world: World) -> Groups:
    eligible, possible, refused, elsewhere, tiers, services = [], [], [], [], [], []
    for outcome in outcomes:
        programme = world.rulebook.programme(outcome.programme)
        kind = programme.kind if programme is not None else ""
        if kind == TIER:
            tiers.append(outcome)
        elif kind == SERVICE and outcome.verdict in (Verdict.ELIGIBLE, Verdict.UNKNOWN):
            services += [outcome] if outcome.verdict is Verdict.ELIGIBLE else []
        elif outcome.verdict is Verdict.ELIGIBLE:
            eligible.append(outcome)
        elif outcome.verdict is Verdict.UNKNOWN:
            possible.append(outcome)
        elif for_others(outcome):
            elsewhere.append(outcome)
        else:
            refused.append(outcome)
    eligible.sort(key=_unpaid)
    possible.sort(key=lambda outcome: (_perhaps_for_others(outcome), _unpaid(outcome), len(open_reasons(outcome))))
    return Groups(tuple(eligible), tuple(possible), tuple(refused), tuple(elsewhere), tuple(tiers), tuple(services))


def _unpaid(outcome: Outcome) -> bool:
    """Promises without a figure come after sums."""
    return outcome.amount.high_yuan is None


def _perhaps_for_others(outcome: Outcome) -> bool:
    return any(reason.fact in ADDRESSEE for reason in open_reasons(outcome))


def for_others(outcome: Outcome) -> bool:
    return any(reason.finding is Finding.NOT_MET and reason.fact in ADDRESSEE for reason in outcome.reasons)


def failed(outcome: Outcome) -> tuple[Reason, ...]:
    """What is not met; where a figure fits one of several bands, the other bands are no reasons."""
    fitting = {reason.fact for reason in outcome.reasons if reason.finding is Finding.MET and reason.fact}
    nearest = outcome.nearest or ""
    return tuple(
        reason
        for reason in outcome.reasons
        if reason.finding is Finding.NOT_MET and (reason.fact not in fitting or reason.condition in nearest)
    )


def open_reasons(outcome: Outcome) -> tuple[Reason, ...]:
    """What holds the verdict back."""
    return tuple(
        reason for reason in outcome.reasons if reason.finding is Finding.UNKNOWN and reason.why is not Why.OFFICE
    )


def office_reasons(outcome: Outcome) -> tuple[Reason, ...]:
    """What only an office or a platform can judge."""
    return tuple(reason for reason in outcome.reasons if reason.why is Why.OFFICE)


def by_document(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.document, []).append(outcome)
    return found
