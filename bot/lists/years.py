"""A column that says in which year the figures of its row are (数据年度): those of other years are moved or told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bot.lists.cells import Bad
from bot.lists.folding import folded, shown
from bot.lists.model import Column
from bot.lists.words import table

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def by_their_years(
    found: dict[str, tuple[Any, Column]], said: Sequence[tuple[Column, Any]], as_of: date
) -> Iterator[tuple[Column, Any, Bad]]:
    """Takes figures whose heading has no year out of `found`, or moves them to the year before last; what is told."""
    data = table("headings")
    for column, cell in said:
        year = _YEAR.search(folded(shown(cell)))
        back = as_of.year - int(year.group()) if year else 1
        for name in [name for name in data["yearly"]["facts"] if back != 1 and name in found]:
            value, of = found[name]
            if not of.undated or column.about not in ("", name):
                continue
            del found[name]
            previous = data["previous"].get(name)
            if back == 2 and previous:
                found.setdefault(previous, (value, of))
            else:
                yield of, value, Bad("other_year", year=as_of.year - back)
