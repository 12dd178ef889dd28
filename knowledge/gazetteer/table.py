"""The table of places: provinces, cities, districts of the whole country, with what people call them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from knowledge.gazetteer.names import Names

_FOLDER = Path(__file__).parent
TABLES = (_FOLDER / "china.txt", _FOLDER / "aliases.toml")
_PEOPLES = (
    "壮|回|维吾尔|藏|彝|苗|侗|布依|土家|白|傣|哈尼|景颇|傈僳|朝鲜|蒙古|羌|土|哈萨克|柯尔克孜|满|瑶|黎|畲|达斡尔|鄂温克|鄂伦春|仫佬|毛南|"
    "水|仡佬|拉祜|佤|布朗|纳西|普米|怒|独龙|保安|东乡|撒拉|裕固|锡伯|塔吉克|各"
)
_TAIL = re.compile(
    rf"(?:(?:{_PEOPLES})族)*自治[区州县旗]$|维吾尔自治区$|特别行政区$|(?<=..)新区$|[省市区县旗盟]$|地区$"
)
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A place and those that it lies in; names in short (`济南`), but of districts as written (`历下区`)."""

    name: str
    """In full: 济南市."""
    short: str
    level: str
    """`province`, `city`, `district` or `other`."""
    province: str
    city: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    places: tuple[Place, ...]
    """One, or all that are called so (鼓楼区)."""


class Gazetteer:
    """Finds places by the longest of their names."""

    def __init__(self, own: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """`own`: further aliases, by full name."""
        self._aliases = _aliases()
        self._names: dict[str, list[Place]] = {}
        self._only_full = frozenset(str(self._aliases["full_name_only"]["districts"]).split())
        for line in (_FOLDER / "china.txt").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                self._read(*line.split("|"))
        for name in self._aliases["others"]["names"]:
            self._called(Place(name, name, "other", name, None), (name,))
        for full, names in (*self._aliases["aliases"].items(), *(own or {}).items()):
            for place in tuple(self._names.get(full, ())):
                self._called(place, names)
        self.province_words: tuple[str, ...] = tuple(self._aliases["province"]["words"])
        """The library's own province, as its people call it."""
        self._asked_province = re.compile(self._aliases["province"]["asked"])
        self.here: frozenset[str] = frozenset(self._aliases["here"]["words"])
        """Words for the place that a text is of."""
        self._found = Names(self._names)

    def find(self, text: str) -> Iterator[Mention]:
        """From the left, the longest name each time."""
        for start, end in self._found.spans(text):
            yield Mention(start, end, tuple(self._names[text[start:end]]))

    def named(self, name: str) -> tuple[Place, ...]:
        return tuple(self._names.get(name, ()))

    def asks_for_the_province(self, text: str) -> bool:
        """Of a question: the library's own province is meant, not one of its cities."""
        return bool(self._asked_province.search(text))

    def places(self, level: str) -> Iterator[Place]:
        """All of a level, in the order of the table."""
        found = (place for places in self._names.values() for place in places if place.level == level)
        yield from dict.fromkeys(found)

    def is_wide(self, name: str) -> bool:
        """Of a province, the country or no place: too wide to settle a city."""
        return name in self._aliases["here"]["wide"] or any(place.level == "province" for place in self.named(name))

    def names_within(self, short: str) -> tuple[str, ...]:
        """How a province, a city or a district is called and, of a city, how its districts are."""
        return tuple(self._within.get(short, ()))

    @cached_property
    def _within(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, places in self._names.items():
            for short in dict.fromkeys(short for place in places for short in _shorts(place)):
                found.setdefault(short, []).append(name)
        return found

    def _read(self, province: str, city: str, districts: str) -> None:
        of_province = short_name(province)
        self._called(Place(province, of_province, "province", of_province, None), (province, of_province))
        of_city = None
        if city:
            of_city = short_name(city)
            only_full = city in self._aliases["full_name_only"]["cities"]
            self._called(Place(city, of_city, "city", of_province, of_city), (city,) if only_full else (city, of_city))
        for name in districts.split():
            full = name.removesuffix("-")
            doubtful = name.endswith("-") or short_name(full) in self._only_full
            place = Place(full, full, "district", of_province, of_city)
            self._called(place, (full,) if doubtful else (full, short_name(full)))
        for entry in self._aliases["districts"].get(city or province, ()):
            called, _, meant = entry.partition("=")
            self._called(Place(meant or called, meant or called, "district", of_province, of_city), (called,))

    def _called(self, place: Place, names: Iterable[str]) -> None:
        for name in names:
            if len(name) >= _SHORTEST and place not in (known := self._names.setdefault(name, [])):
                known.append(place)


def _shorts(place: Place) -> tuple[str, ...]:
    """What it lies in or is, in short: of a district the city too."""
    return (place.city, place.short) if place.level == "district" and place.city else (place.short,)


def short_name(name: str) -> str:
    """济南市 → 济南, 通道侗族自治县 → 通道; a name of which one character would be left stays whole (莒县)."""
    short = _TAIL.sub("", name)
    return short if len(short) >= _SHORTEST else name


@cache
def _aliases() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = tomllib.loads((_FOLDER / "aliases.toml").read_text(encoding="utf-8"))
    return found


@cache
def gazetteer() -> Gazetteer:
    """Of what is shipped."""
    return Gazetteer()
