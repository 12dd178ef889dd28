"""A new version beside the one that is held: clause by clause, and which programmes lose their quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.commands.books import books
from bot.importing.losing import losing_entries, losing_programmes
from bot.importing.taking import Taken
from bot.wording import say
from knowledge.intake import Change, compare, marked
from knowledge.library import own_data
from knowledge.model import Clause
from rules.rulebook import RuleBook


def change_shape(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "old": list(change.old) if change.old else None,
        "new": list(change.new) if change.new else None,
    }


def affected(old: str, new: Sequence[Clause], rulebook: RuleBook) -> tuple[str, ...]:
    """Programmes of the old document whose quote does not stand in any clause of the new one."""
    return tuple(
        programme.id
        for programme in rulebook.programmes
        if programme.document == old and not any(programme.quote in clause.text for clause in new)
    )


def show_changes(taken: Taken, into: str) -> None:
    from rich.console import Console

    library, _ = books()
    held = library.document(into)
    assert held is not None
    console = Console(highlight=False)
    print_changes(compare(held.clauses, taken.read.clauses))
    entries = losing_entries(own_data(), taken)
    lost = (*losing_programmes(own_data(), taken), *(id for ids in entries.values() for id in ids))
    if lost:
        console.print(say("importing.lost", names="、".join(lost)), style="yellow", markup=False)


def print_changes(changes: Sequence[Change]) -> None:
    """What is the same is counted, the rest is shown, with the words that came and went."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    console.print(say("importing.same", count=sum(change.kind == "same" for change in changes)), markup=False)
    for change in changes:
        if change.kind == "same":
            continue
        place = "".join(change.new or change.old or ())
        line = Text(say(f"importing.change_{change.kind}", place=place, old="".join(change.old or ())))
        styles = {"same": "", "out": "red strike", "in": "green"}
        pieces = marked(change.before, change.after) if change.kind == "changed" else []
        for kind, piece in pieces:
            line.append(piece.replace("\n", " "), style=styles[kind])
        if change.kind in ("added", "gone"):
            line.append((change.after or change.before).replace("\n", " ")[:80])
        console.print(line)
