"""Conditions of a programme file, which have their forms → `conditions`, every name, quote and figure checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from rules.evaluation.honours import covers
from rules.figures import stands_in
from rules.language.conditions import BOUNDS, GROUPS, OPERATORS, Bound, Condition, Group, Leaf, Test
from rules.language.definitions import NUMBERS, FactDefinition
from rules.language.source import Source
from rules.phrases import phrase
from rules.speech import figure, requirement

FIGURE_KINDS = {"money": "yuan", "ratio": "fraction", "date": "years"}
_TYPES_OF = {
    "is": ("text", "choice", "bool", "count", "year", "event"),
    "in": ("text", "choice", "event"),
    "around": tuple(NUMBERS),
    "has": ("honours", "map"),
    "lacks": ("honours",),
    "age_years_at_least": ("date",),
    "range": (*NUMBERS, "map"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where quotes are looked for: the programme's clause, or another clause of its document."""

    source: Source
    document: str
    clause: tuple[str, ...]
    clauses: Mapping[tuple[str, tuple[str, ...]], str]
    facts: Mapping[str, FactDefinition]
    checked: bool
    """The data was checked before, byte for byte: quotes and figures need no second look."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """Questions of the programme itself, by their words: the names of their facts."""

    def check_quote(self, quote: str, path: tuple[str, ...]) -> None:
        text = self.clauses.get((self.document, path))
        printed = self.document + " " + "".join(path)
        if text is None:
            self.source.fail(phrase("data_no_clause", clause=printed), phrase("data_fix_clause"), quote)
        if quote not in text:
            self.source.fail(phrase("data_quote_absent", clause=printed, quote=quote), phrase("data_fix_quote"), quote)

    def check_figure(self, value: float, kind: str, said: str, quote: str) -> None:
        if not stands_in(value, kind, quote):
            self.source.fail(phrase("data_figure_absent", figure=said, quote=quote), phrase("data_fix_figure"), quote)


def read_condition(data: Any, place: Place) -> Condition:
    """A list is all of its members; a table is a group or a leaf, of its form. Raises `DataError`."""
    if isinstance(data, list):
        return Group("all", tuple(read_condition(child, place) for child in data))
    group = next((key for key in GROUPS if key in data), None)
    return _read_leaf(data, place) if group is None else _read_group(group, data, place)


def _read_group(kind: str, data: Mapping[str, Any], place: Place) -> Group:
    children = tuple(read_condition(child, place) for child in data["of" if kind == "count_at_least" else kind])
    if kind != "count_at_least":
        return Group(kind, children)  # type: ignore[arg-type]
    need: int = data[kind]
    if need > len(children):
        place.source.fail(phrase("data_too_few"), phrase("data_lower_count"), kind)
    return Group("count", children, need)


def _read_leaf(data: Mapping[str, Any], place: Place) -> Leaf:
    quote = data["quote"]
    path = tuple(data.get("from", place.clause))
    definition = _definition(data, place)
    test = _read_test(data, definition, place)
    if not place.checked:
        place.check_quote(quote, path)
        _check_figures(test, definition, quote, place)
    judge = data.get("judged_by")
    words = data.get("label") or requirement(test, definition, judge)
    return Leaf(test, words, quote, path, judge)


def _definition(data: Mapping[str, Any], place: Place) -> FactDefinition | None:
    if "judged_by" in data or "text_open" in data:
        return None
    if "ask" in data:
        return place.facts[place.asked[data["ask"]]]
    name = data["fact"]
    if name not in place.facts:
        near = "、".join(get_close_matches(name, place.facts, 3, 0.4)) or phrase("fact_list")
        place.source.fail(
            phrase("data_unknown_fact", fact=name), phrase("data_nearest", names=near), f'fact = "{name}"', name
        )
    return place.facts[name]


def _read_test(data: Mapping[str, Any], definition: FactDefinition | None, place: Place) -> Test:
    if "text_open" in data:
        return Test(None, "open", (data["text_open"],))
    if definition is None:
        return Test(None, "judged", (data["what"],))
    if "ask" in data and "is" not in data:
        data = {**data, "is": True}
    used = next(key for key in OPERATORS if key in data)
    operator = "range" if used in BOUNDS else used
    if definition.type not in _TYPES_OF[operator]:
        what = phrase("data_wrong_operator", fact=definition.name, type=definition.type, operator=operator)
        place.source.fail(what, phrase("data_one_operator"), data["quote"])
    return _READERS[operator](data, definition, place)


def _read_values(data: Mapping[str, Any], definition: FactDefinition, place: Place) -> Test:
    wanted = tuple(data["in"]) if "in" in data else (data["is"],)
    if definition.type == "bool":
        wanted = tuple(place.source.need({"is": value}, "is", bool) for value in wanted)
    if definition.choices and definition.type == "choice":
        _check_choices(wanted, definition, place, str(data["quote"]))
    return Test(
        definition.name, "one_of", tuple(float(v) if type(v) is int else v for v in wanted), which=data.get("which")
    )


def _read_range(data: Mapping[str, Any], definition: FactDefinition, place: Place) -> Test:
    lower = _bound(data, "at_least", "more_than")
    upper = _bound(data, "at_most", "less_than")
    if lower and upper and lower.figure > upper.figure:
        place.source.fail(phrase("data_range_empty"), phrase("data_fix_range"), str(data["quote"]))
    which = place.source.need(data, "which", str) if definition.type == "map" else None
    return Test(definition.name, "range", (), lower, upper, (), which)


def _bound(data: Mapping[str, Any], inclusive: str, exclusive: str) -> Bound | None:
    key = inclusive if inclusive in data else exclusive
    if key not in data:
        return None
    return Bound(float(data[key]), key == inclusive)


def _read_around(data: Mapping[str, Any], definition: FactDefinition, _place: Place) -> Test:
    return Test(definition.name, "around", (float(data["around"]),))


def _read_age(data: Mapping[str, Any], definition: FactDefinition, _place: Place) -> Test:
    return Test(definition.name, "age", (data["age_years_at_least"],))


def _read_has(data: Mapping[str, Any], definition: FactDefinition, place: Place) -> Test:
    honours = _listed(data["has"])
    if definition.type == "map":
        return Test(definition.name, "range", (), Bound(1.0, True), None, (), honours[0])
    _check_choices(honours, definition, place, str(data["quote"]))
    events = _listed(data.get("event", ()))
    if events:
        _check_choices(events, place.facts["honour_event"], place, str(data["quote"]))
    bodies = place.facts["role"].choices if "role" in place.facts else ()
    of_a_body = definition.name == "honours" and all(honour in bodies for honour in honours)
    return Test(definition.name, "has", _with_levels(honours, definition), events=events, of_a_body=of_a_body)


def _read_lacks(data: Mapping[str, Any], definition: FactDefinition, place: Place) -> Test:
    honours = _listed(data["lacks"])
    _check_choices(honours, definition, place, str(data["quote"]))
    return Test(definition.name, "lacks", _with_levels(honours, definition))


def _with_levels(honours: tuple[str, ...], definition: FactDefinition) -> tuple[str, ...]:
    """A bare name (专精特新) followed by each of its levels: any of them will do."""
    levels = [honour for honour in definition.choices if any(covers(bare, honour) for bare in honours)]
    return tuple(dict.fromkeys((*honours, *levels)))


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _check_choices(values: Sequence[Any], definition: FactDefinition, place: Place, near: str) -> None:
    for value in values:
        if definition.choices and not _is_choice(value, definition):
            names = "、".join(get_close_matches(str(value), definition.choices, 3, 0.3) or definition.choices)
            what = phrase("data_unknown_value", fact=definition.name, value=value)
            place.source.fail(what, phrase("data_nearest", names=names), f'"{value}"', near)


def _is_choice(value: Any, definition: FactDefinition) -> bool:
    if value in definition.choices:
        return True
    return definition.type == "honours" and any(covers(value, honour) for honour in definition.choices)


def _check_figures(test: Test, definition: FactDefinition | None, quote: str, place: Place) -> None:
    if definition is None or definition.type == "map":
        return
    figures = [bound.figure for bound in (test.lower, test.upper) if bound]
    if test.operator in ("around", "age"):
        figures = [float(test.wanted[0])]
    for value in filter(None, figures):  # more than 0 is "there is any": no figure of the text
        kind = FIGURE_KINDS.get(definition.type, definition.type)
        place.check_figure(value, kind, figure(value, definition), quote)


_READERS: dict[str, Callable[[Mapping[str, Any], FactDefinition, Place], Test]] = {
    "is": _read_values,
    "in": _read_values,
    "range": _read_range,
    "around": _read_around,
    "age_years_at_least": _read_age,
    "has": _read_has,
    "lacks": _read_lacks,
}


def questions_of(programme: str, data: Any, topic: str, first: int) -> dict[str, FactDefinition]:
    """Facts of the programme itself: a yes or no for every `ask`, in the order of the file, named `<programme>.<n>`."""
    asked = dict.fromkeys(_asked(data))
    return {
        f"{programme}.{number}": FactDefinition(
            name=f"{programme}.{number}",
            type="bool",
            label=text.rstrip("?？"),
            question=text,
            why=phrase("ask_why"),
            topic=topic,
            order=first + number,
            rare=True,
        )
        for number, text in enumerate(asked, 1)
    }


def _asked(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        for child in data:
            yield from _asked(child)
    elif isinstance(data, Mapping):  # behind `count_at_least` stands a number
        if "ask" in data:
            yield data["ask"]
        for key in (*GROUPS, "of"):
            yield from _asked(data.get(key, []))
