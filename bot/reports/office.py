"""The letterhead that an office keeps in the folder of its own data: every Word report of its page stands in it."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from pathlib import Path

from bot.errors import InputError
from bot.reports.content import build
from bot.reports.sheet import Sheet
from bot.wording import say
from bot.world import World
from knowledge.intake import Workspace, writing

_NAME = "letterhead.docx"


def letterhead(workspace: Workspace) -> Path | None:
    """None where there is none, or where the extra that fills it is not installed."""
    file = workspace.folder / _NAME
    return file if file.is_file() and find_spec("docxtpl") else None


def keep(raw: bytes, workspace: Workspace, world: World, today: date) -> None:
    """In the place of an earlier one, once a report could be written in it; raises `InputError` where it could not."""
    from bot.reports.letterhead import letter

    with writing(workspace):
        workspace.folder.mkdir(parents=True, exist_ok=True)
        tried = workspace.folder / f"{_NAME}.new"
        tried.write_bytes(raw)
        try:
            letter(Sheet(build({}, world, today, company=say("report.letterhead_sample")), ""), tried)
        except InputError:
            tried.unlink()
            raise
        tried.replace(workspace.folder / _NAME)


def drop(workspace: Workspace) -> None:
    with writing(workspace):
        (workspace.folder / _NAME).unlink(missing_ok=True)
