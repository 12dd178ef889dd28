"""A set of questions run at once, under one or two configurations, and what differs between them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.contract import answers
from bot.errors import InputError
from bot.text import valid
from bot.wording import say
from bot.world import World

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the set; empty where it expects nothing."""

    text: str
    kind: str
    document: str


@dataclass(frozen=True, slots=True)
class Ran:
    """What came out under a configuration."""

    kind: str
    place: str
    text: str
    right: bool | None
    """None where the line expects nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    case: Case
    first: Ran
    second: Ran | None

    @property
    def differs(self) -> bool:
        return self.second is not None and (self.first.kind, self.first.text) != (self.second.kind, self.second.text)


def signs(row: Row) -> str:
    """What is to be seen at a glance: a wrong reply, and two that differ."""
    return (" ✗" if row.first.right is False else "") + (" ≠" if row.differs else "")


def read_cases(raw: bytes) -> list[Case]:
    """A JSON object or a bare question a line; raises InputError with the line that is wrong."""
    try:
        lines = [line.strip() for line in valid(raw.decode("utf-8-sig")).splitlines() if line.strip()]
    except UnicodeDecodeError:
        raise InputError(say("web.batch_not_utf8")) from None
    if len(lines) > MOST_LINES:
        raise InputError(say("web.batch_long", most=MOST_LINES))
    return [_case(line, number) for number, line in enumerate(lines, 1)]


@dataclass(frozen=True, slots=True)
class Setup:
    """A configuration: the day that counts as today, and whether documents of one's own take part."""

    day: date
    own: bool = True

    def world(self, world: World) -> World:
        if self.own:
            return world
        own = frozenset(document.id for document in world.library.own)
        return World(world.library.without(own), world.rulebook, world.faq) if own else world


def run(
    cases: Sequence[Case],
    world: World,
    setups: Sequence[Setup],
    progress: Callable[[int, int], None],
    tell: Callable[[Row], None],
) -> list[Row]:
    """Every case under each configuration, one or two of them; `progress`: cases done, and cases in all."""
    first, *second = [(setup.world(world), setup.day) for setup in setups]
    rows = []
    for done, case in enumerate(cases):
        progress(done, len(cases))
        rows.append(Row(case, _ran(case, *first), _ran(case, *second[0]) if second else None))
        tell(rows[-1])
    return rows


def published(world: World) -> list[Case]:
    """The set that comes along: every curated question in its other words, which its own document is to answer."""
    found = []
    for entry in world.faq.entries:
        document = entry.clauses[0].document if entry.clauses else ""
        found += [Case(words, "", document) for words in (entry.question, *entry.phrasings)]
    return found[:MOST_LINES]


def _case(line: str, number: int) -> Case:
    if not line.startswith("{"):
        return Case(line, "", "")
    try:
        told = json.loads(line)
        text = told.get("text") or told["question"]
    except (ValueError, KeyError, RecursionError):
        raise InputError(say("web.batch_line", line=number)) from None
    if not isinstance(text, str):
        raise InputError(say("web.batch_line", line=number))
    return Case(text, str(told.get("kind") or ""), str(told.get("document") or ""))


def _ran(case: Case, world: World, on: date) -> Ran:
    reply = answers.ask(case.text, world, on)
    cited = reply["citations"]
    documents = {each["document"] for each in cited}
    place = f"{cited[0]['document']}#{'/'.join(cited[0]['clause'])}" if cited else ""
    judged = [reply["kind"] == case.kind] if case.kind else []
    judged += [case.document in documents] if case.document else []
    return Ran(reply["kind"], place, reply["text"], all(judged) if judged else None)
