"""Everything the dialogue may look at besides the conversation: one that is held never changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.faq import Faq
    from knowledge.library import Library
    from rules.rulebook import RuleBook


@dataclass(frozen=True)
class World:
    library: Library
    rulebook: RuleBook
    faq: Faq


def worlds(world: World | Callable[[], World]) -> Callable[[], World]:
    """One world for good, or whatever holds when it is asked for."""
    return world if callable(world) else lambda: world
