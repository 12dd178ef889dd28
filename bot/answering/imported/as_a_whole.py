"""What is asked of an imported document as a whole: standing, number, who issued it, who explains it."""

from __future__ import annotations

import re
from datetime import date

from bot.answering.imported.finding import saying
from bot.answering.imported.matter import Matter, quoted
from bot.answering.imported.saying import rendered
from bot.answering.model import Answer
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say


def explains(matter: Matter) -> Answer | None:
    lines = saying(matter.document, matter.world.library, "explains")
    if not lines:
        return None
    draft = Draft()
    found = re.search(r"由(.{2,60}?)(?:负责)?解释", re.sub(r"\s", "", lines[-1].text))
    draft.add(say("imported.lead_explains", title=matter.title, who=found.group(1) if found else ""), quoted(lines[-1]))
    return rendered(matter.render, draft, "department", matter.focus, matter.asked.text)


def leads(matter: Matter) -> Answer | None:
    """Who is to carry the document out, where a sentence says so for the whole of it."""
    lines = saying(matter.document, matter.world.library, "leads")[:2]
    if not lines:
        return None
    draft = Draft()
    draft.add(say("imported.lead_leads", title=matter.title), *(quoted(line) for line in lines))
    return rendered(matter.render, draft, "department", matter.focus, matter.asked.text)


def issuer(matter: Matter) -> Answer | None:
    who = matter.document.issuer
    if not who:
        return None
    draft = Draft()
    clause = next((one for one in matter.document.clauses if who.split("、")[0] in one.text), None)
    printed = [Quoted(clause, (who.split("、")[0],))] if clause is not None else []
    draft.add(say("imported.lead_issuer", title=matter.title, who=who), *printed)
    return rendered(matter.render, draft, "department", matter.focus, matter.asked.text)


def number(matter: Matter) -> Answer | None:
    number = matter.document.number
    if not number:
        return None
    draft = Draft()
    draft.add(say("imported.lead_number", title=matter.title, number=number), *_title(matter))
    return rendered(matter.render, draft, "status", matter.focus, matter.asked.text)


def standing(matter: Matter) -> Answer | None:
    """Of the document; a question with a subject of its own that a clause meets is about the clause."""
    standing = matter.document.standing
    lead = say("imported.lead_standing", title=matter.title, standing=matter.render.standing(matter.document.id))
    if standing.effective_from:
        lead += say("imported.since", date=_day(standing.effective_from))
    if standing.expires_on:
        lead += say("imported.until", date=_day(standing.expires_on))
    draft = Draft()
    lines = saying(matter.document, matter.world.library, "standing")[-3:]
    draft.add(lead, *(quoted(line) for line in lines))
    if not lines:
        draft.add((), *_title(matter))
    return rendered(matter.render, draft, "status", matter.focus, matter.asked.text)


def _title(matter: Matter) -> tuple[Quoted, ...]:
    clause = next((one for one in matter.document.clauses if one.path == ("标题",)), None)
    return (Quoted(clause, (clause.text.strip(),)),) if clause is not None else ()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
