"""Which documents and which parts of them a question is about: factors on the scores, never a filter."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from knowledge.model import Clause, Document
from knowledge.outline.characters import mask
from knowledge.outline.labels import label_at
from knowledge.places import is_place_name
from knowledge.search.cues import Cue
from knowledge.search.folding import fold
from knowledge.search.index import Scores
from knowledge.search.question import Question

_NUMBERED = re.compile(r"[第(一二三四五六七八九十\d文]")


@dataclass(frozen=True, slots=True)
class Factors:
    other_city: float = 0.3
    not_the_province: float = 0.45
    province_for_a_city: float = 0.7
    opinion: float = 0.8
    opinion_asked: float = 1.3
    named_part: float = 0.62
    heading_only: float = 0.6
    same_year: float = 1.3
    earlier: float = 1.25
    named_document: float = 0.45
    about_documents: float = 3.0
    asked_by_number: float = 1.6


class Routing:
    def __init__(
        self, documents: tuple[Document, ...], clauses: list[Clause], own: list[str], factors: Factors | None = None
    ) -> None:
        self._factors = factors or Factors()
        self._documents = documents
        self._clauses = clauses
        self._own = own
        self._gains: dict[str, Scores] = {}
        numbers = {document.id: number for number, document in enumerate(documents)}
        self._document_of = np.fromiter((numbers[clause.document] for clause in clauses), np.intp, len(clauses))
        self._numbers = np.fromiter((_number_of(clause) for clause in clauses), np.intp, len(clauses))
        self._titles = [fold(document.title + document.short_title) for document in documents]
        self._shape = np.fromiter((self._shape_of(clause) for clause in clauses), np.float64, len(clauses))

    def _shape_of(self, clause: Clause) -> float:
        """Named parts and bare headings stand behind clauses that say something."""
        if not _NUMBERED.match(clause.path[-1]) or clause.path[-1].startswith("文"):
            return self._factors.named_part
        own = clause.text[: clause.own_end - clause.start]
        bare = len(re.sub(r"\s", "", own)) - len(re.sub(r"\s", "", clause.heading or "")) <= 8
        return self._factors.heading_only if bare else 1.0

    def is_place(self, word: str) -> bool:
        return is_place_name(word)

    def factors(self, question: Question) -> Scores:
        of_documents = np.fromiter(
            (self._document_factor(question, n) for n in range(len(self._documents))), np.float64
        )
        found = of_documents[self._document_of] * self._shape
        for number in question.numbers:
            found *= np.where(self._numbers == number, self._factors.asked_by_number, 1.0)
        for cue in question.cues:
            found *= self._gains_of(cue)
        return found

    def _gains_of(self, cue: Cue) -> Scores:
        """A cue's factor for every clause; it depends on no question, so it is worked out once."""
        if cue.name not in self._gains:
            gains = (
                cue.gain_of(clause.path[-1], text, bool(clause.departments))
                for clause, text in zip(self._clauses, self._own, strict=True)
            )
            self._gains[cue.name] = np.fromiter(gains, np.float64, len(self._clauses))
        return self._gains[cue.name]

    def _document_factor(self, question: Question, number: int) -> float:
        document, factors = self._documents[number], self._factors
        factor = self._place_factor(question, document)
        if document.standing.kind == "opinion":
            factor *= factors.opinion_asked if question.opinions else factors.opinion
        if document.issued and document.issued.year in question.years:
            factor *= factors.same_year
        if question.earlier and document.standing.kind == "draft_for_comment" and document.issued is None:
            factor *= factors.earlier
        about_documents = any(cue.drop for cue in question.cues)
        named = factors.named_document * (factors.about_documents if about_documents else 1)
        return factor * (1 + named * self._naming(question, number))

    def _place_factor(self, question: Question, document: Document) -> float:
        factors = self._factors
        if question.cities and document.city in question.cities:
            return 1.0
        if question.cities:
            national = document.city is None
            return (1.0 if question.province else factors.province_for_a_city) if national else factors.other_city
        return 1.0 if not question.province or document.city is None else factors.not_the_province

    def _naming(self, question: Question, number: int) -> float:
        """Share of the title words in the question that this title has; places are weighed elsewhere."""
        words = [word for word in question.words if len(word) > 1 and not is_place_name(word)]
        telling = [word for word in words if 0 < sum(word in title for title in self._titles) < len(self._titles) - 1]
        return sum(word in self._titles[number] for word in telling) / len(telling) if telling else 0.0


def _number_of(clause: Clause) -> int:
    """Of its last label; 0 for a named part."""
    label = label_at(mask(clause.path[-1]) + "、")
    return label.number if label else 0
