"""From facts as said to facts as compared: checked, made exact or interval, and with what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from knowledge.gazetteer.lookup import city_of, city_of_district
from rules.evaluation.durations import days_of, years_between
from rules.evaluation.honours import Events, Honours, events_of, honours_of
from rules.evaluation.predicates import AS_OF
from rules.evaluation.scoring import score_facts
from rules.evaluation.size_standard import is_sme, size_class
from rules.evaluation.values import NONE, UNKNOWN, Interval, Number, divide, high_of, low_of, number
from rules.language.definitions import NUMBERS, WHOLE, FactDefinition
from rules.model import Facts
from rules.phrases import phrase

PLACES = ("city", "role_city", "investee_city", "client_city")
COMPLETE = "complete"

Prepared = dict[str, Any]


Reader = Callable[[Any, Facts, date], Any]
"""A value as said, all facts, the day → the value as compared; none where nothing can be made of it."""


def readers(definitions: Mapping[str, FactDefinition]) -> dict[str, Reader | None]:
    """How to read each fact; none for facts that are compared as they are said."""
    return {name: _reader(definition) for name, definition in definitions.items()}


def prepare(facts: Facts, as_of: date, read: Mapping[str, Reader | None]) -> Prepared:
    """Facts in the form that tests compare, derived ones included. Raises `ValueError` on a value of a wrong shape.

    What was said is never replaced by what follows: derived values only fill what is absent.
    """
    prepared: Prepared = {AS_OF: as_of}
    for name, value in facts.items():
        reader: Reader | None = read.get(name, _skip)
        as_said = reader is None or (value.__class__ is str and value == UNKNOWN)
        found = value if as_said or reader is None else reader(value, facts, as_of)
        if found is not None:
            prepared[name] = found
    _derive(prepared, as_of)
    return prepared


def _skip(_value: Any, _facts: Facts, _as_of: date) -> None:
    """A name that the rule book does not have."""


def _reader(definition: FactDefinition) -> Reader | None:
    kind = definition.type
    if kind in NUMBERS:
        return _whole if kind in WHOLE else _number
    if kind == "honours":
        return _honours if definition.name == "honours" else _plain_honours
    if definition.name in PLACES:
        return _place
    return _SHAPES.get(kind)


def _number(value: Any, _facts: Facts, _as_of: date) -> Number | None:
    if value.__class__ is float:
        exact: float = value
        return exact
    return None if value is None else number(value)


def _whole(value: Any, _facts: Facts, _as_of: date) -> Number | None:
    if value.__class__ is float:
        exact: float = value
        return exact
    return None if value is None else number(value, whole=True)


def _choice(value: Any, _facts: Facts, _as_of: date) -> Any:
    return NONE if value is None else value


def _place(value: Any, _facts: Facts, _as_of: date) -> str | None:
    return None if value is None else city_of(value)


def _honours(value: Any, facts: Facts, as_of: date) -> Honours | None:
    return None if value is None else honours_of(value, facts.get("honour_event"), facts.get("honour_year"), as_of)


def _plain_honours(value: Any, _facts: Facts, as_of: date) -> Honours | None:
    """A list of names that are no honours (kinds of work); one name, or none at all, may be said without a list."""
    if isinstance(value, str):
        value = [] if value == phrase("none_of_these") else [value]
    return None if value is None else honours_of(value, None, None, as_of)


def _events(value: Any, facts: Facts, as_of: date) -> Events | None:
    return None if value is None else events_of(value, facts.get("honour_year"), as_of)


def _days(value: Any, _facts: Facts, _as_of: date) -> tuple[date, date] | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(value)
    return days_of(value)


def _counts(value: Any, _facts: Facts, _as_of: date) -> dict[str, Number] | None:
    """Counts by key; the key `""` stands for every other once nothing else is counted (`{}` or `complete`)."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise ValueError(value)
    counts: dict[str, Number] = {key: number(count, True) for key, count in value.items() if key != COMPLETE}
    if not value or value.get(COMPLETE):
        counts[""] = 0.0
    return counts


_SHAPES: dict[str, Reader] = {"choice": _choice, "date": _days, "map": _counts, "event": _events}


def _derive(facts: Prepared, as_of: date) -> None:
    _derive_city(facts)
    if "founded_date" in facts or "founded_year" in facts:
        _fill(facts, "registered_years", _registered_years(facts, as_of))
    if "rd_expense_yuan" in facts:
        _fill(facts, "rd_ratio", _ratio(facts, "rd_expense_yuan", "revenue_yuan"))
        _fill(facts, "rd_expense_two_years_yuan", _total(facts, "rd_expense_yuan", "rd_expense_prev_yuan"))
    if "rd_expense_prev_yuan" in facts:
        _fill(facts, "rd_ratio_prev", _ratio(facts, "rd_expense_prev_yuan", "revenue_prev_yuan"))
    if "revenue_prev_yuan" in facts:
        _fill(facts, "revenue_growth", _growth(facts))
    for name, score in score_facts(facts).items():
        _fill(facts, name, score)
    if "is_sme" not in facts and ("industry" in facts or "employees" in facts or "revenue_yuan" in facts):
        _fill(facts, "is_sme", is_sme(facts.get("industry"), facts))
        _fill(facts, "size_class", size_class(facts.get("industry"), facts))


def _fill(facts: Prepared, name: str, value: Any) -> None:
    if value is not None and facts.get(name) in (None, UNKNOWN):
        facts[name] = value


def _derive_city(facts: Prepared) -> None:
    district = facts.get("district")
    if isinstance(district, str) and district != UNKNOWN:
        _fill(facts, "city", city_of_district(district))
    _fill(facts, "role_city", facts.get("city"))
    _fill(facts, "city", facts.get("role_city"))


def _registered_years(facts: Prepared, as_of: date) -> Number | None:
    days = facts.get("founded_date")
    year = facts.get("founded_year")
    if days in (None, UNKNOWN):
        if year in (None, UNKNOWN):
            return None
        days = days_of(str(int(low_of(year))))[0], days_of(str(int(high_of(year))))[1]
    longest, shortest = years_between(days[0], as_of), max(years_between(min(days[1], as_of), as_of), 0.0)
    return longest if longest == shortest else Interval(min(shortest, longest), longest)


def _numbers(facts: Prepared, *names: str) -> list[Number] | None:
    values = [facts.get(name) for name in names]
    if any(value is None or value == UNKNOWN for value in values):
        return None
    return values  # type: ignore[return-value]


def _ratio(facts: Prepared, top: str, bottom: str) -> Number | None:
    values = _numbers(facts, top, bottom)
    return divide(*values) if values else None


def _total(facts: Prepared, *names: str) -> Number | None:
    values = _numbers(facts, *names)
    if values is None:
        return None
    low, high = sum(map(low_of, values)), sum(map(high_of, values))
    return low if low == high else Interval(low, high)


def _growth(facts: Prepared) -> Number | None:
    ratio = _ratio(facts, "revenue_yuan", "revenue_prev_yuan")
    if ratio is None:
        return None
    if isinstance(ratio, Interval):
        return Interval(ratio.low - 1, ratio.high - 1, ratio.low_open, ratio.high_open)
    return round(ratio - 1, 12)
