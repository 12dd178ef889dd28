"""Awards → programmes for a person to confirm, in the language of the rule book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.importing.taking import Taken
from rules.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class Proposal:
    id: str
    toml: str
    needs_review: tuple[str, ...]

    def shape(self) -> dict[str, Any]:
        return {"programme": self.id, "toml": self.toml, "needs_review": list(self.needs_review)}


def propose(taken: Taken, rulebook: RuleBook) -> Sequence[Proposal]:
    return ()


def facts_of(taken: Iterable[Taken], rulebook: RuleBook) -> dict[str, str | None]:
    return {}
