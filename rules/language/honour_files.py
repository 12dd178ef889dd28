"""Honours by family, as `honours.toml` has them: the one place where they are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rules.language.definitions import FactDefinition


@dataclass(frozen=True, slots=True, eq=False)
class Honour:
    """One family of honours; what its fields mean stands at the head of `honours.toml`."""

    name: str
    aliases: tuple[str, ...] = ()
    as_role: str = ""
    only: str = ""
    bare: str = ""
    assumed_national: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)
    denied: tuple[str, ...] = ()
    granted_for: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    levelled: bool = False
    begins_with: str = ""
    one_level: str = ""
    level_unsaid: str = ""

    @property
    def denied_by_name(self) -> tuple[str, ...]:
        """What a denial of the name without a level denies."""
        return self.denied or tuple(self.levels.values())


def read_honours(tables: Iterable[Mapping[str, Any]]) -> tuple[Honour, ...]:
    """Of tables that have their form."""
    return tuple(_read_one(table) for table in tables)


def _read_one(table: Mapping[str, Any]) -> Honour:
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Honour(**given)


def with_honours(facts: Mapping[str, FactDefinition], honours: Iterable[Honour]) -> dict[str, FactDefinition]:
    """A fact of honours without choices of its own has those that some programme grants something for."""
    names = tuple(dict.fromkeys(name for honour in honours for name in honour.granted_for))
    return {
        name: replace(fact, choices=names) if fact.type == "honours" and not fact.choices else fact
        for name, fact in facts.items()
    }
