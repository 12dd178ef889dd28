"""One question about an imported document → its answer: standing, who, how much, how, what a number says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from bot.answering.imported import scope
from bot.answering.imported.asking import Asked, matching, read
from bot.answering.imported.finding import Found, Line, enough, lines_of, ranked, saying, together, with_money
from bot.answering.imported.places import named_in
from bot.answering.imported.saying import conditions, rendered, sums_of
from bot.answering.model import Answer, Focus
from bot.answering.texts.render import Draft, Quoted, Renderer
from bot.wording import say
from bot.world import World
from knowledge.intake import has_figure
from knowledge.model import Clause, Document

_MOST_LISTED = 6
_MOST_PROCESS = 5


@dataclass(frozen=True)
class Matter:
    """A question with the document that it is about."""

    asked: Asked
    document: Document
    world: World
    today: date
    focus: Focus

    @cached_property
    def found(self) -> list[Found]:
        return ranked(self.document, self.asked, self.world.library)

    @cached_property
    def render(self) -> Renderer:
        return Renderer(self.world, self.today)

    @property
    def title(self) -> str:
        return self.document.short_title


def answer(text: str, focus: Focus, world: World, today: date) -> Answer | None:
    """None where the question is not about a document of one's own that has no programmes."""
    library = world.library
    candidates = unruled(world)
    if not candidates:
        return None
    named = named_in(text, library)
    asked = read(text, library, named)
    document = scope.about(asked, named, library, focus, candidates)
    if document is None:
        return None
    matter = Matter(asked, document, world, today, focus)
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


def _by_number(matter: Matter) -> Answer | None:
    asked, library = matter.asked, matter.world.library
    if not asked.labels:
        return None
    clause = _clause(matter.document, asked)
    draft = Draft()
    if clause is None:
        last = _last_article(matter.document)
        key = "imported.no_article" if last else "imported.no_article_at_all"
        draft.leads.append(say(key, title=matter.title, label=asked.printed, last=last))
        return rendered(matter.render, draft, "clause", matter.focus, asked.text)
    if asked.asks("unit") and (found := _units_of(matter, clause)):
        return found
    below = library.children(clause)
    own = clause.text.strip()
    lead = say("imported.lead_text", title=matter.title, path=matter.render.path(clause))
    quoted = (
        [Quoted(clause, (own,))]
        if len(own) <= 1500 or not below
        else [Quoted(child, ((child.heading or child.text[:80]).strip(),)) for child in below]
    )
    draft.add(lead, *quoted)
    return rendered(matter.render, draft, "clause", matter.focus, asked.text)


def _clause(document: Document, asked: Asked) -> Clause | None:
    """The first reading of the number that stands in the document; articles hide bare numbers."""
    articles = any(re.fullmatch(r"第.+条", clause.path[-1]) for clause in document.clauses)
    for labels in asked.labels:
        bare = len(labels) == 1 and not labels[0].startswith(("第", "附"))
        if articles and bare:
            continue
        for clause in document.clauses:
            if clause.path[-len(labels) :] == labels and (len(labels) > 1 or not bare or _may_be(labels[0], document)):
                return clause
    return None


def _may_be(label: str, document: Document) -> bool:
    """A bare number is meant where it is counted through the document, or on the first level."""
    ending = [clause for clause in document.clauses if clause.path[-1] == label]
    return len(ending) == 1 or any(len(clause.path) == 1 for clause in ending)


def _last_article(document: Document) -> str:
    found = [clause.path[-1] for clause in document.clauses if re.fullmatch(r"第.+条", clause.path[-1])]
    if found:
        return found[-1]
    numbers = [clause.path[-1] for clause in document.clauses if clause.path[-1].isdigit()]
    if numbers:
        return say("imported.item", number=max(numbers, key=int))
    return next(
        (clause.path[0] for clause in reversed(document.clauses) if re.match("[一二三四五六七八九十]", clause.path[0])),
        "",
    )


def _hands_over(matter: Matter) -> Answer:
    draft = Draft()
    draft.leads.append(say("imported.hands_over", title=matter.title))
    giving = [one.line for one in matter.found if one.line.awards]
    shown = sorted(giving[:_MOST_LISTED], key=lambda line: line.number)
    for line in shown:
        draft.add((), Quoted(line.clause, (line.text,)))
    return rendered(matter.render, draft, "eligibility", matter.focus, matter.asked.text)


