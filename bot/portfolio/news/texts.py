"""What changed in the documents between two days: came, went, stand otherwise, have other words; by clause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.portfolio.news import versions
from bot.portfolio.news.views import View
from knowledge.intake import compare
from knowledge.model import Document, Status

Clauses = list[dict[str, Any]]


def documents(old: View, new: View) -> list[dict[str, Any]]:
    """One entry a document that differs, with the clauses that do; `instead_of`, `instead`: held against which."""
    before, after = old.documents(), new.documents()
    seen = versions.clauses_on(old.day)
    found = []
    for id in sorted(before.keys() | after.keys()):
        entry = _document(id, before, after, old, new, seen.get(id))
        if entry:
            found.append(entry)
    return found


def _document(
    id: str,
    before: Mapping[str, Document],
    after: Mapping[str, Document],
    old: View,
    new: View,
    seen: Mapping[str, str] | None,
) -> dict[str, Any] | None:
    was, is_ = before.get(id), after.get(id)
    title = (is_ or was).title  # type: ignore[union-attr]
    from_ = None if was is None else old.library.status(id, old.day).value
    to = None if is_ is None else new.library.status(id, new.day).value
    entry: dict[str, Any] = {"id": id, "title": title, "change": "status", "from": from_, "to": to, "clauses": []}
    if was is None and is_ is not None:
        return entry | _came(is_, before, new)
    if is_ is None:
        return entry | {"change": "retired"}
    if from_ != to:
        return entry | _replaced(is_, to, after)
    differing = _since_seen(is_, seen) if seen is not None else []
    return entry | {"change": "words", "clauses": differing} if differing else None


def _came(is_: Document, before: Mapping[str, Document], new: View) -> dict[str, Any]:
    """A document that was not there; what it replaces is the text that it is held against."""
    kept = new.library.versions.earlier(is_.id)
    if kept:
        earlier = new.library.versions.kept(is_.id, kept[-1])
        return {"change": "new_version", "clauses": _clauses(earlier, is_) if earlier else []}
    earlier = before.get(is_.standing.replaces or "")
    if earlier is None:
        return {"change": "added"}
    return {"change": "new_version", "clauses": _clauses(earlier, is_), "instead_of": earlier.id}


def _replaced(is_: Document, to: str | None, after: Mapping[str, Document]) -> dict[str, Any]:
    """Of a document that is superseded: what the text in its place says otherwise, where that is held."""
    instead = after.get(is_.standing.superseded_by or "") if to == Status.SUPERSEDED.value else None
    return {"clauses": _clauses(is_, instead), "instead": instead.id} if instead else {}


def _clauses(old: Document, new: Document) -> Clauses:
    """Clauses that differ."""
    return [
        {"kind": change.kind, "old": _path(change.old), "new": _path(change.new)}
        for change in compare(old.clauses, new.clauses)
        if change.kind != "same"
    ]


def _since_seen(document: Document, seen: Mapping[str, str]) -> Clauses:
    """Against what was noted of the words when the library was seen: of the old ones only that they were others."""
    now = versions.clauses_of(document)
    found: Clauses = []
    for path, digest in now.items():
        if path not in seen:
            found.append({"kind": "added", "old": None, "new": path.split("/")})
        elif seen[path] != digest:
            found.append({"kind": "changed", "old": path.split("/"), "new": path.split("/")})
    return found + [{"kind": "gone", "old": path.split("/"), "new": None} for path in seen if path not in now]


def _path(path: Any) -> list[str] | None:
    return None if path is None else list(path)
