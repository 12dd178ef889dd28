"""Facts as types, made from their definitions: what the schema says is exactly what is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, create_model

from rules.rulebook import NUMBERS, FactDefinition


def as_whole(value: Any) -> Any:
    """JSON knows one kind of number: 65.0 is as whole as 65."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def whole(low: int, high: int) -> Any:
    """An integer between the two."""
    return Annotated[int, Field(ge=low, le=high), BeforeValidator(as_whole)]


_STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)
_WHOLE = ("persons", "count", "months", "year")
_LEAP = "(19|20|21)(0[48]|[2468][048]|[13579][26])|2000"
_DAYS = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
_CALENDAR = f"((19|20|21)[0-9][0-9])-({_DAYS})|({_LEAP})-02-29"
Day = Annotated[
    str,
    StringConstraints(pattern=f"^({_CALENDAR})$"),
    Field(description="YYYY-MM-DD, 1900 to 2199", examples=["2026-11-22"]),
]
_Date = Annotated[
    str, StringConstraints(pattern=f"^({_CALENDAR}|(19|20|21)[0-9][0-9](-(0[1-9]|1[0-2]))?)$")
]  # fmt: skip
_Words = Annotated[str, StringConstraints(pattern="[0-9A-Za-z一-龥]", max_length=200)]
_Unknown = Literal["unknown"]


def facts_model(definitions: Mapping[str, FactDefinition]) -> type[BaseModel]:
    """A model with a field for every fact; names are those of the definitions, whatever characters they have."""
    fields: dict[str, Any] = {}
    for place, (name, definition) in enumerate(definitions.items()):
        described = Field(default=None, alias=name, description=definition.label)
        fields[f"fact_{place}"] = (_type_of(definition), described)
    made: type[BaseModel] = create_model("Facts", __config__=_STRICT, **fields)
    return made


def _type_of(definition: FactDefinition) -> Any:
    if definition.type in NUMBERS:
        return _number(definition.type, definition.range)
    if definition.type == "choice":
        if definition.name == "role" or not definition.choices:
            return _Words | None if definition.name != "role" else _Words
        return Literal[(*definition.choices, "unknown", None)]
    if definition.type == "event":
        events: Any = Literal[(*definition.choices, "unknown")]
        return events | dict[str, events]
    others: dict[str, Any] = {
        "bool": bool | _Unknown,
        "date": _Date | _Unknown,
        "honours": _Names | Held | _Unknown,
        "map": Counted | _Unknown,
    }
    return others.get(definition.type, _Words)


def _number(kind: str, span: tuple[float, float] | None) -> Any:
    low, high = span or (-1e15, 1e15)
    figure: Any = whole(int(low), int(high))
    if kind not in _WHOLE:
        figure = Annotated[float, Field(ge=low, le=high)]
    exact = create_model(
        "Inexact", __config__=_STRICT, value=(figure, ...), approximate=(bool, False), bound=(_BOUNDS, None)
    )
    between = create_model(
        "Between", __config__=_STRICT, low=(figure, ...), high=(figure, ...), approximate=(bool, False)
    )
    return figure | exact | between | _Unknown


_BOUNDS = Literal["lt", "lte", "gt", "gte", None]
_Name = Annotated[str, StringConstraints(pattern="[0-9A-Za-z一-龥]", max_length=100)]
_Names = Annotated[list[_Name], Field(max_length=200)]
_Count = Annotated[int, Field(ge=0, le=10_000_000), BeforeValidator(as_whole)]


class Held(BaseModel):
    """Honours held and denied; `complete`: there are no others."""

    model_config = _STRICT
    has: _Names = []
    not_: Annotated[_Names, Field(alias="not")] = []
    complete: bool = False


class Counted(BaseModel):
    """Counts by kind; `complete`: there are no others."""

    model_config = ConfigDict(strict=True, extra="allow")
    __pydantic_extra__: dict[str, _Count] = Field(init=False)
    complete: bool = False
