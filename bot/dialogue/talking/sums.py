"""What money there is for the company in hand: the opening of a talk, a range at any time, what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.model import Focus
from bot.answering.money import offers
from bot.answering.money.money import money
from bot.answering.money.offers import Lines, Offer, Offers
from bot.answering.texts.render import Renderer
from bot.dialogue.conversation import Told
from bot.dialogue.statement.citing import citation, source
from bot.dialogue.talk import Talk
from bot.dialogue.talking import unconfirmed
from bot.model import Part
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_MOST_FOLDED, _MOST_EASIER = 8, 4


def place(talk: Talk) -> str | None:
    """Where the company is, else the place that was asked about last, where documents of it are held."""
    held = {document.city for document in talk.world.library.documents}
    focus = Focus.from_json(talk.state.focus)
    named = (talk.state.facts.get("city"), focus.city)
    return next((city for city in named if city and city in held), None)


def places(talk: Talk) -> list[str]:
    """Every place of which documents grant something."""
    granting = {p.document for p in talk.world.rulebook.programmes if p.kind == "money"}
    found = [d.city for d in talk.world.library.documents if d.id in granting and d.city]
    return list(dict.fromkeys(found))


def of_company(talk: Talk, where: str | None = None) -> Offers:
    return offers.offers(talk.world, talk.today, talk.state.facts, where or place(talk))


def overview(talk: Talk) -> None:
    """In front of what comes next: the money of the place; of every place where none is known."""
    city = talk.state.facts.get("city")
    here = place(talk)
    if (of_body := offers.of_body(of_company(talk, here), talk.state.facts)).shown:
        put(talk, of_body)
        return
    if city and city not in places(talk) and unconfirmed.put(talk):
        return
    if city and not here:
        talk.first("text", say("talking.not_held", place=str(city), places="、".join(places(talk))))
        return
    if here:
        put(talk, offers.overview(of_company(talk), here))
        unconfirmed.put(talk)
        return
    told = Lines()
    for where in places(talk):
        found = [offer for offer in of_company(talk, where).possible if offer.most]
        told.add("talking.place_line", found[:3], place=where)
    put(talk, told, remember=False)


def put(talk: Talk, told: Lines, *, remember: bool = True) -> None:
    """The lines in front of the next message, whether they bind once, the quotes folded; a follow-up leans on them.

    `remember`: it is the company's own, and need not be told again.
    """
    for line in told.lines:
        talk.first("text", line)
    if not told.shown:
        return
    documents = dict.fromkeys(offer.programme.document for offer in told.shown)
    for line in Renderer(talk.world, talk.today).binding(documents):
        talk.first("notice", line)
    quoted = []
    for offer in told.shown:
        programme = offer.programme
        cited = citation(talk.world, programme.document, programme.clause, programme.quote, talk.today)
        talk.cited.append(cited)
        quoted.append(f"{say('answers.quote', text=programme.quote)}\n{source(talk.world, cited)}")
    talk.first("folded", "\n".join(dict.fromkeys(quoted[:_MOST_FOLDED])))
    before = _told(talk)
    shown = [offer.programme.id for offer in told.shown] if remember else []
    ids = tuple(dict.fromkeys((*before.shown, *shown)))
    certain = (o.programme.id for o in told.shown if remember and o.outcome.verdict == "eligible")
    settled = tuple(dict.fromkeys((*before.programmes, *certain)))
    listed = tuple(dict.fromkeys(offer.programme.id for offer in told.shown))
    kept = replace(before, shown=ids, programmes=settled, listed=listed)
    talk.state = replace(talk.state, told=kept, focus=_focus(talk, told.shown))


def _told(talk: Talk) -> Told:
    """Of the company in hand."""
    told = talk.state.told
    return told if told.company == talk.state.current else Told(talk.state.current)


def _focus(talk: Talk, shown: Sequence[Offer]) -> dict[str, object]:
    first = shown[0].programme
    certain = tuple(offer.programme.id for offer in shown if offer.outcome.verdict == "eligible")
    earlier = Focus.from_json(talk.state.focus)
    if not certain and len(shown) > 1 and earlier.question:
        return earlier.as_json()  # none of many that may be is spoken of
    return Focus(
        city=earlier.city,
        document=first.document,
        clause=first.clause,
        kind="amount",
        question=first.title if certain or len(shown) == 1 else "",
        sentences=tuple(dict.fromkeys(o.programme.quote for o in shown if o.programme.clause == first.clause)),
        programmes=certain or (first.id,),
    ).as_json()


def how_much(talk: Talk) -> None:
    """A range: certain, possible and on what it hangs. Where no place is known, that of every place."""
    if place(talk) is None and not talk.state.facts.get("city"):
        talk.first("text", say("talking.range_unplaced"))
        overview(talk)
        return
    if place(talk) in places(talk) or not unconfirmed.documents(talk):
        put(talk, offers.span(of_company(talk)))
    unconfirmed.put(talk)


def asked_about(talk: Talk) -> tuple[Programme, ...]:
    """Grants that the last question was answered with; none where we told of them by ourselves."""
    last = Focus.from_json(talk.state.focus)
    found = [p for id in last.programmes if (p := talk.world.rulebook.programme(id)) is not None]
    return () if any(last.question == p.title for p in found) else tuple(found)


def total(talk: Talk) -> bool:
    """What is certain and what was asked about last, added up; False where these are not several single sums."""
    ids = dict.fromkeys((*_told(talk).programmes, *(p.id for p in asked_about(talk))))
    judged = talk.world.rulebook.evaluate(talk.state.facts, talk.today)
    found = [Offer(p, o) for o in judged if (p := talk.world.rulebook.programme(o.programme)) and p.id in ids]
    fixed = [offer for offer in found if isinstance(offer.programme.award, kinds.Fixed)]
    if len(fixed) < 2 or len(fixed) < len(found):
        return False
    working = say("offers.plus").join(money(offer.most) for offer in fixed)
    told = Lines([say("talking.total", working=working, sum=money(sum(offer.most for offer in fixed)))])
    told.add("offers.listed", fixed)
    put(talk, told, remember=False)
    return True


def more(talk: Talk) -> None:
    told = _told(talk).shown
    if place(talk) is None:
        overview(talk)
        return
    if not unconfirmed.put(talk, told):
        put(talk, offers.more(of_company(talk), (*told, *Focus.from_json(talk.state.focus).programmes)))


def largest(talk: Talk) -> bool:
    """What comes to most, of all that is not refused."""
    found = of_company(talk)
    most = sorted((*found.certain, *found.possible), key=lambda offer: -offer.most)[:1]
    return _picked(talk, "talking.largest", most)


def easier(talk: Talk) -> bool:
    """What comes to least and hangs on an honour: the steps of the ladder that are nearest."""
    found = of_company(talk)
    steps = [offer for offer in found.possible if offer.honours and offer.most]
    return _picked(talk, "talking.easier", sorted(steps, key=lambda offer: offer.most)[:_MOST_EASIER])


def _picked(talk: Talk, key: str, chosen: Sequence[Offer]) -> bool:
    told = Lines()
    told.add(key, chosen)
    put(talk, told)
    return bool(chosen)


def send(talk: Talk) -> None:
    """What stands in front, as a message of its own."""
    if talk.lead:
        verdict = (talk.button(say("interview.button_result"), "result", aging=True),)
        talk.send([], [verdict] if talk.state.facts else [])


def heading(talk: Talk, text: str) -> None:
    talk.lead.append(Part("heading", text))
