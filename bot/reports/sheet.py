"""What every format is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reports.content import Report


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report with the link that reproduces it."""

    report: Report
    link: str
