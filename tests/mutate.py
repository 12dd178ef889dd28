"""`python -m tests.mutate`: breaks every programme on purpose and shows what notices: the loader or the examples.

A mutant that nothing notices is listed, and the exit status is 1.
"""

from __future__ import annotations

import copy
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from knowledge.library import Library
from rules import rulebook as door
from rules.errors import DataError
from rules.examples import failures
from rules.language.loading import Book
from rules.language.programme import Programme
from rules.language.programme_files import read_programme
from rules.language.source import Source
from rules.language.validating import check_programme
from rules.rulebook import RuleBook
from tests.rules.companies import AS_OF
from tests.rules.texts import placed

RULES = Path(door.__file__).parent
_FLIPPED = {
    "at_least": "at_most",
    "at_most": "at_least",
    "more_than": "less_than",
    "less_than": "more_than",
    "has": "lacks",
}
_BOUNDS = ("at_least", "more_than", "at_most", "less_than", "around", "age_years_at_least", "count_at_least")
_FIGURES = ("yuan", "rate", "cap_yuan", "floor_yuan", "rate_from", "rate_to", "years", "carry_over_years", "points")

Table = dict[str, Any]
Clauses = Mapping[tuple[str, tuple[str, ...]], str]


@dataclass(frozen=True)
class Mutant:
    kind: str
    where: str
    data: Table


def mutants(data: Table) -> Iterator[Mutant]:
    """Every single change to one programme's tables."""
    for path, leaf in _leaves(data.get("condition", []), ("condition",)):
        yield from _leaf_mutants(data, path, leaf)
    yield from _award_mutants(data)
    yield _changed(data, ("quote",), "quote edited", _edited)
    for key in ("exclusive_group", "replaced_by"):
        if key in data:
            yield _dropped(data, (key,), f"{key} dropped")


def _leaves(node: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Table]]:
    if isinstance(node, list):
        for place, child in enumerate(node):
            yield from _leaves(child, (*path, place))
        return
    groups = [key for key in ("all", "any", "none", "of") if key in node]
    if not groups:
        yield path, node
    for key in groups:
        yield from _leaves(node[key], (*path, key))


def _leaf_mutants(data: Table, path: tuple[Any, ...], leaf: Table) -> Iterator[Mutant]:
    yield _changed(data, (*path, "quote"), "quote edited", _edited)
    if "judged_by" in leaf or "text_open" in leaf:
        return
    yield _dropped(data, path, "condition dropped")
    for key, other in _FLIPPED.items():
        if key in leaf and not (key == "has" and leaf["fact"] != "honours"):
            yield _renamed(data, path, key, other)
    for key in _BOUNDS:
        if leaf.get(key):
            for sign in (-1, 1):
                yield _changed(data, (*path, key), f"bound {sign:+d}", partial(_moved, sign))
    if isinstance(leaf.get("is"), bool):
        yield _changed(data, (*path, "is"), "truth flipped", lambda value: not value)
    if "event" in leaf:
        yield _changed(
            data, (*path, "event"), "event changed", lambda value: "新认定" if value != "新认定" else "复核通过"
        )


def _moved(sign: int, value: Any) -> Any:
    return value + sign * _step(value)


def _award_mutants(data: Table) -> Iterator[Mutant]:
    yield _changed(data, ("award", "quote"), "quote edited", _edited)
    for key in _FIGURES:
        if key in data["award"]:
            for sign in (-1, 1):
                yield _changed(data, ("award", key), "award figure", partial(_moved, sign))
    if data["award"]["kind"] in ("fixed", "up_to"):
        yield _changed(data, ("award", "kind"), "award kind", lambda value: "promised")


def _step(value: float) -> float:
    """The last digit that the figure is written to."""
    if isinstance(value, int):
        return 1
    return float(10.0 ** -len(repr(value).partition(".")[2]))


def _edited(quote: str) -> str:
    """A character in the middle becomes another: what a careless typist does."""
    middle = len(quote) // 2
    return quote[:middle] + ("元" if quote[middle] != "元" else "年") + quote[middle + 1 :]


def _changed(data: Table, path: tuple[Any, ...], kind: str, change: Callable[[Any], Any]) -> Mutant:
    mutated = copy.deepcopy(data)
    node: Any = mutated
    for step in path[:-1]:
        node = node[step]
    before = node[path[-1]]
    node[path[-1]] = change(before)
    return Mutant(kind, f"{'.'.join(map(str, path))}: {before} → {node[path[-1]]}", mutated)


def _dropped(data: Table, path: tuple[Any, ...], kind: str) -> Mutant:
    mutated = copy.deepcopy(data)
    node: Any = mutated
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return Mutant(kind, ".".join(map(str, path)), mutated)


def _renamed(data: Table, path: tuple[Any, ...], key: str, other: str) -> Mutant:
    mutated = copy.deepcopy(data)
    node: Any = mutated
    for step in path:
        node = node[step]
    node[other] = node.pop(key)
    if other == "lacks":
        node.pop("event", None)
    return Mutant("comparison flipped", f"{'.'.join(map(str, path))}: {key} → {other}", mutated)


class Watch:
    """What notices a mutant: the loader, else the programme's own examples."""

    def __init__(self, book: RuleBook, clauses: Clauses) -> None:
        self._book, self._clauses = book, clauses

    def notices(self, programme: Programme, source: Source, mutant: Mutant) -> str | None:
        try:
            check_programme(mutant.data, source)
            broken = read_programme(
                programme.id, programme.document, mutant.data, source, self._clauses, self._book.facts, checked=False
            )
        except DataError:
            return "loader"
        around = [other for other in self._book.programmes if self._bound(programme, other)]
        small = RuleBook(Book((broken, *around), self._book.facts, (), ""))
        own = f"/{programme.id}.toml"
        try:
            return "examples" if any(found.file.endswith(own) for found in failures(small, AS_OF)) else None
        except ValueError:
            return "examples"

    def _bound(self, one: Programme, other: Programme) -> bool:
        """Programmes that give way to each other are judged together."""
        if other.id == one.id:
            return False
        group = one.exclusive_group
        return other.id in one.replaced_by or (group is not None and other.exclusive_group == group)


def main() -> int:
    library = Library.load()
    documents = (*library.documents, *library.summaries)
    clauses = {clause.id: clause.text for document in documents for clause in document.clauses}
    book = RuleBook.load(clauses)
    watch, caught, survivors = Watch(book, clauses), Counter[tuple[str, str]](), []
    for programme in book.programmes:
        file = RULES / "programmes" / programme.document / f"{programme.id}.toml"
        source = Source.read(file, file.name)
        for mutant in mutants(placed(file)):
            by = watch.notices(programme, source, mutant)
            caught[mutant.kind, by or "nothing"] += 1
            if by is None:
                survivors.append(f"{programme.id}: {mutant.kind}: {mutant.where}")
    for (kind, by), count in sorted(caught.items()):
        print(f"{kind:22} noticed by {by:10} {count:5}")
    print(f"{sum(caught.values())} mutants, {len(survivors)} survived")
    print("\n".join(survivors))
    return 1 if survivors else 0


__all__ = ["Mutant", "Watch", "main", "mutants"]

if __name__ == "__main__":
    sys.exit(main())
