"""`mingce library confirm`: drafts that a person has read become programmes that count."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bot.commands.books import books
from bot.errors import InputError
from bot.importing.drafting import DRAFT
from bot.importing.writing import check_loads
from bot.wording import say
from knowledge.errors import DataError as LibraryError
from knowledge.intake import Workspace, writing
from knowledge.library import own_data
from rules.errors import DataError as RulesError
from rules.rulebook import Programme


def run(document: str, named: Sequence[str], *, yes: bool) -> None:
    """Shows each with its quote; without `yes` a person says 确认 first."""
    drafts = _drafts(document, named)
    for draft in drafts:
        lines = (say("shelf.draft", id=draft.id, title=draft.title), f"「{' '.join(draft.quote.split())}」")
        conditions = (say("shelf.draft_condition", text=leaf.condition) for leaf in draft.leaves)
        sys.stdout.write("\n".join((*lines, *conditions)) + "\n")
    if not yes and not _said_yes(len(drafts)):
        sys.stdout.write(say("shelf.not_confirmed") + "\n")
        return
    _confirm(own_data(), drafts)
    sys.stdout.write(say("shelf.confirmed", count=len(drafts)) + "\n")


def _drafts(document: str, named: Sequence[str]) -> tuple[Programme, ...]:
    drafts = {draft.id: draft for draft in books()[1].drafts if draft.document == document}
    if not drafts:
        raise InputError(say("shelf.no_drafts", id=document[:60]))
    for name in named:
        if name not in drafts:
            raise InputError(say("shelf.no_such_draft", name=name[:60], names="、".join(drafts)))
    return tuple(draft for name, draft in drafts.items() if not named or name in named)


def _said_yes(count: int) -> bool:
    sys.stdout.write(say("shelf.confirm_keys", count=count) + "\n> ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("确认", "y", "yes", "是")


def _confirm(workspace: Workspace, drafts: Sequence[Programme]) -> None:
    """All of them or none: what would not load is put back as it was."""
    files = [workspace.folder / "programmes" / draft.document / f"{draft.id}.toml" for draft in drafts]
    with writing(workspace):
        before = {file: file.read_text(encoding="utf-8") for file in files}
        try:
            for file, text in before.items():
                part = file.with_suffix(".part")
                part.write_text(text.replace(DRAFT, "", 1), encoding="utf-8")
                part.replace(file)
            check_loads(Workspace(workspace.folder))
        except (LibraryError, RulesError) as problem:
            for file, text in before.items():
                file.write_text(text, encoding="utf-8")
            raise InputError(say("shelf.would_not_load", problem=problem)) from None
