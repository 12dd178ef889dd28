"""A new version beside the one that is held: clause by clause, and which programmes lose their quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.bootstrap import build_world
from bot.commands.books import books
from bot.importing.drafting import Proposal
from bot.importing.gaining import Companies, effects
from bot.importing.losing import losing_programmes
from bot.importing.taking import Taken
from bot.portfolio.news.changing import KINDS, Changes
from bot.portfolio.news.wording_of import lines_of
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


def affected_answers(old: str, new: Sequence[Clause]) -> tuple[str, ...]:
    """Curated answers that rest on words of the old document which stand in no clause of the new one."""
    return tuple(
        entry.id
        for entry in build_world().faq.entries
        if any(one.document == old and not any(one.quote in clause.text for clause in new) for one in entry.clauses)
    )


@dataclass(frozen=True, slots=True)
class Told:
    name: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer version beside the one that is held."""

    into: str
    clauses: tuple[Change, ...]
    programmes: tuple[str, ...]
    """Those whose words are gone."""
    answers: tuple[str, ...]
    """Curated answers whose words are gone."""
    companies: tuple[Changes, ...]

    @property
    def same(self) -> int:
        return sum(change.kind == "same" for change in self.clauses)

    @property
    def lost(self) -> tuple[str, ...]:
        """Programmes and curated answers whose words are gone."""
        return (*self.programmes, *self.answers)

    @property
    def told(self) -> list[Told]:
        """What changes for each company, in words."""
        return [
            Told(one.name, [line for kind in KINDS for line in lines_of(kind, one.found[kind])])
            for one in self.companies
        ]

    def shape(self) -> dict[str, Any]:
        return {
            "into": self.into,
            "clauses": [change_shape(one) for one in self.clauses],
            "programmes_affected": list(self.programmes),
            "answers_affected": list(self.answers),
            "companies": [one.as_json() for one in self.companies],
        }


def newer(taken: Taken, proposals: Sequence[Proposal], into: str, day: date, companies: Companies) -> Newer:
    library, rulebook = books()
    held = library.document(into)
    assert held is not None
    own = into in library.own_ids
    lost = losing_programmes(own_data(), taken) if own else affected(into, taken.read.clauses, rulebook)
    answers = affected_answers(into, taken.read.clauses)
    found = effects(taken, proposals, into, day, companies)
    return Newer(into, compare(held.clauses, taken.read.clauses), lost, answers, tuple(found))


def show_changes(change: Newer) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    print_changes(change.clauses)
    if change.lost:
        console.print(say("importing.lost", names="、".join(change.lost)), style="yellow", markup=False)
    for company in change.told:
        console.print(say("changes.company_heading", name=company.name), markup=False)
        for line in company.lines:
            console.print(line, markup=False)
    if change.companies:
        console.print(say("importing.as_if_confirmed"), style="yellow", markup=False)


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
