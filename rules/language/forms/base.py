"""What all forms share."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


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
