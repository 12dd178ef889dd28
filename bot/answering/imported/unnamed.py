"""What nobody has said the document of (申报要交哪些材料): where one's own documents say it, it is not denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answering.imported.asking import Asked, matching, table
from bot.answering.imported.finding import Line, saying
from bot.answering.imported.matter import grouped
from bot.answering.imported.saying import rendered
from bot.answering.lexicon import lexicon
from bot.answering.model import Answer, Focus
from bot.answering.texts.render import Draft, Renderer
from bot.wording import say
from bot.world import World
from knowledge.model import Document

_MOST_DOCUMENTS, _MOST_LINES = 3, 2


def unnamed(asked: Asked, candidates: Sequence[Document], world: World, today: date, focus: Focus) -> Answer | None:
    """None where the question has a subject of its own, or where no document of one's own says it either."""
    kind = next(
        (name for name in table()["silent"] if lexicon().silent[name].search(asked.text.replace(" ", ""))), None
    )
    if kind is None or any(not re.search(table()["silent"][kind]["asked"], word) for word in asked.words):
        return None
    said = {one.id: lines for one in candidates if (lines := _lines(one, kind, world))}
    if not said:
        return None
    shown = [line for lines in list(said.values())[:_MOST_DOCUMENTS] for line in lines[:_MOST_LINES]]
    draft = Draft()
    draft.add(say("imported.own_say", count=str(len(said))), *grouped(shown))
    return rendered(Renderer(world, today), draft, "process", focus, asked.text)


def _lines(document: Document, kind: str, world: World) -> list[Line]:
    pattern = re.compile(table()["silent"][kind]["said"])
    found = (line for line in saying(document, world.library, "process") if pattern.search(line.folded))
    return [line for line in found if not matching("sentences", "preamble").search(line.folded)]
