"""The files: a programme, whom a document addresses, facts, honours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from rules.language.definitions import FactType
from rules.language.forms.awards import AWARDS, Award, Step
from rules.language.forms.base import Figure, Form, Path, Pattern, Quote, Quoted, Text
from rules.language.forms.conditions import CONDITIONS, TAGGED, Condition


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


ProgrammeFile.model_rebuild()

PARTS: Mapping[str, type[Form]] = {
    **{name + TAGGED: form for name, form in CONDITIONS.items()},
    **AWARDS,
    "example": Example,
    "left_out": LeftOut,
    "steps": Step,
    "honour": HonourTable,
}
"""The form of what stands under a key or tag of an error's path."""
