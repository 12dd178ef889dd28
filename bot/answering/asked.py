"""One question as it reaches the answerers, with everything that they ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.answering.case import Case
from bot.answering.follow_up import resolve, slot
from bot.answering.imported import answering as imported
from bot.answering.leaning import telling
from bot.answering.model import Focus
from bot.answering.question import Question, read
from bot.answering.retrieval.coverage import Refusal, refusal
from bot.answering.texts import compose
from bot.world import World


@dataclass(frozen=True)
class Asked:
    """One question as it reaches the answerers; read when the first of them looks at it, and once."""

    text: str
    """Folded, its slips mended."""
    typed: str
    """Folded only; empty where it is one of several of a message."""
    focus: Focus
    world: World
    today: date
    written: str = ""
    """As it came, where it is a whole message; the parts of one have none."""

    @cached_property
    def shipped(self) -> World:
        """Without the documents of one's own, which answer by themselves."""
        return imported.others(self.world) if self.world.library.own else self.world

    @cached_property
    def leans_on(self) -> str:
        """The question with what it leans on filled in; itself where it leans on nothing."""
        questioned = self.typed.rstrip().endswith(("?", "？"))
        return resolve(self.text, self.focus, self.shipped.library, questioned=questioned)

    @property
    def leans(self) -> bool:
        return self.leans_on != self.text

    @cached_property
    def fills_a_slot(self) -> bool:
        """Only a level or an imagined honour is said: never a question of its own."""
        return self.leans and slot(self.text, self.shipped.library) is not None

    @property
    def may_be_about_last(self) -> bool:
        return not self.leans and bool(self.focus.sentences) and telling.is_short(self.text)

    @cached_property
    def reading(self) -> Question:
        """Of the words themselves."""
        return read(self.text, self.world.library, self.typed)

    @cached_property
    def said(self) -> Case:
        same = self.shipped is self.world
        reading = self.reading if same else read(self.text, self.shipped.library, self.typed)
        return Case(reading, self.focus, self.shipped, self.today)

    @cached_property
    def alone(self) -> Case:
        """What leans on the question before, taken by itself and as it was mended."""
        return Case(read(self.text, self.shipped.library), self.focus, self.shipped, self.today)

    @cached_property
    def case(self) -> Case:
        if not self.leans:
            return compose.unbound(self.said)
        meant = read(self.leans_on, self.shipped.library, self.typed)
        return Case(meant, self.focus, self.shipped, self.today)

    @cached_property
    def refusal(self) -> Refusal | None:
        return refusal(self.case, self.case.evidence)
