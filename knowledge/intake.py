"""The side door for documents that come in: what they promise, where they are kept, how two versions differ."""

from __future__ import annotations

from knowledge.importing.amounts import has_figure, plain
from knowledge.importing.awards import Award, Condition, Stage, awards_in, awards_of
from knowledge.importing.comparing import Change, compare, marked
from knowledge.importing.naming import ID, id_of, unlike
from knowledge.importing.roles import least_of
from knowledge.importing.rows import awards_in_row
from knowledge.importing.sentences import award_sentences
from knowledge.importing.storing import (
    files_of,
    restore,
    retire,
    set_aside,
    store,
)
from knowledge.shared.following import writing
from knowledge.workspace import RETIRED, Workspace

__all__ = [
    "ID",
    "RETIRED",
    "Award",
    "Change",
    "Condition",
    "Stage",
    "Workspace",
    "award_sentences",
    "awards_in",
    "awards_in_row",
    "awards_of",
    "compare",
    "files_of",
    "has_figure",
    "id_of",
    "least_of",
    "marked",
    "plain",
    "restore",
    "retire",
    "set_aside",
    "store",
    "unlike",
    "writing",
]
