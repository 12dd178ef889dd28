"""Results and programmes for people: tables on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from bot.commands.books import books
from bot.wording import say
from knowledge.library import Library
from rules.rulebook import money

_COLOURS = {"eligible": "green", "unknown": "yellow", "superseded_by_higher": "cyan", "not_eligible": "dim"}
_ORDER = ("eligible", "superseded_by_higher", "unknown", "not_eligible")


def show_check(found: Mapping[str, Any], library: Library) -> None:
    """What is granted first, what is refused last; every entry with its place and the standing of its document."""
    console = Console(highlight=False, soft_wrap=True)
    for outcome in _ORDER:
        entries = [entry for entry in found["results"] if entry["outcome"] == outcome]
        if entries:
            heading = say("rules.list_heading", outcome=say("rules.outcome_" + outcome), count=len(entries))
            console.print(heading, style="bold " + _COLOURS[outcome], markup=False)
        for entry in entries:
            console.print(_entry(entry, library), markup=False)
    console.print(say("rules.table_checked", **_counts(found)), markup=False)
    asked = found["next_question"]
    if asked:
        console.print(say("rules.table_next", text=asked["text"]), markup=False)
        console.print(say("rules.table_why", why=asked["why"]), markup=False)


def _entry(entry: Mapping[str, Any], library: Library) -> str:
    status = say("rules.status_" + entry["status"])
    lines = [say("rules.list_entry", title=entry["title"], place=_place(entry, library), status=status)]
    if entry["outcome"] != "not_eligible" and entry["working"]:
        lines.append(say("rules.list_amount", working=entry["working"]))
    if entry["outcome"] == "unknown" and entry["missing"]:
        labels = _labels()
        lines.append(say("rules.list_missing", facts="、".join(labels.get(name, name) for name in entry["missing"])))
    wanted = {"not_eligible": "not_met", "eligible": "unknown"}.get(entry["outcome"])
    open_ones = [
        reason["condition"]
        for reason in entry["reasons"]
        if reason["finding"] == wanted and (wanted == "not_met" or reason["fact"] is None)
    ]
    if open_ones:
        lines.append(say("rules.list_" + str(wanted), conditions="、".join(open_ones)))
    return "\n".join(lines)


def show_programmes(entries: Sequence[Mapping[str, Any]], library: Library) -> None:
    table = _table("title", "document", "status", "amount", "conditions")
    facts = _labels()
    for entry in entries:
        named = "、".join(facts.get(name, name) for name in entry["facts"])
        table.add_row(
            entry["title"], _place(entry, library), say("rules.status_" + entry["status"]), _award(entry), named
        )
    Console().print(table)


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    for name in columns:
        table.add_column(say("rules.table_" + name), overflow="fold", no_wrap=name in ("status", "outcome"))
    return table


def _labels() -> dict[str, str]:
    return {name: definition.label for name, definition in books()[1].facts.items()}


def _place(entry: Mapping[str, Any], library: Library) -> str:
    document = library.document(entry["document"])
    title = document.short_title if document else entry["document"]
    return f"{title} {library.printed_path(entry['document'], tuple(entry['clause']))}"


def _award(entry: Mapping[str, Any]) -> str:
    award = entry["award"]
    yuan = award["amount_yuan"] or award["per_unit_yuan"]
    if yuan:
        return say("rules.amount_cap", amount=money(yuan)) if award["is_cap"] else money(yuan)
    if award["rate"] is None:
        return say("rules.amount_none") if award["cap_yuan"] is None else money(award["cap_yuan"])
    rate = f"{award['rate']:.4g}"
    return rate if award["cap_yuan"] is None else f"{rate}, {say('rules.amount_cap', amount=money(award['cap_yuan']))}"


def _counts(found: Mapping[str, Any]) -> dict[str, Any]:
    outcomes = [entry["outcome"] for entry in found["results"]]
    return {
        "as_of": found["as_of"],
        "count": len(outcomes),
        "eligible": outcomes.count("eligible"),
        "refused": outcomes.count("not_eligible") + outcomes.count("superseded_by_higher"),
        "unknown": outcomes.count("unknown"),
    }
