"""Values and deadlines in the words of people and of the text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.dialogue.conversation import UNKNOWN
from bot.model import Citation
from bot.understanding.showing import show_value
from bot.wording import say
from bot.world import World


def shown(fact: str, value: Any, world: World) -> str:
    """The value as people read it."""
    if value is None or value == UNKNOWN:
        return say("report.not_known")
    definition = world.rulebook.facts.get(fact)
    if isinstance(value, Mapping) and "complete" in value:
        value = {name: count for name, count in value.items() if name != "complete"}
    return show_value("honours" if definition and definition.type == "honours" else fact, value)


def deadlines_in(world: World, cited: Citation) -> tuple[str, ...]:
    """The clause's own sentences that speak of a time limit; empty where it names none."""
    clause = world.library.clause(cited.document, cited.clause)
    if clause is None:
        return ()
    return tuple(told.strip() for told in world.library.sentences(clause) if any(word in told for word in _marks()))


@cache
def _marks() -> tuple[str, ...]:
    data = tomllib.loads(Path(__file__).with_name("deadlines.toml").read_text(encoding="utf-8"))
    return tuple(data["marks"])
