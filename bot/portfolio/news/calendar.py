"""Dates to keep, as iCalendar: last days of documents and windows, honours that run out, days from which more fits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.errors import InputError
from bot.portfolio.news import anniversaries, windows
from bot.portfolio.news.views import View
from bot.wording import say
from knowledge.model import Status
from rules.model import Facts


@dataclass(frozen=True, slots=True)
class Event:
    day: date
    title: str
    note: str


def events(companies: Sequence[tuple[str, Facts]], now: View) -> Iterator[Event]:
    """From the view's day on, in no order."""
    for document in now.documents().values():
        last = document.standing.expires_on
        status = now.library.status(document.id, now.day)
        if last and last >= now.day and status is Status.IN_FORCE:
            note = say("changes.event_note", status=say("rules.status_" + status.value))
            yield Event(last, say("changes.event_document", title=document.title), note)
    for name, facts in companies:
        for honour, year, one in anniversaries.coming(facts, now.library):
            if year >= now.day.year:
                day = max(date(year, 1, 1), now.day)
                yield Event(day, say("changes.event_honour", name=name, honour=honour, title=one.title), one.quote)
        for coming in windows.coming(facts, now.weighing.weigh(facts), now.day):
            window = coming.window
            yield Event(coming.day, say("changes.event_window", name=name, title=window.title), window.quote)
        yield from _anniversaries(name, facts, now)


def _anniversaries(name: str, facts: Facts, now: View) -> Iterator[Event]:
    """Days on which nothing but time opens a programme: two years in the city, three of an honour."""
    for outcome in now.rulebook.evaluate(facts, now.day):
        days = [reason.due.day for reason in outcome.mend if reason.due is not None]
        if days and len(days) == len(outcome.mend):
            note = outcome.nearest or ""
            yield Event(max(days), say("changes.event_due", name=name, title=outcome.title), note)


def drawn(companies: Sequence[tuple[str, Facts]], now: View) -> bytes:
    """Raises `InputError` where icalendar is not installed; same input, same bytes."""
    try:
        import icalendar
    except ModuleNotFoundError:
        raise InputError(say("changes.calendar_needs")) from None
    book = icalendar.Calendar()
    book.add("prodid", "-//mingce//")
    book.add("version", "2.0")
    book.add("x-wr-calname", say("changes.calendar_name"))
    for event in sorted(set(events(companies, now)), key=lambda one: (one.day, one.title)):
        entry = icalendar.Event()
        entry.add("uid", hashlib.sha256(f"{event.day}{event.title}".encode()).hexdigest()[:24] + "@mingce")
        entry.add("dtstamp", datetime(now.day.year, now.day.month, now.day.day, tzinfo=UTC))
        entry.add("dtstart", event.day)
        entry.add("dtend", event.day + timedelta(1))
        entry.add("summary", event.title)
        entry.add("description", event.note)
        book.add_component(entry)
    return bytes(book.to_ical())


def write(file: Path, companies: Sequence[tuple[str, Facts]], now: View) -> None:
    """Raises `InputError` also where the file cannot be written."""
    made = drawn(companies, now)
    try:
        file.write_bytes(made)
    except OSError as problem:
        raise InputError(say("lists.not_saved", file=file, problem=problem.strerror)) from None
