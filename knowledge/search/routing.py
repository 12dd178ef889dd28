"""Which documents and which parts of them a question is about: factors on the scores, never a filter."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import numpy as np

from knowledge.bm25.formula import Scores
from knowledge.bm25.searching import Numbers
from knowledge.gazetteer.lookup import is_place_name
from knowledge.model import Clause, Document
from knowledge.outline.characters import mask
from knowledge.outline.labels import label_at
from knowledge.search.cues import Cue
from knowledge.search.folding import fold
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
        self,
        documents: tuple[Document, ...],
        clauses: list[Clause],
        own: Callable[[int], str],
        factors: Factors | None = None,
    ) -> None:
        """`own`: a clause's own words by its number."""
        self._factors = factors or Factors()
        self._documents = documents
        self._clauses = clauses
        self._own = own
        self._gains: dict[str, Scores] = {}
        numbers = {document.id: number for number, document in enumerate(documents)}
        self.document_of = np.fromiter((numbers[clause.document] for clause in clauses), np.int64, len(clauses))
        """The number of each clause's document."""
        self._numbers = np.fromiter((_number_of(clause) for clause in clauses), np.intp, len(clauses))
        self._titles = Titles(fold(document.title + document.short_title) for document in documents)
        self._cities = np.array([document.city or "" for document in documents])
        self._years = np.array([document.issued.year if document.issued else 0 for document in documents])
        kinds = np.array([document.standing.kind for document in documents])
        self._opinions = kinds == "opinion"
        self._undated_drafts = (kinds == "draft_for_comment") & (self._years == 0)
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

    def factors(self, question: Question, numbers: Numbers) -> Scores:
        """Of these clauses."""
        found = self._of_documents(question, self.document_of[numbers]) * self._shape[numbers]
        for number in question.numbers:
            found *= np.where(self._numbers[numbers] == number, self._factors.asked_by_number, 1.0)
        return found

    def clauses_of(self, documents: Collection[str]) -> Numbers:
        """Numbers of all clauses of these documents, in order."""
        wanted = [number for number, document in enumerate(self._documents) if document.id in documents]
        return np.flatnonzero(np.isin(self.document_of, wanted))

    def gains(self, cue: Cue, numbers: Numbers) -> Scores:
        """A cue's factor for these clauses; it depends on no question, so it is worked out once."""
        gains = self._gains.setdefault(cue.name, np.full(len(self._clauses), np.nan))
        for number in numbers[np.isnan(gains[numbers])]:
            clause = self._clauses[number]
            gains[number] = cue.gain_of(clause.path[-1], self._own(int(number)), bool(clause.departments))
        found: Scores = gains[numbers]
        return found

    def _of_documents(self, question: Question, documents: Numbers) -> Scores:
        """A factor for each of these documents."""
        factors = self._factors
        found = self._place_factors(question, documents)
        opinion = factors.opinion_asked if question.opinions else factors.opinion
        found = found * np.where(self._opinions[documents], opinion, 1.0)
        if question.years:
            found = found * np.where(np.isin(self._years[documents], list(question.years)), factors.same_year, 1.0)
        if question.earlier:
            found = found * np.where(self._undated_drafts[documents], factors.earlier, 1.0)
        about_documents = any(cue.drop for cue in question.cues)
        named = factors.named_document * (factors.about_documents if about_documents else 1)
        return found * (1 + named * self._naming(question, documents))

    def _place_factors(self, question: Question, documents: Numbers) -> Scores:
        factors, cities = self._factors, self._cities[documents]
        if question.cities:
            national = 1.0 if question.province else factors.province_for_a_city
            there = np.isin(cities, question.cities)
            return np.where(there, 1.0, np.where(cities == "", national, factors.other_city))
        if question.province:
            return np.where(cities == "", 1.0, factors.not_the_province)
        return np.ones(len(documents))

    def _naming(self, question: Question, documents: Numbers) -> Scores:
        """Share of the title words in the question that each title has; places are weighed elsewhere."""
        words = [word for word in question.words if len(word) > 1 and not is_place_name(word)]
        having = [self._titles.having(word) for word in words]
        telling = [titles for titles in having if 0 < len(titles) < len(self._documents) - 1]
        counts = np.zeros(len(documents))
        for titles in telling:
            counts += np.isin(documents, titles)
        return counts / len(telling) if telling else counts


class Titles:
    """Which titles have a word: looked up by its pairs of characters, so that no title is walked that has none."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._titles = tuple(titles)
        self._pairs: dict[str, set[int]] = {}
        for number, title in enumerate(self._titles):
            for at in range(len(title) - 1):
                self._pairs.setdefault(title[at : at + 2], set()).add(number)

    def having(self, word: str) -> list[int]:
        """Numbers of the titles with this word of two characters or more, in order."""
        pairs = sorted((self._pairs.get(word[at : at + 2], set()) for at in range(len(word) - 1)), key=len)
        candidates = set.intersection(*pairs) if pairs else set()
        return sorted(number for number in candidates if word in self._titles[number])


def _number_of(clause: Clause) -> int:
    """Of its last label; 0 for a named part."""
    label = label_at(mask(clause.path[-1]) + "、")
    return label.number if label else 0
