"""The parts of a Word file, opened with care: sizes first, no entities, no network."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

from lxml import etree

from knowledge.errors import ReadingError, sentence

MOST_UNPACKED_BYTES = 200_000_000
MOST_RATIO = 200
MOST_ENTRIES = 10_000


class Archive:
    """Raises `ReadingError` for what is no whole Word file, or one that would unpack beyond reason."""

    def __init__(self, file: Path, data: bytes) -> None:
        self._file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
            raise ReadingError(sentence("source_broken", file=file.name, kind="docx")) from None
        self.names = {entry.filename for entry in entries}
        unpacked = sum(entry.file_size for entry in entries)
        bomb = any(
            entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
            for entry in entries
        )
        if unpacked > MOST_UNPACKED_BYTES or bomb or len(entries) > MOST_ENTRIES:
            raise ReadingError(sentence("source_bomb", file=file.name))

    def part(self, name: str) -> Any | None:
        """The root element of an XML part; None where there is none.

        Entities are not followed, and a part that declares any is refused.
        """
        if name not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            data = self._zip.read(name)
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise ReadingError(sentence("source_broken", file=self._file.name, kind="docx")) from None
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error):
            raise ReadingError(sentence("source_broken", file=self._file.name, kind="docx")) from None
        tree = root.getroottree()
        if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
            raise ReadingError(sentence("source_entities", file=self._file.name))
        return root


def local(element: Any) -> str:
    """An element's name without its namespace: the strict and the transitional format differ in nothing else."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its bare name."""
    for key, value in element.attrib.items():
        if key.rsplit("}", 1)[-1] == name:
            return str(value)
    return None


def below(element: Any | None) -> list[Any]:
    """An element's children; none where it is not there."""
    return [] if element is None else list(element)


def child(element: Any | None, name: str) -> Any | None:
    if element is None:
        return None
    return next((one for one in element if local(one) == name), None)


def value_of(element: Any | None, name: str) -> str | None:
    """`val` of a child."""
    found = child(element, name)
    return attribute(found, "val") if found is not None else None
