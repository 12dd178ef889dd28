"""Search engines over bags of words, driven alike."""

from __future__ import annotations

import sqlite3
import time
from abc import abstractmethod
from pathlib import Path
from typing import Any, ClassVar

from knowledge.bm25.building import Builder
from knowledge.bm25.formula import Formula
from knowledge.bm25.index import Index, Part
from knowledge.bm25.segment import Segment, write_segment
from tests.full_sort import best

K1, B = 0.8, 0.6


class Engine:
    needs: ClassVar[tuple[str, ...]] = ()
    slow: ClassVar[bool] = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def add(self, bags: list[list[str]]) -> None: ...

    def finish(self) -> None:
        """All bags are added."""

    def open(self) -> None:
        """As a process does that has not built it."""

    @abstractmethod
    def best(self, question: list[str], k: int) -> list[int]: ...

    def disk(self) -> float:
        """MB."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file()) / 1e6

    def more(self, questions: list[list[str]]) -> dict[str, Any]:
        return {}


class Ours(Engine):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._builder: Builder | None = Builder()
        self._bags = 0

    def add(self, bags: list[list[str]]) -> None:
        assert self._builder is not None
        self._builder.add(bags)
        self._bags += len(bags)

    def finish(self) -> None:
        assert self._builder is not None
        write_segment(self.folder / "segment", self._builder.arrays(Formula(K1, B)), {})
        self._builder = None

    def open(self) -> None:
        found = Index.mapped(self.folder / "segment", Formula(K1, B))
        assert found is not None
        self._index = found

    def best(self, question: list[str], k: int) -> list[int]:
        found: list[int] = self._index.top(question, k)[0].tolist()
        return found

    def more(self, questions: list[list[str]]) -> dict[str, Any]:
        """CPU of a document of 75 clauses beside the others, and how many questions have what a full sort gives."""
        began = time.process_time()
        added = Builder()
        added.add(question * 3 for question in questions[:75])
        write_segment(self.folder / "added", added.arrays(Formula(K1, B)), {})
        parts = [Part(part) for name in ("segment", "added") if (part := Segment.mapped(self.folder / name))]
        Index(parts, Formula(K1, B)).top(questions[0], 10)
        took = time.process_time() - began
        same = sum(self.best(asked, 10) == best(self._index.scores(asked), 10) for asked in questions[:50])
        return {"added": took, "same": f"{same}/50"}


class Tantivy(Engine):
    needs = ("tantivy",)

    def __init__(self, folder: Path) -> None:
        import tantivy

        super().__init__(folder)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("words", stored=False, tokenizer_name="whitespace", index_option="freq")
        schema.add_unsigned_field("number", stored=True)
        self._schema = schema.build()
        self._writer = tantivy.Index(self._schema, path=str(folder)).writer(128_000_000, 1)
        self._count = 0

    def add(self, bags: list[list[str]]) -> None:
        import tantivy

        for bag in bags:
            self._writer.add_document(tantivy.Document(words=[" ".join(bag)], number=self._count))
            self._count += 1

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()

    def open(self) -> None:
        import tantivy

        self._searcher = tantivy.Index.open(str(self.folder)).searcher()

    def best(self, question: list[str], k: int) -> list[int]:
        from tantivy import Occur, Query

        parts = [(Occur.Should, Query.term_query(self._schema, "words", word, "freq")) for word in question]
        hits = self._searcher.search(Query.boolean_query(parts), k, count=False).hits
        return [address.doc for _, address in hits]


class Bm25s(Engine):
    needs = ("bm25s", "numba")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._bags: list[list[str]] = []

    def add(self, bags: list[list[str]]) -> None:
        self._bags += bags

    def finish(self) -> None:
        import bm25s

        engine = bm25s.BM25(method="lucene", k1=K1, b=B, backend="numba")
        engine.index(self._bags, show_progress=False)
        engine.save(str(self.folder))
        self._bags = []

    def open(self) -> None:
        import bm25s

        self._engine = bm25s.BM25.load(str(self.folder), mmap=True)
        self._engine.backend = "numba"
        self._engine.activate_numba_scorer()

    def best(self, question: list[str], k: int) -> list[int]:
        return list(self._engine.retrieve([question], k=k, show_progress=False, n_threads=1).documents[0])


class Fts5(Engine):
    slow = True

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._base = sqlite3.connect(folder / "fts.sqlite")
        self._base.execute("CREATE VIRTUAL TABLE clause USING fts5(words, content='', tokenize='unicode61')")

    def add(self, bags: list[list[str]]) -> None:
        with self._base:
            self._base.executemany("INSERT INTO clause (words) VALUES (?)", ((" ".join(bag),) for bag in bags))

    def best(self, question: list[str], k: int) -> list[int]:
        wanted = " OR ".join(f'"{word}"' for word in question)
        rows = self._base.execute("SELECT rowid FROM clause WHERE clause MATCH ? ORDER BY rank LIMIT ?", (wanted, k))
        return [row[0] - 1 for row in rows]


class RankBm25(Engine):
    needs = ("rank_bm25",)
    slow = True

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._bags: list[list[str]] = []

    def add(self, bags: list[list[str]]) -> None:
        self._bags += bags

    def finish(self) -> None:
        from rank_bm25 import BM25Okapi

        self._engine = BM25Okapi(self._bags, k1=K1, b=B)

    def best(self, question: list[str], k: int) -> list[int]:
        scores = self._engine.get_scores(question)
        return sorted(range(len(scores)), key=lambda number: -scores[number])[:k]


ENGINES: dict[str, type[Engine]] = {
    "ours": Ours,
    "tantivy": Tantivy,
    "bm25s with numba": Bm25s,
    "SQLite FTS5": Fts5,
    "rank_bm25": RankBm25,
}
