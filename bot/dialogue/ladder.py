"""The ladder of recognition (梯度培育) with the company's place on it and what the next rung needs."""

from __future__ import annotations

from bot.dialogue import card
from bot.dialogue.buttons import digest, start
from bot.dialogue.groups import grouped
from bot.dialogue.model import Button, Part
from bot.dialogue.statement import Statement
from bot.dialogue.taking import shown
from bot.dialogue.talk import Row, Talk
from bot.dialogue.verdict import evaluate
from bot.wording import say

_MOST_DETAILS = 8


def show(talk: Talk) -> None:
    """Every rung: held, within reach, or by how much it falls short."""
    outcomes = grouped(evaluate(talk), talk.world).tiers
    if not outcomes:
        talk.send_text("chat.ladder_none")
        return
    statement = Statement(outcomes, talk.world, talk.today)
    parts = [Part("heading", card.header(talk, "statement.ladder"))]
    if held := talk.state.facts.get("honours"):
        parts.append(Part("lead", say("statement.ladder_honours", honours=shown(talk, "honours", held))))
    parts += statement.rungs(outcomes)
    rows: list[Row] = [
        (talk.button(outcome.title[:24], "outcome", digest(outcome.programme)),) for outcome in outcomes[:_MOST_DETAILS]
    ]
    check = (Button(say("chat.button_ladder_check"), start("ladder")),)
    row = (talk.button(say("chat.button_resume"), "resume"), talk.button(say("statement.button_card"), "card"))
    talk.send(parts, [*rows, check, row], citations=statement.citations)
