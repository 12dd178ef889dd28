"""Everything the dialogue may look at besides the conversation: it never changes while the program runs."""

from __future__ import annotations

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
