"""What a text itself says of an application: until when, where, by which telephone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from knowledge.library import Library
from knowledge.model import Clause

FIELDS = ("deadline", "address", "phone")


@lru_cache(maxsize=512)
def said(library: Library, document: str, path: tuple[str, ...], quote: str) -> Mapping[str, str]:
    """Field → the sentence that gives it, verbatim; a field that the text does not give is absent.

    The clause of the benefit is asked first, then what the document says of applying.
    """
    own = library.clause(document, path)
    near = sorted(_sentences(library, own), key=lambda sentence: quote not in sentence) if own is not None else []
    found = {name: text for name in FIELDS if (text := _first(near, _pattern("own", name)))}
    rest = _of_applying(library, document) if len(found) < len(FIELDS) else ()
    for name in FIELDS:
        section = "elsewhere" if name == "deadline" else "own"
        if name not in found and (text := _first(rest, _pattern(section, name))):
            found[name] = text
    return found


def _first(sentences: Sequence[str], pattern: re.Pattern[str]) -> str:
    return next((text for text in sentences if pattern.search(text)), "")


def _sentences(library: Library, clause: Clause) -> Iterator[str]:
    for sentence in library.sentences(clause):
        yield sentence.strip()


@lru_cache(maxsize=32)
def _of_applying(library: Library, document: str) -> tuple[str, ...]:
    """Sentences of clauses that speak of applying, in the order of the document."""
    return tuple(_applying(library, document))


def _applying(library: Library, document: str) -> Iterator[str]:
    found = library.document(document)
    place = _pattern("elsewhere", "place")
    for clause in found.clauses if found is not None else ():
        above = library.parent(clause)
        if not library.children(clause) and not _never().search(clause.text + (above.text if above else "")):
            heading = "".join(one.heading or "" for one in (clause, above) if one is not None)
            applying = place.search(heading) is not None
            yield from (text for text in _sentences(library, clause) if applying or place.search(text))


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("guide.toml").read_text(encoding="utf-8"))


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    return re.compile(_data()[section][name])


@cache
def _never() -> re.Pattern[str]:
    return re.compile(_data()["never"])
