"""From what the walk found to outcomes that can be shown: reasons with gaps, amounts with their working."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rules.evaluation.amounts import amount, nothing
from rules.evaluation.derivation import Prepared
from rules.evaluation.durations import years_after
from rules.evaluation.honours import NEW, Events, Honours
from rules.evaluation.logic import judge
from rules.evaluation.predicates import AS_OF
from rules.evaluation.shortfall import due, expiry, shortfall
from rules.evaluation.states import EVENT_INEXACT, EVENT_NOT_ASKED, FINDINGS, NOT_MET
from rules.evaluation.values import UNKNOWN, Interval
from rules.evaluation.walk import Judged, shown_value
from rules.language.conditions import Condition, Leaf
from rules.language.definitions import FactDefinition
from rules.language.programme import Programme
from rules.model import Amount, Due, Facts, Finding, Outcome, Reason, Verdict, Why
from rules.phrases import phrase
from rules.speech import gap as gap_words
from rules.speech import said
from rules.validity import validity_of

Definitions = Mapping[str, FactDefinition]


def outcome(judged: Judged, facts: Prepared, raw: Facts, definitions: Definitions) -> Outcome:
    """One programme with its reasons; `raw`: the facts as said, `facts`: prepared."""
    programme = judged.programme
    granted = _amount(judged, facts, definitions)
    missing = judged.open_facts(facts)
    gaps = [
        gap_of(leaf, state, facts, definitions) for leaf, state in zip(programme.leaves, judged.states, strict=True)
    ]
    reasons = _reasons(judged, gaps, facts, raw)
    mend = _cheapest(judged, facts) if judged.state == NOT_MET else []
    return Outcome(
        programme=programme.id,
        title=programme.title,
        document=programme.document,
        clause=programme.clause,
        verdict=_verdict(judged),
        amount=granted,
        reasons=reasons,
        missing=tuple(dict.fromkeys((*missing, *(granted.decided_by if judged.state != NOT_MET else ())))),
        quote=programme.quote,
        nearest=_nearest([reasons[at] for at in mend]),
        mend=tuple(reasons[at] for at in mend),
    )


def no_rule(programme: Programme, day: date, earlier: bool, reason: str) -> Outcome:
    """The answer for a day that no version of a programme covers; `earlier`: the day lies before the first version."""
    parts = [phrase("no_rule", title=programme.title, day=day.isoformat())]
    if earlier and programme.valid_from:
        parts.append(phrase("no_rule_before", from_day=programme.valid_from.isoformat()))
    if not earlier and programme.valid_until:
        parts.append(phrase("no_rule_after", until_day=programme.valid_until.isoformat()))
    if reason:
        parts.append(phrase("no_rule_reason", reason=reason))
    why = Reason("。".join(parts), Finding.UNKNOWN, Why.TEXT_OPEN, None, None, programme.quote)
    return Outcome(
        programme.id,
        programme.title,
        programme.document,
        programme.clause,
        Verdict.UNKNOWN,
        nothing(),
        (why,),
        (),
        programme.quote,
    )


def _verdict(judged: Judged) -> Verdict:
    if judged.state == NOT_MET:
        return Verdict.NOT_ELIGIBLE
    if judged.undecided or not any(leaf.facts for leaf in judged.programme.leaves):
        return Verdict.UNKNOWN  # what only an office judges makes nobody eligible
    return Verdict.ELIGIBLE


def _amount(judged: Judged, facts: Prepared, definitions: Definitions) -> Amount:
    if judged.state == NOT_MET:
        return nothing()
    full = amount(judged.programme.award, facts, definitions)
    if not judged.undecided:
        return full
    open_ones = judged.open_facts(facts)
    decided_by = tuple(dict.fromkeys((*open_ones, *full.decided_by)))
    low = None if full.high_yuan is None and full.low_yuan is None else 0
    return replace(
        full, yuan=None, low_yuan=low, working=phrase("work_if", working=full.working), decided_by=decided_by
    )


def _reasons(judged: Judged, gaps: Sequence[str | None], facts: Prepared, raw: Facts) -> tuple[Reason, ...]:
    return tuple(
        _reason(leaf, state, gap, facts, raw)
        for leaf, state, gap in zip(judged.programme.leaves, judged.states, gaps, strict=True)
    )


def _reason(leaf: Leaf, state: int, gap: str | None, facts: Prepared, raw: Facts) -> Reason:
    finding, why = FINDINGS[state]
    test = leaf.test
    fact, value = test.fact, shown_value(test, raw)
    if state >= EVENT_NOT_ASKED or (test.events and _lost_by_event(leaf, facts)):
        fact = "honour_year" if state == EVENT_INEXACT or _lost_by_year(leaf, facts) else "honour_event"
        value = raw.get(fact)
    if value is None and fact is not None:
        value = _plain_value(facts.get(fact), test.which)
    coming, short = (due(test, facts), shortfall(test, facts, facts[AS_OF])) if state == NOT_MET else (None, None)
    return Reason(leaf.condition, finding, why, fact, value, leaf.quote, leaf.judge, gap, test.measured, coming, short)


def _plain_value(value: Any, which: str | None) -> Any:
    """A derived value as JSON has it."""
    if which is not None and isinstance(value, Mapping):
        value = value.get(which, value.get(""))
    if isinstance(value, Interval):
        low = None if value.low == -float("inf") else value.low
        high = None if value.high == float("inf") else value.high
        return {"low": low, "high": high}
    return value if isinstance(value, (str, int, float, bool)) else None


def _lost_by_event(leaf: Leaf, facts: Prepared) -> bool:
    honours = facts.get(leaf.test.fact or "")
    return isinstance(honours, Honours) and any(
        honour in honours.held and honours.event(honour) is not None for honour in leaf.test.wanted
    )


def _lost_by_year(leaf: Leaf, facts: Prepared) -> bool:
    """New once, but longer ago than the text's new can mean."""
    honours = facts.get(leaf.test.fact or "")
    return NEW in leaf.test.events and isinstance(honours, Honours) and bool(_too_old(leaf, honours))


