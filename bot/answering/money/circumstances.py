"""What a question tells of the case itself, and the condition of a grant that it breaks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from bot.answering.case import Case
from bot.answering.money.money import money
from bot.answering.money.spoken import spoken, words
from bot.understanding.lexers.quantities import scan
from bot.understanding.names.in_force import remembered
from bot.understanding.reading import understand
from bot.wording import say
from rules.rulebook import Leaf, Programme
from rules.rulebook import awards as kinds

_MONTHS = 12
_DENIED = re.compile("[没未不无][^,，。]{0,3}$")
_SHORT_OF, _NEARLY = ("lt", "lte"), 0.99
"""What is said to be less than a time, and how much of that it is taken for."""
_WITHIN = re.compile("以?内|之内|前|以前")
_DURATIONS = ("years", "months")


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(words()["asked"])


@remembered(512)
def told(text: str, today: date) -> Mapping[str, tuple[Any, str]]:
    """Facts by name with the words they were read from; what is asked of the grant is left out of the reading."""
    found: dict[str, tuple[Any, str]] = {}
    for part in (text, _asked().sub(" ", text)):
        understood = understand(part, None, today)
        for name, value in understood.facts.items():
            if name not in words()["asker"] or name == "incubated":
                found.setdefault(name, (value, understood.words.get(name, "")))
    found.pop("incubated", None)
    return found


def facts_for(case: Case, programme: Programme, base: int | None) -> dict[str, tuple[Any, str]]:
    """What is told of the facts that the conditions are about; a sum or a time that only one of them can mean is it."""
    text = case.question.text
    known = dict(told(text, case.today))
    facts = [leaf.test.fact for leaf in programme.leaves if leaf.test.fact and leaf.test.fact not in words()["asker"]]
    definitions = case.world.rulebook.facts
    for name in dict.fromkeys(facts):
        if name in known:
            continue
        kind = definitions[name].type
        if kind == "money" and base is not None:
            known[name] = (base, money(base))
        elif kind in _DURATIONS and (span := _duration(case, kind)):
            known[name] = span
        elif kind == "ratio" and len(rates := spoken(text, case.today).own_rates) == 1:
            known[name] = rates[0]
        elif kind == "choice" and (value := _choice(text, definitions[name].choices)):
            known[name] = (value, value)
    return {name: known[name] for name in facts if name in known}


def _duration(case: Case, wanted: str) -> tuple[float, str] | None:
    text = case.question.text
    found = [q for q in scan(text, case.today)[0] if q.kind in _DURATIONS and q.low == q.high]
    if len(found) != 1 or case.question.has("sum"):
        return None
    months = float(found[0].low) * (_MONTHS if found[0].kind == "years" else 1)
    start, end = found[0].start, found[0].end
    if _WITHIN.match(text, end):
        return None
    if found[0].bound in _SHORT_OF:
        months *= _NEARLY
    return (months / _MONTHS if wanted == "years" else months), text[start:end]


def _choice(text: str, choices: tuple[str, ...]) -> str | None:
    named = [choice for choice in choices if choice in text]
    return named[0] if len(named) == 1 else None


def broken(case: Case, programme: Programme, base: int | None = None) -> str | None:
    """The condition that what is told does not meet, as the rule book judges it; none where nothing speaks against."""
    known = facts_for(case, programme, base)
    if not known:
        return None
    facts = {name: value for name, (value, _) in known.items()}
    outcomes = case.world.rulebook.evaluate(facts, case.today, programmes={programme.id})
    if not outcomes or outcomes[0].verdict != "not_eligible":
        return None
    reason = next((r for r in outcomes[0].reasons if r.finding == "not_met" and r.fact in known), None)
    if reason is None or reason.fact is None:
        return None
    return _said(case, programme, reason.fact, known[reason.fact], reason.quote)


def met(case: Case, programme: Programme) -> str | None:
    """The condition that what is told meets, where none is broken; none where nothing told is a condition."""
    known = facts_for(case, programme, None)
    facts = {name: value for name, (value, _) in known.items()}
    outcomes = case.world.rulebook.evaluate(facts, case.today, programmes={programme.id}) if facts else ()
    reasons = outcomes[0].reasons if outcomes else ()
    if any(reason.finding == "not_met" for reason in reasons):
        return None
    found = next(
        (r for r in reasons if r.finding == "met" and r.fact in known and r.fact not in words()["asker"]), None
    )
    if found is None or found.fact is None:
        return None
    return say("answers.condition_met", said=known[found.fact][1], quote=found.quote)


def judged(case: Case, programme: Programme, leaf: Leaf) -> str | None:
    """What is told beside this one condition; none where the rule book cannot judge it by that."""
    known = facts_for(case, programme, None)
    facts = {name: value for name, (value, _) in known.items()}
    outcomes = case.world.rulebook.evaluate(facts, case.today, programmes={programme.id})
    reasons = (r for r in (outcomes[0].reasons if outcomes else ()) if r.fact == leaf.test.fact)
    reason = next((r for r in reasons if r.quote == leaf.quote), None)
    if reason is None or reason.fact is None or reason.finding not in ("met", "not_met"):
        return None
    value, words_said = known[reason.fact]
    if reason.finding == "met":
        key = "answers.condition_met_so" if isinstance(value, bool) else "answers.condition_met"
        return say(key, said=words_said, quote=reason.quote)
    return _unmet(case, known[reason.fact], reason.quote)


def _unmet(case: Case, told_of: tuple[Any, str], quote: str) -> str:
    """What is told beside a condition that it does not meet, where no money hangs on it."""
    value, words_said = told_of
    before = case.question.text.partition(words_said)[0]
    denied = value is False and _DENIED.search(before) is not None
    said = say("answers.said_not", said=words_said) if denied else words_said
    return say("answers.condition_broken", said=said, quote=quote)


def _said(case: Case, programme: Programme, fact: str, value: tuple[Any, str], quote: str) -> str:
    test = next(leaf.test for leaf in programme.leaves if leaf.test.fact == fact and leaf.quote == quote)
    bound, key = test.lower or test.upper, "answers.working_too_low" if test.lower else "answers.working_too_high"
    if (
        case.world.rulebook.facts[fact].type == "money"
        and bound
        and bound.figure
        and isinstance(value[0], (int, float))
    ):
        return say(key, said=money(value[0]), bound=money(bound.figure), quote=quote)
    if isinstance(programme.award, kinds.Nothing):
        return _unmet(case, value, quote)
    return say("answers.working_broken", said=value[1], quote=quote)
