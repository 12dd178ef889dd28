"""Who gains and who loses by a newer version of a document: on the data as they are, and as they would be with it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.importing.drafting import Proposal, confirmed
from bot.importing.taking import Taken
from bot.importing.writing import write
from bot.portfolio.news.changing import Change, Changes, for_company
from bot.portfolio.news.views import view
from bot.wording import say
from knowledge.intake import Workspace
from knowledge.library import own_data
from rules.model import Facts

_ALIKE = 0.55
"""From this likeness of their quotes on two programmes are one with another sum."""
Companies = Sequence[tuple[str, Facts]]


def effects(taken: Taken, proposals: Sequence[Proposal], into: str, day: date, companies: Companies) -> list[Changes]:
    """Companies for which something changes, the drafts of the new version taken as if they were confirmed.

    Nothing is written. Raises `InputError` where the data would not load with it.
    """
    if not companies:
        return []
    old = view(day)
    with TemporaryDirectory(prefix="mingce-newer-") as place:
        copy = Workspace(Path(place) / "data")
        if own_data().folder.is_dir():
            left_out = shutil.ignore_patterns("index", ".lock", ".importing*", "source.*")
            shutil.copytree(own_data().folder, copy.folder, ignore=left_out)
        write(copy, taken, [confirmed(one) for one in proposals], into, day)
        new = view(day, own=Workspace(copy.folder))
        found = [_joined(for_company(name, facts, old, new)) for name, facts in companies]
    return [one for one in found if one]


def _joined(changes: Changes) -> Changes:
    """A programme that went and one that came with nearly the same words are one, whose sum is another or the same."""
    for lost in list(changes.found["lost"]):
        came = max(changes.found["new"], key=lambda one: _likeness(lost, one), default=None)
        if came is None or _likeness(lost, came) < _ALIKE:
            continue
        changes.found["lost"].remove(lost)
        changes.found["new"].remove(came)
        before, after = lost.before_yuan, came.after_yuan
        if before == after:
            continue
        kind = "review" if before is None or after is None else "larger" if after > before else "smaller"
        changes.found[kind].append(replace(came, before_yuan=before, why=say("importing.why_newer")))
    return changes


def _likeness(one: Change, other: Change) -> float:
    return SequenceMatcher(None, _bare(one.quote), _bare(other.quote), autojunk=False).ratio()


def _bare(text: str) -> str:
    return re.sub(r"[\s\d]", "", text)
