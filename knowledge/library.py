"""The door: documents, clauses, standing on a day, search."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from knowledge.documents import check_ids, check_titles, load_document, load_documents
from knowledge.metadata.model import ReadDocument
from knowledge.model import Clause, Document, Hit, Path, Status
from knowledge.parsing import parse_file
from knowledge.parsing import read_document as _read_document
from knowledge.paths import printed
from knowledge.search.folding import fold
from knowledge.sentences import sentences_of
from knowledge.standing import status_on
from knowledge.workspace import Workspace

if TYPE_CHECKING:
    from knowledge.search.grammar import Grammar
    from knowledge.search.passages import Passages
    from knowledge.search.ranking import Search

_PLACE = re.compile(r"[一-鿿]{2,5}?(?:[市县区旗州盟镇])")
HOME = FilePath(__file__).parent


class Library:
    """All documents and how to find things in them; nothing in it changes after loading."""

    def __init__(
        self,
        documents: tuple[Document, ...],
        summaries: tuple[Document, ...] = (),
        own: tuple[Document, ...] = (),
        retired: tuple[Document, ...] = (),
        absent: frozenset[str] = frozenset(),
        workspace: Workspace | None = None,
    ) -> None:
        """`own`: documents of the data folder; `retired`: kept, but in no answer; `absent`: shipped ids left out."""
        self.documents = (*documents, *own)
        self.summaries = summaries
        self.own = own
        self.own_ids = frozenset(document.id for document in own)
        self.retired = retired
        self.absent = absent | {document.id for document in retired}
        """Ids of documents that programmes and curated answers may rest on, and that answer nothing."""
        self.whole = self
        """What `without` was taken from: what is held is counted there."""
        self._shipped = documents
        self._workspace = workspace
        self._added_terms = workspace.terms if workspace else ()
        self._by_id = {document.id: document for document in (*documents, *own, *summaries, *retired)}
        self._clauses = {clause.id: clause for document in self._by_id.values() for clause in document.clauses}
        self._children = _children(self._by_id.values())

    @classmethod
    def load(cls, folder: FilePath | None = None, own: Workspace | None = None) -> Library:
        """Reads `documents/` and, where there is one, `summaries/` below the folder (default: the library we ship).

        `own` is loaded over it. Raises `knowledge.errors.DataError`.
        """
        home = folder or HOME
        documents = load_documents(home / "documents")
        summaries = load_documents(home / "summaries") if (home / "summaries").is_dir() else ()
        check_ids(documents, summaries, (home / "documents", home / "summaries"))
        if own is None:
            return cls(documents, summaries)
        added = load_documents(own.documents) if own.documents.is_dir() else ()
        check_ids((*documents, *summaries), added, (home / "documents", own.documents))
        check_titles((*documents, *added), own.documents)
        left_out = frozenset() if own.shipped else frozenset(document.id for document in documents)
        retired = tuple(one for one in (*documents, *added) if one.id in own.retired and one.id not in left_out)
        gone = left_out | {document.id for document in retired}
        return cls(
            tuple(document for document in documents if document.id not in gone),
            summaries,
            tuple(document for document in added if document.id not in gone),
            retired,
            left_out,
            own,
        )

    @cached_property
    def version(self) -> str:
        """Hash of all its data: two libraries with the same version answer alike."""
        digest = hashlib.sha256()
        for document in self._by_id.values():
            kept = document.id in self.absent
            digest.update(
                repr((document.id, document.title, document.issued, document.standing, document.text, kept)).encode()
            )
        digest.update(repr(self._added_terms).encode())
        for name in (
            "search/terms.txt",
            "search/synonyms.toml",
            "search/cues.toml",
            "places.toml",
            "search/pinyin.txt",
            "search/lookalikes.txt",
        ):
            digest.update((HOME / name).read_bytes())
        return digest.hexdigest()[:16]

    def without(self, left_out: frozenset[str]) -> Library:
        """The same library without some of one's own documents; what is shipped is weighed as it is here."""
        own = tuple(document for document in self.own if document.id not in left_out)
        other = Library(self._shipped, self.summaries, own, self.retired, self.absent, self._workspace)
        other.whole = self.whole
        if self._shipped:
            other.__dict__["_search"] = self._search
        return other

    def is_own(self, id: str) -> bool:
        """Whether it stands in the data folder, retired or not."""
        return self._workspace is not None and (self._workspace.documents / id).is_dir()

    def is_imported(self, id: str) -> bool:
        """Whether the file that it was made from stands beside it."""
        return self._workspace is not None and any((self._workspace.documents / id).glob("source.*"))

    def version_of(self, id: str) -> str:
        """Of a document's words and tables. Raises `KeyError` for one that is not in the library."""
        from knowledge.importing.storing import version_in, version_of

        if self._workspace is not None and self.is_own(id):
            return version_in(self._workspace.documents / id)
        return version_of(self._by_id[id].text)

    def earlier_versions(self, id: str) -> tuple[str, ...]:
        """Versions that were replaced by a newer one; their words are kept."""
        if self._workspace is None:
            return ()
        kept = self._workspace.documents / id / "versions"
        return tuple(sorted(place.name for place in kept.iterdir())) if kept.is_dir() else ()

    def earlier(self, id: str, version: str) -> Document | None:
        """An older version of a document of one's own, as it was held. Raises `DataError`."""
        if self._workspace is None or version not in self.earlier_versions(id):
            return None
        return load_document(self._workspace.documents / id / "versions" / version, id)

    def document(self, id: str) -> Document | None:
        return self._by_id.get(id)

    def clause(self, document: str, path: Path) -> Clause | None:
        return self._clauses.get((document, tuple(path)))

    def status(self, document: str, day: date) -> Status:
        """Raises `KeyError` for a document that is not in the library."""
        return status_on(self._by_id[document].standing, day)

    def parent(self, clause: Clause) -> Clause | None:
        return self._clauses.get((clause.document, clause.path[:-1]))

    def children(self, clause: Clause) -> tuple[Clause, ...]:
        return self._children.get(clause.id, ())

    def neighbours(self, clause: Clause) -> tuple[Clause | None, Clause | None]:
        """The clauses before and after it under the same parent."""
        siblings = self._children.get((clause.document, clause.path[:-1]), ())
        at = siblings.index(clause)
        return (siblings[at - 1] if at else None, siblings[at + 1] if at + 1 < len(siblings) else None)

    def departments(self, clause: Clause) -> tuple[str, ...]:
        """Its responsible units, or those of the nearest clause above that names some."""
        above: Clause | None = clause
        while above is not None and not above.departments:
            above = self.parent(above)
        return above.departments if above else ()

    def sentences(self, clause: Clause) -> tuple[str, ...]:
        """The clause's own sentences and semicolon pieces: exact substrings of its text, in order."""
        return sentences_of(clause)

    def printed_path(self, document: str, path: Path) -> str:
        """第三部分(一)第2条, as people say it."""
        return printed(tuple(path), lambda above: self._is_leaf(document, above))

    def _is_leaf(self, document: str, path: Path) -> bool:
        below = self._children.get((document, path), ())
        return all(re.fullmatch(r"[一二三四五六七八九十]+[是要]", child.path[-1]) for child in below)

    @cached_property
    def _search(self) -> Search:
        """Over the shipped documents, so that those that are added move no answer of theirs; else over one's own."""
        from knowledge.search.ranking import Search

        return Search(self._shipped or self.own, also=tuple(document.text for document in self.own))

    @cached_property
    def _own_search(self) -> Search | None:
        """Over everything, so that its scores compare, with the names of one's own as words: for hits in one's own."""
        from knowledge.search.ranking import Search

        return Search(self.documents, terms=self.added_terms) if self.own and self._shipped else None

    @cached_property
    def added_terms(self) -> tuple[str, ...]:
        """Names of one's own documents, and those of `terms.txt`, that are no words yet; longest first."""
        if not self.own and not self._added_terms:
            return ()
        from knowledge.own_terms import terms_of

        return terms_of(self.own, self._added_terms, self._search.words.frequency)

    def search(self, text: str, k: int = 10, document: str | None = None) -> list[Hit]:
        """Best first, deterministic; empty when nothing meaningful is shared with any clause of the originals."""
        among = None if document is None else {document}
        hits = self._search.search(text, k, among)
        if self._own_search is None:
            return hits
        mine = self._own_search.search(text, k, {one.id for one in self.own if among is None or one.id in among})
        return sorted((*hits, *mine), key=lambda hit: -hit.score)[:k]

    def words(self, text: str) -> tuple[str, ...]:
        """Our segmentation after folding and the correction of common misspellings."""
        return self._cutting(fold(text)).cut(text)

    def words_of_corrected(self, folded: str) -> tuple[str, ...]:
        """The same of a text that `corrected` has given: nothing is looked up in it again."""
        return self._cutting(folded).words.cut(folded)

    def _cutting(self, folded: str) -> Search:
        """The one that knows the names in the text: one's own only where one of theirs stands in it."""
        own = self._own_search
        return own if own and any(term in folded for term in self.added_terms) else self._search

    def fold(self, text: str) -> str:
        return fold(text)

    def corrected(self, text: str) -> str:
        """The folded text with its misspelt words replaced; the same where nothing is surely misspelt."""
        correct, folded = self._search.spelling.correct, fold(text)
        if not self.own:
            return correct(folded)
        # A name of one's own documents is no misspelling, nor is the end of it with what follows (青禾县|市级).
        return "".join(piece if n % 2 else correct(piece) for n, piece in enumerate(self._names.split(folded)))

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """Places in the titles and regions of one's own documents, and their terms, as one group."""
        said = "|".join(f"{document.region}|{document.issuer or ''}|{document.title}" for document in self.own)
        places = {fold(name) for name in _PLACE.findall(said)}
        names = sorted({*places, *self.added_terms}, key=lambda name: (-len(name), name))
        return re.compile(f"({'|'.join(map(re.escape, names)) or '(?!)'})")

    def is_word(self, text: str) -> bool:
        """Whether general Chinese, or our own terms, have it as a word."""
        return self._search.words.frequency(text) > 0 or text in self.added_terms

    @cached_property
    def own_terms(self) -> frozenset[str]:
        """Names and terms that the documents have and general Chinese does not."""
        from knowledge.search.dictionary import terms

        return frozenset((*terms(), *self.added_terms))

    def subject_share(self, word: str) -> float:
        """How much of a subject the word carries in general Chinese: 1 for a noun, near 0 for 「打算」 or 「里头」."""
        return self._grammar.share(word)

    @cached_property
    def _grammar(self) -> Grammar:
        from knowledge.search.grammar import Grammar

        return Grammar()

    @cached_property
    def everyday_words(self) -> dict[str, tuple[str, ...]]:
        """What people say → what the documents say instead."""
        return self._search.everyday_words

    def rarity(self, word: str) -> float:
        """Inverse document frequency over the clauses, never negative; 0 for a word that stands nowhere."""
        folded = fold(word)
        return self._search.rarity(folded) or (self._own_search.rarity(folded) if self._own_search else 0.0)

    def knows(self, phrase: str) -> bool:
        """Whether the phrase occurs literally in an original (widths, spaces and line breaks aside)."""
        wanted = _bare(phrase)
        return bool(wanted) and any(wanted in text for text in self._bare_texts)

    @cached_property
    def _bare_texts(self) -> tuple[str, ...]:
        return tuple(_bare(document.text) for document in self.documents)


