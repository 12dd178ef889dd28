"""How long an honour holds (`validity.toml`), with the words that say so."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Validity:
    """Whole years from the year of recognition on."""

    endings: tuple[str, ...]
    years: int
    document: str
    clause: tuple[str, ...]
    quote: str


@cache
def validities() -> tuple[Validity, ...]:
    data = tomllib.loads(Path(__file__).with_name("validity.toml").read_text(encoding="utf-8"))
    return tuple(
        Validity(tuple(one["endings"]), one["years"], one["document"], tuple(one["clause"]), one["quote"])
        for one in data["validity"]
    )


@cache
def validity_of(honour: str) -> Validity | None:
    """None where no text that is held says how long it is valid."""
    return next((one for one in validities() if honour.endswith(one.endings)), None)
