"""A curated answer from the desk: written into the folder of one's own data, kept only where everything loads."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import InputError
from bot.importing.writing import check_loads
from bot.wording import say
from bot.world import World
from knowledge.errors import DataError as LibraryError
from knowledge.intake import Workspace, writing
from rules.errors import DataError as RulesError

_LEAST_PHRASINGS = 4
_MOST_ABOUT = 2


@dataclass(frozen=True, slots=True)
class Drafted:
    """What the clerk filled in."""

    question: str
    answer: str
    phrasings: tuple[str, ...]
    about: tuple[str, ...]
    """One group a line, its words with | between."""
    kind: str
    document: str
    clause: tuple[str, ...]
    quote: str


def suggested_about(question: str, world: World) -> list[str]:
    """The words of the question that carry its subject, for the form."""
    words = [word for word in world.library.words(question) if len(word) > 1]
    return sorted(words, key=world.library.rarity, reverse=True)[:_MOST_ABOUT]


def keep(drafted: Drafted, workspace: Workspace, day: date) -> str:
    """The entry's id; raises InputError with what the data check says, and then nothing stays."""
    id = "desk-" + hashlib.sha256(drafted.question.encode()).hexdigest()[:10]
    folder = workspace.folder / "faq"
    file = folder / f"{id}.toml"
    with writing(workspace):
        folder.mkdir(parents=True, exist_ok=True)
        before = file.read_bytes() if file.exists() else None
        file.write_text(_entry(id, drafted, day), encoding="utf-8")
        try:
            check_loads(Workspace(workspace.folder))
        except (LibraryError, RulesError) as problem:
            if before is None:
                file.unlink()
            else:
                file.write_bytes(before)
            raise InputError(str(problem)) from None
    return id


def _entry(id: str, drafted: Drafted, day: date) -> str:
    basis = []
    if drafted.document:
        clause = _listed(drafted.clause)
        basis = [f"{{ document = {_text(drafted.document)}, clause = {clause}, quote = {_text(drafted.quote)} }}"]
    lines = [
        f"[{id}]",
        f"question = {_text(drafted.question)}",
        f"phrasings = {_listed(_phrasings(drafted))}",
        f"about = {_listed(drafted.about)}",
        f"kind = {_text(drafted.kind)}",
        f"answer = {_text(drafted.answer)}",
        f"clauses = [{', '.join(basis)}]",
        f"verified_on = {day.isoformat()}",
        f"next = {_listed([say('web.desk_next')])}",
    ]
    return "\n".join(lines) + "\n"


def _phrasings(drafted: Drafted) -> list[str]:
    """As given, filled up with polite forms of the question."""
    bare = re.sub(r"[??。\s]+$", "", drafted.question)
    polite = say("web.desk_polite", question=bare).split("|")
    return list(dict.fromkeys((*drafted.phrasings, *polite)))[: max(_LEAST_PHRASINGS, len(drafted.phrasings))]


def _text(value: str) -> str:
    """A TOML string: JSON's escapes are a part of TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "")


def _listed(values: Sequence[str]) -> str:
    return "[" + ", ".join(_text(value) for value in values) + "]"
