"""Everything the dialogue may look at besides the conversation: one that is held never changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from bot.answering.imported.places import places_called
from bot.understanding.names.in_force import Names, shipped_names

if TYPE_CHECKING:
    from bot.understanding.facts.labels import Labels
    from knowledge.faq import Faq
    from knowledge.library import Library
    from rules.rulebook import RuleBook


@dataclass(frozen=True)
class World:
    library: Library
    rulebook: RuleBook
    faq: Faq

    @cached_property
    def version(self) -> str:
        """Of the rules and of the documents, own ones among them: the same version answers alike."""
        return f"{self.rulebook.version[:8]}-{self.library.whole.version[:8]}"

    @cached_property
    def names(self) -> Names:
        return names_of(self.library, self.rulebook)

    @cached_property
    def labels(self) -> Labels:
        """The names by which people tell the facts of this rule book, one's own among them."""
        from bot.understanding.facts.labels import labels_of

        return labels_of(self.rulebook.facts)


def names_of(library: Library, rulebook: RuleBook) -> Names:
    """Honours and places as these documents name them: what is said in their world is read with them."""
    shipped = shipped_names()
    if not (library.own or library.aliases) and len(rulebook.honours) == len(shipped.honours):
        return shipped
    return Names(rulebook.honours, places_called(library))


def worlds(world: World | Callable[[], World]) -> Callable[[], World]:
    """One world for good, or whatever holds when it is asked for."""
    return world if callable(world) else lambda: world


@runtime_checkable
class Looking(Protocol):
    """Worlds that follow their data."""

    def __call__(self) -> World: ...

    def look(self) -> None:
        """Takes what has changed at once."""
