"""`mingce ask`: one question, one reply."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.answering.answer import Answer, Focus, answer
from bot.commands.output import answer_lines, day, given_text, print_json, text_of
from bot.world import World


def run(text: str | None, *, json: bool, jsonl: bool, as_of: str | None) -> None:
    """Prints for a person, one JSON document, or one JSON reply a line."""
    from bot.bootstrap import build_world

    world, today = build_world(), day(as_of)
    if jsonl:
        answer_lines(lambda request: reply(text_of(request), world, day(request.get("as_of") or today.isoformat())))
        return
    text = given_text(text)
    if json:
        print_json(reply(text, world, today))
    else:
        sys.stdout.write("\n".join(part.text for part in answered(text, world, today).message.parts) + "\n")


def answered(text: str, world: World, today: date) -> Answer:
    return answer(text, Focus(), world, today)


def reply(text: str, world: World, today: date) -> Mapping[str, Any]:
    """Shaped as the contract's `ask`."""
    found = answered(text, world, today)
    return {
        "question": text,
        "as_of": today.isoformat(),
        "kind": found.kind,
        "text": found.message.text,
        "citations": [asdict(citation) for citation in found.message.citations],
        "buttons": [[asdict(button) for button in row] for row in found.message.buttons],
        "asking": found.message.asking,
        "notices": list(found.notices),
    }
