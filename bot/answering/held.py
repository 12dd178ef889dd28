"""What the library holds, as people name it: its documents, and the places they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.answering.imported.places import district_of
from bot.answering.numerals import chinese
from knowledge.gazetteer.table import Place, gazetteer
from knowledge.library import Library, Names
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
    patterns: re.Pattern[str] | None
    """Names that vary; none where it has only those above."""
    city: str
    """The place it is about, in short."""
    articles: tuple[str, ...]
    last: int
    """The number of its last article."""
    draft: bool
    """One of the texts that are meant where the drafts are spoken of."""


class Held:
    """Of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.documents = {document.id: _names(document) for document in library.documents}

        self.places = tuple(dict.fromkeys(entry.city for entry in self.documents.values()))
        """The places that documents are about, in the order of the documents."""

    @cached_property
    def place_names(self) -> Names:
        """All that these places are called."""
        return Names(self._places_called)

    @cached_property
    def _places_called(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for short in self.places:
            for name in self._called(short):
                found.setdefault(name, []).append(short)
        return found

    def cities_in(self, text: str) -> tuple[str, ...]:
        """The places named, in the order of the text; names of units that have one in them name none."""
        rest = self.names_with_places.replaced(text, " ")
        named = (rest[start:end] for start, end in self.place_names.spans(rest))
        return tuple(dict.fromkeys(short for name in named for short in self._places_called[name]))

    @cached_property
    def _documents_called(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for entry in self.documents.values():
            for name in entry.names:
                found.setdefault(name, []).append(entry.id)
        return found

    @cached_property
    def _document_names(self) -> Names:
        return Names(self._documents_called)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {id: number for number, id in enumerate(self.documents)}

    @cached_property
    def _patterned(self) -> Mapping[re.Pattern[str], list[str]]:
        found: dict[re.Pattern[str], list[str]] = {}
        for entry in self.documents.values():
            if entry.patterns is not None:
                found.setdefault(entry.patterns, []).append(entry.id)
        return found

    def named_in(self, packed: str) -> set[str]:
        """Documents that a question names; `packed`: without spaces."""
        found = {id for name in self._document_names.standing_in(packed) for id in self._documents_called[name]}
        return found.union(*(ids for pattern, ids in self._patterned.items() if pattern.search(packed)))

    def in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Of the documents."""
        return tuple(sorted(ids, key=self._order.__getitem__))

    def names_in(self, text: str) -> list[str]:
        """Names of documents that stand in the text, in the order of the documents."""
        return sorted(self._document_names.standing_in(text), key=self._place_of)

    def _place_of(self, name: str) -> tuple[int, int]:
        """Of the first document that is called so, and of the name among those that it has."""
        id = self._documents_called[name][0]
        return self._order[id], self.documents[id].names.index(name)

    @cached_property
    def counted(self) -> dict[str, str]:
        """What sentences about the library as a whole want: how many documents, of which places."""
        documents = self._library.whole.documents
        cities = held(self._library.whole).documents
        places = dict.fromkeys(cities[one.id].city + (district_of(one) or "") for one in documents)
        return {"count": chinese(len(documents)), "places": "、".join(places)}

    @cached_property
    def names_with_places(self) -> Names:
        """Names of units and platforms that have a place in them and say nothing about where the asker is."""
        units = {unit for document in self._library.documents for c in document.clauses for unit in c.departments}
        names = {*units, *self._library.own_terms}
        shorts, lengths = frozenset(self.places), {len(short) for short in self.places}
        return Names(
            name
            for name in names
            if any(len(name) >= size + _WORD_WITH_PLACE and name[:size] in shorts for size in lengths)
        )

    @cached_property
    def drafts(self) -> tuple[str, ...]:
        """Texts that are meant where the drafts are spoken of."""
        return tuple(id for id, entry in self.documents.items() if entry.draft)

    def other_places(self, text: str) -> tuple[str, ...]:
        """Places named that no document is about, as written, each once; not those in names of units."""
        text = self.names_with_places.replaced(text, " ")
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
        return place.short in self._shorts or (place.level == "district" and place.city in self._shorts)

    @cached_property
    def _shorts(self) -> frozenset[str]:
        return frozenset(self.places)

    def _lies_in(self, place: Place) -> bool:
        """The city or the province of a covered place: 广州 beside a document of 天河区."""
        return place.short in self._around

    @cached_property
    def _around(self) -> frozenset[str | None]:
        covered = (place for short in self.places for place in gazetteer().named(short))
        return frozenset(name for place in covered for name in (place.city, place.province))

    def _called(self, short: str) -> list[str]:
        names = list(gazetteer().names_within(short)) or [short]
        names += [name for place, own in self._library.aliases.items() if place.short == short for name in own]
        province = any(place.level == "province" for place in gazetteer().named(short))
        return [*names, *(gazetteer().province_words if province else ())]


def _is_half_a_name(written: str, place: Place) -> bool:
    """A district or county without its last word is called so by its own people: 泰山 is a mountain to all others."""
    return place.level == "district" and not place.name.endswith("市") and written != place.name


def _names(document: Document) -> DocumentNames:
    naming = document.naming
    return DocumentNames(
        document.id,
        naming.called,
        naming.names,
        re.compile("|".join(f"(?:{pattern})" for pattern in naming.patterns)) if naming.patterns else None,
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


@lru_cache(maxsize=4)
def held(library: Library) -> Held:
    """One for each library."""
    return Held(library)
