"""Answers to several questions that are each a word or a figure: 「88万,260万,是」 in their order, or by name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot.dialogue.conversation import UNKNOWN
from bot.dialogue.direct import NOT_READ, direct
from bot.dialogue.hearing import questions
from bot.dialogue.interview.interview import ask_next
from bot.dialogue.interview.noting import echo, record_of
from bot.dialogue.interview.rounds import Round, words
from bot.dialogue.interview.taking import valid
from bot.dialogue.talk import Talk
from bot.understanding.reading import Understanding, understand
from rules.rulebook import NUMBERS

_PART = re.compile(r"[，;；。!！\n、]+|(?<!\d),+|,+(?!\d{3}(?!\d))")
"""Between two answers; the comma inside 4,100万 is none."""
_NUMBER = r"[(（]?\d{1,2}(?:[)）、]|[.．](?!\d))\s*"
_NUMBERED = re.compile(rf"(?:^|(?<=[\s,，;；]))\s*{_NUMBER}")
"""1、济南 2、800万, where the counting begins with one."""


def answer(talk: Talk, asked: Round, text: str) -> bool:
    """Takes what is said of the facts; what is left is asked again. False where the words are no answer."""
    if questions(talk.world.library.corrected(text)):
        return False
    told, doubted = _told(talk, asked, text)
    records = {
        name: replace(record_of(talk, value, text, asked, skipped=False), assumed=name in doubted)
        for name, value in told.items()
        if valid(talk, name, value)
    }
    if not records:
        return False
    talk.state = talk.state.with_facts(records)
    echo(talk, records)
    ask_next(talk)
    return True


def _told(talk: Talk, asked: Round, text: str) -> tuple[dict[str, Any], set[str]]:
    """Each fact with what was said of it, and those that were read with doubt."""
    if re.fullmatch(rf"(?:这些|这几样|我们?|也|都|真)*(?:{words().unknown})[了的。!呢啊哦]*", text.strip()):
        return dict.fromkeys(asked.asks, UNKNOWN), set()
    if re.search(words().nothing, text.strip()):
        return {name: none for name in asked.asks if (none := _none(talk, name)) is not None}, set()
    parts = _parts(text, len(asked.asks))
    told: dict[str, Any] = {}
    doubted: set[str] = set()
    for at, part in enumerate(parts):
        named = _named(talk, asked, part)
        told |= named.facts | dict.fromkeys(named.unknown, UNKNOWN)
        if named.facts or named.unknown:
            continue
        open_ones = [name for name in asked.asks if name not in told]
        places = (asked.asks[at],) if len(parts) == len(asked.asks) else open_ones
        for name in places:
            value, unsure = _bare(talk, part, name)
            if value is not NOT_READ and name not in told:
                told[name] = value
                doubted |= {name} if unsure else set()
                break
    return told, doubted


def _parts(text: str, wanted: int) -> list[str]:
    """One for each answer; blanks part them where that gives just as many as were asked for."""
    counted = _NUMBERED.sub("，", text) if re.match(rf"\s*{_NUMBER}", text) and text.strip("(（ ")[0] == "1" else text
    parts = [part for part in map(str.strip, _PART.split(counted)) if part]
    return words_ if len(parts) == 1 and len(words_ := text.split()) == wanted else parts


def _none(talk: Talk, fact: str) -> Any:
    """没有 to an amount or to yes and no; to anything else it says nothing."""
    kind = talk.world.rulebook.facts[fact].type
    return 0 if kind in NUMBERS else False if kind == "bool" else None


def _named(talk: Talk, asked: Round, part: str) -> Understanding:
    """Of the facts that are asked for those that the words name themselves."""
    read = understand(part, None, talk.today, talk.world.labels)
    facts = {name: value for name, value in read.facts.items() if name in asked.asks and name not in read.confirm}
    return Understanding(facts=facts, unknown=tuple(name for name in read.unknown if name in asked.asks))


def _bare(talk: Talk, part: str, fact: str) -> tuple[Any, bool]:
    """What the words say as an answer to this one fact, and whether that has to be confirmed."""
    read = understand(part, fact, talk.today, talk.world.labels)
    if fact in read.facts:
        return read.facts[fact], fact in read.confirm
    if read.facts.keys() - {fact}:  # it tells of something else
        return NOT_READ, False
    if fact in read.unknown or re.search(words().unknown, part):
        return UNKNOWN, False
    return direct(part, talk.world.rulebook.facts[fact], talk.today), False