def _explains(matter: Matter) -> Answer | None:
    lines = saying(matter.document, matter.world.library, "explains")
    if not lines:
        return _unit(matter)
    draft = Draft()
    found = re.search(r"由(.{2,60}?)(?:负责)?解释", re.sub(r"\s", "", lines[-1].text))
    draft.add(
        say("imported.lead_explains", title=matter.title, who=found.group(1) if found else ""), _quoted(lines[-1])
    )
    return rendered(matter.render, draft, "department", matter.focus, matter.asked.text)


def _issuer(matter: Matter) -> Answer | None:
    who = matter.document.issuer
    if not who:
        return None
    draft = Draft()
    clause = next((one for one in matter.document.clauses if who.split("、")[0] in one.text), None)
    quoted = [Quoted(clause, (who.split("、")[0],))] if clause is not None else []
    draft.add(say("imported.lead_issuer", title=matter.title, who=who), *quoted)
    return rendered(matter.render, draft, "department", matter.focus, matter.asked.text)


def _number(matter: Matter) -> Answer | None:
    number = matter.document.number
    if not number:
        return None
    draft = Draft()
    draft.add(say("imported.lead_number", title=matter.title, number=number), *_title(matter))
    return rendered(matter.render, draft, "status", matter.focus, matter.asked.text)


def _standing(matter: Matter) -> Answer | None:
    """Of the document; a question with a subject of its own that a clause meets is about the clause."""
    standing = matter.document.standing
    lead = say("imported.lead_standing", title=matter.title, standing=matter.render.standing(matter.document.id))
    if standing.effective_from:
        lead += say("imported.since", date=_day(standing.effective_from))
    if standing.expires_on:
        lead += say("imported.until", date=_day(standing.expires_on))
    draft = Draft()
    lines = saying(matter.document, matter.world.library, "standing")[-3:]
    draft.add(lead, *(_quoted(line) for line in lines))
    if not lines:
        draft.add((), *_title(matter))
    return rendered(matter.render, draft, "status", matter.focus, matter.asked.text)


def _unit(matter: Matter) -> Answer | None:
    """The bracket of the clause that is meant, else of the nearest above, else who explains, issued or takes it."""
    for one in matter.found[:4] if enough(matter.found) else []:
        if found := _units_of(matter, one.line.clause):
            return found
    if enough(matter.found) or not matter.asked.words:
        takes = list(saying(matter.document, matter.world.library, "explains"))
        if takes:
            return _explains(matter)
    return _process(matter) or _issuer(matter)


def _units_of(matter: Matter, clause: Clause) -> Answer | None:
    holder: Clause | None = clause
    while holder is not None and not holder.departments:
        holder = matter.world.library.parent(holder)
    if holder is None:
        return None
    lead = say(
        "imported.lead_unit", title=matter.title, path=matter.render.path(clause), names="、".join(holder.departments)
    )
    leads = [name for name in holder.departments if name not in holder.supports]
    if holder.supports and leads:
        lead += say("imported.lead_lead_and_support", lead="、".join(leads), support="、".join(holder.supports))
    draft = Draft()
    draft.add(lead, Quoted(holder, (_printed_units(holder),)))
    return rendered(matter.render, draft, "department", matter.focus, matter.asked.text)


def _printed_units(clause: Clause) -> str:
    """The exact bracket or line in which the first unit stands."""
    first = clause.departments[0]
    brackets = [found.group() for found in re.finditer(r"[（(][^（）()]*[）)]", clause.text) if first in found.group()]
    if brackets:
        return brackets[-1]
    return next((line.strip() for line in clause.text.splitlines() if first in line), first)


