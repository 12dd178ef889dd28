"""Requests answered in the shapes of the contract, for the API and MCP; the commands give the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.answering.retrieval.finding import find
from bot.commands import ask as asking
from bot.commands.documents.library import search_shape
from bot.commands.documents.shapes import document_shape
from bot.commands.facts import facts_shape
from bot.contract.facts import facts_model
from bot.dialogue.statement.results import programme_entry, question, results
from bot.errors import InputError
from bot.text import valid, valid_throughout
from bot.understanding.names.in_force import reading_with
from bot.understanding.reading import understand
from bot.wording import say
from bot.world import World
from rules.errors import FactError
from rules.model import Facts

_SHORT = (
    "programme", "title", "document", "clause", "status", "outcome", "amount_yuan", "amount_is_cap", "per", "missing",
)  # fmt: skip


class NotThere(Exception):
    """An id that the library or the rule book does not have; the message says what there is."""


class WrongFacts(InputError):
    """Facts that cannot be used: which, and how to mend it."""


class Contradiction(InputError):
    """Facts of the right shape that contradict themselves: a range whose low is above its high."""


def ask(text: str, world: World, on: date) -> Mapping[str, Any]:
    return asking.reply(valid(text), world, on)


def search(text: str, world: World, on: date, k: int = 10, document: str | None = None) -> dict[str, Any]:
    _known(document, world)
    text = valid(text)
    return search_shape(world.library, text, find(text, world, on, k, document), on)


def clauses(document: str, world: World, on: date) -> dict[str, Any]:
    _known(document, world)
    found = world.library.document(document)
    assert found is not None
    return {"documents": [document_shape(found, world.library.status(document, on).value)]}


def clause(document: str, path: tuple[str, ...], world: World, on: date) -> dict[str, Any]:
    """One clause with those below it; without a path the whole document."""
    shape = clauses(document, world, on)
    kept = [each for each in shape["documents"][0]["clauses"] if tuple(each["clause"])[: len(path)] == path]
    if not kept:
        raise NotThere(say("web.no_clause", clause="/".join(path)[:80], document=document))
    shape["documents"][0]["clauses"] = kept
    return shape


def library(world: World, on: date) -> dict[str, Any]:
    return {
        "documents": [
            {
                "id": each.id,
                "title": each.title,
                "status": world.library.status(each.id, on).value,
                "effective_from": each.standing.effective_from and each.standing.effective_from.isoformat(),
                "expires_on": each.standing.expires_on and each.standing.expires_on.isoformat(),
                "verified_on": each.verified_on.isoformat(),
                "summary": each in world.library.summaries,
            }
            for each in (*world.library.documents, *world.library.summaries)
        ]
    }


def facts(text: str, asked: str | None, world: World, on: date) -> dict[str, Any]:
    if asked is not None and asked not in world.rulebook.facts:
        raise WrongFacts(_unknown_fact(asked, world))
    text = valid(text)
    with reading_with(world.names):
        return facts_shape(text, understand(text, asked, on, world.labels))


def check(
    given: Mapping[str, Any],
    world: World,
    on: date,
    *,
    document: str | None = None,
    outcome: str | None = None,
    limit: int | None = None,
    short: bool = False,
) -> dict[str, Any]:
    _known(document, world)
    known = facts_of(given, world)
    documents: Collection[str] | None = None if document is None else frozenset((document,))
    outcomes = world.rulebook.evaluate(known, on, documents=documents)
    chosen = None if documents is None else [item.programme for item in outcomes]
    asked = world.rulebook.next_question(known, on, programmes=chosen)
    wanted = [item for item in outcomes if outcome in (None, item.verdict.value)][:limit]
    shaped = results(wanted, world.library, on)
    if short:
        shaped = [{name: item[name] for name in _SHORT} for item in shaped]
    return {"as_of": on.isoformat(), "results": shaped, "next_question": question(asked)}


def programmes(world: World, on: date, document: str | None = None) -> dict[str, Any]:
    _known(document, world)
    return {
        "programmes": [
            programme_entry(programme, world.library, on)
            for programme in world.rulebook.programmes
            if document in (None, programme.document)
        ]
    }


def facts_of(given: Mapping[str, Any], world: World) -> Facts:
    """The facts, if every name and value is as it should be; raises WrongFacts or Contradiction."""
    cleaned = valid_throughout(dict(given))
    try:
        model_of(world).model_validate(cleaned)
    except ValidationError as problem:
        raise WrongFacts(_said(problem, cleaned, world)) from None
    try:
        return world.rulebook.validate(cleaned)
    except FactError as problem:
        raise Contradiction(str(problem)) from None


@lru_cache(maxsize=4)
def model_of(world: World) -> type[BaseModel]:
    return facts_model(world.rulebook.facts)


def _said(problem: ValidationError, given: Mapping[str, Any], world: World) -> str:
    """In the rule book's words where it has some: with the nearest names, or what the value should look like."""
    name = str(problem.errors(include_url=False, include_input=False)[0]["loc"][0])
    try:
        world.rulebook.validate({name: given.get(name)})
    except FactError as told:
        return str(told)
    definition = world.rulebook.facts.get(name)
    label = definition.label if definition else name
    return say("web.fact_wrong", fact=name, label=label, example=definition.example if definition else "")


def _unknown_fact(name: str, world: World) -> str:
    try:
        world.rulebook.validate({valid(name): True})
    except FactError as told:
        return str(told)
    return name


def _known(document: str | None, world: World) -> None:
    if document is not None and world.library.document(document) is None:
        ids = "、".join(each.id for each in (*world.library.documents, *world.library.summaries))
        raise NotThere(say("rules.no_document", document=valid(document)[:80], ids=ids))
