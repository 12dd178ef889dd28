"""The plan of an interview: which round or which single question comes next, and about how many are left."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.conversation import UNKNOWN, FactRecord, Interest
from bot.dialogue.interview import interests
from bot.dialogue.interview.rounds import OPENING, WAYS, Round, lists, opening, rows_of, ways_of
from bot.dialogue.talk import Talk
from bot.wording import say
from rules.model import Facts, Question
from rules.rulebook import MONEY, UNPRICED, Judged

_FIRST = ("city", "special_fund_received")
"""Facts that are asked singly, before what hangs on them."""
_ROLE = "role"


def assume_role(talk: Talk) -> None:
    """On the card and in the verdict: who tells facts and no role is an ordinary enterprise; a word undoes it."""
    company = talk.state.company
    if not company.facts or _ROLE in company.facts or _narrow(talk.state.interest):
        return
    record = FactRecord(_ordinary(talk), say("interview.role_assumed"), at=talk.today.isoformat(), round=_ROLE)
    talk.state = talk.state.with_company(replace(company, facts={**company.facts, _ROLE: record}))


def _ordinary(talk: Talk) -> str:
    return talk.world.rulebook.facts[_ROLE].choices[0]


def assumed_facts(talk: Talk) -> Facts:
    """What is known, of an ordinary enterprise where nothing else was said."""
    facts = talk.state.facts
    return facts if not facts or _ROLE in facts or _narrow(talk.state.interest) else {**facts, _ROLE: _ordinary(talk)}


def next_round(talk: Talk) -> Round | None:
    """Several facts in one message; none where single questions are left, or where one programme alone is looked at."""
    if _narrow(talk.state.interest) or is_body(talk):
        return None
    judged, wanted = _judged(talk), _wanted(talk)
    first = opening(talk.world, talk.state.facts, judged, wanted - _closed(talk))
    if first is not None and len(first.asks) > 1:
        return first
    if first is None and "honour_event" in wanted and (how := ways_of(talk.state.facts, judged)) is not None:
        return how
    if wanted & set(_FIRST):
        return None
    return next((each for each in lists(talk.world, wanted - _answered(talk)) if len(each.ticks) > 1), None)


def next_question(talk: Talk) -> Question | None:
    """A single question: the city, funds received before, amounts of what there is, a body's own facts."""
    rulebook = talk.world.rulebook
    wanted = _wanted(talk)
    for name in _FIRST:
        if name in wanted and not is_body(talk):
            return Question(name, rulebook.facts[name].question, rulebook.facts[name].why, ())
    return rulebook.next_question(
        assumed_facts(talk),
        talk.today,
        programmes=_priced(talk),
        last_topic=talk.state.last_topic,
        skip=skipped(talk),
    )


def left(talk: Talk) -> int:
    """About how many questions are still to come, the next one included."""
    wanted = _wanted(talk)
    if _narrow(talk.state.interest) or is_body(talk):
        return max(len(_open(talk, _priced(talk))), 1)
    judged = _judged(talk)
    first = opening(talk.world, talk.state.facts, judged, wanted - _closed(talk))
    rounds = [each for each in lists(talk.world, wanted - _answered(talk)) if each.ticks]
    how = first is None and "honour_event" in wanted and ways_of(talk.state.facts, judged) is not None
    in_rounds = {fact for each in rounds for fact in each.asks}
    rows = {row.tick.fact for row in rows_of(talk.world)}
    single = wanted & (rows - in_rounds | set(_FIRST[1:])) if first is None else set()
    return max((first is not None) + how + len(rounds) + len(single), 1)


def scope(talk: Talk) -> tuple[str, ...]:
    """Ids of the programmes that are asked about: those that can be money, of a body those that are for it."""
    ids = interests.scope(talk.state.interest, talk.world)
    if _narrow(talk.state.interest):
        return ids
    held = set(ids)
    judged = [item for item in talk.world.rulebook.judge(assumed_facts(talk), talk.today) if item.programme.id in held]
    if is_body(talk):
        return tuple(item.programme.id for item in judged if _addressed(item, str(talk.state.facts[_ROLE])))
    money = tuple(item.programme.id for item in judged if item.programme.kind in (MONEY, UNPRICED))
    return money or ids


def _priced(talk: Talk) -> tuple[str, ...]:
    """Of what is asked about, the money with a figure: nothing is asked singly that only promises hang on."""
    ids = scope(talk)
    if _narrow(talk.state.interest):
        return ids
    rulebook = talk.world.rulebook
    money = tuple(id for id in ids if (found := rulebook.programme(id)) is not None and found.kind == MONEY)
    return money or ids


def open_facts(talk: Talk) -> tuple[str, ...]:
    """The facts that can still matter, within the interest."""
    return tuple(name for name in talk.world.rulebook.facts if name in _wanted(talk))


def skipped(talk: Talk) -> frozenset[str]:
    """Facts that the person cannot say more about, and those that hang on a fact that is not known."""
    known = talk.state.company.facts
    partly = {fact for fact, record in known.items() if record.skipped}
    definitions = talk.world.rulebook.facts.values()
    hanging = {each.name for each in definitions if each.after in known and known[each.after].value == UNKNOWN}
    return frozenset(partly | hanging)


def is_body(talk: Talk) -> bool:
    """A bank, a fund, a platform …: it has questions of its own."""
    role = talk.state.facts.get(_ROLE)
    return role not in (None, UNKNOWN, _ordinary(talk))


def _narrow(interest: Interest) -> bool:
    """One programme, or the ladder: asked for by name, with all that it asks."""
    return bool(interest.programmes)


def _wanted(talk: Talk) -> frozenset[str]:
    return _open(talk, scope(talk))


def _open(talk: Talk, programmes: tuple[str, ...]) -> frozenset[str]:
    facts, passed = assumed_facts(talk), skipped(talk)
    found = talk.world.rulebook.open_facts(facts, talk.today, programmes=programmes)
    return frozenset(fact for fact in found if fact not in passed and facts.get(fact) != UNKNOWN)


def _judged(talk: Talk) -> list[Judged]:
    held = set(scope(talk))
    return [item for item in talk.world.rulebook.judge(assumed_facts(talk), talk.today) if item.programme.id in held]


def _closed(talk: Talk) -> set[str]:
    """Honours were asked about in a round: what is open of them is asked by name."""
    record = talk.state.company.facts.get("honours")
    return {"honours"} if record is not None and record.round in (OPENING, WAYS) else set()


def _answered(talk: Talk) -> set[str]:
    """Facts of lists that were answered: what is still open of them is an amount."""
    known = talk.state.company.facts
    rows = rows_of(talk.world)
    done = {row.round for row in rows if row.tick.fact in known and known[row.tick.fact].round in (row.round, "doings")}
    return {row.tick.fact for row in rows if row.round in done}


def _addressed(item: Judged, role: str) -> bool:
    """For just this kind of body."""
    leaves = zip(item.programme.leaves, item.states, strict=True)
    return any(
        (leaf.test.fact == _ROLE and state != 0) or (leaf.test.of_a_body and leaf.test.wanted[0].endswith(role))
        for leaf, state in leaves
    )
