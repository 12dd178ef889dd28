"""Whether a question is about a document of one's own, and about which."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.answering.imported.asking import Asked, weight
from bot.answering.imported.catalogue import Catalogue, Shares, catalogue
from bot.answering.model import Focus
from knowledge.library import Library
from knowledge.model import Document

_LEAST, _MORE = 0.5, 0.12
"""What a document of one's own has to meet of a question that names no place, and by how much more than the others."""
_PHRASE = 6
_SUBJECT = 3
"""Characters of a title that tell what a document is about, where no text of the others has them."""
_WHOLE = 0.8
_IDLE = re.compile(r"(?:企业|奖励|补贴|补助|资金|给予|一次性|最高|多少|的|对|万元|项目|政策|支持|申报|条件|发展|认定)+")


def about(
    asked: Asked, named: tuple[str, ...], library: Library, focus: Focus, candidates: Sequence[Document]
) -> Document | None:
    """Named by title or place, else met best by what it says; the last answer's document where nothing is named."""
    known = catalogue(library)
    found = _Choice(asked, named, known, library, frozenset(known.number_of[one.id] for one in candidates)).made(focus)
    return None if found is None else known.documents[found]


@dataclass(frozen=True)
class _Choice:
    """Documents are numbers of the catalogue; `own` are those that may be chosen."""

    asked: Asked
    named: tuple[str, ...]
    known: Catalogue
    library: Library
    own: frozenset[int]

    def made(self, focus: Focus) -> int | None:
        of_places = self.known.of_places(self.named)
        here = [number for number in of_places if number in self.own]
        here = here or [number for number in self.known.lying_in(self.named) if number in self.own]
        elsewhere = bool(self.named) and not here
        titled = [number for number in self.known.titled(self.asked.text) if number in self.own]
        if titled and not elsewhere:
            return self._best(titled)
        if here:
            best = self._best(here)
            rivals = [number for number in of_places if number not in self.own]
            return None if rivals and self._most(rivals) >= float(self.shares[best]) else best
        if elsewhere:
            return None
        leaning = self.known.number_of.get(focus.document or "")
        if leaning in self.own and self._goes_on(leaning):
            return leaning
        return self._by_content()

    def _goes_on(self, leaning: int) -> bool:
        """Nothing new is asked about, or what is meets the last document at least as well as those that are shipped."""
        if not self.asked.words:
            return True
        return float(self.shares[leaning]) >= max(_LEAST, self._most(self._others))

    def _by_content(self) -> int | None:
        """The one that has a long run of the question's own words that no other document has, else meets more of it."""
        phrased = self._having_own_phrase()
        if phrased is not None or not self.asked.words:
            return phrased
        best = self._best(self.own)
        mine = float(self.shares[best])
        theirs = self._most(self._others)
        if mine >= _LEAST and mine >= theirs + _MORE:
            return best
        return best if (mine >= theirs and self._has_own_subject(best)) or self._gives_alone(best) else None

    def _has_own_subject(self, best: int) -> bool:
        """The question says something that the document's title says, and no document of the others does."""
        bare, subject = self.library.texts.unsigned(self.asked.text), self.known.subject_of(best)
        runs = (bare[start : start + _SUBJECT] for start in range(len(bare) - _SUBJECT + 1))
        mine = (run for run in runs if run in subject and not _IDLE.search(run))
        return any({int(n) for n in self.known.having_run(run)} <= self.own for run in mine)

    def _gives_alone(self, best: int) -> bool:
        """How much is asked: it meets the whole of it where it has figures, the others only where they have none."""
        if not self.asked.asks("amount"):
            return False
        shares = self.known.shares_with_figures(self._weights)
        theirs = max((float(shares[number]) for number in self._others), default=0.0)
        return float(shares[best]) >= max(_WHOLE, theirs + _MORE)

    def _having_own_phrase(self) -> int | None:
        bare = self.library.texts.unsigned(self.asked.text)
        runs = (bare[start : start + _PHRASE] for start in range(len(bare) - _PHRASE + 1))
        having = [{int(n) for n in self.known.having_run(run)} for run in runs if not _IDLE.fullmatch(run)]
        return min((number for numbers in having if numbers <= self.own for number in numbers), default=None)

    def _best(self, numbers: Collection[int]) -> int:
        """The one that meets most of the question; of equals the newest."""
        documents, ordered = self.known.documents, np.array(sorted(numbers), np.int64)
        shares = np.round(self.shares[ordered], 3)
        most = ordered[shares == shares.max()].tolist()
        return int(max(most, key=lambda number: str(documents[number].issued or "")))

    def _most(self, numbers: Collection[int]) -> float:
        return float(self.shares[list(numbers)].max(initial=0.0))

    @cached_property
    def _others(self) -> list[int]:
        return [number for number in range(len(self.known.documents)) if number not in self.own]

    @cached_property
    def shares(self) -> Shares:
        """Of the question's subject, for every document: what one clause with its headings meets, at best."""
        return self.known.shares(self._weights)

    @cached_property
    def _weights(self) -> tuple[tuple[str, float], ...]:
        return tuple((word, weight(word, self.library)) for word in self.asked.words if len(word) > 1)
