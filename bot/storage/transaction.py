"""One transaction on the store: writes wait for the next read, or for the end, and travel with it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

Given = Sequence[Any] | dict[str, Any]
Writes = list[tuple[str, Sequence[Given]]]


class Row(Protocol):
    """One row of an answer: by place or by name."""

    def __getitem__(self, key: Any, /) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __len__(self) -> int: ...


class Transaction(ABC):
    """Begun by the first trip; what is neither read nor written costs none.

    Statements are those that SQLite and PostgreSQL understand alike, with `?` or `:name` for what is given; the few
    things that the two say differently have methods here.
    """

    def __init__(self) -> None:
        self._begun = False
        self._writes: Writes = []
        self.wrote = False

    def write(self, statement: str, given: Given = ()) -> None:
        """Takes effect before whatever is read next; a refusal by the store is raised there, or by the commit."""
        self._writes.append((statement, (given,)))

    def write_all(self, statement: str, many: Iterable[Given]) -> None:
        """The same statement for each of `many`."""
        self._writes.append((statement, tuple(many)))

    @abstractmethod
    async def read(self, query: str, given: Given = ()) -> Sequence[Row]:
        """All rows; `query` may also be a statement with RETURNING."""

    @abstractmethod
    async def version(self) -> int:
        """Another number than in an earlier transaction where another process may have written."""

    @abstractmethod
    async def commit(self) -> None:
        """Everything or, where the store refuses a part, nothing."""

    @abstractmethod
    async def roll_back(self) -> None: ...

    # -- what the stores say differently

    @abstractmethod
    def lock(self, name: str) -> None:
        """Nobody else gets the same name before this transaction ends; taken like a write, before the next read."""

    @abstractmethod
    async def free_lanes(self, lanes: str, given: Given, most: int) -> list[str] | None:
        """Of the names that the query `lanes` gives at most so many that nobody else holds, now locked.

        None where the store lets in one transaction at a time and all are free.
        """

    @abstractmethod
    def as_json(self, columns: Sequence[str]) -> str:
        """An expression for all rows of a query as a JSON list of lists."""

    @abstractmethod
    def next_ids(self, table: str, count: int) -> str:
        """A query of one column: the numbers that the next rows of the table are to get."""

    @abstractmethod
    async def tables_with(self, column: str) -> list[str]:
        """Names of the tables that have such a column."""

    @abstractmethod
    async def tables(self) -> list[str]: ...

    @abstractmethod
    async def columns_of(self, table: str) -> list[str]:
        """In the order in which they were made."""

    @abstractmethod
    async def count_on(self, table: str) -> None:
        """After rows were put in with their numbers: new rows get higher ones."""

    def _taken(self) -> Writes:
        """What has to be done before the next thing; from here on it counts as begun, whatever becomes of it."""
        writes, self._writes = self._writes, []
        self.wrote = self.wrote or bool(writes)
        return writes
