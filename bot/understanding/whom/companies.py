"""Several companies in one message: what is told of which, and which of them it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from bot.understanding.lexicon import cue, table
from bot.understanding.names.places import find_places
from bot.understanding.speech import Segment


@dataclass(slots=True)
class Party:
    """One of several companies, as the person calls it."""

    label: str
    segments: list[Segment] = field(default_factory=list)
    chosen: bool = False
    rejected: bool = False

    @property
    def kin(self) -> bool:
        """A branch or a parent: a company of its own only where the message sets one against the other."""
        return bool(cue("companies", "label", "kin").fullmatch(self.label))


@cache
def label() -> re.Pattern[str]:
    """How one of several companies is called: 甲, 第二家, 宏达公司."""
    return re.compile("|".join(table("companies")["label"].values()))


def tell_apart(found: list[Segment]) -> list[Party]:
    """The companies of the message, in order; marks as others' what is not told of the one that it is about.

    Where several are told of and none is chosen, none of it is taken for ours. Empty where there is only one.
    """
    parties = _parties(found)
    chosen = next((party for party in parties if party.chosen), None)
    told = [party for party in parties if not party.rejected and not party.kin]
    if chosen is None and len(told) < 2 and not any(party.rejected for party in parties):
        _each(found)
        return []
    if chosen is not None:
        _listed(found, parties, chosen)
    for party in parties:
        others = party is not chosen if chosen else party.rejected or len(told) > 1
        for segment in party.segments:
            segment.others = others
            segment.above = segment.above and others
    if chosen is not None and chosen.kin:
        for segment in chosen.segments:
            segment.text = segment.text.replace(chosen.label, "_" * len(chosen.label))
    return parties if len(parties) > 1 else []


def _listed(found: list[Segment], parties: list[Party], chosen: Party) -> None:
    """一家在钢城做铸造, 一家在东港做物流, 问东港那家: what was listed before goes to the one at the same place."""
    assigned = {id(segment) for party in parties for segment in party.segments}
    here = {(p.city, p.district) for segment in chosen.segments for p in find_places(segment.text)}
    for _, group in groupby([s for s in found if id(s) not in assigned], key=lambda segment: segment.stretch):
        stretch = list(group)
        text = "".join(segment.text for segment in stretch)
        if cue("companies", "cue", "listed").match(text.strip()):
            same = bool(here & {(p.city, p.district) for p in find_places(text)})
            party = chosen if same else Party("")
            party.segments += stretch
            if not same:
                parties.append(party)


def _parties(found: list[Segment]) -> list[Party]:
    parties: dict[str, Party] = {}
    current: Party | None = None
    for _, group in groupby(found, key=lambda segment: segment.stretch):
        stretch = list(group)
        text = "".join(segment.text for segment in stretch)
        current = _next(text, stretch[0].start, parties, current)
        if current is not None:
            current.segments += stretch
    return list(parties.values())


def _next(text: str, at: int, parties: dict[str, Party], current: Party | None) -> Party | None:
    """The company that a stretch is about."""
    called = label().search(text)
    name = next(group for group in called.groups() if group) if called else ""
    rejected = cue("companies", "cue", "reject").search(text)
    selected = None if rejected else cue("companies", "cue", "select").search(text)
    if rejected and (called or cue("companies", "cue", "one_of").search(text)):
        party = parties.setdefault(name or f"{at}", Party(name))
        party.rejected = True
        return party
    if selected and (called or cue("companies", "cue", "one_of").search(text)):
        party = parties.setdefault(name or f"{at}", Party(name))
        party.chosen = not any(other.chosen for other in parties.values())
        return party
    if called:
        kin = bool(called["kin"]) and name not in parties
        return current if kin else parties.setdefault(name, Party(name))
    if cue("companies", "cue", "ours").search(text) and (current is None or current.rejected):
        return None
    return current


def _each(found: list[Segment]) -> None:
    """我们有两家公司 济南一家 日照一家: neither is the one that is asked about."""
    if not any(cue("companies", "cue", "several").search(segment.text) for segment in found):
        return
    for _, group in groupby(found, key=lambda segment: segment.stretch):
        stretch = list(group)
        listed = cue("companies", "cue", "listed").match("".join(segment.text for segment in stretch).strip())
        each = any(cue("companies", "cue", "each").search(segment.text.strip()) for segment in stretch)
        for segment in stretch:
            segment.others = segment.others or each or bool(listed)
