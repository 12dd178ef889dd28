"""Cells, titles and names of sheets that say where companies are."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.lists.cells import Bad
from bot.lists.folding import folded
from bot.lists.words import whole
from knowledge.gazetteer.table import gazetteer
from rules.rulebook import RuleBook

_LONGEST = 12
_LONGEST_ZONE = 8


def read_place(text: str, column: str, rulebook: RuleBook, as_of: date) -> dict[str, Any]:
    """City and district as far as they are said; `column`: which of the two the column is of, if only one.

    Raises `Bad` where neither can be made out.
    """
    plain = folded(text)
    city, district = _named(plain)
    if city or district:
        return {name: value for name, value in (("city", city), ("district", district)) if value}
    if len(plain) > _LONGEST:
        raise Bad("not_place")
    if column == "district" and (found := _without_kind(plain)):
        return found
    if (settled := rulebook.derive({"district": text}, as_of).get("city")) and settled != text:
        return {"city": settled, "district": text}
    if column == "district" or whole("values", "places", "districts").fullmatch(plain):
        return {"district": text}
    if column == "city" or whole("values", "places", "cities").fullmatch(plain):
        return {"city": text}
    raise Bad("not_place")


def _named(plain: str) -> tuple[str | None, str | None]:
    """By the names that the rules use, then by those of the table of the whole country."""
    begins, city, district = _in_the_country(plain)
    known_city, known_district = _known(plain, begins)
    if known_city and city not in (None, known_city) and not (district or "").startswith(known_city):
        return known_city, known_district
    rest = plain[begins:]
    if begins and not (district or known_district) and whole("values", "places", "districts").fullmatch(rest):
        district = rest if len(rest) <= _LONGEST_ZONE else None
    if district and not whole("values", "places", "zones").fullmatch(district):
        known_district = district  # of zones the rules have shorter names
        known_city = known_city if known_city and lies_in(district, known_city) else None
    return city or known_city, known_district or district


def lies_in(district: str, city: str) -> bool:
    """Whether one of the districts of that name is the city's (市中区)."""
    return any(place.city == city for place in gazetteer().named(district))


def _known(plain: str, begins: int = 0) -> tuple[str | None, str | None]:
    """`begins`: where the name is at the end of its province and its city."""
    from bot.understanding.names.places import find_places

    places = list(find_places(plain))
    city = next((place.city for place in places if place.city), None)
    found = next((place for place in places if place.district and place.city in (None, city)), None)
    if found is None:
        return city, None
    ends = max([begins, *(place.end for place in places if place.end <= found.start)])
    own = whole("values", "places", "own_name").fullmatch(plain[ends : found.start]) if found.city is None else None
    return city, f"{own.group()}{plain[found.start : found.end]}" if own else found.district


def _in_the_country(plain: str) -> tuple[int, str | None, str | None]:
    """Where province and city end that a text begins with; the city, and the district behind it."""
    at, city, province = 0, None, None
    while (mention := next(gazetteer().find(plain[at:]), None)) and mention.start == 0:
        name = plain[at : at + mention.end]
        places = [
            place
            for place in mention.places
            if province in (None, place.province) and (place.level == "province" or city in (None, place.city))
        ]
        levels = {place.level for place in places}
        if levels == {"district"} and (name == places[0].name or at + mention.end == len(plain)):
            cities = {place.city or place.province for place in places}
            return at, city or (cities.pop() if len(cities) == 1 else None), places[0].name
        if "city" not in levels and levels != {"province"}:
            break
        above = next(place for place in places if place.level == ("city" if "city" in levels else "province"))
        province, city = above.province, above.city or city
        at += mention.end
    return at, city, None


def _without_kind(plain: str) -> dict[str, Any] | None:
    """天桥 in a column of districts."""
    found = {(city, district) for kind in ("区", "县", "市") for city, district in (_named(plain + kind),) if district}
    if len(found) != 1:
        return None
    city, district = found.pop()
    return {name: value for name, value in (("city", city), ("district", district)) if value}


def county_of(county: str, city: str) -> str | None:
    """The name, as a district, of a city at the level of a county that lies in this one (胶州市 in 青岛)."""
    for kind in ("市", "区", "县"):
        found = _known(f"{city}市{county}{kind}")
        if found[0] == city and found[1]:
            return found[1]
    return None


def city_of(*texts: str) -> str | None:
    """The one city that a title or the name of a sheet speaks of (济南市企业名单); none where several do."""
    found = {city for text in texts if (city := _known(folded(text))[0] or _in_the_country(folded(text))[1])}
    return found.pop() if len(found) == 1 else None
