"""Which place a text or a question is about."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("places.toml")
_CITY = re.compile(r"([一-鿿]{2,4}?)市(?!场|级|民|政|属|区|委|直|内|值|县|领|本)")


@cache
def _table() -> tuple[dict[str, str], dict[str, list[str]]]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return table["provinces"], table["cities"]


def cities_named(text: str) -> tuple[str, ...]:
    """Cities of the table that a text names, themselves or by a district, in the order of the table."""
    return tuple(
        city for city, districts in _table()[1].items() if city in text or any(name in text for name in districts)
    )


def region_of(title: str, number: str | None = None, text: str = "") -> str | None:
    """山东省济南市, 山东省, 全国 … as title and office, document number, or the places in the text show it."""
    provinces, cities = _table()
    city = next((name for name in cities if f"{name}市" in title), None)
    if city:
        return f"山东省{city}市"
    province = next((name for name in provinces if name in title), None)
    other = _CITY.search(title.replace(province or "\0", ""))
    if province or other:
        return (province or "") + (other.group(0) if other and other.group(0) != province else "")
    national = "全国" if re.search(r"国务院|工业和信息化部|财政部|科技部|全国|中华人民共和国", title) else None
    return national or _by_number(number, provinces, cities) or _most_named(text, provinces, cities)


def _most_named(text: str, provinces: dict[str, str], cities: dict[str, list[str]]) -> str | None:
    counts = {f"山东省{city}市": text.count(city) for city in cities} | {name: text.count(name) for name in provinces}
    found = max(counts, key=lambda name: counts[name])
    return found if counts[found] else None


def _by_number(number: str | None, provinces: dict[str, str], cities: dict[str, list[str]]) -> str | None:
    """鲁工信 → 山东省, 日政办 → the one city of the table that begins so."""
    if not number:
        return None
    if re.match(r"国|工信部|财[建税企]|发改", number):
        return "全国"
    province = next((name for name, short in provinces.items() if number.startswith(short)), None)
    begins = [city for city in cities if city[0] == number[0]]
    return province or (f"山东省{begins[0]}市" if len(begins) == 1 else None)


@cache
def _names() -> frozenset[str]:
    provinces, cities = _table()
    short = {re.sub(r"(?:壮族|回族|维吾尔)?自治区$|[省市]$", "", name) for name in provinces}
    towns = {name for city, districts in cities.items() for name in (city, f"{city}市", *districts)}
    return frozenset({*provinces, *short, *towns, "我市", "我省", "全市", "全省", "本市", "市里", "省里"})


def is_place_name(word: str) -> bool:
    return word in _names()


def full_region(place: str) -> str:
    """海阳市 → 山东省烟台市海阳市 where the table knows it; else the place as it is named."""
    provinces, cities = _table()
    if any(place.startswith(name) for name in provinces):
        return place
    for city, districts in cities.items():
        if place.startswith(f"{city}市"):
            return f"山东省{place}"
        if any(place.startswith(name) for name in districts if len(name) > 2):
            return f"山东省{city}市{place}"
    return place
