"""第一个要什么条件, 那10万谁发, behind benefits that were told: the one of that place or of that sum, by its name."""

from __future__ import annotations

from bot.answering.model import Focus
from bot.answering.money.by_figure import figures
from bot.answering.question import yuan_of
from bot.dialogue.talk import Talk
from bot.dialogue.talking.switching import number, patterns
from rules.rulebook import Programme

_FIRST, _LAST = "头", "最后"


def named(talk: Talk, text: str) -> str:
    """The message with the benefit's title in the place of what points at it; as it is where nothing was told."""
    told = talk.state.told
    if told.company != talk.state.current or talk.state.stage == "verdict":
        return text
    return _by_place(talk, text) or _by_sum(talk, text) or text


def _by_place(talk: Talk, text: str) -> str | None:
    found, listed = patterns()["listed"].match(text), _programmes(talk, talk.state.told.listed)
    if found is None or not listed:
        return None
    place = 1 if found["edge"] == _FIRST else len(listed) if found["edge"] == _LAST else number(found["n"] or "")
    last = Focus.from_json(talk.state.focus)
    spoken_of = {p.title for p in _programmes(talk, last.programmes)} | {last.question}
    if not 0 < place <= len(listed) or not any(p.title in spoken_of for p in listed):
        return None
    return listed[place - 1].title + text[found.end() :]


def _by_sum(talk: Talk, text: str) -> str | None:
    """你说的这10万哪个局发: what comes to it, of what was told for the company in hand."""
    found = patterns()["that_sum"].match(text)
    if found is None:
        return None
    yuan, told = yuan_of(found["sum"]), talk.state.told
    meant = [p for p in _programmes(talk, (*told.programmes, *told.shown)) if yuan and yuan[0] in figures(p)]
    return meant[0].title + text[found.end() :] if meant else None


def _programmes(talk: Talk, ids: tuple[str, ...]) -> list[Programme]:
    return [p for id in ids if (p := talk.world.rulebook.programme(id)) is not None]
