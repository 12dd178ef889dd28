"""Facts handed in from outside: known names, values of their types, figures that can be true."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from rules.errors import FactError
from rules.evaluation.durations import days_of
from rules.evaluation.honours import Honours
from rules.evaluation.values import UNKNOWN, high_of, low_of, number
from rules.language.definitions import NUMBERS, WHOLE, FactDefinition
from rules.model import Facts
from rules.phrases import phrase

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def validate(facts: Mapping[str, Any], definitions: Mapping[str, FactDefinition]) -> Facts:
    """The facts unchanged; raises `FactError` naming the fact, what it should look like, or the nearest names."""
    if not isinstance(facts, Mapping):
        raise FactError(phrase("fact_not_table", example='{"employees": 120}'))
    for name, value in facts.items():
        definition = definitions.get(name)
        if definition is None:
            raise FactError(phrase("fact_unknown", fact=name, nearest=_nearest(name, definitions)))
        _check(value, definition, definitions)
    return dict(facts)


def _nearest(name: str, definitions: Mapping[str, FactDefinition]) -> str:
    names = get_close_matches(str(name), definitions, 3, 0.4)
    names += [item.name for item in definitions.values() if item.label == name or (name and name in item.label)]
    if not names:
        return phrase("fact_list")
    return phrase("fact_nearest", names="、".join(dict.fromkeys(names)))


def _check(value: Any, definition: FactDefinition, definitions: Mapping[str, FactDefinition]) -> None:
    if isinstance(value, str) and value == UNKNOWN:
        return
    try:
        fits = _fits(value, definition, definitions)
    except (ValueError, TypeError, KeyError, OverflowError):
        fits = False
    if not fits:
        shape = phrase("shape_" + definition.type, choices="、".join(definition.choices))
        raise FactError(
            phrase("fact_value", fact=definition.name, label=definition.label, value=_short(value), shape=shape)
        )
    if definition.type in NUMBERS:
        _check_range(value, definition)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:60] + "…"


def _fits(value: Any, definition: FactDefinition, definitions: Mapping[str, FactDefinition]) -> bool:
    if definition.type in NUMBERS:
        number(value, definition.type in WHOLE)
        return True
    return _FITS[definition.type](value, definition, definitions)


def _check_range(value: Any, definition: FactDefinition) -> None:
    if definition.range is None:
        return
    span = number(value, definition.type in WHOLE)
    low, high = definition.range
    if high_of(span) < low or low_of(span) > high:
        raise FactError(
            phrase("fact_range", fact=definition.name, label=definition.label, value=_short(value), low=low, high=high)
        )


_Definitions = Mapping[str, FactDefinition]


def _text(value: Any, _definition: FactDefinition, _definitions: _Definitions) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _choice(value: Any, definition: FactDefinition, _definitions: _Definitions) -> bool:
    if value is None:
        return definition.name != "role"
    if not isinstance(value, str) or not value.strip():
        return False
    return definition.name == "role" or not definition.choices or value in definition.choices


def _bool(value: Any, _definition: FactDefinition, _definitions: _Definitions) -> bool:
    return isinstance(value, bool)


def _date(value: Any, _definition: FactDefinition, _definitions: _Definitions) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None and bool(days_of(value))


def _honours(value: Any, definition: FactDefinition, _definitions: _Definitions) -> bool:
    if isinstance(value, str) and definition.name != "honours":
        return value in (*definition.choices, phrase("none_of_these"))
    return bool(Honours(value))


def _event(value: Any, definition: FactDefinition, _definitions: _Definitions) -> bool:
    values = value.values() if isinstance(value, Mapping) else (value,)
    return all(event in definition.choices or event == UNKNOWN for event in values)


def _event_year(value: Any, definition: FactDefinition, _definitions: _Definitions) -> bool:
    """A year, exact or not, or one for each honour."""
    by_honour = isinstance(value, Mapping) and value.keys().isdisjoint(("value", "low", "high"))
    for year in value.values() if by_honour else (value,):
        if year != UNKNOWN:
            number(year)
            _check_range(year, definition)
    return True


def _map(value: Any, _definition: FactDefinition, _definitions: _Definitions) -> bool:
    if not isinstance(value, Mapping):
        return False
    return all(low_of(number(count, True)) >= 0 for key, count in value.items() if key != "complete")


_FITS: dict[str, Callable[[Any, FactDefinition, _Definitions], bool]] = {
    "text": _text,
    "choice": _choice,
    "bool": _bool,
    "date": _date,
    "honours": _honours,
    "event": _event,
    "event_year": _event_year,
    "map": _map,
}
