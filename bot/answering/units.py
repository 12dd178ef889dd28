"""Questions that name a responsible unit: what it is responsible for, and whether it is among those of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from bot.answering import departments
from bot.answering.case import Case
from bot.answering.held import held
from bot.answering.lexicon import lexicon
from bot.answering.retrieval.coverage import refusal
from bot.answering.texts.render import Draft, Quoted
from bot.wording import say
from knowledge.library import Library
from knowledge.model import Clause

_UNIT = re.compile("(?:局|厅|委|办|行|会|发改|工信|人社|税务|科技|财政)$")
_FULL = re.compile("^.{3,}?[局厅行](?=.)")
"""A full name before the name of the place and the branch (人民银行|济南分行)."""
_SHORT = re.compile("[\u4e00-\u9fff]{2,9}?[局厅委行办]")
_OR = "还是"
_LEAST = 3
_MOST = 5
_SUBJECT = 3.0
_STATED = ("amount", "process")


def answer(case: Case) -> Draft | None:
    """None where no unit is named, or where the question is about something else than who does what."""
    named = _named(case.question.text, case.world.library)
    if case.question.has("issuer") and case.question.documents:
        return None
    if not named or not case.question.has("unit_role", "department"):
        return None
    if case.question.has(*_STATED) and not case.question.has("department"):
        return None
    rest = _without(case, named)
    if rest.terms and case.question.has("target") and not case.question.has("department"):
        return None
    if rest.terms and rest.evidence and refusal(rest, rest.evidence) is None:
        return _among(rest, named)
    # What is left beside the unit is a subject of its own that no clause is about.
    if any(term.demand >= _SUBJECT and not term.known for term in rest.terms):
        return None
    return _works(case, named)


@lru_cache(maxsize=4)
def _place(library: Library) -> re.Pattern[str]:
    """Names of places, and the level in front of a unit's name."""
    names = "|".join(f"{name}[省市]?" for name in held(library).places)
    return re.compile(f"{names}|^(?:省|市)委?(?=.{{3}})")


def _named(text: str, library: Library) -> dict[str, tuple[str, ...]]:
    """Words of the question that name a unit → the units as the documents write them."""
    found: dict[str, tuple[str, ...]] = {}
    bare = _place(library).sub("", text.replace(" ", ""))
    for word, units in _names(library):
        if word in bare and not any(word in longer for longer in found):
            found[word] = units
    return found or _shortened(bare, library)


def _shortened(text: str, library: Library) -> dict[str, tuple[str, ...]]:
    """A name said in fewer characters than it has (大数据局 → 大数据发展局, 金融局 → 地方金融监管局)."""
    for run in _SHORT.findall(text):
        for word in (run[at:] for at in range(len(run) - _LEAST + 1)):
            units = dict.fromkeys(unit for name, of in _names(library) if _shortens(word, name) for unit in of)
            if units:
                return {word: tuple(units)}
    return {}


def _shortens(word: str, name: str) -> bool:
    if word[-1] != name[-1]:
        return False
    rest = iter(name)
    return word[:-1] in name or (word[0] == name[0] and all(character in rest for character in word))


@lru_cache(maxsize=4)
def _names(library: Library) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What units are called, the longest first: their names without the place, and what people say instead."""
    units = dict.fromkeys(
        unit for document in library.documents for one in document.clauses for unit in one.departments
    )
    called: dict[str, list[str]] = {}
    for unit in units:
        core = _place(library).sub("", unit)
        said = (word for word, forms in lexicon().vocabulary.items() if any(form in unit for form in forms))
        full = _FULL.match(core)
        for name in {core, *([full.group()] if full else []), *(word for word in said if _UNIT.search(word))}:
            called.setdefault(name, []).append(unit)
    return tuple(sorted(((name, tuple(of)) for name, of in called.items()), key=lambda item: (-len(item[0]), item[0])))


def _without(case: Case, named: Iterable[str]) -> Case:
    text = case.question.text
    for name in named:
        text = re.sub(rf"(?:[省市][委里]?)?{re.escape(name)}", " ", text)
    return replace(case, question=replace(case.question, text=text))


def _among(case: Case, named: dict[str, tuple[str, ...]]) -> Draft:
    """The units of the clause that the rest of the question is about, and which of those named are among them."""
    draft = departments.departments(case, case.evidence)
    draft.leads += _verdicts(
        case, named, [unit for item in draft.quoted for unit in case.render.departments(item.clause)]
    )
    return draft


def among(case: Case, clauses: Iterable[Clause]) -> list[str]:
    """Whether the units that the question names are responsible for these clauses; none where it names none."""
    named = _named(case.question.text, case.world.library)
    here = [unit for clause in clauses for unit in case.render.departments(clause)]
    return _verdicts(case, named, here) if named and here else []


def _verdicts(case: Case, named: dict[str, tuple[str, ...]], units: Iterable[str]) -> list[str]:
    here = tuple(dict.fromkeys(units))
    standing = {word: [unit for unit in of if unit in here] for word, of in named.items()}
    found = "、".join(unit for of in standing.values() for unit in of)
    if len(named) > 1 and _OR in case.question.text and found:
        return [say("answers.unit_both" if all(standing.values()) else "answers.unit_one", unit=found)]
    if len(named) == 1 and found and case.question.has("alone"):
        return [
            say("answers.unit_alone" if len(here) == 1 else "answers.unit_not_alone", unit=found, count=str(len(here)))
        ]
    told = ((word, "、".join(of)) for word, of in standing.items())
    return [say("answers.unit_among" if of else "answers.unit_not_among", unit=of or word) for word, of in told]


def _works(case: Case, named: dict[str, tuple[str, ...]]) -> Draft | None:
    """The clauses in scope that name the units, a line each."""
    wanted = {unit for units in named.values() for unit in units}
    draft = Draft()
    for id in case.scope:
        clauses = [one for one in case.render.document(id).clauses if wanted.intersection(one.departments)]
        if clauses:
            units = "、".join(dict.fromkeys(unit for one in clauses for unit in one.departments if unit in wanted))
            title = case.render.document(id).short_title
            lead = say("answers.unit_works", title=title, unit=units, count=str(len(clauses)))
            rest = "、".join(case.render.path(one) for one in clauses[_MOST:])
            after = [say("answers.unit_works_rest", clauses=rest)] if rest else []
            draft.add(lead, *(_line(case, one) for one in clauses[:_MOST]), after=after)
    return draft if draft.blocks else None


def _line(case: Case, clause: Clause) -> Quoted:
    """What the clause is about, and the bracket with the unit."""
    _, bracket = departments.bracket(case, clause)
    return Quoted(clause, (clause.heading or case.world.library.sentences(clause)[0], bracket))