def _process(matter: Matter) -> Answer | None:
    lines = saying(matter.document, matter.world.library, "process")
    if not lines:
        return None
    score = {one.line.number: one.score for one in matter.found}
    dated = re.search(r"几月|几号|什么时候|何时|截止|多久|工作日|哪天", matter.asked.text) is not None

    def worth(line: Line) -> float:
        words = len(set(re.findall(matching("sentences", "process").pattern, line.folded)))
        heading = 2.0 if re.search(r"申报|申请|程序|流程|办理|兑现|受理", line.clause.heading or "") else 0.0
        deadline = 4.0 if dated and matching("sentences", "deadline").search(line.folded) else 0.0
        return words + heading + deadline + 0.3 * score.get(line.number, 0.0)

    best = sorted(lines, key=lambda line: (-worth(line), line.number))[:_MOST_PROCESS]
    least = 0.5 * worth(best[0])
    chosen = sorted((line for line in best if worth(line) >= least), key=lambda line: line.number)
    draft = Draft()
    draft.add(say("imported.lead_process", title=matter.title), *_grouped(chosen))
    return rendered(matter.render, draft, "process", matter.focus, matter.asked.text)


def _condition(matter: Matter) -> Answer | None:
    if not enough(matter.found):
        return None
    best = matter.found[0]
    lines = together(best, matter.found)
    draft = Draft()
    said = conditions(lines)
    lead = say("imported.lead_condition", title=matter.title, path=matter.render.path(best.line.clause))
    draft.add([lead, *([said] if said else [])], *_grouped(lines))
    return rendered(matter.render, draft, "eligibility", matter.focus, matter.asked.text)


def _amount(matter: Matter) -> Answer | None:
    """The best sentence that gives something; where the clause meant gives nothing but has figures, those."""
    if not enough(matter.found):
        return None
    top = matter.found[0]
    giving = with_money(matter.found)
    best = giving[0] if giving and giving[0].score >= 0.55 * top.score else None
    if best is None:
        return _told(matter, silent=not any(has_figure(line.text) for line in _of(matter, top.line.clause)))
    lines = [line for line in together(best, giving) if line.awards or line is best.line]
    draft = Draft()
    sums = sums_of(lines)
    path = matter.render.path(best.line.clause)
    key = "imported.lead_amount" if sums else "imported.lead_text"
    draft.add(say(key, title=matter.title, path=path, sums=sums), *_grouped(lines))
    return rendered(matter.render, draft, "amount", matter.focus, matter.asked.text)


def _told(matter: Matter, silent: bool = False) -> Answer | None:
    if not enough(matter.found):
        return None
    best = matter.found[0]
    lines = together(best, matter.found, 4)
    key = "imported.silent_amount" if silent else "imported.lead_text"
    draft = Draft()
    draft.add(say(key, title=matter.title, path=matter.render.path(best.line.clause)), *_grouped(lines))
    return rendered(matter.render, draft, "amount" if silent else "clause", matter.focus, matter.asked.text)


def _of(matter: Matter, clause: Clause) -> list[Line]:
    return [line for line in lines_of(matter.document, matter.world.library) if line.clause is clause]


def _silent(matter: Matter) -> Answer:
    draft = Draft()
    draft.leads.append(say("imported.silent", title=matter.title))
    return rendered(matter.render, draft, "not_covered", matter.focus, matter.asked.text)


def _title(matter: Matter) -> tuple[Quoted, ...]:
    clause = next((one for one in matter.document.clauses if one.path == ("标题",)), None)
    return (Quoted(clause, (clause.text.strip(),)),) if clause is not None else ()


def _quoted(line: Line) -> Quoted:
    return Quoted(line.clause, (line.text,))


def _grouped(lines: list[Line]) -> tuple[Quoted, ...]:
    found: dict[object, Quoted] = {}
    for line in lines:
        before = found.get(line.clause.id)
        found[line.clause.id] = Quoted(line.clause, (*(before.texts if before else ()), line.text))
    return tuple(found.values())


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


_TABLE: tuple[tuple[Callable[[Asked], bool], Callable[[Matter], Answer | None]], ...] = (
    (lambda asked: bool(asked.labels), _by_number),
    (lambda asked: asked.asks("hands_over"), _hands_over),
    (lambda asked: asked.asks("explains"), _explains),
    (lambda asked: asked.asks("number"), _number),
    (lambda asked: asked.asks("issuer"), _issuer),
    (lambda asked: asked.asks("standing"), _standing),
    (lambda asked: asked.asks("unit"), _unit),
    (lambda asked: asked.asks("process"), _process),
    (lambda asked: asked.asks("condition"), _condition),
    (lambda asked: asked.asks("amount"), _amount),
    (lambda asked: True, _told),
)
"""In the order of asking: the first that has an answer gives it."""
