"""What each sum and share of a sentence is there for, by the rules of awards.toml: given, a limit, a threshold …"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.importing.amounts import Figure, Kind, figures_of

_FILE = Path(__file__).with_name("awards.toml")
_JOINT = re.compile(r"^(?:\([^)]{0,12}\))?(?:的|奖励|补助|补贴|资助|扶持)?(?:、|,|，|/|和|及|或|与|以及)+(?:以及)?$")
_LABELLED = re.compile(r"^(?:的|奖励|补助|补贴)?[、,，](?:和|及)?[一-鿿A-Za-z“”\"]{1,12}$")
_RANGE = re.compile(r"^(?:[-—–~～至到]+|到)$")
_BACK = 200
"""Characters before a figure that can say what it is there for."""
_UNIT = re.compile(r"^/[^,，。;、\d\s]{1,8}")


class Role(StrEnum):
    GIVEN = "given"
    CAP = "cap"
    RATE = "rate"
    STAGE = "stage"
    THRESHOLD = "threshold"
    FUND = "fund"
    NONE = "none"
    UNSAID = "unsaid"
    """No rule fits: nothing says what it is there for."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with its role; `high` where it is the upper end of a range whose lower end is the figure before."""

    figure: Figure
    role: Role
    listed: bool = False
    """It stands in one list with the figure before it."""
    high: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    role: Role
    kinds: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None

    def fits(self, kind: str, before: str, after: str) -> bool:
        return (
            kind in self.kinds
            and (self.before is None or self.before.search(before) is not None)
            and (self.after is None or self.after.search(after) is not None)
            and (self.unless_before is None or self.unless_before.search(before) is None)
            and (self.unless_after is None or self.unless_after.search(after) is None)
        )


@cache
def tables() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    return re.compile(_filled(tables()[section][name]))


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            rule["name"],
            Role(rule["role"]),
            frozenset(rule["kinds"]),
            *(
                re.compile(_filled(rule[key])) if key in rule else None
                for key in ("before", "after", "unless_before", "unless_after")
            ),
        )
        for rule in tables()["rule"]
    )


def _filled(text: str) -> str:
    """Names of pieces in braces → the pieces; counts such as {0,4} stay."""
    return re.sub(r"\{([a-z]+)\}", lambda name: tables()["pieces"][name.group(1)], text)


def placed(text: str) -> list[Placed]:
    """Every figure of a plain sentence with its role; what stands in one list has one role."""
    figures = figures_of(text)
    found: list[Placed] = []
    for number, figure in enumerate(figures):
        previous = figures[number - 1] if number else None
        between = text[previous.end : figure.start] if previous else ""
        joined = previous is not None and previous.kind == figure.kind and _joined(between)
        ranged = previous is not None and previous.kind == figure.kind and _RANGE.match(_bare(between)) is not None
        role = _role(text, figures, number)
        if (joined or ranged) and found and (ranged or not _decides(text, figure, role)):
            role = found[-1].role
        elif role is Role.UNSAID and found and found[-1].role is Role.GIVEN and _LABELLED.match(_bare(between)):
            role = Role.GIVEN
        found.append(Placed(figure, role, joined, ranged))
    return _from_behind(found, text)


def _role(text: str, figures: list[Figure], number: int) -> Role:
    figure = figures[number]
    before = text[max(0, figure.start - _BACK) : figure.start]
    after = text[figure.end : figures[number + 1].start if number + 1 < len(figures) else len(text)]
    for rule in _rules():
        if rule.fits(figure.kind, before, after):
            return rule.role
    return Role.UNSAID


def _decides(text: str, figure: Figure, role: Role) -> bool:
    """In a list a later member keeps its own role only where something right beside it says so."""
    return role in (Role.CAP, Role.THRESHOLD) and not re.search(r"(?:、|和|及|或|与|/)$", text[: figure.start])


def _joined(between: str) -> bool:
    return _JOINT.match(_bare(between)) is not None


def _bare(between: str) -> str:
    return _UNIT.sub("", between)


def _from_behind(found: list[Placed], text: str) -> list[Placed]:
    """What nothing says of the first members of a list, the last one says: 1000万元、5000万元以上; a range likewise."""
    for number in range(len(found) - 2, -1, -1):
        this, following = found[number], found[number + 1]
        together = following.listed or following.high
        if together and (
            this.role in (Role.NONE, Role.UNSAID) or (following.high and _ends_as_threshold(text, following))
        ):
            found[number] = Placed(this.figure, following.role, this.listed, this.high)
    return found


def _ends_as_threshold(text: str, last: Placed) -> bool:
    return last.role is Role.THRESHOLD


def least_of(text: str) -> tuple[Figure, ...]:
    """Sums that a plain sentence demands at least: 投资500万元以上, 达到1亿元."""
    return tuple(
        one.figure
        for one in placed(text)
        if one.role is Role.THRESHOLD and one.figure.kind is Kind.MONEY and _at_least(text, one.figure)
    )


def _at_least(text: str, figure: Figure) -> bool:
    before, after = text[: figure.start], text[figure.end :]
    return (
        re.match(r"(?:\([^)]{0,6}\))?(?:及|含)?以上", after) is not None
        or re.search(r"(?:达到?|超过|突破|不低于|不少于|至少|满)$", before) is not None
    )
