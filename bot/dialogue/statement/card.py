"""The card of all facts before a verdict, and the enterprise file as its owner sees it."""

from __future__ import annotations

from bot.dialogue.interview.planning import assume_role
from bot.dialogue.interview.taking import label, shown
from bot.dialogue.talk import Row, Talk
from bot.model import Button, Part
from bot.wording import say

_CHANGES_A_ROW = 2


def show(talk: Talk) -> None:
    """Everything that was said, each with a change button, and the button to the verdict."""
    assume_role(talk)
    talk.wait(None, "card")
    parts = [Part("heading", header(talk, "interview.card"))]
    parts += [Part("text", line) for line in lines(talk)] or [Part("text", say("interview.card_empty"))]
    parts.append(Part("hint", say("interview.card_hint")))
    talk.send(parts, rows(talk), takes_place=True)


def rows(talk: Talk) -> list[Row]:
    """The way to the verdict, and a change button for every fact."""
    return [(_result(talk),), *change_rows(talk)]


def profile(talk: Talk) -> None:
    """The enterprise file: every fact with its words and its day."""
    parts = [Part("heading", header(talk, "chat.profile"))]
    parts += said_lines(talk)
    parts.append(Part("hint", say("chat.profile_hint")))
    buttons = [
        *change_rows(talk),
        (talk.button(say("chat.button_export"), "export"), talk.button(say("chat.button_erase"), "erase")),
        (talk.button(say("chat.button_companies"), "companies"), talk.button(say("chat.button_resume"), "resume")),
    ]
    talk.send(parts, buttons)


def said_lines(talk: Talk) -> list[Part]:
    """Every fact with its words and its day."""
    lines = [
        say("chat.profile_line", line=_line(talk, fact), at=record.at, said=record.said)
        for fact, record in talk.state.company.facts.items()
    ]
    return [Part("text", line) for line in lines or [say("chat.profile_empty")]]


def header(talk: Talk, key: str) -> str:
    """Every card names the company it is about."""
    return say(key, company=talk.state.company.name or say("chat.company_unnamed", number=talk.state.current))


def lines(talk: Talk) -> list[str]:
    return [_line(talk, fact) for fact in talk.state.company.facts]


def change_rows(talk: Talk) -> list[Row]:
    pressable = [
        talk.button(say("interview.button_change", label=label(talk, fact)), "change", fact, aging=True)
        for fact in talk.state.company.facts
    ]
    return [tuple(pressable[at : at + _CHANGES_A_ROW]) for at in range(0, len(pressable), _CHANGES_A_ROW)]


def _line(talk: Talk, fact: str) -> str:
    record = talk.state.company.facts[fact]
    line = say("interview.fact", label=label(talk, fact), value=shown(talk, fact, record.value))
    if record.skipped:
        return say("interview.fact", label=label(talk, fact), value=say("interview.skipped_value"))
    if record.round == "role":
        return say("interview.assumed_role", fact=line)
    return say("interview.assumed_fact", fact=line) if record.assumed else line


def _result(talk: Talk) -> Button:
    return talk.button(say("interview.button_result"), "result", aging=True)
