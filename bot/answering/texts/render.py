"""From clauses to what a person reads: quotes, sources, standing, notices, buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot import buttons
from bot.model import Button, Citation, Part
from bot.wording import say
from bot.world import World
from knowledge.model import Clause, Document, Status
from rules.rulebook import Programme


@dataclass(frozen=True, slots=True)
class Quoted:
    """Sentences of one clause, each an exact substring of its text."""

    clause: Clause
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What is said of one document or clause: lines before, the quotes, lines after."""

    before: tuple[str, ...]
    quoted: tuple[Quoted, ...]
    after: tuple[str, ...] = ()


@dataclass
class Draft:
    """A reply while it is put together."""

    leads: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    programmes: list[Programme] = field(default_factory=list)
    """Grants whose amounts are told, for what is said about them together."""

    def add(self, before: str | Sequence[str], *quoted: Quoted, after: Sequence[str] = ()) -> None:
        lines = (before,) if isinstance(before, str) else tuple(before)
        self.blocks.append(Block(lines, quoted, tuple(after)))

    @property
    def quoted(self) -> tuple[Quoted, ...]:
        return tuple(item for block in self.blocks for item in block.quoted)


class Renderer:
    """Renders for one world on one day."""

    def __init__(self, world: World, today: date) -> None:
        self.world = world
        self.today = today

    def document(self, id: str) -> Document:
        document = self.world.library.document(id)
        if document is None:
            raise KeyError(id)
        return document

    def place(self, document: str) -> str:
        return self.document(document).place

    def status(self, document: str) -> Status:
        return self.world.library.status(document, self.today)

    def standing(self, document: str) -> str:
        expires = self.document(document).standing.expires_on
        status = self.status(document)
        until = "_until" if status is Status.IN_FORCE and expires else ""
        return say(f"answers.standing_{status.value}{until}", date=day_of(expires))

    def path(self, clause: Clause) -> str:
        """As people say it; a piece of a collection with its own title."""
        printed = self.world.library.printed_path(clause.document, clause.path)
        root = self.world.library.clause(clause.document, clause.path[:1])
        if root is None or not root.heading or not root.path[0].startswith("文"):
            return printed
        piece = self.world.library.printed_path(clause.document, root.path)
        return say("answers.piece_path", piece=piece, title=root.heading, rest=printed.removeprefix(piece))

    def departments(self, clause: Clause) -> tuple[str, ...]:
        """Of the clause, or of the nearest one above that names any."""
        here: Clause | None = clause
        while here is not None and not here.departments:
            here = self.world.library.parent(here)
        return here.departments if here is not None else ()

    def naming(self, clause: Clause) -> dict[str, str]:
        """The places that most sentences about a clause want."""
        return {
            "place": self.place(clause.document),
            "title": self.document(clause.document).short_title,
            "called": self.called(clause.document),
            "path": self.path(clause),
            "standing": self.standing(clause.document),
        }

    def source(self, clause: Clause) -> str:
        names = self.departments(clause)
        return self.named(clause) + (say("answers.source_departments", names="、".join(names)) if names else "")

    def named(self, clause: Clause) -> str:
        """The source line without the units."""
        return say("answers.source", title=self.document(clause.document).short_title, path=self.path(clause))

    def citations(self, quoted: Iterable[Quoted]) -> tuple[Citation, ...]:
        found: dict[tuple[object, str], Citation] = {}
        for item in quoted:
            for text in item.texts:
                found.setdefault((item.clause.id, text), self._citation(item.clause, text))
        return tuple(found.values())

    def _citation(self, clause: Clause, text: str) -> Citation:
        document = self.document(clause.document)
        status = self.status(clause.document).value
        version = self.world.library.versions.of(clause.document)
        return Citation(clause.document, clause.path, document.title, status, text, self.departments(clause), version)

    def notice(self, id: str) -> str:
        document = self.document(id)
        return say(
            f"answers.notice_{self.status(id).value}",
            title=document.short_title,
            fate=document.standing.fate,
            date=day_of(document.standing.expires_on),
        )

    def notices(self, documents: Iterable[str]) -> tuple[str, ...]:
        """One for every kind of standing; several documents of one kind and date share theirs."""
        alike: dict[tuple[Status, date | None], list[str]] = {}
        for id in dict.fromkeys(documents):
            alike.setdefault((self.status(id), self.document(id).standing.expires_on), []).append(id)
        return tuple(self.notice(ids[0]) if len(ids) == 1 else self._shared(ids) for ids in alike.values())

    def _shared(self, ids: Sequence[str]) -> str:
        """What became of each is told behind what all of them are."""
        documents = [self.document(id) for id in ids]
        fates = dict.fromkeys(document.standing.fate for document in documents if document.standing.fate)
        told = [
            say("answers.notice_fate", title=document.short_title, fate=document.standing.fate)
            for document in documents
            if document.standing.fate
        ]
        return say(
            f"answers.notice_{self.status(ids[0]).value}",
            title="》《".join(document.short_title for document in documents),
            fate="".join(told if len(fates) > 1 else fates),
            date=day_of(documents[0].standing.expires_on),
        )

    def parts(self, draft: Draft, notices: Sequence[str]) -> tuple[Part, ...]:
        parts = [Part("lead", lead) for lead in draft.leads]
        for block in draft.blocks:
            parts += [Part("lead", line) for line in block.before]
            for item in block.quoted:
                parts += [Part("quote", say("answers.quote", text=text.strip())) for text in item.texts]
                parts.append(Part("source", self.source(item.clause)))
            parts += [Part("text", line) for line in block.after]
        parts += [Part("text", line) for line in draft.closing]
        parts += [Part("notice", line) for line in self.binding(item.clause.document for item in draft.quoted)]
        parts += [Part("folded", notice) for notice in notices]
        told = {part: None for part in parts if part.text and part.kind == "lead"}
        return tuple(part for part in parts if part.text and (part.kind != "lead" or told.pop(part, part) is None))

    def binding(self, documents: Iterable[str]) -> list[str]:
        """Whether these bind anyone today: once for each kind of standing, in a few words."""
        alike: dict[tuple[Status, date | None], list[str]] = {}
        for id in dict.fromkeys(documents):
            alike.setdefault((self.status(id), self.document(id).standing.expires_on), []).append(id)
        return [
            say(f"answers.binds_{status.value}", names="、".join(map(self.called, ids)), date=day_of(expires))
            for (status, expires), ids in alike.items()
        ]

    def called(self, document: str) -> str:
        """The short name of a document."""
        return self.document(document).naming.called

    def clause_button(self, clause: Clause) -> Button:
        label = say("answers.button_full", place=self.place(clause.document), path=self.path(clause))
        return Button(label, buttons.clause(clause.document, clause.path))


def day_of(day: date | None) -> str:
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"
