"""What an older answer of ours was about, read back from its own source lines and quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from bot.answering.model import Focus
from bot.answering.texts.render import Renderer
from bot.world import World
from knowledge.model import Clause

_QUOTES = re.compile("「([^」]+)」")


def recalled(text: str, world: World) -> Focus | None:
    """What a follow-up to that answer leans on; None where it names no clause that is held."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = (found for line in lines if (found := _named(line, world)) is not None)
    clause = next(named, None)
    if clause is None:
        return None
    document = world.library.document(clause.document)
    quotes = tuple(quote for quote in _QUOTES.findall(text) if quote in clause.text)
    printed = [p for p in world.rulebook.programmes if (p.document, p.clause) == clause.id]
    told = tuple(p.id for p in printed if any(_same(p.award_quote, quote) for quote in quotes))
    return Focus(
        city=document.city if document is not None else None,
        document=clause.document,
        clause=clause.path,
        kind="amount" if told else "clause",
        question=lines[0],
        sentences=quotes,
        programmes=told,
    )


def _same(one: str, other: str) -> bool:
    return one in other or other in one


def _named(line: str, world: World) -> Clause | None:
    """The clause of a source line; the longest name, for 第三部分 begins 第三部分(一) too."""
    sources = _sources(world)
    start = next((source for source in sources if line.startswith(source)), None)
    return sources[start] if start is not None else None


@lru_cache(maxsize=4)
def _sources(world: World) -> Mapping[str, Clause]:
    """The source line of every clause without its units, longest first."""
    render = Renderer(world, date.min)
    clauses = [clause for document in world.library.documents for clause in document.clauses]
    found = {render.named(clause): clause for clause in clauses}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))
