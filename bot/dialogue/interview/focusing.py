"""What a check starts with after a question: the programmes of its honour, its need or its clause, in its city."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from bot.answering.model import Focus
from bot.dialogue.conversation import Interest
from bot.dialogue.interview.interests import EVERYTHING, programmes_of
from bot.world import World

_FILE = Path(__file__).with_name("needs.toml")
_WHETHER = re.compile(r"吗|够不够|能不能|可不可以|符不符合|行不行|可以不")
_WHAT = re.compile(r"什么|哪些|啥|多少|几个|几项")
_MOST_OF_A_CLAUSE = 8
"""A clause that holds more programmes is no subject."""


def focused(interest: Interest, last_question: Mapping[str, Any], world: World, *, answered: bool = True) -> Interest:
    """The interest narrowed to what was asked last; as it was where nothing fits, or where it says more than a city.

    `answered`: a clause answered it, and so is its subject.
    """
    if replace(interest, city=None) != EVERYTHING:
        return interest
    focus = Focus.from_json(last_question)
    if not focus.question:
        return interest
    city = _city(interest, focus, world)
    for narrowed in _subjects(focus, city, world, answered):
        if programmes_of(narrowed, world):
            return narrowed
    return Interest(city=city)


def asks_whether(text: str) -> bool:
    """Whether the company fits (我们能申请吗), and not what there is (我们能拿什么)."""
    return _WHETHER.search(text) is not None and _WHAT.search(text) is None


def _subjects(focus: Focus, city: str | None, world: World, answered: bool) -> list[Interest]:
    """The honour that was asked about, then the need, then the clause that answered."""
    found = []
    if focus.honour and focus.honour in focus.question:
        found.append(Interest(city=city, honour=focus.honour))
    need = next((need for need, words in _needs().items() if any(word in focus.question for word in words)), None)
    if need is not None:
        found.append(Interest(city=city, topic=need))
    of_clause = _of_clause(focus, world) if answered else ()
    if of_clause:
        found.append(Interest(city=city, programmes=of_clause))
    return found


def _of_clause(focus: Focus, world: World) -> tuple[str, ...]:
    """Programmes of the clause that answered the last question, where they are few."""
    if not focus.document or not focus.clause:
        return ()
    place = focus.clause
    found = tuple(
        each.id
        for each in world.rulebook.programmes
        if each.document == focus.document and place == each.clause[: len(place)]
    )
    return found if len(found) <= _MOST_OF_A_CLAUSE else ()


def _city(interest: Interest, focus: Focus, world: World) -> str | None:
    """The city that was named; none where no document of it is held (the province serves every city)."""
    held = {document.city for document in world.library.documents}
    return next((city for city in (interest.city, focus.city) if city and city in held), None)


@cache
def _needs() -> dict[str, list[str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
