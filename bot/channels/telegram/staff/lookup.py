"""Quick look-ups: what fits a few words, and in which order; the most asked where there are no words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from bot import buttons
from bot.channels.telegram.receiving.entries import Benefit, Entries, Entry
from bot.wording import say
from bot.world import World, worlds

_MOST_CLAUSES = 120
_MOST_OTHERS = 20
_FIRST_POPULAR = 4
_FAQ_BAR = 0.35
"""Entries that are less like the question than this are about something else."""
_QUESTION = re.compile(r"[??吗呢么]|怎|哪|谁|多少|几|能不能|是不是")
_MONEY = ("money", "money_unpriced")
"""Kinds of programme that people ask for first."""


class Lookup:
    """Results depend on the words and the day only; the order is the same everywhere."""

    def __init__(self, world: World | Callable[[], World]) -> None:
        self._worlds = worlds(world)
        self._entries = Entries(world)

    @property
    def _world(self) -> World:
        return self._worlds()

    @property
    def version(self) -> str:
        return self._entries.version

    def find(self, text: str, day: date) -> list[Entry]:
        """[] for words that stand nowhere.

        What is of a city that is named comes before everything else; frequent questions come first where a question
        is asked, else after the programmes; then clauses.
        """
        if not text.strip():
            return self._popular(day)
        cities = {city for city in self._cities if city in text}
        bare = text
        for city in cities:
            bare = bare.replace(city, " ")
        found = self._world.faq.find(text, 3) if self._words(bare) else []
        faq = [self._entries.faq(entry, day) for entry, likeness in found if likeness >= _FAQ_BAR]
        programmes = [self._entries.programme(programme, day) for programme in self._programmes_for(bare, cities)]
        hits = self._world.library.search(text, _MOST_CLAUSES)
        hits = sorted(hits, key=lambda hit: bool(cities) and not self._is_of(hit.clause.document, cities))
        clauses = [self._entries.clause(hit.clause, day) for hit in hits]
        return [*faq, *programmes, *clauses] if _QUESTION.search(text) else [*programmes, *faq, *clauses]

    def programme(self, digest: str, day: date) -> tuple[Entry, Benefit] | None:
        """The programme that a button stands for."""
        programmes: Iterable[Benefit] = self._world.rulebook.programmes
        found = next((each for each in programmes if buttons.digest(each.id) == digest), None)
        return (self._entries.programme(found, day), found) if found else None

    def question(self, digest: str) -> str | None:
        """The id of the frequent question that a deep link leads to."""
        return next((entry.id for entry in self._world.faq.entries if buttons.digest(entry.id) == digest), None)

    def _popular(self, day: date) -> list[Entry]:
        programmes = [self._entries.programme(programme, day) for programme in self._asked_for(self._money)]
        asked = say("telegram.popular_questions").split("|")
        found = {entry.id: entry for question in asked for entry, _ in self._world.faq.find(question, 1)}
        faq = [self._entries.faq(entry, day) for entry in found.values()]
        return [*programmes[:_FIRST_POPULAR], *faq, *programmes[_FIRST_POPULAR:_MOST_OTHERS]]

    def _programmes_for(self, text: str, cities: set[str]) -> list[Benefit]:
        """Those that the words fit, the cities' own first; all of the cities' own where there are no words."""
        asked = self._words(text)
        if not asked:
            return self._asked_for(each for _, each in self._words_of if self._is_of(each.document, cities))
        library, typed = self._world.library, {word: self._words(word) for word in text.split() if len(word) > 1}
        scored = [
            (sum(library.rarity(word) or 1.0 for word in asked & words | _literal(typed, programme)), programme)
            for words, programme in self._words_of
        ]
        best = max((score for score, _ in scored), default=0.0)
        close = [(score, programme) for score, programme in scored if score > 0 and score >= 0.6 * best]
        close.sort(key=lambda item: (*self._order(item[1], cities), -item[0], _rank(item[1])))
        return [programme for _, programme in close[:_MOST_OTHERS]]

    def _order(self, programme: Benefit, cities: set[str]) -> tuple[bool, bool]:
        """The cities' own first, money before everything else."""
        return bool(cities) and not self._is_of(programme.document, cities), programme.kind not in _MONEY

    def _asked_for(self, programmes: Iterable[Benefit]) -> list[Benefit]:
        """In the order in which people ask for them."""
        words = say("telegram.popular").split()

        def rank(each: Benefit) -> tuple[bool, int, int]:
            subject = next((index for index, word in enumerate(words) if word in each.title), len(words))
            return _rank(each) == len(_MONEY), subject, _rank(each)

        return sorted(programmes, key=rank)[:_MOST_OTHERS]

    @property
    def _money(self) -> list[Benefit]:
        return [programme for _, programme in self._words_of if programme.kind == _MONEY[0]]

    def _words(self, text: str) -> set[str]:
        return set(self._world.library.words(text))

    def _is_of(self, document: str, cities: set[str]) -> bool:
        return self._entries.place(document) in cities

    @cached_property
    def _cities(self) -> list[str]:
        """Places that documents are of; 山东 too."""
        held = (*self._world.library.documents, *self._world.library.summaries)
        return list(dict.fromkeys(self._entries.place(document.id) for document in held if document.region))

    @cached_property
    def _words_of(self) -> list[tuple[set[str], Benefit]]:
        programmes: Iterable[Benefit] = self._world.rulebook.programmes
        return [(self._words(programme.title), programme) for programme in programmes]


def _rank(programme: Benefit) -> int:
    return _MONEY.index(programme.kind) if programme.kind in _MONEY else len(_MONEY)


def _literal(typed: dict[str, set[str]], programme: Benefit) -> set[str]:
    """The words of what stands in the title just as it was typed, however the title itself is cut into words."""
    return {word for text, words in typed.items() if text in programme.title for word in words}
