"""One question about an imported document → its answer: standing, who, how much, how, what a number says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.answering.imported import giving, scope
from bot.answering.imported.as_a_whole import explains, issuer, leads, number, standing
from bot.answering.imported.asking import Asked, matching, read, with_kinds_of
from bot.answering.imported.bounds import bounded
from bot.answering.imported.catalogue import catalogue
from bot.answering.imported.finding import Line, enough, forms_of, is_for, lines_of, together, with_money
from bot.answering.imported.matter import Matter, announced, announcing, grouped, quoted
from bot.answering.imported.numbers import by_number, units_of
from bot.answering.imported.places import named_in, places_of
from bot.answering.imported.saying import conditions, levels_in, rendered, sums_of
from bot.answering.imported.told import consequence, excluded, payout, process, stacking, told_by
from bot.answering.imported.unnamed import unnamed
from bot.answering.imported.working import working
from bot.answering.model import Answer, Focus
from bot.answering.texts.render import Draft, Quoted
from bot.model import Part
from bot.wording import say
from bot.world import World
from knowledge.intake import has_figure
from knowledge.model import Clause, Document

_MOST_LISTED = 6
_SURELY = 1.15
"""By so much more a sentence with a figure has to fit than the best one that the grammar understands."""


def answer(text: str, focus: Focus, world: World, today: date, typed: str = "") -> Answer | None:
    """None where the question is not about a document of one's own that has no programmes. `typed`: before its slips
    were mended, where that is known."""
    library = world.library
    candidates = unruled(world)
    if not candidates:
        return None
    follows = _FOLLOWS.match(text)
    said = follows["what"] if follows else text
    named = named_in(said, library)
    asked = with_kinds_of(typed, read(said, library, named))
    document = scope.about(asked, named, library, focus, candidates)
    if document is None:
        return None if named else unnamed(asked, candidates, world, today, focus)
    if not asked.kinds and focus.document == document.id and focus.kind in _GOES_ON:
        asked = replace(asked, kinds=(_GOES_ON[focus.kind],))
    found = _found(Matter(asked, document, world, today, focus))
    city = None if set(named) & places_of(document).own else catalogue(library).city_around(document, named)
    return _within(found, city, document) if city else found


def _within(found: Answer, city: str, document: Document) -> Answer:
    """Asked about a city of which only a part is held: said first, for it holds for that part alone."""
    own = max(places_of(document).own, key=len)
    parts = (Part("lead", say("imported.within", city=city, own=own)), *found.message.parts)
    return replace(found, message=replace(found.message, parts=parts))


def _found(matter: Matter) -> Answer:
    asked, document, library = matter.asked, matter.document, matter.world.library
    if giving.is_broad(asked, document, library) and (broad := giving.overview(matter)):
        return broad
    for fits, answerer in _TABLE:
        found = answerer(matter) if fits(asked) else None
        if found is not None:
            return found
    return _silent(matter)


@lru_cache(maxsize=8)
def unruled(world: World) -> tuple[Document, ...]:
    """Documents of one's own that were imported, and those that no programme describes."""
    ruled = {programme.document for programme in world.rulebook.programmes}
    library = world.library
    return tuple(one for one in library.own if one.id not in ruled or library.is_imported(one.id))


@lru_cache(maxsize=8)
def others(world: World) -> World:
    """The same world without them: what is asked of the other documents is answered as if they were not there."""
    left_out = frozenset(document.id for document in unruled(world))
    return World(world.library.without(left_out), world.rulebook, world.faq) if left_out else world


def _hands_over(matter: Matter) -> Answer:
    draft = Draft()
    draft.leads.append(say("imported.hands_over", title=matter.title))
    lines = [one.line for one in matter.found if one.line.awards]
    shown = sorted(lines[:_MOST_LISTED], key=lambda line: line.number)
    for line in shown:
        draft.add((), Quoted(line.clause, (line.text,)))
    return rendered(matter.render, draft, "eligibility", matter.focus, matter.asked.text)


_FOLLOWS = re.compile(r"(?:那么?|还有(?!效|没)|再问一下)[,，]?(?P<what>.+?)呢?[?？]?$")
_GOES_ON = {"amount": "amount", "department": "unit", "process": "process", "eligibility": "condition"}
"""What is asked of another subject where only the subject is said: 那海外仓呢."""


def _unit(matter: Matter) -> Answer | None:
    """The bracket of the clause that is meant, else of the nearest above, else who explains, issued or takes it."""
    if matching("words", "hands_in").search(matter.asked.text) and (found := process(matter)):
        return found
    last = matter.world.library.clause(matter.focus.document or "", matter.focus.clause or ())
    if not matter.asked.words and last is not None and last.document == matter.document.id:
        return units_of(matter, last) or explains(matter)
    dated = matching("words", "when").search(matter.asked.text) is not None
    for one in matter.found[:4] if enough(matter.found) else []:
        charged = _charged(matter, one.line)
        if found := (charged if dated else None) or units_of(matter, one.line.clause) or charged:
            return found
    if found := leads(matter):
        return found
    if (enough(matter.found) or not matter.asked.words) and (found := explains(matter)):
        return found
    return process(matter) or issuer(matter)


def _charged(matter: Matter, line: Line) -> Answer | None:
    """A sentence that charges an office with it, or one that announces an office's duties above it."""
    above = announcing(matter, line)
    lines = [line] if matching("sentences", "charges").search(line.folded) else []
    if above is not None and matching("sentences", "duties").search(above.folded):
        lines = [above, line]
    if not lines:
        return None
    draft = Draft()
    draft.add(say("imported.lead_text", title=matter.title, path=matter.render.path(line.clause)), *map(quoted, lines))
    return rendered(matter.render, draft, "department", matter.focus, matter.asked.text)


