"""The bot is asked about everything that it holds: one question for each document, programme and honour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.answering.answer import Answer, Focus, answer
from bot.answering.held import held
from bot.errors import InputError
from bot.wording import say
from bot.world import World
from knowledge.model import Document
from rules.rulebook import Programme

_NO_ANSWER = ("not_covered", "clarify", "help", "greeting")
_MOST_OF_A_QUOTE = 200


def ask_about_everything(world: World, today: date) -> int:
    """How many were asked about; raises `InputError` on the first that the bot does not know of when asked by name."""
    asked = 0
    for about, questions, known in _expected(world):
        if not any(known(answer(question, Focus(), world, today)) for question in questions):
            raise InputError(say("rules.not_answered", about=about, question=questions[0]))
        asked += 1
    return asked


class _Knows:
    """Whether an answer shows that the bot knows what it was asked about."""

    def __init__(self, document: str | None = None, clause: tuple[str, ...] = (), title: str = "") -> None:
        self._document, self._clause, self._title = document, clause, title

    def __call__(self, found: Answer) -> bool:
        if self._document is None:
            return found.kind not in _NO_ANSWER
        if self._title and self._title in found.message.text:
            return True
        return any(
            cited.document == self._document and _one_in_the_other(cited.clause, self._clause)
            for cited in found.message.citations
        )


def _one_in_the_other(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


_Expected = tuple[str, tuple[str, ...], _Knows]
"""What is asked about, its question (and others where that one leads elsewhere), and what its answer has to show."""


def _expected(world: World) -> Iterator[_Expected]:
    documents = {document.id: document for document in world.library.documents}
    for document in documents.values():
        yield document.title, _of_document(document, world), _Knows(document.id, title=document.title)
    for programme in world.rulebook.programmes:
        if programme.document in documents and programme.judged:
            knows = _Knows(programme.document, programme.clause)
            yield programme.title, _of_programme(programme, documents[programme.document], world), knows
    for honour in world.rulebook.facts["honours"].choices:
        yield honour, (say("rules.question_honour", honour=honour),), _Knows()


def _of_document(document: Document, world: World) -> tuple[str, ...]:
    names: Iterable[str] = (_called(document, world), document.title)
    return tuple(say("rules.question_document", document=name) for name in names)


def _of_programme(programme: Programme, document: Document, world: World) -> tuple[str, ...]:
    """By title; where other texts have the same in other words, by the document's name, then by the quote."""
    place = document.city or ""
    quote = programme.quote[:_MOST_OF_A_QUOTE]
    called = _called(document, world)
    return f"{place}{programme.title}", f"{called}{programme.title}", f"{place}{quote}", f"{called}{quote}"


def _called(document: Document, world: World) -> str:
    entry = held(world.library).documents.get(document.id)
    return entry.called if entry else document.title
