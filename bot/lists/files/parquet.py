"""Lists as Parquet, from other systems."""

from __future__ import annotations

from pathlib import Path

from bot.errors import InputError
from bot.lists.model import Sheet
from bot.wording import say


def read_parquet(file: Path) -> list[Sheet]:
    """Names of columns are the head; whole numbers and dates keep their types."""
    import polars

    try:
        table = polars.read_parquet(file)
    except (polars.exceptions.PolarsError, OSError):
        raise InputError(say("lists.broken", file=file.name)) from None
    return [Sheet("", [list(table.columns), *map(list, table.iter_rows())])]
