"""Places named in a text: cities with their districts. The names come from one table; nobody else looks there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.understanding.lexicon import any_of, table
from bot.understanding.names.in_force import Names, names


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
        if last and last.district is None and district and re.fullmatch(r"市?[ 的]?", text[last.end : found.start()]):
            rival = city if city not in (None, last.city) and found.group(1) == district else None
            if city not in (None, last.city) and rival is None:
                yield last
                last = Place(found.start(), found.end(), city, district)
                continue
            last = Place(last.start, found.end(), last.city, district, rival)
            continue
        if last:
            yield last
        last = _with_district(text, Place(found.start(), found.end(), city, district))
    if last:
        yield last


_DISTRICT = re.compile(
    r"市?(?!.{0,2}(?:地区|[园小社景校厂片市矿城郊港辖战林牧]区))([\u4e00-\u9fff]{1,3}[区县])(?![域间别级里内])"
)


def _with_district(text: str, place: Place) -> Place:
    """青岛市城阳区: the district of a city whose districts no table holds, as said."""
    if place.district is not None or place.city is None or place.city in table("places")["city"]:
        return place
    found = _DISTRICT.match(text, place.end)
    return Place(place.start, found.end(1), place.city, found.group(1)) if found else place
