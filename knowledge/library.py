"""The door: documents, clauses, standing on a day, search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from knowledge.documents import check_ids, check_titles, load_documents
from knowledge.gazetteer.names import Names
from knowledge.gazetteer.table import TABLES
from knowledge.model import Clause, Document, Hit, Path, Status
from knowledge.paths import by_parent, only_points, printed
from knowledge.prepared import place_of
from knowledge.search.folding import fold
from knowledge.sentences import sentences_of
from knowledge.shared.following import follow, is_behind
from knowledge.standing import status_on
from knowledge.versions import Versions, version_of_all
from knowledge.workspace import Workspace

if TYPE_CHECKING:
    from knowledge.bm25.kept import Kept
    from knowledge.lookup import Lookup
    from knowledge.metadata.model import ReadDocument
    from knowledge.search.grammar import Grammar
    from knowledge.search.passages import Passages
    from knowledge.texts import Texts

__all__ = ["Library", "Names", "cached_library", "own_data", "parse", "passages", "read_document", "take_what_is_newer"]

HOME = FilePath(__file__).parent
_SEARCH_TABLES = ("terms.txt", "synonyms.toml", "cues.toml", "pinyin.txt", "lookalikes.txt")


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
        self.aliases = workspace.places if workspace else {}
        """What people call places, by the data folder of one's own."""
        self._by_id = {document.id: document for document in (*documents, *own, *summaries, *retired)}
        self._clauses = {clause.id: clause for document in self._by_id.values() for clause in document.clauses}
        self._children = by_parent(self._by_id.values())
        self.versions = Versions(self._by_id, workspace)

    @classmethod
    def load(cls, folder: FilePath | None = None, own: Workspace | None = None) -> Library:
        """Reads `documents/` and, where there is one, `summaries/` below the folder (default: the library we ship).

        `own` is loaded over it. Raises `knowledge.errors.DataError`.
        """
        home = folder or HOME
        kept = {
            name: place_of(f"outlines of {name}") if folder is None else None for name in ("documents", "summaries")
        }
        documents = load_documents(home / "documents", kept["documents"])
        summaries = load_documents(home / "summaries", kept["summaries"]) if (home / "summaries").is_dir() else ()
        check_ids(documents, summaries, (home / "documents", home / "summaries"))
        if own is None:
            return cls(documents, summaries)
        added = load_documents(own.documents, own.index / "outlines") if own.documents.is_dir() else ()
        check_ids((*documents, *summaries), added, (home / "documents", own.documents))
        check_titles((one for one in (*documents, *added) if one.id not in own.retired), own.documents)
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
        return version_of_all(
            ((document, document.id in self.absent) for document in self._by_id.values()),
            (self._added_terms, sorted(map(repr, self.aliases.items()))),
            (*(HOME / "search" / name for name in _SEARCH_TABLES), *TABLES),
        )

    def without(self, left_out: frozenset[str]) -> Library:
        """The same library without some of one's own documents; what is shipped is weighed as it is here."""
        own = tuple(document for document in self.own if document.id not in left_out)
        other = Library(self._shipped, self.summaries, own, self.retired, self.absent, self._workspace)
        other.whole = self.whole
        if self._shipped:
            self._lookup.share(other._lookup)
        return other

    def is_own(self, id: str) -> bool:
        """Whether it stands in the data folder, retired or not."""
        return self._workspace is not None and (self._workspace.documents / id).is_dir()

    def is_imported(self, id: str) -> bool:
        """Whether the file that it was made from stands beside it."""
        return self._workspace is not None and any((self._workspace.documents / id).glob("source.*"))

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
        return printed(tuple(path), lambda above: only_points(self._children.get((document, above), ())))

    @cached_property
    def _lookup(self) -> Lookup:
        from knowledge.lookup import Lookup

        return Lookup(self._shipped, self.own, self._added_terms, self.texts, self._kept)

    def _kept(self, name: str) -> Kept:
        from knowledge.bm25.kept import Nowhere
        from knowledge.shared.following import kept

        return kept(self._workspace, name) if self._workspace else Nowhere()

    @cached_property
    def texts(self) -> Texts:
        """Literal look-ups over `documents`; kept in the data folder where there are documents of one's own."""
        from knowledge.texts import Texts

        return Texts(self.documents, self._workspace.index if self._workspace and self.own else None)

    def clause_words(self, clause: Clause) -> str:
        """The clause's own words behind those of its headings, folded, without blanks."""
        from knowledge.texts import clause_words

        return clause_words(clause, lambda path: self._clauses.get((clause.document, path)))

    @property
    def added_terms(self) -> tuple[str, ...]:
        """Names of one's own documents, and those of `terms.txt`, that are no words yet; longest first."""
        return self._lookup.added_terms

    def search(self, text: str, k: int = 10, document: str | None = None) -> list[Hit]:
        """Best first, deterministic; empty when nothing meaningful is shared with any clause of the originals."""
        return self._lookup.search(text, k, document)

    def prepare(self) -> None:
        """Makes and keeps what the first question about one's own documents would wait for."""
        if self.own:
            self._lookup.prepare()

    def words(self, text: str) -> tuple[str, ...]:
        """Our segmentation after folding and the correction of common misspellings."""
        return self._lookup.words(text)

    def words_of_corrected(self, folded: str) -> tuple[str, ...]:
        """The same of a text that `corrected` has given: nothing is looked up in it again."""
        return self._lookup.words_of_corrected(folded)

    def fold(self, text: str) -> str:
        return fold(text)

    def corrected(self, text: str) -> str:
        """The folded text with its misspelt words replaced; the same where nothing is surely misspelt."""
        return self._lookup.corrected(text)

    def is_word(self, text: str) -> bool:
        """Whether general Chinese, or our own terms, have it as a word."""
        return self._lookup.is_word(text)

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

    @property
    def everyday_words(self) -> dict[str, tuple[str, ...]]:
        """What people say → what the documents say instead."""
        return self._lookup.everyday_words

    def rarity(self, word: str) -> float:
        """Inverse document frequency over the clauses, never negative; 0 for a word that stands nowhere."""
        return self._lookup.rarity(word)

    def knows(self, phrase: str) -> bool:
        """Whether the phrase occurs literally in an original (widths, spaces and line breaks aside)."""
        from knowledge.texts import bare

        wanted = bare(phrase)
        return bool(wanted) and wanted in self.texts.documents


