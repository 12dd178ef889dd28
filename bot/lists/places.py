"""Cells, titles and names of sheets that say where companies are."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.lists.cells import Bad
from bot.lists.folding import folded
from bot.lists.words import whole
from rules.rulebook import RuleBook

_LONGEST = 12


def read_place(text: str, column: str, rulebook: RuleBook, as_of: date) -> dict[str, Any]:
    """City and district as far as they are said; `column`: which of the two the column is of, if only one.

    Raises `Bad` where neither can be made out.
    """
    plain = folded(text)
    city, district = _known(plain)
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


def _known(plain: str) -> tuple[str | None, str | None]:
    from bot.understanding.names.places import find_places

    places = list(find_places(plain))
    city = next((place.city for place in places if place.city), None)
    district = next((place.district for place in places if place.district and place.city in (None, city)), None)
    return city, district


def _without_kind(plain: str) -> dict[str, Any] | None:
    """天桥 in a column of districts."""
    found = {(city, district) for kind in ("区", "县", "市") for city, district in (_known(plain + kind),) if district}
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
    found = {city for text in texts if (city := _known(folded(text))[0])}
    return found.pop() if len(found) == 1 else None
