"""`mingce facts`: what facts an utterance states."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from bot.bootstrap import build_world
from bot.commands import output
from bot.errors import InputError
from bot.understanding.facts.labels import Labels, labels_of
from bot.understanding.names.in_force import Names, reading_with, shipped_names
from bot.understanding.reading import Understanding, understand
from bot.understanding.showing import show_value
from bot.wording import say
from knowledge.library import own_data
from rules.rulebook import facts_with


def run(text: str | None, *, asked: str | None, json: bool, jsonl: bool, as_of: str | None) -> None:
    """One utterance, or with `jsonl` one a line: `{"text", "asked", "as_of"}`."""
    with reading_with(_names()):
        if jsonl:
            output.answer_lines(lambda request: _answer(request, as_of))
            return
        text = output.given_text(text)
        understood = understand(text, _fact_name(asked), output.day(as_of), _labels())
    if json:
        output.print_json(facts_shape(text, understood))
    else:
        sys.stdout.write(_for_people(understood) + "\n")


def _names() -> Names:
    """Without data of one's own the shipped names will do, which are read in no time."""
    return build_world().names if own_data().folder.is_dir() else shipped_names()


def _answer(request: Mapping[str, Any], as_of: str | None) -> object:
    text = output.text_of(request)
    day: date = output.day(request.get("as_of") or as_of)
    return facts_shape(text, understand(text, _fact_name(request.get("asked")), day, _labels()))


@cache
def _labels() -> Labels:
    """The names of the facts, one's own among them; no programme is read for it."""
    return labels_of(facts_with(own_data().folder))


def _fact_name(asked: object) -> str | None:
    if asked is None or asked == "":
        return None
    if not isinstance(asked, str):
        raise InputError(say("commands.field_not_text", field="asked"))
    return asked


def facts_shape(text: str, understood: Understanding) -> dict[str, Any]:
    return {
        "text": text,
        "facts": understood.facts,
        "unknown": list(understood.unknown),
        "corrections": list(understood.corrections),
        "confirm": list(understood.confirm),
        "alternatives": {name: list(values) for name, values in understood.alternatives.items()},
    }


def _for_people(understood: Understanding) -> str:
    lines = [_line(name, understood) for name in understood.facts]
    lines += [say("understanding.unknown_line", name=name) for name in understood.unknown]
    if not lines:
        return say("understanding.nothing")
    if understood.corrections:
        lines.append(say("understanding.correction_line"))
    return "\n".join([say("understanding.heading"), *lines])


def _line(name: str, understood: Understanding) -> str:
    key = "understanding.line_confirm" if name in understood.confirm else "understanding.line"
    return say(key, name=name, value=show_value(name, understood.facts[name]), words=understood.words.get(name, ""))
