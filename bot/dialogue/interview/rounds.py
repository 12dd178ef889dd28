"""Rounds of the interview: several facts asked for in one message, each with what can be ticked (`rounds.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.buttons import digest
from bot.dialogue.interview.honours import names_of
from bot.model import Tick
from bot.wording import say
from bot.world import World
from rules.model import Facts
from rules.rulebook import NUMBERS, Judged, Test

OPENING, WAYS, DETAILS = "opening", "ways", "details"
MOST_DETAILS = 5
"""So many facts without choices are asked for in one message."""
_HONOURS, _EVENT, _ROLE = "honours", "honour_event", "role"
_IN_A_WORD = (*NUMBERS, "bool", "choice")


@dataclass(frozen=True, slots=True)
class Round:
    """One message of the interview: the facts that its answer settles, and what can be ticked for them."""

    id: str
    asks: tuple[str, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a round: the value that ticking it stands for, none where its amount is asked next."""

    round: str
    tick: Tick
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Regular expressions that read an answer to a round."""

    nothing_else: str
    nothing: str
    none_at_all: str
    """The whole answer, where in a longer one it would be a correction (不是,…)."""
    unknown: str
    denied: str


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("rounds.toml").read_text(encoding="utf-8"))


@cache
def words() -> Words:
    return Words(**_table()["words"])


@cache
def ways() -> dict[str, str]:
    """The words of a row for each way in which an honour can be had."""
    return dict(_table()["ways"])


def rows_of(world: World) -> tuple[Row, ...]:
    """Every row of the file, in its order."""
    return tuple(_rows(world))


def _rows(world: World) -> Iterator[Row]:
    for id, table in _table().items():
        for row in table.get("rows", ()) if isinstance(table, dict) else ():
            definition = world.rulebook.facts[row["fact"]]
            value = row.get("value", None if definition.type in NUMBERS else True)
            aliases = (*row.get("aliases", ()), *(() if "value" in row else (definition.label, *definition.aliases)))
            yield Row(id, Tick(row["fact"], value, row["label"]), aliases)


def opening(world: World, facts: Facts, judged: Sequence[Judged], wanted: frozenset[str]) -> Round | None:
    """The city and the honours, each with how it was had; none where both are known. `wanted`: open facts."""
    asks = [name for name in ("city", _HONOURS) if name in wanted and (name != "city" or facts.get(name) is None)]
    if not asks:
        return None
    ticks = tuple(_honour_ticks(honours_at_stake(world, judged), judged)) if _HONOURS in asks else ()
    return Round(OPENING, (*asks, *((_EVENT,) if _HONOURS in asks else ())), ticks)


def ways_of(facts: Facts, judged: Sequence[Judged]) -> Round | None:
    """How the honours that are held were had, where that matters and was not said."""
    held = [name for name in names_of(facts.get(_HONOURS)) if name in _with_events(judged)]
    said = facts.get(_EVENT)
    if said is not None and not isinstance(said, dict):
        return None
    missing = [name for name in held if name not in (said or {})]
    ticks = tuple(Tick(_EVENT, {name: way}, words + name) for name in missing for way, words in ways().items())
    return Round(WAYS, (_EVENT,), ticks) if ticks else None


def lists(world: World, wanted: frozenset[str]) -> tuple[Round, ...]:
    """What was spent or achieved, of what can still matter; one message where few things are left."""
    rows = [row for row in rows_of(world) if row.tick.fact in wanted]
    if len(rows) <= _table()["many"]:
        return (_round("doings", rows),) if rows else ()
    return tuple(_round(id, mine) for id in dict.fromkeys(row.round for row in rows) if (mine := _of(id, rows)))


def details(world: World, singles: Sequence[str]) -> Round:
    """Amounts and other things that are said in a word, asked for together."""
    return Round(DETAILS, grouped(world, singles)[:MOST_DETAILS], ())


def grouped(world: World, singles: Sequence[str]) -> tuple[str, ...]:
    """Of the facts those whose answer is one word or figure, places first; lists, days and the kind of body alone."""
    facts, places = world.rulebook.facts, _table()["places"]
    found = [name for name in singles if (facts[name].type in _IN_A_WORD and name != _ROLE) or name in places]
    return tuple(sorted(found, key=lambda name: name not in places))


def _of(id: str, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.round == id]


def _round(id: str, rows: Sequence[Row]) -> Round:
    return Round(id, tuple(dict.fromkeys(row.tick.fact for row in rows)), tuple(row.tick for row in rows))


def honours_at_stake(world: World, judged: Iterable[Judged]) -> tuple[str, ...]:
    """Honours that money hangs on in the programmes that are not refused, without titles of platforms and parks."""
    named = {
        honour
        for item in judged
        if item.undecided
        for leaf in item.programme.leaves
        if leaf.test.fact == _HONOURS and leaf.test.operator == "has" and not leaf.test.of_a_body
        for honour in leaf.test.wanted
    }
    return tuple(name for name in world.rulebook.facts[_HONOURS].choices if name in named)


def _honour_ticks(honours: Iterable[str], judged: Sequence[Judged]) -> Iterator[Tick]:
    dated = _with_events(judged)
    for honour in honours:
        yield Tick(_HONOURS, honour, honour)
        if honour in dated:
            for way, said in ways().items():
                yield Tick(_EVENT, {honour: way}, said + honour)


def _with_events(judged: Iterable[Judged]) -> set[str]:
    """Honours of which some programme asks how they were had."""
    return {
        honour for item in judged if item.undecided for leaf in item.programme.leaves for honour in _dated(leaf.test)
    }


def _dated(test: Test) -> tuple[str, ...]:
    if test.events:
        return tuple(test.wanted)
    return (test.which,) if test.fact == _EVENT and test.which else ()


def toggles(several: Round, ticked: Sequence[str]) -> list[tuple[str, str]]:
    """Label and digest of a button for each thing; an honour's goes through its ways, one press after the other."""
    found: list[tuple[str, str]] = []
    for mine in _by_thing(several):
        now = next((tick for tick in mine if _digest(tick) in ticked), None)
        label = say("interview.ticked", label=now.label) if now else say("interview.not_ticked", label=mine[0].label)
        found.append((label, _digest(mine[0])))
    return found


def toggle(several: Round, ticked: tuple[str, ...], digest_: str) -> tuple[str, ...] | None:
    """What is ticked after a press; none where there is no such thing in the round."""
    for mine in _by_thing(several):
        if _digest(mine[0]) != digest_:
            continue
        steps = [_digest(tick) for tick in (mine[1:] or mine)]
        at = next((place for place, step in enumerate(steps) if step in ticked), -1)
        rest = tuple(each for each in ticked if each not in steps)
        return rest if at + 1 == len(steps) else (*rest, steps[at + 1])
    return None


def chosen(several: Round, ticked: Sequence[str]) -> list[Tick]:
    return [tick for tick in several.ticks if _digest(tick) in ticked]


def _by_thing(several: Round) -> list[list[Tick]]:
    """Rows about one honour together, the bare honour first; every other row alone."""
    found: dict[str, list[Tick]] = {}
    for tick in several.ticks:
        honour = tick.value if tick.fact == _HONOURS else next(iter(tick.value)) if tick.fact == _EVENT else tick.label
        found.setdefault(honour, []).append(tick)
    return list(found.values())


def _digest(tick: Tick) -> str:
    return digest(tick.label)
