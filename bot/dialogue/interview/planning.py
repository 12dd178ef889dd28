"""The plan of an interview: which round or which single question comes next, and about how many are left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue.conversation import UNKNOWN, FactRecord, Interest
from bot.dialogue.interview import interests
from bot.dialogue.interview.honours import names_of
from bot.dialogue.interview.rounds import (
    MOST_DETAILS,
    OPENING,
    WAYS,
    Round,
    details,
    grouped,
    lists,
    opening,
    rows_of,
    ways_of,
)
from bot.dialogue.talk import Talk
from bot.wording import say
from rules.model import Facts, Question
from rules.rulebook import MONEY, UNPRICED, Judged, awards

_CITY, _ROLE, _HONOURS, _EVENT = "city", "role", "honours", "honour_event"


@dataclass(frozen=True, slots=True)
class Left:
    """How many questions are still to come, the next one included: it depends on the answers."""

    least: int
    most: int

    @property
    def near(self) -> int | None:
        """A figure that is off by one at most; none where the answers may make it much shorter."""
        return (self.least + self.most + 1) // 2 if self.most - self.least <= 2 else None


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
    if _narrow(talk.state.interest):
        return None
    return _details(talk) if is_body(talk) else _of_a_company(talk)


def _of_a_company(talk: Talk) -> Round | None:
    judged, wanted = _judged(talk), _wanted(talk)
    first = opening(talk.world, talk.state.facts, judged, wanted - _closed(talk))
    if first is not None and len(first.asks) > 1:
        return first
    if first is None and _EVENT in wanted and (how := ways_of(talk.state.facts, judged)) is not None:
        return how
    if _CITY in wanted:
        return None
    several = next((each for each in lists(talk.world, wanted - _answered(talk)) if len(each.ticks) > 1), None)
    return several or _details(talk)


def _details(talk: Talk) -> Round | None:
    """Once the kind of body is known to its level, on which the rest hangs."""
    singles = _single(talk)
    several = details(talk.world, singles)
    return several if len(several.asks) > 1 and _ROLE not in singles else None


def next_question(talk: Talk) -> Question | None:
    """A single question: the city, an amount of what there is, counts of a base."""
    rulebook = talk.world.rulebook
    if _CITY in _wanted(talk) and not is_body(talk):
        return Question(_CITY, rulebook.facts[_CITY].question, rulebook.facts[_CITY].why, ())
    return rulebook.next_question(
        assumed_facts(talk),
        talk.today,
        programmes=_priced(talk),
        last_topic=talk.state.last_topic,
        skip=skipped(talk),
    )


def left(talk: Talk) -> Left:
    """From the plan: what is sure to be asked, and what the answers may add."""
    singles = _single(talk)
    if _narrow(talk.state.interest):
        return Left(1, max(len(singles), 1))
    if is_body(talk):
        return Left(1, max(_messages(talk, singles), 1))
    judged, wanted = _judged(talk), _wanted(talk)
    if (first := opening(talk.world, talk.state.facts, judged, wanted - _closed(talk))) is not None:
        return _from_the_start(talk, first, wanted)
    rounds = lists(talk.world, wanted - _answered(talk))
    how = _EVENT in wanted and ways_of(talk.state.facts, judged) is not None
    again = () if how else tuple(name for name in singles if name in (_HONOURS, _EVENT))  # of a level that is not told
    now = how + len(rounds) + (_messages(talk, again if rounds else singles))
    owed = bool(rounds and awaited(talk))
    return Left(max(now + owed, 1), max(now + (owed or _with_amounts(rounds)), 1))


def _from_the_start(talk: Talk, first: Round, wanted: frozenset[str]) -> Left:
    """A company elsewhere is through at once; one without honours has the shortest lists; ways may have to be asked."""
    rounds = lists(talk.world, wanted - _answered(talk))
    honours = _HONOURS in first.asks
    most = 1 + honours + len(rounds) + _with_amounts(rounds)
    if _CITY in first.asks:
        return Left(1, most)
    bare = {**assumed_facts(talk), _HONOURS: []} if honours else assumed_facts(talk)
    return Left(1 + len(lists(talk.world, _open_on(talk, bare, scope(talk)) - _answered(talk))), most)


def _with_amounts(rounds: Sequence[Round]) -> bool:
    """Something can be ticked whose amount is asked next."""
    return any(tick.value is None for each in rounds for tick in each.ticks)


def awaited(talk: Talk) -> frozenset[str]:
    """Amounts of what was ticked: they are asked for before the verdict."""
    return _wanted(talk) & _answered(talk)


def _messages(talk: Talk, singles: Sequence[str]) -> int:
    """How many messages the facts take that no list asks for."""
    in_one = grouped(talk.world, singles)
    return -(-len(in_one) // MOST_DETAILS) + len(singles) - len(in_one)


def _single(talk: Talk) -> tuple[str, ...]:
    """Facts that money with a figure still hangs on, in the order of the rule book; of a body its amounts too."""
    found = _open(talk, _priced(talk)) | (_amounts(talk) if is_body(talk) else frozenset())
    return tuple(name for name in talk.world.rulebook.facts if name in found)


def _amounts(talk: Talk) -> frozenset[str]:
    """What the sums are reckoned by that may still be had: asked together with what decides on them."""
    known, priced = talk.state.facts, set(_priced(talk))
    waiting = [item for item in _judged(talk) if item.undecided and item.programme.id in priced]
    bases = {name for item in waiting for name in awards.facts_of(item.programme.award)}
    return frozenset(name for name in bases - skipped(talk) if known.get(name) is None)


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
    return frozenset(partly | hanging | _told_in_full(talk))


def _told_in_full(talk: Talk) -> set[str]:
    """Honours and their ways once a round has asked for both: what it left open is not known."""
    honours, event = talk.state.company.facts.get(_HONOURS), talk.state.company.facts.get(_EVENT)
    if honours is None or event is None or event.round not in (OPENING, WAYS) or _narrow(talk.state.interest):
        return set()
    closed = isinstance(honours.value, dict) and honours.value.get("complete")
    ways = event.value if isinstance(event.value, dict) else {}
    return {_HONOURS, _EVENT} if closed and set(names_of(honours.value)) <= ways.keys() else set()


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
    return _open_on(talk, assumed_facts(talk), programmes)


def _open_on(talk: Talk, facts: Facts, programmes: tuple[str, ...]) -> frozenset[str]:
    passed = skipped(talk)
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
