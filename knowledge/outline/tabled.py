"""Lines and marks of tables: rows are no prose, and numbers in their cells open no units."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from knowledge.outline.lines import Line, Sort
from knowledge.outline.marks import Mark
from knowledge.reading.source import Table


def with_rows(lines: list[Line], tables: tuple[Table, ...]) -> tuple[list[Line], list[Mark]]:
    """The lines with those of tables marked, and a mark for each table that has a line."""
    if not tables:
        return lines, []
    starts = [line.start for line in lines]
    changed = list(lines)
    marks: list[Mark] = []
    for table in tables:
        first, stop = bisect_left(starts, table.start), bisect_left(starts, table.end)
        if first >= stop:
            continue
        for index in range(first, stop):
            changed[index] = replace(lines[index], sort=Sort.TABLE, label=None)
        marks.append(Mark(first, None, table=table, last=stop - 1))
    return changed, marks
