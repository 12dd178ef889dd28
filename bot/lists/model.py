"""What passes between reading a list, mapping its columns and reading its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rules.model import Facts

Rows = Sequence[Sequence[Any]]
"""Cells as the file has them; `None` or an empty text where nothing stands."""


class Percent(float):
    """A number shown as per cent: 0.05 stands for 5 %, whatever the head says."""


NO_RESULT = object()
"""A formula whose result the file does not hold."""


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: Rows
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    """Merged ranges: top left and bottom right cell, counted from 0."""
    hidden: bool = False
    turned: bool = False
    """Lies on its side: its rows are the file's columns."""
    out_of_sight: tuple[str, ...] = ()
    """Rows and columns that the file hides, as people number them."""


Role = Literal["name", "code", "fact", "honour", "levels", "sorts", "place", "year", "known", "unknown"]
"""What a column is for. `known`: understood and no fact (序号); `honour`: one honour; `sorts`: each value tells;
`year`: of which year the others' figures are."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one sheet, and what is read from it."""

    sheet: str
    at: int
    heading: str
    """As printed, the lines of a head joined by a blank."""
    role: Role
    fact: str | None = None
    unit: str | None = None
    """As printed in the head or the sheet's note; none where bare figures have none."""
    factor: float | None = None
    """What a bare figure is multiplied by; none where that was not said."""
    honour: str | None = None
    about: str = ""
    """What a column of one honour holds: `held`, `year`, `level`, `event`."""
    negated: bool = False
    """A yes in the column denies the fact."""
    doubts: tuple[str, ...] = ()
    sample: str = ""
    explicit: bool = False
    """Said by a mapping, not recognised."""
    turned: bool = False
    """A row of the file, its companies in columns."""
    typical: float | None = None
    """The middle of a share's cells that are written with their own %."""
    undated: bool = False
    """Its heading does not say of which year its figures are."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` as numbered in the file; 0 where the whole column or sheet is meant."""

    sheet: str
    row: int
    company: str
    column: str
    value: str
    why: str
    remedy: str


@dataclass(slots=True)
class Company:
    sheet: str
    row: int
    name: str
    code: str = ""
    facts: Facts = field(default_factory=dict)
    carried: dict[str, str] = field(default_factory=dict)
    """Columns that are no fact, by heading."""
    table: int = 0
    """Which of the tables of the file it stands in."""


@dataclass(frozen=True, slots=True)
class CompanyList:
    columns: tuple[Column, ...]
    companies: tuple[Company, ...]
    problems: tuple[Problem, ...]

    @property
    def carried(self) -> tuple[str, ...]:
        """Headings of the columns that are carried along."""
        names = [column.heading for column in self.columns if column.role in ("unknown", "known", "code")]
        return tuple(dict.fromkeys(names))


Mapped = Mapping[int, Column]
