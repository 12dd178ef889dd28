"""`mingce check`, `programmes`, `check-data`: the rule book on the command line."""

from __future__ import annotations

import contextlib
import json as json_module
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands.books import books
from bot.commands.output import answer_lines, day, print_json
from bot.dialogue.statement.results import programme_entry, question, results
from bot.errors import InputError
from bot.text import valid_throughout
from bot.wording import say
from knowledge.library import Library
from rules.errors import FactError

_MOST_BYTES = 8_000_000


def check(facts: str | None, *, document: str | None, json: bool, jsonl: bool, as_of: str | None) -> None:
    """Eligibility for every programme on these facts; `facts`: a JSON file, `-` for stdin."""
    library, _ = books()
    documents = _documents(document, library)
    if jsonl:
        answer_lines(lambda request: _check(_facts_of(request), day(request.get("as_of") or as_of), documents))
        return
    if facts is None:
        raise InputError(say("rules.no_facts"))
    on = day(as_of)
    found = _check(read_facts(facts), on, documents)
    if json:
        print_json(found)
    else:
        from bot.commands.rules_tables import show_check

        show_check(found, library)


def programmes(*, json: bool, as_of: str | None) -> None:
    """Every programme of the rule book."""
    library, rulebook = books()
    entries = [programme_entry(programme, library, day(as_of)) for programme in rulebook.programmes]
    if json:
        print_json({"programmes": entries})
    else:
        from bot.commands.rules_tables import show_programmes

        show_programmes(entries, library)


def check_data() -> None:
    """Checks all data that we ship; the first mistake is told with file, line and remedy."""
    from bot.commands.checking.data import counts

    sys.stdout.write("\n".join(counts(*books())) + "\n")


def _check(facts: Mapping[str, Any], on: date, documents: frozenset[str] | None) -> dict[str, Any]:
    library, rulebook = books()
    try:
        known = rulebook.validate(facts)
    except FactError as problem:
        raise InputError(str(problem)) from None
    outcomes = rulebook.evaluate(known, on, documents=documents)
    chosen = None if documents is None else [outcome.programme for outcome in outcomes]
    asked = rulebook.next_question(known, on, programmes=chosen)
    return {"as_of": on.isoformat(), "results": results(outcomes, library, on), "next_question": question(asked)}


def _documents(document: str | None, library: Library) -> frozenset[str] | None:
    if document is None:
        return None
    if library.document(document) is None:
        ids = "、".join(item.id for item in (*library.documents, *library.summaries))
        raise InputError(say("rules.no_document", document=document, ids=ids))
    return frozenset((document,))


def _facts_of(request: Mapping[str, Any]) -> Mapping[str, Any]:
    facts = request.get("facts")
    if not isinstance(facts, Mapping):
        raise InputError(say("rules.request_without_facts"))
    return facts


def read_facts(name: str) -> Mapping[str, Any]:
    raw = _read_bytes(name)
    try:
        facts = valid_throughout(json_module.loads(raw.decode("utf-8-sig")))
    except (UnicodeDecodeError, ValueError, RecursionError) as problem:
        raise InputError(say("rules.facts_not_json", file=name, problem=problem)) from None
    if not isinstance(facts, dict):
        raise InputError(say("rules.facts_not_object", file=name))
    return facts


def _read_bytes(name: str) -> bytes:
    try:
        with contextlib.nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)  # of something that never ends only this much is read
    except OSError as problem:
        raise InputError(say("rules.facts_unreadable", file=name, problem=problem.strerror)) from None
    if len(raw) > _MOST_BYTES:
        raise InputError(say("rules.facts_too_big", file=name, most=_MOST_BYTES))
    return raw
