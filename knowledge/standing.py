"""Whether a document binds anyone on a given day."""

from __future__ import annotations

from datetime import date

from knowledge.model import Standing, Status

_ALWAYS = {
    "draft_for_comment": Status.DRAFT_FOR_COMMENT,
    "opinion": Status.OPINION,
    "summary": Status.SUMMARY_ONLY,
    "repealed": Status.SUPERSEDED,
}


def status_on(standing: Standing, day: date) -> Status:
    """Drafts, opinions and summaries never bind; an issued text binds from its first to its last day, both included.

    Before its first day it is `UNCLEAR`: neither in force nor over. A text of which nothing shows that it was issued
    can still be over, but is never in force.
    """
    if standing.kind in _ALWAYS:
        return _ALWAYS[standing.kind]
    if standing.superseded_on is not None and day >= standing.superseded_on:
        return Status.SUPERSEDED
    if standing.expires_on is not None and day > standing.expires_on:
        return Status.PERIOD_OVER
    if standing.effective_from is not None and day < standing.effective_from:
        return Status.UNCLEAR
    return Status.UNCLEAR if standing.kind == "unclear" else Status.IN_FORCE
