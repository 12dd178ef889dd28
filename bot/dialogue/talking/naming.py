"""A company called by its bare name at the head of a message (宏达机械,济南章丘的), and what it is called later."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.conversation import Company
from bot.dialogue.talk import Talk
from bot.understanding.names.trades import noun_of
from bot.understanding.reading import Understanding

_HEAD = re.compile(r"(?P<name>[\u4e00-\u9fff]{3,10})[,，:：、 ]")
_ENDINGS = re.compile("(?:股份|有限|责任|集团|公司|厂|企业)+$")
_LEAST = 2
_KIND = "业"
"""Characters that a name has of its own, which are no word of every day."""


def with_bare_name(talk: Talk, text: str, found: Understanding) -> Understanding:
    """The trade that a message begins with is a name where what is before its noun is no word (海蓝 in 海蓝食品)."""
    head = _HEAD.match(text.strip())
    trade = found.facts.get("industry")
    if head is None or found.company or found.is_question or trade != head["name"] or len(found.facts) < _LEAST:
        return found
    noun = noun_of(head["name"])
    own = head["name"].removesuffix(noun)
    if not noun or len(own) < _LEAST or talk.world.library.is_word(own):
        return found
    facts = {**found.facts, "industry": noun}
    confirm = tuple(fact for fact in found.confirm if fact != "industry")
    return replace(found, facts=facts, company=head["name"], confirm=confirm, words={**found.words, "industry": noun})


def trade_of(name: str) -> str:
    """What a name ends with that says what is made there (泵业, 阀门)."""
    return noun_of(name) or (name[-2:] if name.endswith(_KIND) else "")


def calls(talk: Talk, company: Company) -> tuple[str, ...]:
    """What it can be called by, the longest first: its name, and the part of it that is its own (海蓝)."""
    core = _ENDINGS.sub("", company.name)
    own = core.removesuffix(trade_of(core))
    short = own if len(own) >= _LEAST and own != core and not talk.world.library.is_word(own) else ""
    return tuple(name for name in (core, short) if len(name) >= _LEAST)
