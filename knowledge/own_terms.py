"""Names of documents that were added: words which segmentation and look-up take whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from knowledge.model import Document
from knowledge.search.folding import fold

_LONGEST = 12
_QUOTED = re.compile(r"[“‘「]([一-鿿a-zA-Z0-9]{2,12})[”’」]")
_RECOGNISED = re.compile(
    r"(?:认定为|评定为|评为|获评|授予|列入|入选|获得)(?:的)?[“‘「]?([一-鿿]{3,12}?)(?:[”’」]?(?:称号|资质|的)|[,，。;；、])"
)
_HEADING = re.compile(r"^[一-鿿]{3,10}$")
_NAME = re.compile(r"^[一-鿿a-z0-9]+$")


def terms_of(documents: Iterable[Document], more: Iterable[str], frequency: Callable[[str], int]) -> tuple[str, ...]:
    """Quoted names, headings, objects of 认定, offices and `more`, folded; without what is a word already."""
    found = {fold(term) for document in documents for term in _names(document)} | {fold(term) for term in more}
    kept = {term for term in found if 1 < len(term) <= _LONGEST and _NAME.match(term) and not frequency(term)}
    return tuple(sorted(kept, key=lambda term: (-len(term), term)))


def _names(document: Document) -> Iterator[str]:
    text = re.sub(r"\s", "", document.text)
    yield from _QUOTED.findall(text)
    yield from _RECOGNISED.findall(text)
    for clause in document.clauses:
        yield from (name for name in clause.departments if len(name) > 2)
        if clause.heading and _HEADING.match(clause.heading):
            yield clause.heading
