"""Which city a district or county belongs to (`places.toml`)."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from rules.language.source import Source


@cache
def _places() -> tuple[dict[str, str], frozenset[str]]:
    data = Source.read(Path(__file__).with_name("places.toml"), "rules/places.toml").data()
    districts: dict[str, str] = {}
    for city, names in data["cities"].items():
        for name in (city, *names):
            districts[name] = city
    return districts, frozenset(data["wide"]["names"])


def cities_of(province: str) -> tuple[str, ...]:
    """The cities of a province that are known, in the order of the table; none for another province."""
    data = Source.read(Path(__file__).with_name("places.toml"), "rules/places.toml").data()
    return tuple(data["provinces"].get(province, ()))


@lru_cache(maxsize=4096)
def city_of(place: str) -> str | None:
    """济南市 and 济南 → 济南, 莱芜区 → 济南, 莒县 → 日照; a name too wide to be a city → none; others as said."""
    districts, wide = _places()
    name = place.strip()
    if not name or name in wide:
        return None
    return _find(name, districts) or name.removesuffix("市")


@lru_cache(maxsize=4096)
def city_of_district(district: str) -> str | None:
    """The city of a district; none where the name stands in several cities (高新区) or is not known."""
    districts, _ = _places()
    return _find(district.strip(), districts)


def _find(name: str, districts: dict[str, str]) -> str | None:
    for text in (name, name.removeprefix("山东省").removeprefix("山东")):
        bare = text[:-1] if len(text) > 2 and text[-1] in "市区县" else text
        found = districts.get(text) or districts.get(bare)
        if found:
            return found
        for city in districts.values():
            if len(text) > len(city) and text.startswith(city):
                return city
    return None
