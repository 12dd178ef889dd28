"""What the rule book grants, in a few words, and the working where the person says a number."""

from __future__ import annotations

from bot.dialogue.answering.case import Case
from bot.dialogue.answering.evidence import Evidence


def amount_lines(case: Case, shown: list[Evidence]) -> list[str]:
    return []


def working_lines(case: Case, shown: list[Evidence]) -> list[str]:
    return []
