"""What would be if something were otherwise (要是以前没领过, 要是搬到济南): worked out, and nothing is noted."""

from __future__ import annotations

import re
from typing import Any

from bot.answering.lexicon import lexicon
from bot.answering.model import Focus
from bot.answering.money import offers
from bot.answering.money.offers import Offer, Offers
from bot.answering.question import read
from bot.dialogue.listening import listen
from bot.dialogue.talk import Talk
from bot.dialogue.talking import qualifying, sums
from bot.dialogue.talking.returning import remind
from bot.wording import say

_IF = re.compile("^(?:[^,，。]{1,12}[,，])?(?:那)?(?:要是|如果|假如|假设|万一|若是)(?:我们?)?")
_EVERYBODY = frozenset(("honours", "city", "district", "role"))
"""What is imagined of these goes its own way: a place, an honour, a kind of body."""


def what_if(talk: Talk, text: str) -> bool:
    """False where nothing is imagined, or where it changes nothing that could be said."""
    found = _IF.match(text)
    if found is None or not talk.state.facts or sums.place(talk) is None:
        return False
    said = text[found.end() :].rstrip("呢?？ ")
    imagined = {**_other_level(talk, said), **_other_place(talk, said), **listen(talk, said, None).facts}
    if not imagined or not (elsewhere(talk, imagined) if "city" in imagined else _otherwise(talk, imagined)):
        return False
    sums.send(talk)
    remind(talk)
    return True


def elsewhere(talk: Talk, imagined: dict[str, Any]) -> bool:
    """The company in another place: what there is there."""
    city = str(imagined["city"])
    if city == talk.state.facts.get("city"):
        return False
    if city not in sums.places(talk):
        talk.first("text", say("talking.not_held", place=city, places="、".join(sums.places(talk))))
        return True
    there = offers.offers(talk.world, talk.today, qualifying.merged(talk, imagined), city)
    talk.first("text", say("talking.moved", place=city))
    sums.put(talk, offers.overview(there, city), remember=False)
    return True


def _otherwise(talk: Talk, imagined: dict[str, Any]) -> bool:
    """What is gained; where something is lost for it, what there would be instead."""
    before = {offer.programme.id for offer in sums.of_company(talk).eligible}
    then = offers.offers(talk.world, talk.today, qualifying.merged(talk, imagined), sums.place(talk))
    added = [offer for offer in then.eligible if offer.programme.id not in before]
    changed = [offer for offer in added if imagined.keys() & _wants(offer)] or added
    if not changed:
        return False
    lines = offers.Lines()
    lines.add("talking.would_be" if _loses(before, then) else "talking.would_add", changed[:3])
    sums.put(talk, lines, remember=False)
    return True


def _loses(before: set[str], then: Offers) -> bool:
    return bool(before - {offer.programme.id for offer in then.eligible})


def _wants(offer: Offer) -> set[str]:
    return {leaf.test.fact for leaf in offer.programme.leaves if leaf.test.fact}


def _other_place(talk: Talk, said: str) -> dict[str, Any]:
    """Where the company would go (搬到济南)."""
    question = read(talk.world.library.corrected(said), talk.world.library)
    places = [*question.cities, *question.other_places]
    return {"city": places[0]} if len(places) == 1 and lexicon().signals["moving"].search(said) else {}


def _other_level(talk: Talk, said: str) -> dict[str, Any]:
    """国家级认定 after 省级 was told of the thing that was spoken of last."""
    told = Focus.from_json(talk.state.focus).programmes
    programmes = (talk.world.rulebook.programme(id) for id in told)
    wanted = {leaf.test.fact for programme in programmes if programme for leaf in programme.leaves}
    found: dict[str, Any] = {}
    for fact in (name for name in talk.state.facts if name in wanted and name not in _EVERYBODY):
        definition = talk.world.rulebook.facts.get(fact)
        choices = definition.choices if definition is not None and definition.type == "choice" else ()
        other = [choice for choice in choices if choice in said and choice != talk.state.facts[fact]]
        if len(other) == 1:
            found[fact] = other[0]
    return found
