"""Who grants an honour, as its name begins (安徽省, 自治区, 上海市): the level that the rules know it by."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.lists.words import whole
from bot.understanding.names.honours import Mention, find_honours
from knowledge.gazetteer.table import Place, gazetteer

_PROVINCE, _CITY, _NATIONAL = "省级", "市级", "国家级"


def honours_named(text: str) -> tuple[str, list[Mention]]:
    """The text with its issuer as a level, and the honours in it.

    Of an honour that only the country grants, one of a province's own (江苏省专精特新小巨人) is another: none.
    """
    said = levelled(text)
    mentions = find_honours(said)
    local = re.match(f"{_PROVINCE}|{_CITY}", said) is not None
    if local and any(mention.name.startswith(_NATIONAL) and mention.start == 0 for mention in mentions):
        return said, []
    return said, mentions


@lru_cache(maxsize=20_000)
def levelled(text: str) -> str:
    """2025年安徽省专精特新企业 → 2025年省级专精特新企业; as it is where no place or region begins it."""
    dated = whole("values", "issuers", "before").match(text)
    begins = dated.end() if dated else 0
    level, rest = _issuer(text[begins:])
    if level is None:
        return text
    own = whole("values", "issuers", "own_level").match(rest)
    if own and not (level == _PROVINCE and own.group().startswith("市")):
        return text[:begins] + rest
    return text[:begins] + level + (rest[own.end() :] if own else rest)


def _issuer(text: str) -> tuple[str | None, str]:
    """Level of the place that the text begins with, and what is left; a district grants nothing that is known."""
    level = None
    while (found := next(gazetteer().find(text), None)) and found.start == 0:
        of_place = _level(found.places)
        if of_place is None:
            return None, text
        level, text = of_place, text[found.end :]
    region = whole("values", "issuers", "region").match(text)
    if region and (level or region.group().startswith("自治区")):
        level, text = level or _PROVINCE, text[region.end() :]
    return level, text


def _level(places: tuple[Place, ...]) -> str | None:
    """None where the places of that name are of different levels (吉林), or lower than a city."""
    levels = {place.level for place in places}
    if levels == {"city"}:
        return _CITY
    return _PROVINCE if levels == {"province"} else None
