"""An answer that could not be read: an example, then things to press, then ways out. Nobody is trapped."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.interview.interview import ask_again
from bot.dialogue.interview.taking import label
from bot.dialogue.talk import Row, Talk
from bot.wording import say


def not_read(talk: Talk) -> None:
    """Say so, more helpfully each time, and ask the same question again."""
    pending = talk.state.pending
    if pending is not None and pending.kind == "round":
        talk.wait(replace(pending, attempts=pending.attempts + 1))
        talk.first("notice", say("interview.not_read_round"))
        ask_again(talk)
        return
    if pending is None or pending.fact is None:
        return
    attempts = pending.attempts + 1
    talk.wait(replace(pending, attempts=attempts))
    definition = talk.world.rulebook.facts.get(pending.fact)
    example = definition.example if definition else ""
    if attempts == 1:
        key = "not_read_example" if example else "not_read"
        talk.first("notice", say(f"interview.{key}", label=label(talk, pending.fact), example=example))
    elif attempts == 2:
        talk.first("notice", say("interview.not_read_press", label=label(talk, pending.fact)))
    else:
        talk.first("notice", say("interview.not_read_out", label=label(talk, pending.fact)))
        talk.more_rows = ways_out(talk, pending.fact)
    ask_again(talk)


def ways_out(talk: Talk, fact: str) -> tuple[Row, ...]:
    return (
        (
            talk.button(say("interview.button_skip"), "skip", fact, aging=True),
            talk.button(say("interview.button_stop"), "stop"),
            talk.button(say("chat.button_staff"), "staff"),
        ),
    )
