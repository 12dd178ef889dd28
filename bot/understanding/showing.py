"""Values as people read them: 1200万元, 3.5%, 2019年3月, 3年零3个月, 不到500万元."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from bot.understanding.facts.subjects import kind_of
from bot.wording import say

UNKNOWN = "unknown"


def show_value(fact: str, value: Any) -> str:
    """Never raises: a value of an odd shape is shown as it is."""
    if value == UNKNOWN and isinstance(value, str):
        return say("understanding.unknown")
    if fact == "honours" or (isinstance(value, Mapping) and value.keys() & {"has", "not"}):
        return _honours(value)
    if fact == "honour_event" and isinstance(value, Mapping):
        unsaid = say("understanding.unknown")
        return "、".join(f"{name} {unsaid if event == UNKNOWN else event}" for name, event in value.items())
    if fact == "honour_year" and isinstance(value, Mapping) and value.keys().isdisjoint(("value", "low", "high")):
        return "、".join(f"{name} {_number(fact, year)}" for name, year in value.items())
    if fact == "incubated" and isinstance(value, Mapping):
        return "、".join(say("understanding.counted", name=name, count=count) for name, count in value.items())
    if isinstance(value, Mapping):
        return _inexact(fact, value)
    if value is None:
        return say("understanding.none")
    if isinstance(value, bool):
        return say("understanding.yes" if value else "understanding.no")
    if isinstance(value, (int, float)):
        return _number(fact, value)
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value)) or say("understanding.none")
    return _day(str(value)) if fact.endswith("_date") else str(value)


def _honours(value: Any) -> str:
    if isinstance(value, Mapping):
        has, lacks = list(value.get("has", ())), list(value.get("not", ()))
        parts = ["、".join(has)] if has else []
        if lacks:
            parts.append(say("understanding.lacks", names="、".join(lacks)))
        return ";".join(parts) or say("understanding.none")
    if isinstance(value, str):
        return value
    return "、".join(value) if value else say("understanding.no_honours")


def _day(iso: str) -> str:
    parts = iso.split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return say("understanding.day", year=parts[0], month=int(parts[1]), day=int(parts[2]))
    if len(parts) == 2 and all(part.isdigit() for part in parts):
        return say("understanding.month", year=parts[0], month=int(parts[1]))
    return iso


def _inexact(fact: str, value: Mapping[str, Any]) -> str:
    about = say("understanding.about") if value.get("approximate") else ""
    if "low" in value and "high" in value:
        low, high = _number(fact, value["low"]), _number(fact, value["high"])
        return about + say("understanding.range", low=_shared(low, high), high=high)
    if "value" not in value:
        return str(dict(value))
    number = _number(fact, value["value"])
    bound = value.get("bound")
    if bound in ("lt", "lte", "gt", "gte"):
        if value.get("approximate") and bound == "gt" and (round_one := _ROUND.fullmatch(number)):
            return say("understanding.about_gt_round", **round_one.groupdict())
        if value.get("approximate"):
            return say(f"understanding.about_{bound}", number=number)
        return say(f"understanding.{bound}", number=number)
    return about + number


_ROUND = re.compile(r"(?P<head>\d*0)(?P<unit>\D+)")


def _shared(low: str, high: str) -> str:
    """3000万元 to 5000万元 is said 3000万–5000万元: a unit that both have is said once."""
    unit = re.sub(r"^[\d.,]+", "", high)
    return low[: -len(unit)] if unit and low.endswith(unit) and low != unit else low


def _number(fact: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    kind = kind_of(fact)
    if fact.endswith("_year"):
        return say("understanding.year", year=value)
    show = {"money": _money, "ratio": _ratio, "years": _years}.get(kind)
    if show:
        return show(value)
    unit = {"persons": "persons", "count": "pieces", "months": "months"}.get(kind)
    return say(f"understanding.{unit}", number=_plain(Fraction(str(value)))) if unit else _plain(Fraction(str(value)))


def _money(value: float) -> str:
    yuan = Fraction(str(value))
    if abs(yuan) >= 100_000_000:
        return say("understanding.yi", number=_plain(yuan / 100_000_000))
    if abs(yuan) >= 10_000:
        return say("understanding.wan", number=_plain(yuan / 10_000))
    return say("understanding.yuan", number=_plain(yuan))


def _ratio(value: float) -> str:
    return f"{_plain(Fraction(str(value)) * 100)}%"


def _years(value: float) -> str:
    months = Fraction(str(value)).limit_denominator(12) * 12
    if abs(Fraction(str(value)) * 12 - months) > Fraction(1, 100) or value < 0:
        return say("understanding.years", number=_plain(Fraction(str(value))))
    years, rest = divmod(int(months), 12)
    if not rest:
        return say("understanding.years", number=years)
    return (
        say("understanding.years_months", years=years, months=rest)
        if years
        else say("understanding.months", number=rest)
    )


def _plain(number: Fraction) -> str:
    """Exact where it ends within six places, else six places."""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.6f}".rstrip("0").rstrip(".")
