"""What changed between two days, and for whom: new, lost, larger, smaller, to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.portfolio.news import anniversaries, windows
from bot.portfolio.news.anniversaries import Anniversary
from bot.portfolio.news.views import View
from bot.wording import say
from knowledge.model import Status
from rules.model import Facts
from rules.rulebook import Programme, Window
from rules.weighing import Weighed, Weight

KINDS = ("new", "lost", "larger", "smaller", "review")


@dataclass(frozen=True, slots=True)
class Change:
    """One programme for one company. `binds`: whether its document binds anyone on the later day."""

    programme: str | None
    title: str
    document: str
    clause: tuple[str, ...]
    quote: str
    before_yuan: int | None
    after_yuan: int | None
    status: str
    binds: bool
    why: str

    def as_json(self) -> dict[str, Any]:
        return {
            "programme": self.programme,
            "title": self.title,
            "document": self.document,
            "clause": list(self.clause),
            "quote": self.quote,
            "before_yuan": self.before_yuan,
            "after_yuan": self.after_yuan,
            "status": self.status,
            "binds": self.binds,
            "why": self.why,
        }


@dataclass(slots=True)
class Changes:
    """For one company."""

    name: str
    found: dict[str, list[Change]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def __bool__(self) -> bool:
        return any(self.found.values())

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, **{kind: [item.as_json() for item in self.found[kind]] for kind in KINDS}}


def for_company(name: str, facts: Facts, old: View, new: View) -> Changes:
    """On the same facts: what follows from the day itself (years since founding, validity) counts too."""
    changes = Changes(name)
    before, after = old.weighing.weigh(facts), new.weighing.weigh(facts)
    was, is_ = _granted(before), _granted(after)
    for id in [*is_, *(id for id in was if id not in is_)]:
        _compare(changes, was.get(id), is_.get(id), old, new, after)
    changes.found["review"] += _expiring(facts, old, new)
    changes.found["review"] += _happening(facts, after, old, new)
    for items in changes.found.values():
        items.sort(key=lambda item: -max(item.before_yuan or 0, item.after_yuan or 0))
    return changes


def _granted(weight: Weight) -> dict[str, Weighed]:
    return {item.programme.id: item for item in weight.granted}


def _compare(changes: Changes, was: Weighed | None, is_: Weighed | None, old: View, new: View, after: Weight) -> None:
    if is_ is None and was is not None:
        undecided = any(item.programme.id == was.programme.id for item in after.open)
        kind = "review" if undecided else "lost"
        changes.found[kind].append(_change(was.programme, was, None, old, new, _why_lost(was.programme, old, new)))
    elif was is None and is_ is not None:
        changes.found["new"].append(_change(is_.programme, None, is_, old, new, _why_new(is_.programme, old, new)))
    elif was is not None and is_ is not None:
        _same_programme(changes, was, is_, old, new)


def _same_programme(changes: Changes, was: Weighed, is_: Weighed, old: View, new: View) -> None:
    """Granted on both days: another standing of its document, or another sum."""
    bound, binds = old.places.of(was.programme).binds, new.places.of(is_.programme).binds
    if bound != binds:
        kind, why = ("new", "begins") if binds else ("lost", "ends")
        why = say(f"changes.why_{why}", status=new.places.of(is_.programme).standing)
        changes.found[kind].append(_change(is_.programme, was, is_, old, new, why))
    elif was.yuan != is_.yuan and None not in (was.yuan, is_.yuan):
        kind = "larger" if (is_.yuan or 0) > (was.yuan or 0) else "smaller"
        changes.found[kind].append(_change(is_.programme, was, is_, old, new, say("changes.why_sum")))
    elif was.programme.quote != is_.programme.quote:
        changes.found["review"].append(_change(is_.programme, was, is_, old, new, say("changes.why_words")))


def _change(programme: Programme, was: Weighed | None, is_: Weighed | None, old: View, new: View, why: str) -> Change:
    shown = new if programme.document in new.documents() else old
    place = shown.places.of(programme)
    gone = shown is old
    return Change(
        programme.id,
        programme.title,
        programme.document,
        programme.clause,
        programme.quote,
        was.yuan if was else None,
        is_.yuan if is_ else None,
        say("changes.retired") if gone else place.standing,
        place.binds and not gone,
        why,
    )


def _why_lost(programme: Programme, old: View, new: View) -> str:
    if programme.document not in new.documents():
        return say("changes.why_retired")
    if not programme.holds(new.day):
        return say("changes.why_rule_ended")
    return say("changes.why_time", old=old.day.isoformat(), new=new.day.isoformat())


def _why_new(programme: Programme, old: View, new: View) -> str:
    if programme.document not in old.documents():
        return say("changes.why_added")
    if not programme.holds(old.day):
        return say("changes.why_rule_began")
    return say("changes.why_time", old=old.day.isoformat(), new=new.day.isoformat())


def _happening(facts: Facts, after: Weight, old: View, new: View) -> Iterator[Change]:
    """Windows that opened or closed, and yearly duties that are near."""
    for one in windows.for_company(facts, after, old.day, new.day):
        window = one.window
        if window.document in new.documents():
            yield _told(window.programme, window.title, window, one.why, new)


def _expiring(facts: Facts, old: View, new: View) -> Iterator[Change]:
    """Anniversaries of honours that fall between the days, or into a year that both of them see."""
    for honour, year, one in anniversaries.coming(facts, new.library):
        if old.day.year < year <= new.day.year or (year == new.day.year and old.day != new.day):
            title = say("changes.anniversary", honour=honour, title=one.title, year=year)
            yield _told(None, title, one, say("changes.why_honour", years=one.years), new)


def _told(programme: str | None, title: str, basis: Window | Anniversary, why: str, new: View) -> Change:
    """What concerns no sum, with the words that it rests on."""
    status = new.library.status(basis.document, new.day)
    standing, binds = say("rules.status_" + status.value), status is Status.IN_FORCE
    return Change(programme, title, basis.document, basis.clause, basis.quote, None, None, standing, binds, why)
