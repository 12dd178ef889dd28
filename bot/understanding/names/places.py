"""Places named in a text: cities with their districts. The names come from one table; nobody else looks there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from bot.understanding.lexicon import any_of, table
from bot.understanding.names.in_force import Names, names
from knowledge.gazetteer.table import Place as Known
from knowledge.gazetteer.table import gazetteer


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    city: str | None
    district: str | None
    rival: str | None = None
    """The city that the district is of, where another was named with it (济南市莒县)."""


@cache
def _names(read: Names) -> dict[str, tuple[str | None, str | None]]:
    """Written name → (city, district)."""
    data = table("places")
    names: dict[str, tuple[str | None, str | None]] = {}
    for other in (*data["others"]["shandong"], *data["others"]["china"]):
        names[other] = names[other + "市"] = (other, None)
    for vague, forms in data["vague"].items():
        names.update(dict.fromkeys((vague, *forms), (None, vague)))
    for name, city in data["settles"].items():
        names[name] = (city, None)
    for city, entry in data["city"].items():
        names.update(dict.fromkeys(entry["names"], (city, None)))
        for district, forms in entry["districts"].items():
            if district not in data["vague"]:
                names.update(dict.fromkeys((district, *forms), (city, district)))
            if district.startswith("市"):  # 济南市中区 is not 济南市 and 中区
                names.update(dict.fromkeys((name + district for name in entry["names"]), (city, district)))
            if district not in (*data["vague"], *data["in_full"]):  # 济南天桥; 天桥 alone may be any
                short = [name + gap + district[:-1] for name in entry["names"] for gap in ("", " ")]
                short += [name + gap + district for name in entry["names"] for gap in ("", " ")]
                names.update(dict.fromkeys(short, (city, district)))
    return {**read.places, **names}


@cache
def _pattern(read: Names) -> re.Pattern[str]:
    behind = "|".join((*table("places")["not_before"], table("places")["of_a_body"]))
    return re.compile(f"({any_of(list(_names(read)))})(?!{behind})")


def find_places(text: str) -> Iterator[Place]:
    """Places in order; a city and its district written together (济南市高新区, 日照 东港区) are one place."""
    last: Place | None = None
    read = names()
    called = _names(read)
    for found in _pattern(read).finditer(text):
        city, district = called[found.group(1)]
        behind = last is not None and last.district is None and _BEHIND.fullmatch(text[last.end : found.start()])
        if last and behind and city and (lies := _lies_in(city, last.city)):
            city, district = last.city, lies
        if last and behind and district:
            rival = city if city not in (None, last.city) and found.group(1) == district else None
            if city not in (None, last.city) and rival is None:
                yield last
                last = Place(found.start(), found.end(), city, district)
                continue
            last = Place(last.start, found.end(), last.city, district, rival)
            continue
        if last and last.district and city is None and last.end == found.start():
            last = replace(last, end=found.end())  # 莒县开发区 is in 莒县
            continue
        if last:
            yield last
        last = _with_district(text, Place(found.start(), found.end(), city, district))
    if last:
        yield last


_BEHIND = re.compile(r"市?[ 的]?")
"""Between a city and its district."""


def _districts(name: str) -> list[Known]:
    return [known for known in gazetteer().named(name) if known.level == "district"]


def _lies_in(name: str, city: str | None) -> str | None:
    """寿光 behind 潍坊: the full name of what is a city by itself and lies in another."""
    return next((known.name for known in _districts(name) if known.city == city != name), None)


_DISTRICT = re.compile(
    r"市?(?!.{0,2}(?:地区|[园小社景校厂片市矿城郊港辖战林牧]区))([\u4e00-\u9fff]{1,3}[区县])(?![域间别级里内])"
)


def _with_district(text: str, place: Place) -> Place:
    """青岛市城阳区: the district as said; one that another city has, and this one not, is its rival (青岛市历下区)."""
    if place.district is not None or place.city is None or place.city in table("places")["city"]:
        return place
    found = _DISTRICT.match(text, place.end)
    if found is None:
        return place
    of = {known.city or known.province for known in _districts(found.group(1))}
    rival = min(of, default=None) if place.city not in of and gazetteer().named(place.city) else None
    return Place(place.start, found.end(1), place.city, found.group(1), rival)
