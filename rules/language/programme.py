"""One thing that can be granted, as read from its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.language.awards import Award
from rules.language.conditions import Group, Leaf
from rules.language.definitions import FactDefinition

MONEY, UNPRICED, SERVICE, DIRECTION = "money", "money_unpriced", "service", "direction"


@dataclass(frozen=True, slots=True)
class Programme:
    id: str
    title: str
    document: str
    clause: tuple[str, ...]
    kind: str
    topics: tuple[str, ...]
    quote: str
    """The whole benefit, as it stands in the clause."""
    conditions: Group
    leaves: tuple[Leaf, ...]
    """Every leaf of `conditions`, in the order of the file."""
    award: Award
    award_quote: str
    facts: tuple[str, ...]
    """Names of the facts that verdict and amount need, conditions first."""
    examples: tuple[Mapping[str, Any], ...]
    notes: str = ""
    """What the text does not say, in plain Chinese, for the reader."""
    valid_from: date | None = None
    valid_until: date | None = None
    """The first day on which it holds no more (half-open)."""
    series: str | None = None
    """Versions of one thing share it; exactly one holds on a day."""
    gap_reason: str = ""
    """Why no version holds from `valid_until` to the next one's `valid_from`."""
    exclusive_group: str | None = None
    """Only the highest of a group is granted; the text says so in `exclusive_quote`."""
    exclusive_quote: str = ""
    questions: tuple[FactDefinition, ...] = ()
    """Facts of its own: what it asks beyond the facts that all programmes share."""
    draft: bool = False
    """Proposed from the text and confirmed by nobody: it has no place in a verdict, a count or a question."""
    replaced_by: tuple[str, ...] = ()
    """Where one of these is granted, the text puts it in the place of this one (按照新认定企业标准)."""

    @property
    def judged(self) -> bool:
        """Encouragement offers nothing that one can ask for: it has no place in a verdict, a count or a question."""
        return self.kind != DIRECTION

    def holds(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )
