"""Whether the company fits, why not, when it will, what to do: judged on the programme that is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.answering.answer import answer
from bot.answering.case import Case
from bot.answering.model import Focus
from bot.answering.money.awards import in_words
from bot.answering.money.money import money
from bot.answering.money.offers import failing, open_reasons
from bot.answering.question import read, sums
from bot.answering.texts.render import Renderer
from bot.dialogue.interview.honours import merged_honours
from bot.dialogue.interview.taking import label, shown
from bot.dialogue.statement.citing import citation, source
from bot.dialogue.talk import Talk
from bot.dialogue.talking.sums import of_company, place
from bot.wording import say
from rules.figures import figures
from rules.model import Finding, Outcome, Reason, Verdict, Why
from rules.rulebook import Programme

_AGE = frozenset(("founded_date", "founded_year", "registered_years"))
_PLAIN = frozenset(("city", "role", "role_city", "district", "independent_legal_person"))
_MOST_REASONS = 3
_SUBJECT = 2.5


def subject(talk: Talk, focus: Focus) -> list[Programme]:
    """The grants told last; else what the clause of the last answer holds; else what the place lets one become."""
    told = [p for id in focus.programmes if (p := talk.world.rulebook.programme(id))]
    if told:
        return told
    here = place(talk)
    documents = {d.id for d in talk.world.library.documents if d.city == here}
    ways = [p for p in talk.world.rulebook.programmes if p.document in documents and p.kind == "qualification"]
    if ways and focus.document not in documents:
        return ways
    if focus.document and focus.clause:
        held = [p for p in talk.world.rulebook.programmes if p.document == focus.document]
        clause = tuple(focus.clause)
        found = [p for p in held if clause[: len(p.clause)] == p.clause or p.clause[: len(clause)] == clause]
        if 0 < len(found) <= _MOST_REASONS:
            return found
    return ways


def focus_of(talk: Talk, text: str) -> Focus:
    """What the question is about: what it names itself, else what was spoken of last."""
    focus = Focus.from_json(talk.state.focus)
    home = talk.state.facts.get("city")
    named = answer(text, replace(Focus(), home=home if isinstance(home, str) else None), talk.world, talk.today)
    own = _own_words(talk, text)
    return named.focus if own and named.message.citations else focus


def _own_words(talk: Talk, text: str) -> bool:
    """It has a word that the documents have and everyday talk has not (培育对象)."""
    case = Case(read(talk.world.library.corrected(text), talk.world.library), Focus(), talk.world, talk.today)
    return bool(case.question.honours) or any(
        term.known and len(term.word) > 1 and term.weight >= _SUBJECT for term in case.terms
    )


def merged(talk: Talk, imagined: dict[str, Any]) -> dict[str, Any]:
    """The company's facts with those that are only imagined."""
    facts = {**talk.state.facts, **imagined}
    if "honours" in imagined:
        facts["honours"] = merged_honours(talk.state.facts.get("honours"), imagined["honours"], closes=False)
    return facts


def judge(talk: Talk, programmes: Sequence[Programme]) -> Outcome | None:
    """The outcome that speaks most clearly: one that is met, else the first."""
    ids = {p.id for p in programmes}
    outcomes = talk.world.rulebook.evaluate(talk.state.facts, talk.today, programmes=ids) if ids else ()
    return min(outcomes, key=lambda one: one.verdict is not Verdict.ELIGIBLE, default=None)


def qualify(talk: Talk, programmes: Sequence[Programme]) -> bool:
    """The verdict first, then what it rests on; False where nothing can be judged."""
    outcome = judge(talk, programmes)
    if outcome is None:
        return False
    falling, still = failing(outcome), open_reasons(outcome)
    unwritten = [reason for reason in still if reason.why in (Why.TEXT_OPEN, Why.INEXACT)]
    if outcome.verdict is Verdict.ELIGIBLE:
        talk.first("lead", say("talking.fits", title=outcome.title))
    elif falling or outcome.verdict is Verdict.NOT_ELIGIBLE:
        reasons = [*falling, *unwritten] or [each for each in outcome.reasons if each.finding is Finding.NOT_MET]
        talk.first("lead", say("talking.falls_short", reasons=_list(talk, reasons)))
    else:
        first = say("talking.open_text", reasons=_list(talk, unwritten)) if unwritten else ""
        asked = [label(talk, fact) for fact in outcome.missing[:_MOST_REASONS]]
        talk.first("lead", first + say("talking.not_known_yet", facts="、".join(asked)))
    _stand_on(talk, outcome, [*falling, *unwritten])
    return True


def why(talk: Talk, text: str, programmes: Sequence[Programme]) -> bool:
    """The sum that was expected beside the one there is; else the conditions that decide."""
    yuan = [value for _, _, value in sums(text)]
    mine = [o.programme for o in of_company(talk).certain if yuan and o.most == yuan[0]] if place(talk) else []
    if mine:
        programmes, yuan = mine, []
    if yuan and (other := _with_sum(talk, yuan[0], programmes)) is not None:
        return _not_that_sum(talk, yuan[0], other, programmes)
    outcome = judge(talk, programmes)
    if outcome is None:
        return False
    if outcome.verdict is Verdict.ELIGIBLE:
        met = [r for r in outcome.reasons if r.finding is Finding.MET and r.fact not in _PLAIN]
        places = {"reasons": _list(talk, met), "title": outcome.title, "amount": _amount(talk, outcome)}
        talk.first("lead", say("talking.because", **places))
        _stand_on(talk, outcome, met)
        return True
    return qualify(talk, programmes)


