"""What all companies of a list come to together: by programme, and gaps by money."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.portfolio.lines import Line, Single
from rules.rulebook import Programme
from rules.weighing import Weight

_MOST_NAMES = 5
MOST_GAPS = 20_000


@dataclass(slots=True)
class OfProgramme:
    programme: Programme
    granted: int = 0
    open: int = 0
    near: int = 0
    yuan: int = 0
    """Sums that are granted, as far as a figure is known."""
    open_yuan: int = 0
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Totals:
    """Counted as the companies come by; of the gaps the largest sums are kept."""

    by_programme: dict[str, OfProgramme] = field(default_factory=dict)
    companies: int = 0
    with_sums: int = 0
    _gaps: list[tuple[int, int, Line, Single]] = field(default_factory=list)
    _gaps_seen: int = 0
    _times: dict[int, int] = field(default_factory=dict)
    _shapes: dict[int, Weight] = field(default_factory=dict)

    def add(self, line: Line, weight: Weight) -> None:
        self.companies += 1
        self.with_sums += bool(line.sums)
        if weight.shape is None:
            self._count(weight, 1)
        else:
            self._times[weight.shape] = self._times.get(weight.shape, 0) + 1
            self._shapes.setdefault(weight.shape, weight)
        for item in weight.granted:
            of = self._of(item.programme)
            if len(of.names) < _MOST_NAMES:
                of.names.append(line.name)
        for miss in weight.misses:
            self._of(miss.programme).near += 1
        for single in line.singles:
            self._gaps_seen += 1
            entry = (single.yuan, -self._gaps_seen, line, single)
            if len(self._gaps) < MOST_GAPS:
                heapq.heappush(self._gaps, entry)
            elif entry[:2] > self._gaps[0][:2]:
                heapq.heapreplace(self._gaps, entry)

    def _count(self, weight: Weight, times: int) -> None:
        for item in weight.granted:
            of = self._of(item.programme)
            of.granted += times
            of.yuan += (item.yuan or 0) * times
        for item in weight.open:
            of = self._of(item.programme)
            of.open += times
            of.open_yuan += (item.high or 0) * times

    def _of(self, programme: Programme) -> OfProgramme:
        found = self.by_programme.get(programme.id)
        if found is None:
            found = self.by_programme[programme.id] = OfProgramme(programme)
        return found

    def programmes(self) -> list[OfProgramme]:
        """The most money first, then the most companies."""
        for shape, times in self._times.items():
            self._count(self._shapes[shape], times)
        self._times.clear()
        return sorted(
            self.by_programme.values(), key=lambda of: (-of.yuan, -of.open_yuan, -of.granted, of.programme.id)
        )

    def gaps(self) -> Iterator[tuple[Line, Single]]:
        """The largest sums first; of equal ones in the order of the list."""
        for _, _, line, single in sorted(self._gaps, key=lambda entry: (-entry[0], -entry[1])):
            yield line, single
