"""The ladder of recognition (梯度培育) with the company's place on it and what the next rung needs."""

from __future__ import annotations

from bot.dialogue import card
from bot.dialogue.groups import grouped
from bot.dialogue.model import Part
from bot.dialogue.statement import Statement
from bot.dialogue.talk import Talk
from bot.dialogue.verdict import evaluate
from bot.wording import say


def show(talk: Talk) -> None:
    """Every rung: held, within reach, or by how much it falls short."""
    outcomes = grouped(evaluate(talk), talk.world).tiers
    if not outcomes:
        talk.send_text("chat.ladder_none")
        return
    statement = Statement(outcomes, talk.world, talk.today)
    parts = [Part("heading", card.header(talk, "statement.ladder"))]
    parts += statement.rungs(outcomes)
    row = (talk.button(say("chat.button_resume"), "resume"), talk.button(say("statement.button_card"), "card"))
    talk.send(parts, [row], citations=statement.citations)