def read_document(file: FilePath) -> ReadDocument:
    """Everything that can be read from a strange file: head with evidence, clauses, tables, doubts; changes nothing.

    Raises `knowledge.errors.ReadingError`.
    """
    from knowledge.parsing import read_document as read

    return read(file)


def parse(file: FilePath, day: date) -> Document:
    """Cut an unseen policy document (txt, md, html, docx, pdf) into metadata and clauses; changes nothing.

    Raises `knowledge.errors.ReadingError`.
    """
    from knowledge.parsing import parse_file

    return parse_file(file, day)


def passages(texts: Sequence[tuple[str, str]], progress: Callable[[int], None] = lambda done: None) -> Passages:
    """Search over any (title, text) pairs with our tokens and numbers; `progress` hears how many are cut."""
    from knowledge.search.passages import Passages

    return Passages(texts, progress)


def own_data() -> Workspace:
    """The folder of one's own documents, programmes, facts and curated answers, whether or not it is there."""
    return Workspace.current()


def take_what_is_newer(own: Workspace) -> None:
    """Where the folder is a copy of a server's: what is newer there. Asking costs one short question."""
    if is_behind(own):
        follow(own)


@cache
def cached_library() -> Library:
    """The library we ship and one's own over it, one per process."""
    own = own_data()
    follow(own)
    return Library.load(own=own)
