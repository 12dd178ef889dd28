"""Acts that are about the talk and not about money: what was told, starting over, manners, what is still open."""

from __future__ import annotations

from collections.abc import Callable

from bot.answering.held import held
from bot.dialogue.talk import Talk
from bot.dialogue.talking import about
from bot.dialogue.talking.returning import remind


def manners(name: str) -> Callable[[Talk], bool]:
    def run(talk: Talk) -> bool:
        about.line(talk, name)
        if name == "rude":
            remind(talk)
        return True

    return run


def abilities(talk: Talk) -> bool:
    about.line(talk, "abilities", **held(talk.world.library).counted)
    return True


def told(talk: Talk) -> bool:
    about.told(talk)
    return True


def restart(talk: Talk) -> bool:
    if talk.state.facts:
        about.restart(talk)
    else:
        about.line(talk, "empty")
    return True


def progress(talk: Talk) -> bool:
    if not talk.state.facts:
        return False
    about.still_open(talk)
    return True


def nod(talk: Talk) -> bool:
    if talk.state.pending is not None and talk.state.pending.fact is not None:
        return False
    about.line(talk, "nod")
    remind(talk)
    return True
