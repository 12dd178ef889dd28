"""Versions of one programme over time: exactly one holds on a day, unless a gap is explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from rules.errors import DataError
from rules.language.programme import Programme
from rules.phrases import phrase


def series_of(programmes: Iterable[Programme]) -> dict[str, list[Programme]]:
    """Versions by series, the earliest first; a programme with dates but no series is a series of its own."""
    found: dict[str, list[Programme]] = {}
    for programme in programmes:
        if programme.series or programme.valid_from or programme.valid_until:
            found.setdefault(programme.series or programme.id, []).append(programme)
    for versions in found.values():
        versions.sort(key=lambda version: version.valid_from or date.min)
    return found


def check_series(series: dict[str, list[Programme]], files: dict[str, str]) -> None:
    """Raises `DataError` where two versions overlap or a gap between them is not explained."""
    for name, versions in series.items():
        for first, second in pairwise(versions):
            ends, begins = first.valid_until or date.max, second.valid_from or date.min
            if ends > begins:
                what = phrase("data_overlap", series=name, first=first.id, second=second.id)
                raise DataError(files[second.id], None, what, phrase("data_fix_overlap"))
            if ends < begins and not first.gap_reason:
                what = phrase("data_gap", series=name, first=ends.isoformat(), second=begins.isoformat())
                raise DataError(files[first.id], None, what, phrase("data_explain_gap"))


def nearest_version(versions: Sequence[Programme], day: date) -> tuple[Programme, bool]:
    """For a day that none covers: the last version before it, else the first; and whether the day lies before it."""
    before = [version for version in versions if version.valid_until is not None and version.valid_until <= day]
    return (before[-1], False) if before else (versions[0], True)