def _amount(talk: Talk, outcome: Outcome) -> str:
    programme = talk.world.rulebook.programme(outcome.programme)
    return in_words(programme.award) if programme is not None else ""


def _with_sum(talk: Talk, yuan: int, programmes: Sequence[Programme]) -> Programme | None:
    """A grant of the same place that comes to the sum, and is not the one there is."""
    documents = {p.document for p in programmes} or {
        d.id for d in talk.world.library.documents if d.city == place(talk)
    }
    places = {d.city for d in talk.world.library.documents if d.id in documents}
    held = {d.id for d in talk.world.library.documents if d.city in places}
    names = {name for p in programmes for name in _honours(p)}
    mine = {p.id for p in programmes}
    found = [
        p
        for p in talk.world.rulebook.programmes
        if p.document in held and p.id not in mine and getattr(p.award, "yuan", None) == yuan
    ]
    return next((p for p in found if names & set(_honours(p))), None)


def _honours(programme: Programme) -> list[str]:
    return [str(name) for leaf in programme.leaves if leaf.test.fact == "honours" for name in leaf.test.wanted]


def _not_that_sum(talk: Talk, yuan: int, other: Programme, programmes: Sequence[Programme]) -> bool:
    outcome = judge(talk, [other])
    reasons = failing(outcome) if outcome else []
    if outcome is None or not reasons:
        return False
    mine = next(iter(programmes), None)
    own = say("talking.own_sum", title=mine.title, amount=in_words(mine.award)) if mine else ""
    places = {"sum": money(yuan), "title": other.title, "reasons": _list(talk, reasons), "own": own}
    talk.first("lead", say("talking.not_that_sum", **places))
    _stand_on(talk, outcome, [])
    return True


def until(talk: Talk, programmes: Sequence[Programme]) -> bool:
    """From when on the years are full; False where no age is what is missing."""
    outcome = judge(talk, programmes)
    reasons = [r for r in failing(outcome) if r.fact in _AGE] if outcome else []
    wanted = next((value for r in reasons for value, kind in figures(r.condition + r.quote) if kind == "years"), None)
    day = _full(talk.state.facts, int(wanted)) if wanted else None
    if outcome is None or not day or wanted is None:
        return False
    talk.first("lead", say("talking.full_on", day=day, years=int(wanted)))
    _stand_on(talk, outcome, reasons)
    return True


def _full(facts: dict[str, Any], years: int) -> str:
    date, year = facts.get("founded_date"), facts.get("founded_year")
    if isinstance(date, str) and re.match(r"\d{4}-\d{2}", date):
        return say("talking.month", year=int(date[:4]) + years, month=int(date[5:7]))
    return say("talking.year", year=year + years) if isinstance(year, int) else ""


def improve(talk: Talk, programmes: Sequence[Programme]) -> bool:
    """What falls short or is still open, as steps, and whom to ask."""
    outcome = judge(talk, programmes)
    if outcome is None:
        return False
    wanting = [*failing(outcome), *open_reasons(outcome)][:_MOST_REASONS]
    if not wanting:
        return qualify(talk, programmes)
    talk.first("lead", say("talking.to_do", title=outcome.title, reasons=_list(talk, wanting)))
    units = citation(talk.world, outcome.document, outcome.clause, outcome.quote, talk.today).departments
    talk.first("text", say("talking.ask_office", units="、".join(units[:3]) or say("statement.local_office")))
    _stand_on(talk, outcome, wanting)
    return True


def _list(talk: Talk, reasons: Sequence[Reason]) -> str:
    return say("offers.between").join(dict.fromkeys(_reason(talk, each) for each in reasons[:_MOST_REASONS]))


def _reason(talk: Talk, reason: Reason) -> str:
    """The condition with what was said beside it."""
    if reason.fact not in talk.state.facts or reason.value in (None, "unknown", [], {}):
        return reason.condition
    return say("statement.value", condition=reason.condition, value=shown(talk, str(reason.fact), reason.value))


def _stand_on(talk: Talk, outcome: Outcome, reasons: Sequence[Reason]) -> None:
    """The words of the text, and whether it binds; a follow-up is about this programme."""
    quotes = list(dict.fromkeys([each.quote for each in reasons[:2] if each.quote] or [outcome.quote]))
    for quote in quotes:
        cited = citation(talk.world, outcome.document, outcome.clause, quote, talk.today)
        talk.cited.append(cited)
        talk.first("quote", say("answers.quote", text=quote))
    talk.first("source", source(talk.world, talk.cited[-1]))
    for line in Renderer(talk.world, talk.today).binding([outcome.document]):
        talk.first("notice", line)
    focus = replace(
        Focus.from_json(talk.state.focus),
        document=outcome.document,
        clause=outcome.clause,
        sentences=tuple(quotes),
        programmes=(outcome.programme,),
        question=outcome.title,
        kind="eligibility",
    )
    talk.state = replace(talk.state, focus=focus.as_json())
