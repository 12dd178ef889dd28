"""What a document that nobody wrote programmes for gives: its award sentences, those that come to most first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.imported.asking import Asked, matching
from bot.answering.imported.finding import Line, lines_of
from bot.answering.imported.matter import Matter, grouped
from bot.answering.imported.saying import rendered, sums_of
from bot.answering.model import Answer
from bot.answering.texts.render import Draft
from bot.model import Kind
from bot.understanding.intent.reader import intent
from bot.wording import say
from bot.world import World
from knowledge.intake import Award
from knowledge.library import Library
from knowledge.model import Document

_MOST_SHOWN = 5
_SURE = 0.6
_MONEY = frozenset(("amount", "hands_over"))


@dataclass(frozen=True)
class Given:
    """One sentence that gives something."""

    line: Line
    sums: str
    """To whom how much, in the text's own words and figures."""
    most: float
    """The greatest sum of money in it, in yuan; 0 where it names shares only."""

    @property
    def whom(self) -> str:
        """All recipients, without quotation marks and blanks."""
        return re.sub(r"[\s“”\"]", "", "".join(award.recipient for award in self.line.awards))

    @property
    def id(self) -> str:
        """Of the sentence, for what was told already."""
        return f"{self.line.clause.document}#{self.line.number}"


def unchecked(world: World, line: Line) -> bool:
    """No programme that somebody confirmed stands on the sentence."""
    document = line.clause.document
    quotes = (p.quote for p in world.rulebook.programmes if p.document == document)
    return not any(quote in line.text or line.text in quote for quote in quotes)


@lru_cache(maxsize=64)
def given(document: Document, library: Library) -> tuple[Given, ...]:
    """Largest first, equals in the order of the text."""
    giving = (line for line in lines_of(document, library) if line.awards)
    found = [Given(line, sums_of([line]), max(map(_most, line.awards))) for line in giving]
    return tuple(sorted((one for one in found if one.sums), key=lambda one: (-one.most, one.line.number)))


def _most(award: Award) -> float:
    sums = (award.amount_yuan, award.amount_high, award.per_unit_yuan, *award.cap_yuan)
    return max((value for value in sums if value is not None), default=0.0)


def in_words(shown: Iterable[Given]) -> str:
    return ";".join(dict.fromkeys(one.sums for one in shown))


def is_broad(asked: Asked, document: Document, library: Library) -> bool:
    """It asks for whatever there is: no word of it is a subject that the document speaks of, nor one that it is asked
    about by name (有没有快递包装的补贴)."""
    if not _MONEY.issuperset(asked.kinds) or asked.labels or asked.figures:
        return False
    common = matching("words", "common")
    subjects = [word for word in asked.words if not common.fullmatch(word)]
    if not subjects:
        return True
    if asked.whether:
        return False
    read = intent(asked.text)
    if read.act != "broad" or read.sure < _SURE:
        return False
    title, text = library.fold(document.title), library.fold(document.text)
    return not any(word in text and word not in title for word in subjects)


def overview(matter: Matter) -> Answer | None:
    """The largest sums with their sentences; how many more there are is said."""
    found = given(matter.document, matter.world.library)
    if not found:
        return None
    shown = found[:_MOST_SHOWN]
    draft = Draft()
    rest = say("imported.more_given", count=str(len(found) - len(shown))) if len(found) > len(shown) else ""
    lines: Sequence[Line] = sorted((one.line for one in shown), key=lambda line: line.number)
    draft.add(say("imported.gives", title=matter.title, sums=in_words(shown), rest=rest), *grouped(lines))
    kind: Kind = "eligibility" if matter.asked.asks("hands_over") else "amount"
    return rendered(matter.render, draft, kind, matter.focus, matter.asked.text)