def _too_old(leaf: Leaf, honours: Honours) -> str | None:
    events = honours.events
    return next(
        (
            honour
            for honour in leaf.test.wanted
            if honour in honours.held and events.is_old(honour) and events.event(honour) in (None, UNKNOWN, NEW)
        ),
        None,
    )


def gap_of(leaf: Leaf, state: int, facts: Prepared, definitions: Definitions) -> str | None:
    """How far a leaf that is not met falls short, in the fact's own unit."""
    test = leaf.test
    if state != NOT_MET or test.fact is None:
        return None
    definition, value = definitions[test.fact], facts.get(test.fact)
    match test.operator:
        case "range":
            return _until(_distance(leaf, value, definition), due(test, facts))
        case "age":
            gap = None if value is None else _age_gap(value, int(test.wanted[0]), facts[AS_OF])
            return _until(gap, due(test, facts))
        case "has" if isinstance(value, Honours):
            if NEW in test.events and (old := _too_old(leaf, value)):
                return phrase("gap_year", year=said(value.events.year(old), None))
            events = [honours_event for honour in test.wanted if (honours_event := value.event(honour))]
            if test.events and events and _lost_by_event(leaf, facts):
                return _event_gap(leaf, value, events[0], due(test, facts))
            return phrase("gap_not_held")
        case "lacks":
            return None
        case _ if isinstance(value, Events):
            return _way_gap(test.which or "", NEW in test.wanted, value)
        case _:
            return phrase("gap_missing", value=said(value, definition))


def _way_gap(honour: str, new: bool, events: Events) -> str:
    """Of a body, which is what it is by its role."""
    if new and events.is_old(honour):
        return phrase("gap_year", year=said(events.year(honour), None))
    return phrase("gap_event", event=events.event(honour))


def _event_gap(leaf: Leaf, honours: Honours, event: str, coming: Due | None) -> str:
    """The way that does not count; where a later one would, when the title runs out."""
    if coming is None:
        return phrase("gap_event", event=event)
    honour = next(each for each in leaf.test.wanted if expiry(each, honours) == coming)
    validity, year = validity_of(honour), said(honours.events.year(honour), None)
    return phrase(
        "gap_runs_out", event=event, year=year, years=validity.years if validity else "", until=coming.day.year
    )


def _until(gap: str | None, coming: Due | None) -> str | None:
    if gap is None or coming is None:
        return gap
    day = coming.day
    return phrase("gap_until", gap=gap, day=phrase(f"due_{coming.to_the}", year=day.year, month=day.month, day=day.day))


def _distance(leaf: Leaf, value: Any, definition: FactDefinition) -> str | None:
    test = leaf.test
    if isinstance(value, Mapping):
        value = value.get(test.which, value.get(""))
    if value is None or value == UNKNOWN:
        return None
    span = value if isinstance(value, Interval) else Interval(value, value)
    if test.lower and span.high < test.lower.figure:
        return phrase("gap_short", gap=gap_words(test.lower.figure - span.high, definition))
    if test.upper and span.low > test.upper.figure:
        return phrase("gap_over", gap=gap_words(span.low - test.upper.figure, definition))
    return phrase("gap_missing", value=said(value, definition))


def _age_gap(value: tuple[date, date], years: int, as_of: date) -> str:
    due = years_after(value[0], years)
    months = (due.year - as_of.year) * 12 + due.month - as_of.month + (due.day > as_of.day)
    return phrase("gap_short", gap=f"{months}{phrase('unit_months')}")


def _nearest(mend: Sequence[Reason]) -> str | None:
    parts = [phrase("nearest", condition=each.condition, gap=each.gap) if each.gap else each.condition for each in mend]
    return ";".join(parts) or None


def _cheapest(judged: Judged, facts: Prepared) -> list[int]:
    """Places of the leaves to mend: all of an all-of, only the cheapest branch of an any-of."""
    leaves = judged.programme.leaves
    missing = [
        shortfall(leaf.test, facts, facts[AS_OF]) if state == NOT_MET and leaf.test.measured else None
        for leaf, state in zip(leaves, judged.states, strict=True)
    ]
    shares = [1.0 if share is None else min(share, 1.0) for share in missing]
    return _mend(judged.programme.conditions, judged.states, shares, 0)[1]


def _mend(condition: Condition, states: Sequence[int], shares: Sequence[float], at: int) -> tuple[int, list[int]]:
    """Next place, and the places of the leaves that have to change for the condition to be met."""
    if isinstance(condition, Leaf):
        return at + 1, [at] if states[at] == NOT_MET else []
    start, branches = at, []
    for child in condition.children:
        begin = at
        at, failing = _mend(child, states, shares, at)
        branches.append(failing or ([begin] if condition.kind == "none" and states[begin] == 1 else []))
    if judge(condition)(tuple(states[start:at])) != NOT_MET:
        return at, []
    ranked = sorted(filter(None, branches), key=lambda branch: (len(branch), sum(shares[place] for place in branch)))
    if condition.kind == "any":
        return at, ranked[0] if ranked else []
    if condition.kind == "count":
        short = condition.need - sum(not branch for branch in branches)
        return at, [place for branch in ranked[: max(short, 0)] for place in branch]
    return at, [place for branch in branches for place in branch]
