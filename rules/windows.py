"""When applications are taken and what holders have to do by which day (`windows.toml`), with the words that say so."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Window:
    title: str
    programme: str | None
    """For whomever this programme may still fit; none where it is for holders of an honour."""
    endings: tuple[str, ...]
    """How the honours' names end whose holders it is for."""
    opens: date | None
    closes: date | None
    yearly: tuple[int, int] | None
    """Month and day of the last day, every year."""
    document: str
    clause: tuple[str, ...]
    quote: str

    def closing(self, after: date, until: date) -> Iterator[date]:
        """Last days that lie after one day and not after the other."""
        days = [self.closes] if self.closes else []
        if self.yearly:
            days += [date(year, *self.yearly) for year in range(after.year, until.year + 1)]
        return (day for day in days if after < day <= until)


@cache
def windows() -> tuple[Window, ...]:
    data = tomllib.loads(Path(__file__).with_name("windows.toml").read_text(encoding="utf-8"))
    return tuple(
        Window(
            one["title"],
            one.get("programme"),
            tuple(one.get("endings", ())),
            one.get("opens"),
            one.get("closes"),
            tuple(one["yearly"]) if "yearly" in one else None,
            one["document"],
            tuple(one["clause"]),
            one["quote"],
        )
        for one in data["window"]
    )
