"""The places that imported documents are about, and places that a question names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from knowledge.gazetteer.table import Mention, Place, gazetteer
from knowledge.library import Library, Names
from knowledge.model import NATION, Document

_PART = re.compile(
    r"[一-鿿]{2,7}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|州|盟|县|区|旗|镇|(?<!城)乡|街道)(?!建设|规划|融合|统筹)"
)
_TAIL = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|州|盟|县|区|旗|镇|乡|街道)$")
_NO_NAME = re.compile(r"^(?:本|我|全|各|该|园|开发|高新|示范|试验|行政|辖|社|景|山|城|新|老|街|校|厂|住宅)")
_NO_PLACE = re.compile(
    r"(?:景|园|社|片|街|辖|地|专|市|城|校|库|矿|林|牧|灾|山|厂|小|港|展|示范|开发|功能|实验)区$|超市$|上市$"
)
_SPEECH = re.compile("[我本各为把的将]")
"""What stands in a sentence and in no name: 为把我县."""
_SHORT = {
    "高新技术产业开发区": ("高新区",),
    "新技术开发区": ("高新区", "开发区"),
    "经济技术开发区": ("经开区", "开发区"),
    "经济开发区": ("经开区", "开发区"),
    "开发区": (),
    "高新区": (),
    "经开区": (),
    "新区": (),
    "合作区": (),
    "工业园区": ("园区",),
}
_ZONE = re.compile(rf"(?P<core>[一-鿿]{{2,10}}?)(?P<kind>{'|'.join(_SHORT)})(?:党工委)?管(?:理)?委")
_SHORTEST = 2
_OFTEN = 3


@dataclass(frozen=True)
class Places:
    """Of one document: what its own place is called, and the names of those that it lies in."""

    own: frozenset[str]
    around: frozenset[str]


@lru_cache(maxsize=4096)
def places_of(document: Document) -> Places:
    """Whose it is, by region and issuer, else by its title, else by what it names again and again: the last of these is
    its own place, those before it lie around. A part of that place which the title names is its own as well.

    Of a title that follows an issuer only real places count: a zone or a subject in it (跨境电商综合试验区) is none.
    """
    if document.region == NATION:
        return Places(frozenset(), frozenset())
    parts = _parts(document.region)
    parts += [part for part in _parts((document.issuer or "")[:24]) if part not in parts]
    title = document.title[:24]
    about = [part for part in (_listed(title) if parts else _parts(title)) if part not in parts]
    parts = parts or about or _most_named(document.text)
    if not parts:
        return Places(frozenset(), frozenset())
    level = max(map(_smallness, parts))
    around = [part for part in (*parts, *about) if _smallness(part) < level]
    beside = [part for part in (*parts, *about) if _smallness(part) >= level]
    zones = _zones(document.issuer or "")
    return Places(_called(beside) | zones, _called(around))


def _zones(issuer: str) -> frozenset[str]:
    """What the zone is called whose committee issued it: 东湖新技术开发区 is 东湖高新区 to everyone."""
    found = _ZONE.search(issuer)
    if found is None:
        return frozenset()
    core = found["core"]
    for place in _listed(core):
        core = core.removeprefix(place) or place
    return frozenset((core + found["kind"], *(core + short for short in _SHORT[found["kind"]])))


def place_called(document: Document) -> str | None:
    """What its own place is called among the facts of a company: 青禾县, 绵竹; none for a province or the country."""
    names = sorted(places_of(document).own, key=lambda name: (-len(name), name))
    if not names or names[0].endswith(("省", "自治区")):
        return None
    return names[0].removesuffix("市") if len(names[0]) > _SHORTEST else names[0]


def district_of(document: Document) -> str | None:
    """Its own place, where that is a district or county of the city that the document is said to be of."""
    names = sorted(places_of(document).own, key=lambda name: (-len(name), name))
    return names[0] if names and document.city and document.city not in names else None


def places_called(library: Library) -> dict[str, tuple[str, str | None]]:
    """What the places of one's own documents are called, and the city and district that each is among the facts."""
    found = {name: pair for place, names in library.aliases.items() if (pair := _among_facts(place)) for name in names}
    for document in library.own:
        meant = document.city or place_called(document)
        if meant:
            found |= dict.fromkeys(sorted(places_of(document).own), (meant, district_of(document)))
    return found


def _among_facts(place: Place) -> tuple[str, str | None] | None:
    """The city and the district that a place is of a company; nothing for a province."""
    if place.level not in ("city", "district"):
        return None
    return place.city or place.province, place.name if place.level == "district" else None


def _most_named(text: str) -> list[str]:
    """Of a text that does not say whose it is: the place that it names most, if it does so again and again."""
    counts: Counter[str] = Counter()
    for mention in gazetteer().find(text):
        counts.update(place.name for place in mention.places if len(mention.places) == 1)
    best = counts.most_common(1)
    return [best[0][0]] if best and best[0][1] >= _OFTEN else []


def _listed(text: str) -> list[str]:
    """Places of the country's own list, as written."""
    return [text[mention.start : mention.end] for mention in gazetteer().find(text)]


def _parts(text: str) -> list[str]:
    found = _listed(text)
    rest = text
    for name in found:
        rest = rest.replace(name, "|")
    found += [part for part in _PART.findall(rest) if not any(no.search(part) for no in (_NO_NAME, _NO_PLACE, _SPEECH))]
    return list(dict.fromkeys(found))


def _smallness(name: str) -> int:
    levels = ("省", "自治区", "特别行政区"), ("市", "州", "盟"), ("县", "区", "旗"), ("镇", "乡", "街道")
    known = gazetteer().named(name)
    if known:
        return {"province": 0, "city": 1, "district": 2}.get(known[0].level, 1)
    for number in (3, 2, 1, 0):
        if name.endswith(levels[number]):
            return number
    return 1


def _called(names: list[str]) -> frozenset[str]:
    short = (_TAIL.sub("", name) for name in names)
    return frozenset(name for name in (*names, *short) if len(name) >= _SHORTEST)


def named_in(text: str, library: Library) -> tuple[str, ...]:
    """Names of places in a question, longest first: those of the country and those of one's own documents."""
    found = {text[mention.start : mention.end] for mention in gazetteer().find(text) if _surely(mention, text)}
    found.update(_own_names(library).standing_in(text))
    return tuple(sorted((name for name in found if not _inside(name, found)), key=len, reverse=True))


@lru_cache(maxsize=4)
def _own_names(library: Library) -> Names:
    places = (places_of(document) for document in library.own)
    return Names(name for one in places for name in (*one.own, *one.around))


def _surely(mention: Mention, text: str) -> bool:
    """A district without 县 or 区 behind it may be an everyday word (新建, 温泉)."""
    written = text[mention.start : mention.end]
    return any(place.level != "district" or written == place.name for place in mention.places)


def _inside(name: str, others: set[str]) -> bool:
    return any(name != other and name in other for other in others)
