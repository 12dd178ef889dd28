"""Versions of documents: what one is held in now, and what of one's own was replaced by something newer."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge.documents import TABLES, load_document
from knowledge.model import Document
from knowledge.workspace import Workspace

VERSIONS = "versions"
"""The folder, in that of a document of one's own, with what was replaced."""


class Versions:
    """Of the documents of one library; a version is 12 hexadecimal digits, equal where words and tables are."""

    def __init__(self, documents: Mapping[str, Document], workspace: Workspace | None) -> None:
        self._documents = documents
        self._workspace = workspace
        self._now: dict[str, str] = {}
        self._earlier: dict[str, tuple[str, ...]] = {}

    def of(self, id: str) -> str:
        """What the library answers from. Raises `KeyError` for a document that is not in it."""
        if id not in self._now:
            self._now[id] = self._read(id)
        return self._now[id]

    def _read(self, id: str) -> str:
        if self._workspace is not None and (self._workspace.documents / id).is_dir():
            return version_in(self._workspace.documents / id)
        return version_of(self._documents[id].text)

    def earlier(self, id: str) -> tuple[str, ...]:
        """Those that were replaced by a newer one, the last of them last; their words are kept."""
        if id not in self._earlier:
            kept = self._workspace.documents / id / VERSIONS if self._workspace else None
            found = [place for place in kept.iterdir() if place.is_dir()] if kept is not None and kept.is_dir() else []
            self._earlier[id] = tuple(place.name for place in sorted(found, key=_taken_in))
        return self._earlier[id]

    def kept(self, id: str, version: str) -> Document | None:
        """The document as it was held in an earlier version. Raises `DataError`."""
        if self._workspace is None or version not in self.earlier(id):
            return None
        return load_document(self._workspace.documents / id / VERSIONS / version, id)


def _taken_in(place: Path) -> tuple[str, int, str]:
    """The day that a person last looked at it; on one day, when its words were written."""
    described = tomllib.loads((place / "document.toml").read_text(encoding="utf-8"))
    return str(described.get("verified_on", "")), (place / "text.txt").stat().st_mtime_ns, place.name


def version_of_all(documents: Iterable[tuple[Document, bool]], said: object, tables: Iterable[Path]) -> str:
    """Of a whole library: its documents, each with whether it is left out of answers, and what they are read with."""
    digest = hashlib.sha256()
    for one, out in documents:
        digest.update(repr((one.id, one.title, one.issued, one.standing, one.text, out)).encode())
    digest.update(repr(said).encode())
    for table in tables:
        digest.update(table.read_bytes())
    return digest.hexdigest()[:16]


def version_of(text: str, tables: bytes = b"") -> str:
    """Of a document: two with the same words and tables have the same."""
    return hashlib.sha256(text.encode() + b"\0" + tables).hexdigest()[:12]


def version_in(place: Path) -> str:
    """Of what stands in a document's folder."""
    tables = place / TABLES
    text = (place / "text.txt").read_text(encoding="utf-8")
    return version_of(text, tables.read_bytes() if tables.exists() else b"")
