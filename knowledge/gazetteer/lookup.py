"""Questions about places that the table answers: which city a district is of, which cities a province has."""

from __future__ import annotations

from functools import lru_cache

from knowledge.gazetteer.table import Place, gazetteer


def cities_named(text: str) -> tuple[str, ...]:
    """Cities that a text names, themselves or by a district that no other city has, in its order."""
    found: dict[str, None] = {}
    for mention in gazetteer().find(text):
        cities = {place.city for place in mention.places}
        if len(cities) == 1 and (city := cities.pop()):
            found[city] = None
    return tuple(found)


def cities_of(province: str) -> tuple[str, ...]:
    """Of a province by its short name, in the order of the table."""
    return tuple(place.city for place in gazetteer().places("city") if place.province == province and place.city)


@lru_cache(maxsize=4096)
def city_of(place: str) -> str | None:
    """济南市 and 济南 → 济南, 莱芜区 → 济南, 莒县 → 日照; others as said.

    None where the name is too wide to be a city; a municipality is one.
    """
    name = place.strip()
    if not name or (gazetteer().is_wide(name) and not _is_municipality(name)):
        return None
    return _first_city(name) or name.removesuffix("市")


def _is_municipality(name: str) -> bool:
    """A city that is a province of its own: its districts stand under no other city."""
    own = {place.short for place in gazetteer().named(name) if place.level == "province"}
    return any(place.province in own and place.city is None for place in gazetteer().places("district"))


@lru_cache(maxsize=4096)
def city_of_district(district: str) -> str | None:
    """The city of a district; none where the name stands in several cities (高新区) or is not known."""
    return _first_city(district.strip())


def _first_city(name: str) -> str | None:
    """Of the first city or district in a name that has one city (山东省济南市历下区)."""
    for mention in gazetteer().find(name):
        cities = {place.city or place.province for place in mention.places if place.level in ("city", "district")}
        if len(cities) == 1:
            return cities.pop()
    return None


def is_place_name(word: str) -> bool:
    return bool(gazetteer().named(word)) or word in gazetteer().here


def full_region(place: str) -> str:
    """海阳市 → 山东省烟台市海阳市 where the table knows it; else the place as it is named."""
    first = next(gazetteer().find(place), None)
    known = first.places[0] if first is not None and len(first.places) == 1 and first.start == 0 else None
    if known is None or known.level in ("province", "other"):
        return place
    above = [_full(known.province, "province"), _full(known.city, "city") if known.level == "district" else ""]
    return "".join(dict.fromkeys(above)) + place


def _full(short: str | None, level: str) -> str:
    found: tuple[Place, ...] = gazetteer().named(short or "")
    return next((place.name for place in found if place.level == level), "")
