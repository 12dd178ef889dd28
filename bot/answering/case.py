"""One question with everything that its answerers look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.answering.held import Held, held
from bot.answering.model import Focus
from bot.answering.question import Question
from bot.answering.retrieval.evidence import Evidence, gather
from bot.answering.retrieval.terms import Term, terms
from bot.answering.texts.render import Quoted, Renderer
from bot.understanding.reading import understand
from bot.world import World
from knowledge.model import Clause, Path

_ALSO, _ALSO_COMPARED, _ALSO_OPINION = 0.72, 0.4, 0.85
_MOST_PIECES = 3

_NEAR = 0.9
_NEW = 0.2
_POLICY_FIRST = 0.85
_TOGETHER = 0.7
_BESIDE_OPINION = 0.65


@dataclass(frozen=True)
class Case:
    question: Question
    focus: Focus
    world: World
    today: date
    within: tuple[str, Path] | None = None
    """The clause, by document and path, in which alone the answer is looked for."""

    @cached_property
    def render(self) -> Renderer:
        return Renderer(self.world, self.today)

    @property
    def held(self) -> Held:
        return held(self.world.library)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Without what the company makes, where no document speaks of it: that is a fact, and nothing to look for."""
        text = self.question.text
        read = understand(text, None, self.today, self.world.labels)
        spans = [span for span in read.spans if span.sure and span.kind in ("trade", "name")]
        told = " ".join(text[span.start : span.end] for span in spans)
        return tuple(t for t in terms(self.question, self.world.library) if t.known or t.word not in told)

    @cached_property
    def opinions(self) -> tuple[str, ...]:
        """Documents that are no policy."""
        return tuple(d.id for d in self.world.library.documents if d.standing.kind == "opinion")

    @property
    def named_cities(self) -> tuple[str, ...]:
        """Named now, or before and not changed since."""
        return self.question.cities or ((self.focus.city,) if self.focus.city else ())

    @property
    def cities(self) -> tuple[str, ...]:
        """Those named, else where the asker's company is, with the province that it lies in."""
        return self.named_cities or self.held.around(self.focus.home)

    @cached_property
    def scope(self) -> tuple[str, ...]:
        """Documents that may answer: those named, else those of the places named, else all."""
        documents = tuple(document.id for document in self.world.library.documents)
        if self.within is not None:
            return (self.within[0],)
        if named := self.question.documents:
            # 济南2024稿跟日照比: a place of which no document is named stands for its own.
            others = set(self.question.cities) - {self.render.place(id) for id in named}
            beside = others if self.question.has("compare") else ()
            return tuple(id for id in documents if id in named or self.render.place(id) in beside)
        return tuple(id for id in documents if self.render.place(id) in self.cities) if self.cities else documents

    @cached_property
    def everywhere(self) -> list[Evidence]:
        return gather(self.question, self.world.library, self.terms)

    @cached_property
    def evidence(self) -> list[Evidence]:
        """In scope, best first; proposals stand behind policy that says nearly as much."""
        found = [item for item in self.everywhere if self._is_here(item.piece.clause)]
        policy = [item for item in found if item.piece.clause.document not in self.opinions]
        if self.question.has("opinion") or not policy or policy[0].score < _POLICY_FIRST * found[0].score:
            return found
        return [policy[0], *(item for item in found if item is not policy[0])]

    def _is_here(self, clause: Clause) -> bool:
        inside = self.within is None or clause.path[: len(self.within[1])] == self.within[1]
        return inside and clause.document in self.scope

    def chosen(self, evidence: list[Evidence], also: float | None = None) -> list[tuple[str, list[Evidence]]]:
        """The sentences to show, by document in the library's order: the best document and those nearly as good."""
        own = {d.id: [i for i in evidence if i.piece.clause.document == d.id] for d in self.world.library.documents}
        filled = {id: self.fill(items) for id, items in own.items() if items}
        values = {
            id: own[id][0].score + _TOGETHER * (self.together(items) - own[id][0].own) for id, items in filled.items()
        }
        best = max(values.values(), default=0.0)
        policy = max((value for id, value in values.items() if id not in self.opinions), default=0.0)
        beside = {id for id, value in values.items() if value == policy >= best * _BESIDE_OPINION}
        return [
            (id, items) for id, items in filled.items() if values[id] >= best * self._ratio(id, also) or id in beside
        ]

    def _ratio(self, document: str, also: float | None) -> float:
        ratio = also or (_ALSO_COMPARED if self.question.has("compare") else _ALSO)
        opinion = document in self.opinions and not self.question.has("opinion")
        return max(ratio, _ALSO_OPINION) if opinion else ratio

    def together(self, items: list[Evidence]) -> float:
        """Share of the question that these sentences meet among them."""
        met = {word for item in items for word in item.met_here}
        here = sum(term.weight for term in self.terms if term.word in met)
        missing = sum(term.demand for term in self.terms if term.word not in met)
        return here / (here + missing) if here else 0.0

    def fill(self, first: list[Evidence], more: list[Evidence] | None = None) -> list[Evidence]:
        """The best sentence, those nearly as good, and those (of `more`) that meet words it does not."""
        taken = [first[0]]
        met = set(first[0].met_here)
        total = sum(term.weight for term in self.terms)
        for item in [*first[1:], *(more or ())]:
            if len(taken) >= _MOST_PIECES:
                break
            if item in taken or item.piece.clause.document != first[0].piece.clause.document:
                continue
            new = sum(term.weight for term in self.terms if term.word in item.met_here and term.word not in met)
            if item.score >= first[0].score * _NEAR or new >= _NEW * total:
                taken.append(item)
                met |= item.met_here
        return sorted(taken, key=lambda item: item.piece.clause.start + item.piece.clause.text.find(item.piece.text))

    @staticmethod
    def quoted(items: list[Evidence]) -> tuple[Quoted, ...]:
        """Sentences grouped by clause."""
        grouped: dict[object, Quoted] = {}
        for item in items:
            clause = item.piece.clause
            before = grouped.get(clause.id)
            grouped[clause.id] = Quoted(clause, (*(before.texts if before else ()), item.piece.text))
        return tuple(grouped.values())
