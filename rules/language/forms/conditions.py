"""Conditions: one form for each comparison and each group, told apart by their keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from rules.language.conditions import BOUNDS, GROUPS, OPERATORS
from rules.language.forms.base import Figure, Form, Quoted, Text, Texts


class Leaf(Quoted):
    label: Annotated[
        Text | None, Field(description="The requirement in plain Chinese; made from the test if left out.")
    ] = None


class OfFact(Leaf):
    fact: Annotated[Text, Field(description="A name in facts.toml.")]


class Is(OfFact):
    is_: Annotated[str | bool | Figure, Field(alias="is")]
    which: Annotated[Text | None, Field(description="The honour whose event counts.")] = None


class In(OfFact):
    in_: Annotated[list[str | Figure], Field(alias="in", min_length=1)]
    which: Text | None = None


class Range(OfFact):
    """One lower bound, one upper bound, or both."""

    at_least: Figure | None = None
    more_than: Figure | None = None
    at_most: Figure | None = None
    less_than: Figure | None = None
    which: Annotated[Text | None, Field(description="The key of a fact that is a table.")] = None


class Around(OfFact):
    around: Figure


class Age(OfFact):
    age_years_at_least: int


class Has(OfFact):
    has: Texts
    event: Annotated[Texts | None, Field(description="How it was got: 新认定, 复核通过.")] = None


class Lacks(OfFact):
    lacks: Texts


class Ask(Leaf):
    """A question of the programme itself, answered by yes or no."""

    ask: Text
    is_: Annotated[bool, Field(alias="is")] = True


class Judged(Leaf):
    """What only an office can judge."""

    judged_by: Text
    what: Text


class Open(Leaf):
    """What the text leaves open."""

    text_open: Text


class All(Form):
    all_: Annotated[list[Condition], Field(alias="all", min_length=1)]


class AnyOf(Form):
    any_: Annotated[list[Condition], Field(alias="any", min_length=1)]


class NoneOf(Form):
    none: Annotated[list[Condition], Field(min_length=1)]


class Count(Form):
    count_at_least: Annotated[int, Field(ge=1)]
    of: Annotated[list[Condition], Field(min_length=1)]


def condition_shape(value: Any) -> str | None:
    """Which form a table is meant to have; none where it compares in no way or in several."""
    if not isinstance(value, Mapping):
        return None
    groups = [key for key in GROUPS if key in value]
    if groups:
        return groups[0] + TAGGED
    families = {"range" if key in BOUNDS else key for key in OPERATORS if key in value}
    if "ask" in value:
        families = (families - {"is"}) | {"ask"}
    twice = any(one in value and other in value for one, other in (BOUNDS[:2], BOUNDS[2:]))
    return families.pop() + TAGGED if len(families) == 1 and not twice else None


TAGGED = "?"
"""Behind the tags of conditions: the award `none` is another thing than the group `none`."""

Condition = Annotated[
    Annotated[All, Tag("all?")]
    | Annotated[AnyOf, Tag("any?")]
    | Annotated[NoneOf, Tag("none?")]
    | Annotated[Count, Tag("count_at_least?")]
    | Annotated[Is, Tag("is?")]
    | Annotated[In, Tag("in?")]
    | Annotated[Range, Tag("range?")]
    | Annotated[Around, Tag("around?")]
    | Annotated[Age, Tag("age_years_at_least?")]
    | Annotated[Has, Tag("has?")]
    | Annotated[Lacks, Tag("lacks?")]
    | Annotated[Ask, Tag("ask?")]
    | Annotated[Judged, Tag("judged_by?")]
    | Annotated[Open, Tag("text_open?")],
    Discriminator(condition_shape),
]


for _form in (All, AnyOf, NoneOf, Count):
    _form.model_rebuild()

CONDITIONS: Mapping[str, type[Form]] = {
    "all": All, "any": AnyOf, "none": NoneOf, "count_at_least": Count, "is": Is, "in": In, "range": Range,
    "around": Around, "age_years_at_least": Age, "has": Has, "lacks": Lacks, "ask": Ask, "judged_by": Judged,
    "text_open": Open,
}  # fmt: skip
