"""The rule language as its files are written: the shapes that editors complete and that new data are checked against.

Whether a quote stands in its clause, a figure in its quote, and a fact has such a value is checked when conditions and
awards are built. Importing this module is dear, so that data checked before do without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag

from rules.language.conditions import BOUNDS, GROUPS, OPERATORS
from rules.language.definitions import FactType


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as problem:
        raise ValueError(str(problem)) from None
    return pattern


Text = Annotated[str, Field(min_length=1)]
Path = Annotated[list[Text], Field(min_length=1, description="Labels from the outermost to the innermost: 一, (二).")]
Quote = Annotated[Text, Field(description="Word for word as it stands in the clause, punctuation included.")]
Texts = Text | Annotated[list[Text], Field(min_length=1)]
Pattern = Annotated[Text, AfterValidator(_compiles)]
Figure = int | float
Yuan = Annotated[int, Field(ge=0, description="Whole yuan.")]
Rate = Annotated[Figure, Field(ge=0, description="A fraction: 0.2 is 20 %.")]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=False)


class Quoted(Form):
    quote: Quote
    from_: Annotated[Path | None, Field(alias="from", description="Another clause that the quote stands in.")] = None


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
        return groups[0] + _TAGGED
    families = {"range" if key in BOUNDS else key for key in OPERATORS if key in value}
    if "ask" in value:
        families = (families - {"is"}) | {"ask"}
    twice = any(one in value and other in value for one, other in (BOUNDS[:2], BOUNDS[2:]))
    return families.pop() + _TAGGED if len(families) == 1 and not twice else None


_TAGGED = "?"
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


class Fixed(Quoted):
    kind: Literal["fixed", "up_to"]
    yuan: Yuan
    per: Text | None = None


class Share(Quoted):
    kind: Literal["share"]
    of: Annotated[Text, Field(description="The fact that the share is taken of.")]
    rate: Rate
    cap_yuan: Yuan | None = None
    floor_yuan: Yuan | None = None
    rate_is_cap: bool = False
    per: Text | None = None


class PerUnit(Quoted):
    kind: Literal["per_unit"]
    yuan: Yuan
    count: Annotated[Text | None, Field(description="The fact that counts.")] = None
    count_of: Annotated[Text | None, Field(description="The fact that is a table; `which` is its key.")] = None
    which: Text | None = None
    is_cap: bool = False
    cap_yuan: Yuan | None = None


class Yearly(Quoted):
    kind: Literal["yearly"]
    yuan: Yuan
    years: Annotated[int, Field(ge=1)]
    is_cap: bool = False


class Step(Form):
    is_: Annotated[Text, Field(alias="is")]
    yuan: Yuan


class Tiers(Quoted):
    kind: Literal["tiers"]
    by: Annotated[Text, Field(description="The fact whose value settles the amount.")]
    steps: Annotated[list[Step], Field(min_length=1)]
    is_cap: bool = False


class PriceDeduction(Quoted):
    kind: Literal["price_deduction"]
    rate_from: Rate
    rate_to: Rate


class TaxCredit(Quoted):
    kind: Literal["tax_credit"]
    of: Text
    rate: Rate
    against: Text
    carry_over_years: Annotated[int, Field(ge=1)]


class PercentagePoints(Quoted):
    kind: Literal["percentage_points"]
    points: Figure


class Promised(Quoted):
    """Something is promised, the text gives no figure."""

    kind: Literal["promised"]


class Nothing(Quoted):
    """A qualification: nothing is granted by it."""

    kind: Literal["none"]


Award = Annotated[
    Fixed | Share | PerUnit | Yearly | Tiers | PriceDeduction | TaxCredit | PercentagePoints | Promised | Nothing,
    Field(discriminator="kind"),
]


class Example(Form):
    """One company and what it gets; `mingce check-data` runs it."""

    name: Text
    facts: dict[str, Any]
    as_of: date | None = None
    outcome: Literal["eligible", "not_eligible", "unknown", "superseded_by_higher"]
    yuan: int | None = None


class LeftOut(Form):
    """Words of the sentence that look like a condition and are none."""

    words: Text
    why: Text


class ProgrammeFile(Form):
    """One thing that can be granted."""

    title: Text
    clause: Path
    kind: Literal["money", "money_unpriced", "service", "direction", "qualification", "tier"]
    applicant: Annotated[
        Literal["company", "body", "anyone"],
        Field(description="Whose place is that of applies.toml: the company's, that of a body that applies, nobody's."),
    ] = "company"
    topics: list[Text] = []
    quote: Quote
    condition: list[Condition] = []
    award: Award
    valid_from: date | None = None
    valid_until: date | None = None
    series: Text | None = None
    gap_reason: Text | None = None
    exclusive_group: Text | None = None
    exclusive_quote: Text | None = None
    replaced_by: list[Text] = []
    left_out: list[LeftOut] = []
    draft: bool = False
    notes: str = ""
    example: list[Example] = []


class AppliesFile(Quoted):
    """Whom a document addresses: the first condition of each of its programmes that names no place of its own."""

    city: Text | None = None
    province: Text | None = None
    label: Annotated[Text | None, Field(description="The requirement in plain Chinese; made from the place.")] = None


class FactTable(Form):
    """One fact: what it is called, what it measures, how it is asked."""

    type: FactType
    label: Text
    question: str = ""
    why: str = ""
    topic: str = ""
    unit: str = ""
    help: str = ""
    example: str = ""
    choices: list[Text] = []
    range: Annotated[list[Figure], Field(min_length=2, max_length=2)] | None = None
    who_knows: str = ""
    more: str = ""
    after: str = ""
    rare: bool = False
    derived: bool = False
    aliases: list[Text] = []


class HonourTable(Form):
    """One family of honours; what the keys mean stands at the head of the file."""

    name: Text
    aliases: list[Pattern] = []
    as_role: Text | None = None
    only: Text | None = None
    bare: Text | None = None
    assumed_national: Text | None = None
    levels: dict[Literal["国家级", "省级", "市级"], Text] = {}
    denied: list[Text] = []
    granted_for: list[Text] = []
    asked: list[Pattern] = []
    written: dict[str, Text] = {}
    levelled: bool = False
    begins_with: Text | None = None
    one_level: Text | None = None
    level_unsaid: Text | None = None


class HonoursFile(Form):
    honour: Annotated[list[HonourTable], Field(min_length=1)]


for _form in (All, AnyOf, NoneOf, Count, ProgrammeFile):
    _form.model_rebuild()

CONDITIONS: Mapping[str, type[Form]] = {
    "all": All, "any": AnyOf, "none": NoneOf, "count_at_least": Count, "is": Is, "in": In, "range": Range,
    "around": Around, "age_years_at_least": Age, "has": Has, "lacks": Lacks, "ask": Ask, "judged_by": Judged,
    "text_open": Open,
}  # fmt: skip
AWARDS: Mapping[str, type[Form]] = {
    "fixed": Fixed, "up_to": Fixed, "share": Share, "per_unit": PerUnit, "yearly": Yearly, "tiers": Tiers,
    "price_deduction": PriceDeduction, "tax_credit": TaxCredit, "percentage_points": PercentagePoints,
    "promised": Promised, "none": Nothing,
}  # fmt: skip
PARTS: Mapping[str, type[Form]] = {
    **{name + _TAGGED: form for name, form in CONDITIONS.items()},
    **AWARDS,
    "example": Example,
    "left_out": LeftOut,
    "steps": Step,
    "honour": HonourTable,
}
"""The form of what stands under a key or tag of an error's path."""
