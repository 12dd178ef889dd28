"""Slash commands and deep links, the same in every channel."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.buttons import PAYLOAD, RESUME_LINK
from bot.dialogue import browsing, companies
from bot.dialogue.conversation import Interest
from bot.dialogue.interview import interests
from bot.dialogue.interview.interview import begin
from bot.dialogue.interview.resuming import greet, resume
from bot.dialogue.statement import card, ladder
from bot.dialogue.stepping import stop
from bot.dialogue.talk import Talk
from bot.wording import say

_COMMAND = re.compile(r"/([a-z_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL | re.IGNORECASE)


def parse(text: str) -> tuple[str, str] | None:
    """The name and the rest of a slash command, None for anything else."""
    found = _COMMAND.fullmatch(text.strip())
    return (found[1].lower(), (found[2] or "").strip()) if found else None


def question_of(name: str, rest: str) -> str | None:
    """What `/ask` asks; None for other commands."""
    return rest if name == "ask" and rest else None


def run(talk: Talk, name: str, rest: str) -> None:
    """An unknown command gets help."""
    _COMMANDS.get(name, _unknown)(talk, rest)


def _start(talk: Talk, rest: str) -> None:
    if not rest:
        greet(talk)
    elif not PAYLOAD.fullmatch(rest) or not _link(talk, rest):
        talk.first("notice", say("chat.link_unknown"))
        greet(talk)


def _link(talk: Talk, payload: str) -> bool:
    """A deep link: a clause, a programme, or going on."""
    if payload == RESUME_LINK:
        resume(talk)
        return True
    kind, _, digest = payload.partition("_")
    if kind == "c":
        return browsing.show_clause(talk, digest)
    found = interests.by_digest(digest, talk.world) if kind == "p" else None
    if found is not None:
        begin(talk, Interest(programmes=(found.id,)))
    return found is not None


def _check(talk: Talk, rest: str) -> None:
    if not rest and talk.state.stage != "idle":
        resume(talk)
        return
    interest = interests.from_words(rest, talk.world) if rest else interests.EVERYTHING
    if interest is None:
        talk.first("notice", say("chat.interest_unknown", said=rest[:30]))
    begin(talk, interest or interests.EVERYTHING)


def _companies(talk: Talk, rest: str) -> None:
    if not (rest and companies.switch_to(talk, rest)):
        companies.show_list(talk)


def _unknown(talk: Talk, _rest: str) -> None:
    talk.first("notice", say("chat.command_unknown"))
    browsing.help_text(talk)


_COMMANDS: dict[str, Callable[[Talk, str], None]] = {
    "start": _start,
    "check": _check,
    "ask": lambda talk, _rest: talk.send_text("chat.ask_how"),
    "companies": _companies,
    "profile": lambda talk, _rest: card.profile(talk),
    "ladder": lambda talk, _rest: ladder.show(talk),
    "sources": lambda talk, _rest: browsing.sources(talk),
    "lookup": browsing.lookup,
    "delete": lambda talk, _rest: companies.ask_erase(talk),
    "help": lambda talk, _rest: browsing.help_text(talk),
    "cancel": lambda talk, _rest: stop(talk),
}
