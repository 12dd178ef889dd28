"""What the library holds, as people name it: its documents, and the places they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.answering.numerals import chinese
from knowledge.gazetteer.table import Place, gazetteer
from knowledge.library import Library
from knowledge.model import Document, Path
from rules.figures import chinese_number

_LABEL = re.compile(r"[^\d一二三四五六七八九十百千零]")
_WORD_WITH_PLACE = 2
"""Characters behind a place's name from which on the whole is a name of its own (山东证监局)."""


@dataclass(frozen=True)
class DocumentNames:
    """How people name a document, and the numbering that 第…条 means in it."""

    id: str
    called: str
    names: tuple[str, ...]
    patterns: re.Pattern[str]
    city: str
    """The place it is about, in short."""
    articles: tuple[str, ...]
    last: int
    """The number of its last article."""
    draft: bool
    """One of the texts that are meant where the drafts are spoken of."""

    def named_in(self, packed: str) -> bool:
        """`packed`: a question without spaces."""
        return any(name in packed for name in self.names) or bool(self.patterns.search(packed))


class Held:
    """Of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.documents = {document.id: _names(document) for document in library.documents}

    @cached_property
    def places(self) -> dict[str, re.Pattern[str]]:
        """The places that documents are about, in the order of the documents; each with all that it is called."""
        shorts = dict.fromkeys(entry.city for entry in self.documents.values())
        return {short: _any_of(self._called(short)) for short in shorts}

    @cached_property
    def counted(self) -> dict[str, str]:
        """What sentences about the library as a whole want: how many documents, of which places."""
        whole = held(self._library.whole)
        return {"count": chinese(len(whole.documents)), "places": "、".join(whole.places)}

    @cached_property
    def names_with_places(self) -> re.Pattern[str]:
        """Names of units and platforms that have a place in them and say nothing about where the asker is."""
        units = {unit for document in self._library.documents for c in document.clauses for unit in c.departments}
        names = {*units, *self._library.own_terms}
        found = [name for name in names for short in self.places if _is_name_with(name, short)]
        return _any_of(found)

    def other_places(self, text: str) -> tuple[str, ...]:
        """Places named that no document is about, as written, each once."""
        written = {
            text[mention.start : mention.end]: None
            for mention in gazetteer().find(text)
            if not any(
                self._covers(place) or self._lies_in(place) or _is_half_a_name(text[mention.start : mention.end], place)
                for place in mention.places
            )
        }
        return tuple(written)

    def around(self, city: str | None) -> tuple[str, ...]:
        """A city with the province that it lies in; nothing where no city is known."""
        provinces = dict.fromkeys(place.province for place in gazetteer().named(city or "") if place.level == "city")
        return (city, *provinces) if city else ()

    def _covers(self, place: Place) -> bool:
        return place.short in self.places or (place.level == "district" and place.city in self.places)

    def _lies_in(self, place: Place) -> bool:
        """The city or the province of a covered place: 广州 beside a document of 天河区."""
        return any(place.short in (one.city, one.province) for one in self._covered)

    @cached_property
    def _covered(self) -> tuple[Place, ...]:
        return tuple(place for short in self.places for place in gazetteer().named(short))

    def _called(self, short: str) -> list[str]:
        names = list(gazetteer().names_within(short)) or [short]
        province = any(place.level == "province" for place in gazetteer().named(short))
        return [*names, *(gazetteer().province_words if province else ())]


def _is_half_a_name(written: str, place: Place) -> bool:
    """A district or county without its last word is called so by its own people: 泰山 is a mountain to all others."""
    return place.level == "district" and not place.name.endswith("市") and written != place.name


def _is_name_with(name: str, short: str) -> bool:
    return name.startswith(short) and len(name) >= len(short) + _WORD_WITH_PLACE


def _names(document: Document) -> DocumentNames:
    naming = document.naming
    return DocumentNames(
        document.id,
        naming.called,
        naming.names,
        re.compile("|".join(f"(?:{pattern})" for pattern in naming.patterns) or "(?!)"),
        document.place,
        naming.numbering,
        _last([clause.path for clause in document.clauses], naming.numbering),
        document.standing.kind == "draft_for_comment",
    )


def _last(paths: list[Path], numbering: tuple[str, ...]) -> int:
    fitting = (
        path
        for path in paths
        if len(path) == len(numbering)
        and all(known in ("*", here) for known, here in zip(numbering[:-1], path, strict=False))
    )
    return max((_number(path[-1]) for path in fitting), default=0)


def _number(label: str) -> int:
    bare = _LABEL.sub("", label)
    if not bare:
        return 0
    return int(bare) if bare.isdecimal() else chinese_number(bare) or 0


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) or "(?!)")


@lru_cache(maxsize=4)
def held(library: Library) -> Held:
    """One for each library."""
    return Held(library)
