"""Sums and conditions of sentences in a line of our own, and the message with quotes, standing and buttons."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

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
_NUMBER = re.compile(r"^(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+[、.．])")
_LEVEL = re.compile(r"(?:国家|省|市|区|县|部|厅|州|甲|乙|丙|[ABC一二三四五\d][星等]?)级")
_STARS = re.compile(r"(\d)[—–\-~至到]+(\d)(星级|级|A级)")
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
        for award, name in _meant(named(line.awards), words):
            sum_ = said_sum(award)
            if sum_:
                said[say("imported.lead_who", who=_shortened(name), sum=sum_) if name else sum_] = None
    return ";".join(list(said)[:_MOST_SUMS])


def levels_in(text: str) -> tuple[str, ...]:
    """省级, 5级, 3A级 as a question says them: they tell the items of a list from each other."""
    return tuple(dict.fromkeys(found.group() for found in _LEVEL.finditer(text)))


def named(awards: Sequence[Award]) -> list[tuple[Award, str]]:
    """Each with whom it is for; where one phrase stands for all of a 分别 list, with its own item of it."""
    names = [_NUMBER.sub("", re.sub(r"\s", "", award.recipient)) for award in awards]
    if len(names) > 1 and len(set(names)) == 1:
        items = next((found for of in _ITEMS if len(found := of(names[0])) == len(names)), None)
        names = list(items or names)
    return list(zip(awards, _with_tail(names), strict=True))


def _with_tail(names: list[str]) -> list[str]:
    """国家级、省级、市级载体: what stands behind the last level holds for all of them."""
    levels = [_LEVEL.findall(name) for name in names]
    last = _LEVEL.search(names[-1]) if len(names) > 1 else None
    if last is None or any(len(found) != 1 for found in levels):
        return names
    tail = names[-1][last.end() :]
    listed = all(tail.endswith(_LEVEL.split(name)[-1]) for name in names)
    return [level + tail for (level,) in levels] if listed else names


def _stars(name: str) -> list[str]:
    """2—5星级 → 2星级, 3星级, 4星级, 5星级."""
    found = _STARS.search(name)
    return [f"{count}{found[3]}" for count in range(int(found[1]), int(found[2]) + 1)] if found else []


_ITEMS: tuple[Callable[[str], list[str]], ...] = (
    lambda name: [found.group() for found in _LEVEL.finditer(name)],
    lambda name: re.findall(r"“([^”]+)”", name),
    _stars,
)
"""What a 分别 list may count off inside one phrase, in the order in which they are tried."""


def _shortened(name: str) -> str:
    """The beginning and the end of what is too long to be read in a line."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME // 2 - 2]}…{name[-_LONGEST_NAME // 2 :]}"


def _meant(awards: Sequence[tuple[Award, str]], words: Sequence[str]) -> Sequence[tuple[Award, str]]:
    """Those whose recipient has a word that another recipient of the same sentence has not; all where none has."""
    names = [re.sub(r"[“”\"]", "", name) for _, name in awards]
    telling = [word for word in words if 0 < sum(word in name for name in names) < len(names)]
    return [pair for pair, name in zip(awards, names, strict=True) if any(one in name for one in telling)] or awards


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
