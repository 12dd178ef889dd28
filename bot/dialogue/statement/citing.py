"""Clauses as the statement cites them: quote, standing, responsible units, what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.model import Citation
from bot.wording import say
from bot.world import World
from knowledge.library import Library
from knowledge.model import Clause


def citation(world: World, document: str, path: tuple[str, ...], quote: str, today: date) -> Citation:
    """`quote` stands in the clause, or in another clause of the document, which is then the one cited."""
    clause = world.library.clause(document, path)
    if clause is None or quote not in clause.text:
        clause = _holder(world, document, quote) or clause
    found = world.library.document(document)
    place = clause.path if clause else path
    return Citation(
        document=document,
        clause=place,
        title=found.short_title if found else document,
        status=str(world.library.status(document, today)),
        quote=quote,
        departments=departments(world.library, clause),
        version=world.library.versions.of(document) if found else "",
    )


def departments(library: Library, clause: Clause | None) -> tuple[str, ...]:
    """Of the clause, or of the nearest one above it that names any."""
    while clause is not None and not clause.departments:
        clause = library.parent(clause)
    return clause.departments if clause else ()


def source(world: World, cited: Citation) -> str:
    """《…》第三部分(一)第2条 as people say it."""
    place = world.library.printed_path(cited.document, cited.clause)
    return say("statement.source", title=cited.title, place=place)


def standing(world: World, document: str, today: date) -> str:
    """How far the document binds anyone today, in one plain sentence."""
    return say(f"statement.standing_{world.library.status(document, today)}", **_dates(world, document))


def next_step(world: World, document: str, units: Sequence[str], today: date) -> str:
    """What to do now, which depends on the document's standing."""
    named = say("statement.and").join(units) or say("statement.local_office")
    return say(f"statement.next_{world.library.status(document, today)}", units=named)


def _dates(world: World, document: str) -> Mapping[str, str]:
    found = world.library.document(document)
    if found is None:
        return {"issued": "", "expires": ""}
    return {
        "issued": _day(found.issued),
        "expires": _day(found.standing.expires_on),
    }


def _day(day: date | None) -> str:
    return say("statement.day", year=day.year, month=day.month, day=day.day) if day else say("statement.no_day")


def _holder(world: World, document: str, quote: str) -> Clause | None:
    """The smallest clause of the document in which the quote stands."""
    found = world.library.document(document)
    holders = [clause for clause in found.clauses if quote in clause.text] if found else []
    return min(holders, key=lambda clause: clause.end - clause.start, default=None)
