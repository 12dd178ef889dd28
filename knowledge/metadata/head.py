"""The door of metadata: source and outline → the head of the document."""

from __future__ import annotations

import re
from datetime import date

from knowledge.metadata.findings import chosen
from knowledge.metadata.issue_days import issue_days
from knowledge.metadata.issuers import issuers
from knowledge.metadata.model import Evidence, Finding, Head
from knowledge.metadata.numbers import numbers
from knowledge.metadata.regions import region_of
from knowledge.metadata.scene import Scene, scene_of
from knowledge.metadata.standings import Known, is_draft, kind_of
from knowledge.metadata.terms import ends, starts
from knowledge.metadata.title import titles
from knowledge.outline.reader import Unit
from knowledge.reading.source import Source

MOST_REPEALS = 20
_REPEALED = re.compile(
    r"((?:[《〈][^《》]{3,90}[》〉](?:\([^()]{2,40}\))?[、,和及以]{0,3}){1,12})[^。;《》]{0,20}(?:废止|失效|停止执行)"
)


def read_head(source: Source, units: tuple[Unit, ...], file: str = "") -> Head:
    """Every value with its quote; None for what the file does not say."""
    scene = scene_of(source, units, file)
    title, number = chosen(titles(scene)), chosen(numbers(scene))
    issued = chosen(issue_days(scene))
    issued_on = _day(issued)
    drafted = is_draft(scene, title, number)
    effective = chosen(starts(scene, None if drafted or _revised(issued) else issued_on))
    start = _day(effective)
    expires = chosen(ends(scene, start, None if drafted else issued_on, title.value if title else ""))
    begun = max((day for day in (start, issued_on) if day), default=None)
    if expires and begun and date.fromisoformat(expires.value) < begun:
        expires = None  # an end before the beginning is another document's, or misread
    region = region_of(_value(chosen(issuers(scene))), _value(title))
    issuer = _with_place(chosen(issuers(scene)), region)
    kind = kind_of(scene, Known(title, number, issued, effective, expires))
    return Head(
        title, number, issuer, chosen([region] if region else []), issued, effective, expires,
        kind.name, kind.reason, kind.question, tuple(_repeals(scene)),
    )  # fmt: skip


def _revised(issued: Evidence | None) -> bool:
    """「自公布之日起施行」 in a law that has been changed since says nothing about the day of the change."""
    return (
        issued is not None
        and issued.origin == "publication"
        and any(other.origin == "publication" for other in issued.others)
    )


def _repeals(scene: Scene) -> list[str]:
    found: dict[str, None] = {}
    for place in _REPEALED.finditer(scene.body):
        found.update(dict.fromkeys(re.findall(r"《([^《》]{3,90})》", place.group(1))))
    return list(found)[:MOST_REPEALS]


def _with_place(issuer: Evidence | None, region: Finding | None) -> Evidence | None:
    """市工业和信息化局 → ××市工业和信息化局, where the place is known."""
    if issuer is None or region is None:
        return issuer
    place = region.value
    suffix = issuer.value[0]
    at = re.search(rf"([^省区]{{2,8}}{suffix})$" if suffix in "市县区" else r"^(.{2,8}?(?:省|自治区))", place)
    if suffix not in "市省县区" or at is None:
        return issuer
    return Evidence(at.group(1) + issuer.value[1:], issuer.quote, issuer.origin, issuer.others)


def _day(found: Evidence | None) -> date | None:
    return date.fromisoformat(found.value) if found else None


def _value(found: Evidence | None) -> str | None:
    return found.value if found else None
