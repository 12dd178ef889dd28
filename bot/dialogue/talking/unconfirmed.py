"""Money that documents of the company's place write and that nobody has put into programmes yet: told, not judged."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.imported import giving
from bot.answering.imported.answering import unruled
from bot.answering.imported.giving import Given
from bot.answering.imported.places import places_of
from bot.answering.model import Focus
from bot.answering.texts.render import Renderer
from bot.dialogue.conversation import Told
from bot.dialogue.statement.citing import citation, source
from bot.dialogue.talk import Talk
from bot.wording import say
from knowledge.model import Document

_MOST = 4


def documents(talk: Talk) -> list[Document]:
    """Of the company's city, and of its district where that is known; those that give nothing are left out."""
    city, district = talk.state.facts.get("city"), talk.state.facts.get("district")
    here = [one for one in unruled(talk.world) if city and one.city == city]
    fitting = [one for one in here if not district or _is_for(one, str(city), str(district))]
    return [one for one in fitting if _new(talk, one, ())]


def _is_for(document: Document, city: str, district: str) -> bool:
    own = places_of(document).own
    return city in own or district in own


def put(talk: Talk, shown: tuple[str, ...] = ()) -> bool:
    """The greatest sums of each in front of the next message, less what was `shown`; False where there are none."""
    found = {one: _new(talk, one, shown) for one in documents(talk)}
    for document, given in found.items():
        if given:
            _put(talk, document, given)
    return any(found.values())


def _new(talk: Talk, document: Document, shown: tuple[str, ...]) -> list[Given]:
    """What names an honour of the company first."""
    held = talk.state.facts.get("honours") or ()
    honours = held.get("has", ()) if isinstance(held, dict) else held
    found = giving.given(document, talk.world.library)
    given = (one for one in found if one.id not in shown and giving.unchecked(talk.world, one.line))
    return sorted(given, key=lambda one: not any(str(name) in one.whom for name in honours))


def _put(talk: Talk, document: Document, given: list[Given]) -> None:
    told, city = given[:_MOST], talk.state.facts.get("city")
    own = max(places_of(document).own, key=len, default="")
    part = city not in places_of(document).own and not talk.state.facts.get("district")
    only = say("imported.only_for", own=own) if part else ""
    rest = say("imported.more_given", count=str(len(given) - len(told))) if len(given) > len(told) else ""
    sums = giving.in_words(told)
    talk.first("text", say("imported.gives_here", title=document.short_title, only=only, sums=sums, rest=rest))
    talk.first("text", say("imported.not_checked"))
    for line in Renderer(talk.world, talk.today).binding([document.id]):
        talk.first("notice", line)
    quotes = []
    for one in told:
        cited = citation(talk.world, document.id, one.line.clause.path, one.line.text, talk.today)
        talk.cited.append(cited)
        quotes.append(f"{say('answers.quote', text=one.line.text)}\n{source(talk.world, cited)}")
    talk.first("folded", "\n".join(quotes))
    _lean(talk, told)


def _lean(talk: Talk, told: list[Given]) -> None:
    """The next question leans on the document; what was told is not told again as something else."""
    first = told[0].line.clause
    state = talk.state
    before = state.told if state.told.company == state.current else Told(state.current)
    kept = replace(before, shown=tuple(dict.fromkeys((*before.shown, *(one.id for one in told)))))
    focus = Focus(
        city=Focus.from_json(state.focus).city,
        document=first.document,
        clause=first.path,
        kind="amount",
        question=told[0].line.text,
    )
    talk.state = replace(state, told=kept, focus=focus.as_json())
