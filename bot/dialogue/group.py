"""Group chats: questions are answered; nothing about a company is shown or taken."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.answer import answer
from bot.answering.model import Focus
from bot.buttons import RESUME_LINK, decode, encode
from bot.dialogue import browsing, slash
from bot.dialogue.controls import control
from bot.dialogue.hearing import asks, is_own
from bot.dialogue.pressing import OPEN_TO_ALL
from bot.dialogue.talk import Row, Talk
from bot.model import Button, Part
from bot.understanding.reading import understand
from bot.wording import say

_COMMANDS = ("sources", "lookup", "help")


def respond(talk: Talk) -> None:
    """An answer, or the way to the private chat."""
    if talk.message.press is not None:
        _press(talk, talk.message.press)
        return
    text = talk.message.text.strip()
    command = slash.parse(text)
    if command is not None:
        _command(talk, *command)
        return
    word = control(text)
    if word is not None:
        _word(talk, word.name)
    elif _tells(talk, text):
        to_private(talk)
    else:
        _answer(talk, text)


def to_private(talk: Talk) -> None:
    talk.kind = "help"
    talk.send_text("chat.private_only", _private_row())


def _tells(talk: Talk, text: str) -> bool:
    """Facts about a company, told or asked about, which belong into the private chat."""
    found = understand(text, None, talk.today, talk.world.labels)
    own = is_own(talk.world.library.corrected(text))
    return bool(found.facts) and (own or not asks(text, found, None, talk.world))


def _command(talk: Talk, name: str, rest: str) -> None:
    if name == "ask" and rest:
        _answer(talk, rest)
    elif name in ("start", "help", "ask"):
        _help(talk)
    elif name in _COMMANDS:
        slash.run(talk, name, rest)
    else:
        to_private(talk)


def _word(talk: Talk, name: str) -> None:
    if name == "sources":
        browsing.sources(talk)
    elif name == "help":
        _help(talk)
    elif name == "hello":
        _answer(talk, talk.message.text)
    else:
        to_private(talk)


def _press(talk: Talk, data: str) -> None:
    code = decode(data)
    if code is None:
        talk.send_text("chat.button_unknown")
    elif code.kind not in OPEN_TO_ALL:
        to_private(talk)
    elif code.kind == "sources":
        browsing.sources(talk)
    elif code.kind == "clause":
        if not (code.arguments and browsing.show_clause(talk, code.arguments[0])):
            talk.send_text("chat.button_unknown")
    elif code.kind == "city":
        _answer(talk, say("chat.follow_up_city", city="".join(code.arguments[:1])))
    elif code.kind == "faq":
        entry = talk.world.faq.entry("".join(code.arguments[:1]))
        _answer(talk, entry.question if entry else "")
    else:
        _answer(talk, "".join(code.arguments[:1]))


def _answer(talk: Talk, text: str) -> None:
    given = answer(text, Focus.from_json(talk.state.focus), talk.world, talk.today)
    talk.state = replace(talk.state, focus=given.focus.as_json())
    talk.kind, talk.notices, talk.unmatched = given.kind, given.notices, given.unmatched
    allowed = [tuple(button for button in row if _open(button)) for row in given.message.buttons]
    parts, rows = list(given.message.parts), [row for row in allowed if row]
    if given.start_interview is not None:
        parts.append(Part("hint", say("chat.private_hint")))
        rows.append(_private_row())
    talk.send(parts, rows, citations=given.message.citations)


def _open(button: Button) -> bool:
    code = decode(button.data)
    return code is not None and code.kind in OPEN_TO_ALL


def _private_row() -> Row:
    return (Button(say("chat.button_private"), encode("private", RESUME_LINK)),)


def _help(talk: Talk) -> None:
    talk.kind = "help"
    talk.send([Part("text", say("chat.help_group"))], [_private_row()])
