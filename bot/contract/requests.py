"""What may be asked of the API and of MCP: strict types, nothing beside the fields named here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.contract.facts import Day, as_whole
from bot.text import MOST_CHARACTERS
from bot.wording import say

Text = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Outcome = Literal["eligible", "not_eligible", "unknown", "superseded_by_higher"]
Format = Literal["pdf", "docx", "html", "png"]
_STRICT = ConfigDict(strict=True, extra="forbid")


class AskRequest(BaseModel):
    """One question."""

    model_config = _STRICT
    text: Annotated[Text, Field(examples=[say("web.example_question")])]
    as_of: Day | None = None


class FactsRequest(BaseModel):
    """One utterance; `asked` names the fact that it answers."""

    model_config = _STRICT
    text: Annotated[Text, Field(examples=[say("web.example_utterance")])]
    asked: str | None = None
    as_of: Day | None = None


class CheckRequest(BaseModel):
    """Facts by name. `outcome`, `document` and `limit` choose results; `short` leaves out reasons and quotes."""

    model_config = _STRICT
    facts: Annotated[
        dict[str, Any], Field(examples=[{"city": say("web.example_city"), "honours": [say("web.example_honour")]}])
    ]
    as_of: Day | None = None
    document: Id | None = None
    outcome: Outcome | None = None
    limit: Annotated[int, Field(ge=1, le=1000), BeforeValidator(as_whole)] | None = None
    short: bool = False


class ReportRequest(BaseModel):
    """Facts by name, and the kind of file."""

    model_config = _STRICT
    facts: Annotated[
        dict[str, Any], Field(examples=[{"city": say("web.example_city"), "honours": [say("web.example_honour")]}])
    ]
    format: Format
    as_of: Day | None = None
    company: Annotated[str, StringConstraints(max_length=60)] = ""


class SaidRequest(BaseModel):
    """A message typed in a chat; the caller chooses the chat's name."""

    model_config = _STRICT
    chat: Id
    text: Text


class PressedRequest(BaseModel):
    """A button pressed in a chat: the `data` that came with it."""

    model_config = _STRICT
    chat: Id
    press: Annotated[str, StringConstraints(max_length=200)]


ChatRequest = SaidRequest | PressedRequest
