"""After an import the assistant is asked what the document itself suggests, and its answers are shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

from bot.bootstrap import fresh_world
from bot.importing.taking import Taken
from bot.wording import say

QUESTIONS = 6


def try_out(taken: Taken, day: date) -> None:
    from bot.answering.answer import Focus, answer

    world = fresh_world()
    for question in list(dict.fromkeys(questions(taken)))[:QUESTIONS]:
        found = answer(question, Focus(), world, day)
        sys.stdout.write("\n" + say("importing.asked", question=question) + "\n" + found.message.text + "\n")


def questions(taken: Taken) -> Iterator[str]:
    """In the document's own names: whether it holds, who answers for it, and what its awards give."""
    title = taken.read.head.text("title") or ""
    if title:
        yield say("importing.ask_standing", title=title)
    for award in taken.awards:
        if award.recipient and len(award.recipient) <= 24:
            yield say("importing.ask_amount", place=taken.read.head.text("region") or "", who=award.recipient)
    if title:
        yield say("importing.ask_unit", title=title)
        yield say("importing.ask_process", title=title)