def read_document(file: FilePath) -> ReadDocument:
    """Everything that can be read from a strange file: head with evidence, clauses, tables, doubts; changes nothing.

    Raises `knowledge.errors.ReadingError`.
    """
    return _read_document(file)


def parse(file: FilePath, day: date) -> Document:
    """Cut an unseen policy document (txt, md, html, docx, pdf) into metadata and clauses; changes nothing.

    Raises `knowledge.errors.ReadingError`.
    """
    return parse_file(file, day)


def passages(texts: Sequence[tuple[str, str]], progress: Callable[[int], None] = lambda done: None) -> Passages:
    """Search over any (title, text) pairs with our tokens and numbers; `progress` hears how many are cut."""
    from knowledge.search.passages import Passages

    return Passages(texts, progress)


def _bare(text: str) -> str:
    return re.sub(r"[\s\"']", "", fold(text))


def _children(documents: object) -> dict[tuple[str, Path], tuple[Clause, ...]]:
    found: dict[tuple[str, Path], list[Clause]] = {}
    for document in documents:  # type: ignore[attr-defined]
        for clause in document.clauses:
            found.setdefault((document.id, clause.path[:-1]), []).append(clause)
    return {above: tuple(below) for above, below in found.items()}


def own_data() -> Workspace:
    """The folder of one's own documents, programmes, facts and curated answers, whether or not it is there."""
    return Workspace.current()


@cache
def cached_library() -> Library:
    """The library we ship and one's own over it, one per process."""
    return Library.load(own=own_data())
