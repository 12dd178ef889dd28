"""The words of a library, to be looked up literally: clauses with their headings, documents, titles."""

from __future__ import annotations

import hashlib
import logging
import marshal
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path as FilePath

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Clause, Document, Path
from knowledge.search.folding import fold
from knowledge.search.literal import Literal

_ABOVE = 60
"""Characters of a clause without a heading that stand for one above those below it."""
_KEPT = 2
"""Files of one name that stay: the newest, and one that another process may still look for."""
_log = logging.getLogger(__name__)


class Texts:
    """Each of its indexes is made when it is first asked for, and then kept in `folder` if there is one."""

    def __init__(self, documents: tuple[Document, ...], folder: FilePath | None = None) -> None:
        self._documents = documents
        self.folder = folder

    def prepare(self) -> None:
        """Makes and keeps its indexes, where they are not there."""
        for name in ("clauses", "documents", "runs"):
            getattr(self, name)

    @cached_property
    def clauses(self) -> Literal:
        """Every clause's own words behind those of its headings, without blanks."""
        return self._literal("clauses", lambda: [said for one in self._documents for said in _clauses_of(one)])

    @cached_property
    def documents(self) -> Literal:
        """Every document's text, without blanks and quotation marks."""
        return self._literal("documents", lambda: [bare(document.text) for document in self._documents])

    @cached_property
    def runs(self) -> Literal:
        """Every document's Chinese characters, letters and digits, nothing between them."""
        return self._literal("runs", lambda: [self.unsigned(fold(document.text)) for document in self._documents])

    @staticmethod
    def unsigned(folded: str) -> str:
        """As the texts of `runs` are."""
        return re.sub(r"[^一-鿿a-z0-9]", "", folded)

    @cached_property
    def titles(self) -> Literal:
        return Literal([bare(document.title) for document in self._documents])

    @cached_property
    def document_of(self) -> NDArray[np.int64]:
        """The number of every clause's document."""
        return np.repeat(np.arange(len(self._documents)), [len(document.clauses) for document in self._documents])

    def _literal(self, name: str, texts: Callable[[], Sequence[str]]) -> Literal:
        if self.folder is None:
            return Literal(texts())
        found = Literal.kept(self.folder / f"{name}-{self.state}.bin", texts)
        forget(self.folder, name)
        return found

    @cached_property
    def state(self) -> str:
        """Two libraries with the same have the same texts, cut into the same clauses."""
        digest = hashlib.sha256()
        for one in self._documents:
            places = [(clause.path, clause.heading, clause.start, clause.own_end) for clause in one.clauses]
            digest.update(marshal.dumps((one.id, one.title, one.text, places), 2))
        return digest.hexdigest()[:16]


def forget(folder: FilePath, name: str) -> None:
    """Files of this name that older states left behind."""
    files = [file for file in folder.glob(f"{name}-*") if file.is_file()]
    for file in sorted(files, key=lambda one: one.stat().st_mtime, reverse=True)[_KEPT:]:
        try:
            file.unlink(missing_ok=True)
        except OSError as problem:
            _log.debug("still in use: %s", problem)


def _clauses_of(document: Document) -> list[str]:
    by_path = {clause.path: clause for clause in document.clauses}
    return [clause_words(clause, by_path.get) for clause in document.clauses]


def clause_words(clause: Clause, at: Callable[[Path], Clause | None]) -> str:
    """The clause's own words behind those of its headings, folded, without blanks; `at`: its document's by path."""
    said = [clause.heading or "", clause.text[: clause.own_end - clause.start]]
    above = at(clause.path[:-1])
    while above is not None:
        said.insert(0, above.heading or above.text[: min(above.own_end - above.start, _ABOVE)])
        above = at(above.path[:-1])
    return bare("\n".join(said))


def bare(text: str) -> str:
    """Folded, without blanks and quotation marks."""
    return re.sub(r"[\s\"']", "", fold(text))
