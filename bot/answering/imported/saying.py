"""Sums and conditions of sentences in a line of our own, and the message with quotes, standing and buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import buttons
from bot.answering.imported.finding import Line
from bot.answering.imported.places import places_of
from bot.answering.model import Answer, Focus, Interest
from bot.answering.texts.render import Draft, Renderer
from bot.model import Button, Kind, OutMessage, Part
from bot.sums import said_sum
from bot.wording import say
from knowledge.intake import Award

_LONGEST_NAME = 28
_MOST_SUMS = 8
_MOST_BUTTONS = 2


def _unnamed_place(render: Renderer, document: str, parts: Sequence[Part]) -> str:
    """The place that the document is about, where nothing that is said of it names it."""
    held = render.document(document)
    names = places_of(held).own
    said = "".join(part.text for part in parts if part.kind in ("lead", "text", "notice"))
    return "" if not names or any(name in said for name in names) else held.region or max(names, key=len)


def sums_of(lines: Sequence[Line], words: Sequence[str] = ()) -> str:
    """首次上规的企业 10万元;…  Of a 分别 list only whom the `words` of the question tell from the others."""
    said: dict[str, None] = {}
    for line in lines:
        for award in _meant(line.awards, words):
            who = re.sub(r"\s", "", award.recipient)
            sum_ = said_sum(award)
            if sum_:
                named = who and len(who) <= _LONGEST_NAME
                said[say("imported.lead_who", who=who, sum=sum_) if named else sum_] = None
    return ";".join(list(said)[:_MOST_SUMS])


def _meant(awards: Sequence[Award], words: Sequence[str]) -> Sequence[Award]:
    """Those whose recipient has a word that another recipient of the same sentence has not; all where none has."""
    names = [re.sub(r"[\s“”\"]", "", award.recipient) for award in awards]
    telling = [word for word in words if 0 < sum(word in name for name in names) < len(names)]
    return [award for award, name in zip(awards, names, strict=True) if any(one in name for one in telling)] or awards


def conditions(lines: Sequence[Line]) -> str:
    """The conditions of the awards, each once, in the text's own words."""
    said = dict.fromkeys(condition.text for line in lines for award in line.awards for condition in award.conditions)
    return ";".join(said)


def rendered(render: Renderer, draft: Draft, kind: Kind, focus: Focus, question: str) -> Answer:
    citations = render.citations(draft.quoted)
    documents = list(dict.fromkeys(citation.document for citation in citations))
    notices = render.notices(documents)
    if citations and kind == "amount":
        draft.suggestions += [one for one in say("imported.next_amount").split("|") if one not in question]
    clauses = list({item.clause.id: item.clause for item in draft.quoted}.values())
    rows: list[tuple[Button, ...]] = []
    if clauses:
        rows.append(tuple(render.clause_button(clause) for clause in clauses[:_MOST_BUTTONS]))
    if kind in ("eligibility", "amount"):
        rows.append((Button(say("imported.button_check"), buttons.start("everything")),))
    parts = list(render.parts(draft, notices))
    if kind in ("amount", "eligibility") and citations:
        place = next((n for n, part in enumerate(parts) if part.kind == "notice"), len(parts))
        parts.insert(place, Part("text", say("imported.not_checked")))
    if documents and (region := _unnamed_place(render, documents[0], parts)):
        parts.insert(1, Part("text", say("imported.of_place", place=region)))
    first = clauses[0] if clauses else None
    after = Focus(
        city=None,
        document=first.document if first else focus.document,
        clause=first.path if first else focus.clause,
        kind=kind,
        question=question,
    )
    message = OutMessage(tuple(parts), tuple(rows), citations)
    start = Interest() if kind == "eligibility" else None
    return Answer(kind, message, after, notices, start_interview=start, recognised=True)
