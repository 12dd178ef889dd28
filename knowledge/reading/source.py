"""What reading makes of a file: its words as a reader sees them, its tables, and what the page says beside the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells, merged ones repeated, and where its words stand in the source text."""

    start: int
    end: int
    cells: tuple[str, ...]
    head: tuple[str, ...] = ()
    """One name a cell; a cell that lies with all of its width under one heading is one, here and there."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the source; offsets into the source text. `head` repeats for every row below it."""

    start: int
    end: int
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    """Every row as printed, those of the head included."""
    heads: int = 0
    """How many of the first rows are the head."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something that the page or the file says about the document outside its words, under a name of our own."""

    name: str
    """`title`, `number`, `issuer`, `issued`, `published`, `effective_from`, `expires_on` or `validity`."""
    value: str
    quote: str
    """As printed there, the page's label included."""
    origin: str
    """`meta` or `info_block`."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read; what is found later points into `text`."""

    text: str
    tables: tuple[Table, ...] = ()
    fields: tuple[Field, ...] = ()
    titles: tuple[tuple[int, int], ...] = ()
    """Lines that the layout itself marks as titles (centred, large, a heading); offsets into `text`."""
    by_machine: bool = False
    """Read from pictures by a machine: nobody has checked the characters."""
    left_out: tuple[str, ...] = ()
    """What was seen and could not be read, in words for the clerk."""
