"""The ladder of recognition (梯度培育) with the company's place on it and what the next rung needs."""

from __future__ import annotations

from bot.buttons import digest, start
from bot.dialogue.conversation import UNKNOWN
from bot.dialogue.interview.taking import shown
from bot.dialogue.statement import card
from bot.dialogue.statement.statement import Statement
from bot.dialogue.talk import Row, Talk
from bot.model import Button, Part
from bot.wording import say
from rules.ladder import Ladder, Standing, climb

_MOST_DETAILS = 8


def show(talk: Talk) -> None:
    """Where the company stands, then every rung: held, within reach, or by how much it falls short."""
    ladder = climb(talk.world.rulebook, dict(talk.state.facts), talk.today)
    outcomes = [outcome for step in ladder.steps if step.standing is not Standing.HELD for outcome in step.outcomes]
    if not outcomes:
        talk.send_text("chat.ladder_none")
        return
    statement = Statement(outcomes, talk.world, talk.today)
    parts = [Part("heading", card.header(talk, "statement.ladder")), Part("lead", _place(ladder))]
    if (held := talk.state.facts.get("honours")) and held != UNKNOWN:
        parts.append(Part("text", say("statement.ladder_honours", honours=shown(talk, "honours", held))))
    parts += _rungs(ladder, statement)
    rows: list[Row] = [
        (talk.button(outcome.title[:24], "outcome", digest(outcome.programme), aging=True),)
        for outcome in outcomes[:_MOST_DETAILS]
    ]
    check = (Button(say("chat.button_ladder_check"), start("ladder")),)
    row = (talk.button(say("chat.button_resume"), "resume"), talk.button(say("statement.button_card"), "card"))
    talk.send(parts, [*rows, check, row], citations=statement.citations)


def _place(ladder: Ladder) -> str:
    if ladder.current is None:
        return say("statement.ladder_start", next=ladder.next.rung.title if ladder.next else "")
    if ladder.next is None:
        return say("statement.ladder_top", here=ladder.current.rung.title)
    return say("statement.ladder_here", here=ladder.current.rung.title, next=ladder.next.rung.title)


def _rungs(ladder: Ladder, statement: Statement) -> list[Part]:
    """In the order of the ladder; what all of them rest on is said once, at the end."""
    parts: list[Part] = []
    for step in ladder.steps:
        if step.standing is Standing.HELD:
            parts.append(Part("text", say("statement.ladder_held", title=step.rung.title)))
            parts += statement.rungs(step.review) if step.review else []
        elif step.outcomes:
            parts += statement.rungs(step.outcomes)
    notices = dict.fromkeys(part for part in parts if part.kind == "notice")
    return [*(part for part in parts if part.kind != "notice"), *notices]
