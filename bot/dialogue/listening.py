"""What the words say when they are no answer to the pending question: something volunteered, or a correction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.dialogue.controls import is_answer
from bot.dialogue.talk import Talk
from bot.understanding.reading import Understanding, understand

_CORRECTING = re.compile(
    r"不对|不是|错了|(?:说|写|记|填|报|输|打|弄|搞)错|改成|改为|改到|改下|改一下|更正|应该是|应当是|应为|其实是|实际是|准确地?说"
)
_NOT_BARE = frozenset(("bool", "honours", "map"))
"""Types that a word of correction alone could fill."""


def listen(talk: Talk, text: str, asked: str | None) -> Understanding:
    """Understanding with the pending question, else without it, else with what was said last as the question."""
    found = understand(text, asked, talk.today)
    corrects = bool(_CORRECTING.search(text)) and not found.is_question and not _just_no(talk, text, asked)
    if corrects and (mended := _mended(talk, text, asked, found)) is not None:
        return mended
    return found if found.facts or found.unknown else _volunteered(talk, text, asked) or found


def _just_no(talk: Talk, text: str, asked: str | None) -> bool:
    """「不是」 to a question of yes or no answers it, and corrects nothing."""
    definition = talk.world.rulebook.facts.get(asked or "")
    return definition is not None and definition.type == "bool" and is_answer("no", text)


def _volunteered(talk: Talk, text: str, asked: str | None) -> Understanding | None:
    """Something else than what was asked, said beyond doubt: 我们有50人."""
    if asked is None:
        return None
    plain = understand(text, None, talk.today)
    sure = {fact: value for fact, value in plain.facts.items() if fact not in plain.confirm}
    return replace(plain, facts=sure) if sure and not plain.is_question else None


def _mended(talk: Talk, text: str, asked: str | None, found: Understanding) -> Understanding | None:
    """A correction without a name (改成1600万): the last fact of its kind is meant.

    Where it would fit the pending question as well, that one has no value yet that could be wrong.
    """
    known = talk.state.company.facts
    pending = talk.state.pending
    others = found.facts.keys() - {asked}
    if found.unknown or (others and not others <= known.keys() & set(found.confirm)):
        return None
    if asked in found.facts and (asked in known or pending is None or pending.kind != "question"):
        return None
    for fact in _last_said(talk, only_now=asked in found.facts):
        read = understand(text, fact, talk.today)
        if fact in read.facts and not read.is_question:
            return replace(read, facts={fact: read.facts[fact]}, corrections=(fact,))
    return None


def _last_said(talk: Talk, *, only_now: bool) -> Iterator[str]:
    """Facts on file, the last said first; `only_now`: those of the last step."""
    known = talk.state.company.facts
    step = talk.state.undo[-1].before if talk.state.undo else {}
    definitions = talk.world.rulebook.facts
    for fact in reversed(tuple(known)):
        if fact in definitions and definitions[fact].type not in _NOT_BARE and (fact in step or not only_now):
            yield fact
