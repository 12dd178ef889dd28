"""What curated answers say about the library itself: it follows the documents of one's own that are added."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.answering.case import Case
from bot.answering.imported.places import district_of
from bot.wording import say
from knowledge.faq import FaqEntry
from knowledge.library import Library
from knowledge.model import Document, Status

_MOST_NAMED = 5


def lines_of(case: Case, entry: FaqEntry) -> list[str]:
    """The answer's own words, with own documents that would make them untrue named in front."""
    said = entry.answer.strip().format_map(_places(case))
    return [*_beside(case, entry.beside), *(line for line in said.splitlines() if line)]


def _places(case: Case) -> dict[str, str]:
    own = bool(case.world.library.whole.own)
    return {
        **case.held.counted,
        "version": case.world.version,
        "held": say("answers.held_shipped" if own else "answers.held_all"),
        "districts": say("answers.districts_other" if _of_sort(case, "district") else "answers.districts_all"),
    }


def _beside(case: Case, sort: str) -> list[str]:
    found = _of_sort(case, sort)[:_MOST_NAMED] if sort else []
    titles = "》《".join(document.short_title for document in found)
    return [say(f"answers.beside_{sort}", titles=titles)] if found else []


def _of_sort(case: Case, sort: str) -> list[Document]:
    library = case.world.library.whole
    return [document for document in library.own if _SORTS[sort](library, document, case)]


def _binding(library: Library, document: Document, case: Case) -> bool:
    return library.status(document.id, case.today) is Status.IN_FORCE


def _district(_: Library, document: Document, __: Case) -> bool:
    return district_of(document) is not None


_SORTS: Mapping[str, Callable[[Library, Document, Case], bool]] = {"binding": _binding, "district": _district}
