"""What comes along with a message: the message of ours that it replies to, and whether somebody else wrote it."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.leaning.recalled import recalled
from bot.answering.lexicon import lexicon
from bot.answering.model import Focus
from bot.answering.money.grants import honours_of
from bot.dialogue.conversation import Pending
from bot.dialogue.hearing import is_own
from bot.dialogue.interview.settling import forwarded_row
from bot.dialogue.talk import Talk
from bot.understanding.reading import understand
from knowledge.gazetteer.table import gazetteer
from rules.rulebook import MONEY

_MOST_KEPT = 600
"""Characters of a forwarded text that are kept until it is said whose company it is about."""


def recall(talk: Talk) -> None:
    """A reply to an older message of ours is about that message's subject; one without a source changes nothing."""
    focus = recalled(talk.message.about, talk.world) if talk.message.about else None
    if focus is not None:
        talk.state = replace(talk.state, focus=focus.as_json())


def come_home(talk: Talk, text: str) -> None:
    """The place of a side question is of that question only: what is asked for without one is the company's own."""
    home, aside = talk.state.facts.get("city"), talk.state.focus.get("city")
    cities = {document.city for document in talk.world.library.documents}
    if home == aside or not {home, aside} <= cities or None in (home, aside) or any(gazetteer().find(text)):
        return
    if not (is_own(text) or lexicon().signals["money_given"].search(text)):
        return
    last = Focus.from_json(talk.state.focus)
    question = last.question.replace(str(aside), str(home))
    here = replace(last, city=None, question=question, document=None, clause=None, sentences=())
    talk.state = replace(talk.state, focus=replace(here, programmes=_alike(talk, last, str(home))).as_json())


def _alike(talk: Talk, last: Focus, city: str) -> tuple[str, ...]:
    """The grants of that city for the honours whose grants were told of."""
    documents = {document.id for document in talk.world.library.documents if document.city == city}
    rulebook = talk.world.rulebook
    told = (programme for id in last.programmes if (programme := rulebook.programme(id)) is not None)
    honours = {honour for programme in told for honour in honours_of(programme)}
    theirs = (p for p in rulebook.programmes if p.document in documents)
    return tuple(p.id for p in theirs if p.kind == MONEY and honours & set(honours_of(p)))


def asks_whose(talk: Talk, text: str) -> bool:
    """Forwarded words that tell of a company: asked about before anything of them is noted; False for all others."""
    if not talk.message.forwarded:
        return False
    found = understand(text, None, talk.today, talk.world.labels)
    if not (found.facts or found.company or found.companies):
        return False
    talk.wait(Pending("forwarded", text=text[:_MOST_KEPT]))
    talk.send_text("chat.forwarded", forwarded_row(talk))
    return True
