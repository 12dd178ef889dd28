"""Awards: one form for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from rules.language.forms.base import Figure, Form, Quoted, Rate, Text, Yuan


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


AWARDS: Mapping[str, type[Form]] = {
    "fixed": Fixed, "up_to": Fixed, "share": Share, "per_unit": PerUnit, "yearly": Yearly, "tiers": Tiers,
    "price_deduction": PriceDeduction, "tax_credit": TaxCredit, "percentage_points": PercentagePoints,
    "promised": Promised, "none": Nothing,
}  # fmt: skip
