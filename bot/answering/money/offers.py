"""What money there is for a company of which some things are known: what is certain, what could be, what cannot be.

Judged by the rule book on the facts that were told; who says nothing of a role is taken for an ordinary company.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.answering.money.awards import in_words
from bot.answering.money.money import money
from bot.wording import say
from bot.world import World
from rules.model import Finding, Outcome, Reason, Verdict, Why
from rules.rulebook import UNKNOWN, Programme
from rules.rulebook import awards as kinds

_ROLE = "role"
_UNPRICED = (kinds.Promised, kinds.Nothing, kinds.PriceDeduction, kinds.PercentagePoints)
_MOST_OF_HONOURS, _MOST_OF_OTHERS, _MOST_CERTAIN, _MOST_POSSIBLE = 4, 3, 5, 3
_ADDRESSEE = frozenset(("city", "district", "role", "role_city", "client_city", "investee_city"))


@dataclass(frozen=True, slots=True)
class Offer:
    programme: Programme
    outcome: Outcome

    @property
    def most(self) -> int:
        """The most that it can come to, for the order."""
        award = self.programme.award
        if self.outcome.amount.yuan is not None:
            return self.outcome.amount.yuan
        if self.worked:
            return self.outcome.amount.high_yuan or 0
        if isinstance(award, kinds.Share):
            return award.cap_yuan or 0
        return getattr(award, "yuan", 0) or 0

    @property
    def worked(self) -> bool:
        """A share of a figure that was told: worked out, whatever else is still open."""
        award = self.programme.award
        if not isinstance(award, kinds.Share | kinds.TaxCredit) or award.of in self.outcome.amount.decided_by:
            return False
        return any(r.fact == award.of and r.finding is Finding.MET for r in self.outcome.reasons)

    @property
    def honours(self) -> tuple[str, ...]:
        leaves = (leaf.test for leaf in self.programme.leaves if leaf.test.fact == "honours")
        return tuple(dict.fromkeys(str(name) for test in leaves if len(test.wanted) == 1 for name in test.wanted))

    @property
    def line(self) -> str:
        """Title and amount; the sum worked out where its base is known."""
        share = isinstance(self.programme.award, kinds.Share | kinds.TaxCredit)
        worked = self.worked or (share and self.outcome.amount.yuan is not None)
        amount = self.outcome.amount.working if worked else in_words(self.programme.award)
        return say("answers.lead_amount_one", title=self.programme.title, amount=amount)


@dataclass(frozen=True, slots=True)
class Offers:
    certain: tuple[Offer, ...] = ()
    possible: tuple[Offer, ...] = ()
    refused: tuple[Offer, ...] = ()
    unpriced: tuple[Offer, ...] = ()
    """Promised without a figure, and not refused."""

    @property
    def eligible(self) -> tuple[Offer, ...]:
        """What can be had, with a figure or without."""
        return (*self.certain, *(o for o in self.unpriced if o.outcome.verdict is Verdict.ELIGIBLE))


@dataclass
class Lines:
    """Lines to say, and the programmes that they are about."""

    lines: list[str] = field(default_factory=list)
    shown: list[Offer] = field(default_factory=list)

    def add(self, key: str, offers: Sequence[Offer], **places: str) -> None:
        if offers:
            named = say("offers.between").join(offer.line for offer in offers)
            self.lines.append(say(key, offers=named, **places))
            self.shown += offers


def offers(world: World, today: date, facts: Mapping[str, Any], place: str | None = None) -> Offers:
    """Of the place's own documents, the largest first; of texts that grant the same twice once.

    A bank, a fund, a platform gets what is meant for its kind, wherever that is granted, and nothing of a company's.
    """
    known = dict(facts)
    if place and "city" not in known:
        known["city"] = place
    assumed = {_ROLE: say("offers.company")} if known.get(_ROLE) in (None, UNKNOWN) else {}
    found: dict[str, list[Offer]] = {"certain": [], "possible": [], "refused": [], "unpriced": []}
    body = known.get(_ROLE) not in (None, UNKNOWN, say("offers.company"))
    documents = [d.id for d in world.library.documents if body or place is None or d.city == place]
    for outcome in world.rulebook.evaluate({**known, **assumed}, today, documents=documents):
        programme = world.rulebook.programme(outcome.programme)
        if programme is None or programme.kind in ("tier", "qualification"):
            continue
        if body and all(leaf.test.fact != _ROLE for leaf in programme.leaves):
            continue
        offer = Offer(programme, outcome)
        found[_group(offer)].append(offer)
    return Offers(**{name: tuple(_once(world, sorted(each, key=lambda o: -o.most))) for name, each in found.items()})


def _group(offer: Offer) -> str:
    if offer.outcome.verdict not in (Verdict.ELIGIBLE, Verdict.UNKNOWN):
        return "refused"
    if isinstance(offer.programme.award, _UNPRICED):
        return "unpriced"
    return "certain" if offer.outcome.verdict is Verdict.ELIGIBLE else "possible"


def _once(world: World, found: Sequence[Offer]) -> list[Offer]:
    """Two texts of one place that grant the same for the same honour count once."""
    seen: dict[object, Offer] = {}
    for offer in found:
        document = world.library.document(offer.programme.document)
        honours = _by(offer)
        key = (document.city if document else "", honours, _renewal(offer), offer.most)
        seen.setdefault(key if honours else offer.programme.id, offer)
    return list(seen.values())


def _by(offer: Offer) -> tuple[str, ...]:
    """The honours that it can be had by: not those that only another branch of its condition names, or excludes."""
    refused = {reason.condition for reason in offer.outcome.reasons if reason.finding is Finding.NOT_MET}
    held = [leaf for leaf in offer.programme.leaves if leaf.test.operator == "has" and leaf.condition not in refused]
    names = dict.fromkeys(str(name) for leaf in held for name in leaf.test.wanted if len(leaf.test.wanted) == 1)
    return tuple(name for name in names if name in offer.honours)


def overview(found: Offers, place: str) -> Lines:
    """The money of a place in a few lines: what hangs on an honour, and what does not; what is certain first."""
    told = Lines()
    told.add("offers.certain", found.certain[:_MOST_CERTAIN])
    add_worked(told, found)
    others = [offer for offer in found.possible if not offer.honours and not offer.worked]
    honours = [offer for offer in found.possible if offer.honours and not offer.worked and not _renewal(offer)]
    told.add("offers.of_honours", honours[:_MOST_OF_HONOURS], place=place)
    told.add("offers.of_others", others[:_MOST_OF_OTHERS], place=place)
    return told


def add_worked(told: Lines, found: Offers) -> None:
    """What the told figures come to, each with what is still open about it."""
    for offer in found.possible:
        if offer.worked:
            open_ = say("offers.open_between").join(dict.fromkeys(r.condition for r in open_reasons(offer.outcome)))
            told.add("offers.worked", [offer], open=open_)


def of_body(found: Offers, facts: Mapping[str, Any]) -> Lines:
    """What is meant for a bank, a fund, a platform, with a figure or without; nothing for a company."""
    told = Lines()
    if facts.get(_ROLE) not in (None, UNKNOWN, say("offers.company")):
        meant = (*found.certain, *found.possible, *found.unpriced)
        told.add("offers.of_body", meant[:_MOST_OF_HONOURS], role=str(facts[_ROLE]))
    return told


def span(found: Offers, *, most_possible: int = _MOST_POSSIBLE) -> Lines:
    """How much: certain, possible with what it hangs on; nothing certain is said so."""
    told = Lines()
    if len(found.certain) > 1:
        sums = say("offers.plus").join(money(offer.most) for offer in found.certain if offer.most)
        if counted := _counted(found.certain):
            sums = say("offers.counted", sums=sums, total=money(counted))
        told.add("offers.certain_several", found.certain[:_MOST_CERTAIN], count=str(len(found.certain)), sums=sums)
    else:
        told.add("offers.certain", found.certain)
    add_worked(told, found)
    if not told.lines:
        told.lines.append(say("offers.nothing_certain"))
    told.add("offers.possible", [offer for offer in likely(found.possible) if not offer.worked][:most_possible])
    if len(found.certain) > 1 and not _counted(found.certain):
        told.lines.append(say("offers.no_total"))
    return told


def _counted(certain: Sequence[Offer]) -> int:
    """So much for each of several kinds that one sentence counts: their sum; 0 where these are different grants."""
    alike = {(offer.programme.document, offer.programme.clause) for offer in certain}
    each = all(isinstance(offer.programme.award, kinds.PerUnit) for offer in certain)
    return sum(offer.most for offer in certain) if each and len(alike) == 1 else 0


def more(found: Offers, told: Sequence[str]) -> Lines:
    """What was not told yet: money first, then what names no figure."""
    rest = Lines()
    new = [offer for offer in found.certain if offer.programme.id not in told]
    rest.add("offers.certain", new[:_MOST_CERTAIN])
    open_ = [offer for offer in likely(found.possible) if offer.programme.id not in told]
    rest.add("offers.also_possible", open_[:_MOST_POSSIBLE])
    free = [o for o in found.unpriced if o.outcome.verdict is Verdict.ELIGIBLE and o.programme.id not in told]
    if free:
        titles = say("offers.between").join(dict.fromkeys(offer.programme.title for offer in free[:_MOST_POSSIBLE]))
        rest.lines.append(say("offers.also_unpriced", titles=titles))
        rest.shown += free[:_MOST_POSSIBLE]
    if not rest.lines:
        rest.lines.append(say("offers.no_more"))
    return rest


def likely(found: Sequence[Offer]) -> list[Offer]:
    """Of what is open: without an honour first, then new honours; what wants a recertification last."""
    return sorted(found, key=lambda offer: (_renewal(offer), bool(offer.honours), -offer.most))


def _renewal(offer: Offer) -> bool:
    events = {event for leaf in offer.programme.leaves for event in leaf.test.events}
    return bool(events) and events <= frozenset(("复核通过", "重新认定"))


def failing(outcome: Outcome) -> list[Reason]:
    """What is not met, of what one can do something about."""
    return [reason for reason in outcome.reasons if reason.finding is Finding.NOT_MET and reason.fact not in _ADDRESSEE]


def open_reasons(outcome: Outcome) -> list[Reason]:
    return [reason for reason in outcome.reasons if reason.finding is Finding.UNKNOWN and reason.why is not Why.OFFICE]
