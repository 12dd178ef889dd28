"""Answers that can be pressed: yes and no, the choices of a fact, ranges between the thresholds that matter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.buttons import digest
from bot.dialogue.interview import interests
from bot.dialogue.interview.honours import names_of
from bot.dialogue.talk import Talk
from bot.understanding.showing import show_value
from bot.wording import say
from rules.rulebook import NONE, NUMBERS

_MOST_CHOICES = 12
_MOST_RANGES = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """What a button says, and the value it stands for."""

    label: str
    value: Any

    @property
    def digest(self) -> str:
        return digest(json.dumps([self.label, self.value], ensure_ascii=False))


def choices_for(talk: Talk, fact: str, *, ranges: bool) -> tuple[Choice, ...]:
    """The choices for a fact; `ranges`: also for numbers, where a range is better than no answer."""
    definition = talk.world.rulebook.facts.get(fact)
    if definition is None:
        return ()
    if definition.type == "bool":
        return (Choice(say("interview.yes"), True), Choice(say("interview.no"), False))
    if definition.type == "honours":
        return tuple(_honours(talk.state.facts.get(fact), definition.choices, several=fact == "honours"))
    if definition.choices:
        return tuple(Choice(name, None if name == NONE else name) for name in definition.choices[:_MOST_CHOICES])
    if definition.type == "map":
        return (Choice(say("interview.none_counted"), {}),)
    return tuple(_ranges(talk, fact)) if ranges and definition.type in NUMBERS else ()


def _honours(known: Any, names: tuple[str, ...], *, several: bool) -> Iterator[Choice]:
    """One honour a press; the last choice says that these are all. Of other lists one press is all."""
    names_held = list(names_of(known))
    for name in [name for name in names if name not in names_held][:_MOST_CHOICES]:
        held = {"has": [*names_held, name]}
        yield Choice(name, held if several else {**held, "complete": True})
    if names_held:
        yield Choice(say("interview.honours_all"), {"has": names_held, "complete": True})
    else:
        yield Choice(say("interview.honours_none"), [])


def _ranges(talk: Talk, fact: str) -> Iterator[Choice]:
    """Below the first threshold of the rules, between two, from the last one on."""
    cuts = sorted(_thresholds(talk, fact))[: _MOST_RANGES - 1]
    if not cuts:
        return
    yield _choice(fact, {"value": cuts[0], "bound": "lt"})
    whole = talk.world.rulebook.facts[fact].type in ("money", "persons", "count", "months")
    for low, high in pairwise(cuts):
        if whole and high - low > 1:
            value = {"low": low, "high": high - 1}
            yield Choice(say("interview.range", low=show_value(fact, low), high=show_value(fact, high)), value)
    yield _choice(fact, {"value": cuts[-1], "bound": "gte"})


def _choice(fact: str, value: Any) -> Choice:
    return Choice(show_value(fact, value), value)


def _thresholds(talk: Talk, fact: str) -> set[int]:
    """Every figure that the rules compare this fact with."""
    scope = interests.scope(talk.state.interest, talk.world)
    return {
        int(bound.figure)
        for programme in talk.world.rulebook.programmes
        if programme.id in scope
        for leaf in programme.leaves
        if leaf.test.fact == fact
        for bound in (leaf.test.lower, leaf.test.upper)
        if bound is not None and bound.figure == int(bound.figure) and bound.figure > 0
    }