def _condition(matter: Matter) -> Answer | None:
    if not enough(matter.found):
        return None
    best = matter.found[0]
    lines = [*together(best, matter.found), *announced(matter, best.line)]
    draft = Draft()
    said = conditions(lines)
    lead = say("imported.lead_condition", title=matter.title, path=matter.render.path(best.line.clause))
    draft.add([lead, *([said] if said else [])], *grouped(lines))
    return rendered(matter.render, draft, "eligibility", matter.focus, matter.asked.text)


def _amount(matter: Matter) -> Answer | None:
    """The best sentence that gives something; where the clause meant gives nothing but has figures, those."""
    if not enough(matter.found):
        return None
    top = matter.found[0]
    below = announced(matter, top.line)
    items = with_money([one for one in matter.found if one.line in below])
    paying = items or with_money(matter.found)
    best = paying[0] if paying and (items or paying[0].score >= 0.55 * top.score) else None
    if matter.asked.stated is not None:
        best = next((one for one in paying if one.told and is_for(one.line, matter.asked.stated)), best)
    ranged = best is not None and matter.asked.stated is not None and is_for(best.line, matter.asked.stated)
    surer = best is not None and not ranged and top.score > _SURELY * best.score and has_figure(top.line.text)
    if surer and matching("sentences", "gives").search(top.line.folded):
        best = top
    if best is None:
        asks = matching("words", "how_much").search(matter.asked.text) is not None
        return _told(matter, silent=asks and not any(has_figure(line.text) for line in _of(matter, top.line.clause)))
    near = [line for line in below if has_figure(line.text)] if items else together(best, paying)
    lines = [line for line in near if line.awards or line is best.line]
    draft = Draft()
    first = [best.line, *(line for line in lines if line is not best.line)]
    sums = sums_of(first, _with_forms(matter))
    path = matter.render.path(best.line.clause)
    key = "imported.lead_amount" if sums else "imported.lead_text"
    draft.add(say(key, title=matter.title, path=path, sums=sums), *_headed(matter, lines), *grouped(lines))
    if worked := working(matter.asked.text, lines):
        draft.leads.append(worked)
    return rendered(matter.render, draft, "amount", matter.focus, matter.asked.text)


def _with_forms(matter: Matter) -> tuple[str, ...]:
    words = (*matter.asked.words, *levels_in(matter.asked.text))
    return tuple(form for word in words for form in forms_of(word, matter.world.library))


def _told(matter: Matter, silent: bool = False) -> Answer | None:
    if not enough(matter.found):
        return None
    best = matter.found[0]
    if silent and not best.numbered:
        return None
    lines = [*together(best, matter.found, 4), *announced(matter, best.line)]
    lines += [line for line in _limits(matter, best.line) if line not in lines]
    key = "imported.silent_amount" if silent else "imported.lead_text"
    draft = Draft()
    draft.add(say(key, title=matter.title, path=matter.render.path(best.line.clause)), *grouped(lines))
    return rendered(matter.render, draft, "amount" if silent else "clause", matter.focus, matter.asked.text)


def _limits(matter: Matter, line: Line) -> list[Line]:
    """Asked whether: what the clause excepts."""
    if not matching("words", "enough").search(matter.asked.text):
        return []
    return [one for one in _of(matter, line.clause) if matching("sentences", "limits").search(one.folded)]


def _of(matter: Matter, clause: Clause) -> list[Line]:
    return [line for line in lines_of(matter.document, matter.world.library) if line.clause is clause]


def _silent(matter: Matter) -> Answer:
    draft = Draft()
    draft.leads.append(say("imported.silent", title=matter.title))
    return rendered(matter.render, draft, "not_covered", matter.focus, matter.asked.text)


def _headed(matter: Matter, lines: list[Line]) -> tuple[Quoted, ...]:
    """Of rows of a table: its head, which says what the figures are."""
    table = matter.world.library.parent(lines[0].clause) if lines[0].clause.table is not None else None
    if table is None:
        return ()
    head = next((line.strip() for line in table.text.splitlines() if line.strip()), "")
    return (Quoted(table, (head,)),) if head else ()


_TABLE: tuple[tuple[Callable[[Asked], bool], Callable[[Matter], Answer | None]], ...] = (
    (lambda asked: bool(asked.labels), by_number),
    (lambda asked: asked.asks("hands_over"), _hands_over),
    (lambda asked: asked.asks("paytime"), told_by("paytime")),
    (lambda asked: asked.asks("funding"), told_by("funding")),
    (lambda asked: asked.asks("basis"), told_by("basis")),
    (lambda asked: asked.asks("window"), process),
    (lambda asked: asked.asks("explains"), lambda matter: explains(matter) or _unit(matter)),
    (lambda asked: asked.asks("number"), number),
    (lambda asked: asked.asks("issuer"), issuer),
    (lambda asked: asked.asks("standing"), standing),
    (lambda asked: asked.asks("unit"), _unit),
    (lambda asked: asked.asks("stacking"), stacking),
    (lambda asked: asked.asks("consequence"), consequence),
    (lambda asked: asked.asks("payout"), payout),
    (lambda asked: asked.asks("process"), process),
    (lambda asked: True, bounded),
    (lambda asked: True, excluded),
    (lambda asked: asked.asks("condition"), _condition),
    (lambda asked: asked.asks("amount"), _amount),
    (lambda asked: True, _told),
)
"""In the order of asking: the first that has an answer gives it."""
