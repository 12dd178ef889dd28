"""What an answer to several questions at once leaves on file, and the echo of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.dialogue.conversation import UNKNOWN, FactRecord
from bot.dialogue.interview.rounds import Round
from bot.dialogue.interview.taking import label, shown
from bot.dialogue.talk import Talk
from bot.wording import say


def record_of(talk: Talk, value: Any, text: str, asked: Round, *, skipped: bool) -> FactRecord:
    by, at = talk.message.person or talk.message.chat, talk.today.isoformat()
    return FactRecord(value, text, by, at, skipped=skipped and value == UNKNOWN, round=asked.id)


def echo(talk: Talk, records: Mapping[str, FactRecord]) -> None:
    """What there is, by name; what there is not, in one word."""
    there = [
        say("interview.fact", label=label(talk, name), value=shown(talk, name, record.value))
        for name, record in records.items()
        if record.value not in (None, False, 0, UNKNOWN, [], {})
    ]
    open_ones = [label(talk, name) for name, record in records.items() if record.value == UNKNOWN]
    if there:
        talk.first("text", say("interview.noted", facts=say("interview.between").join(there)))
    if open_ones:
        talk.first("text", say("interview.noted_unknown", facts=say("interview.and").join(open_ones)))
    if any(record.value in (None, False, 0, []) for record in records.values()):
        talk.first("hint", say("interview.rest_none"))
