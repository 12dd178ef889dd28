"""Sentences that promise money → awards: what is given, shares, limits, to whom, on what conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from knowledge.importing.amounts import Kind, plain
from knowledge.importing.parties import Party, party_of, respective
from knowledge.importing.roles import Placed, Role, pattern, placed
from knowledge.importing.sentences import award_sentences
from knowledge.importing.units import per_of, unit_of
from knowledge.model import Clause, Path

_LONGEST = 2000
"""Characters of a sentence; what goes on longer is no sentence but a list or a page without stops."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to be met, in the text's own words; `read_as`: place, question or office."""

    text: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Stage:
    when: str
    amount_yuan: float | None = None
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """One sum that a sentence promises; yuan and fractions, no figure that the sentence does not have."""

    clause: Path
    sentence: str
    """The source's own words, up to a full stop or semicolon."""
    kind: str
    amount_yuan: float | None = None
    rate: float | None = None
    cap_yuan: tuple[float, ...] = ()
    per_unit_yuan: float | None = None
    unit: str | None = None
    per: str | None = None
    amount_low: float | None = None
    amount_high: float | None = None
    rate_low: float | None = None
    rate_high: float | None = None
    stages: tuple[Stage, ...] = ()
    recipient: str = ""
    conditions: tuple[Condition, ...] = ()

    @property
    def figures(self) -> tuple[float, ...]:
        """What is given or its share, without limits: low before high."""
        said = (self.amount_yuan, self.per_unit_yuan, self.rate, self.amount_low, self.amount_high)
        return tuple(value for value in (*said, self.rate_low, self.rate_high) if value is not None)


@dataclass
class _Draft:
    """An award being put together; what closes it are the limits behind it."""

    award: Award
    place: Placed
    limits: list[float] = field(default_factory=list)


def awards_of(clauses: Iterable[Clause]) -> dict[Path, tuple[Award, ...]]:
    """Every award by its clause, in the order handed in; tables are no sentences.

    Items below a clause that ends in a colon (按以下标准给予补助:) go on from it.
    """
    found: dict[Path, tuple[Award, ...]] = {}
    lists: dict[Path, str] = {}
    for clause in clauses:
        if clause.table is None:
            above = lists.get(clause.path[:-1])
            found[clause.path] = awards_in(clause, above or "", above is not None)
            if (subject := _opens_a_list(clause)) is not None:
                lists[clause.path] = subject
    return found


def _opens_a_list(clause: Clause) -> str | None:
    """To whom the items of the list below give; none where it is no list of what is given."""
    own = clause.text[: clause.own_end - clause.start].strip()
    if clause.own_end == clause.end or not own.endswith((":", "：")):
        return None
    last = plain(re.split(r"[。;；\n]", own.rstrip(":："))[-1])
    return party_of(last).recipient if pattern("sentence", "gives_surely").search(last) else None


def awards_in(clause: Clause, subject: str = "", goes_on: bool = False) -> tuple[Award, ...]:
    """The awards of the clause's own sentences; a sentence without a subject of its own takes the one before it."""
    found: list[Award] = []
    for sentence in award_sentences(clause):
        read = awards_of_sentence(sentence, clause.path, subject, goes_on)
        found.extend(read)
        subject = (read[-1].recipient if read else party_of(plain(sentence)).recipient) or subject
        goes_on = bool(read) and sentence.endswith((";", "；"))
    return tuple(found)


def awards_of_sentence(sentence: str, clause: Path = (), subject: str = "", goes_on: bool = False) -> tuple[Award, ...]:
    """`subject`: to whom the sentence before gave, for one that does not say; `goes_on`: it continues one that gave."""
    if len(sentence) > _LONGEST:
        return ()
    text = _without_label(plain(sentence))
    if not goes_on and not _may_give(text):
        return ()
    places = placed(text)
    if goes_on and not any(one.role in (Role.GIVEN, Role.RATE, Role.CAP) for one in places):
        places = [replace(one, role=Role.GIVEN) if _bare_sum(one) else one for one in places]
    if _shares_a_budget(text):
        places = [replace(one, role=Role.CAP) if one.role is Role.FUND else one for one in places]
    places = _staged(text, places)
    drafts = _drafts(text, places, Award(clause, sentence, "fixed"))
    if not drafts:
        return ()
    party = party_of(text)
    drafts = _respectively(text, drafts, party, subject)
    stages = tuple(_stages(text, places))
    return tuple(_finished(draft, stages if len(drafts) == 1 else ()) for draft in drafts)


def _bare_sum(one: Placed) -> bool:
    return one.role is Role.UNSAID and one.figure.kind is Kind.MONEY


def _without_label(text: str) -> str:
    return re.sub(
        r"^(?:第[一二三四五六七八九十百\d]+条|[一二三四五六七八九十]+、|\(?[一二三四五六七八九十\d]+\)|\d+[.、](?!\d))",
        "",
        text,
    )


def _may_give(text: str) -> bool:
    if pattern("not_an_award", "never").search(text) and not pattern("not_an_award", "unless").search(text):
        return False
    for name in ("definition", "aim"):
        if pattern("not_an_award", name).search(text) and not pattern("sentence", "gives_surely").search(text):
            return False
    return pattern("sentence", "gives").search(text) is not None


def _shares_a_budget(text: str) -> bool:
    return pattern("sentence", "shared_budget").search(text) is not None


def _staged(text: str, places: list[Placed]) -> list[Placed]:
    """A total that is named once, and its parts: 100万元, 其中首年40万元、次年60万元."""
    given = [one for one in places if one.role is Role.GIVEN]
    total, parts = (given[0].figure.value, given[1:]) if given else (0.0, [])
    rates = [one for one in places if one.role is Role.RATE and given and one.figure.start > given[0].figure.start]
    if len(parts) > 1 and not parts[0].listed and abs(sum(one.figure.value for one in parts) - total) < 0.01:
        return [replace(one, role=Role.STAGE) if one in parts else one for one in places]
    if len(parts) == 1 and _spread(text, total, parts[0]):
        return [replace(one, role=Role.STAGE) if one in parts else one for one in places]
    paid = pattern("sentence", "paid_in_parts").search(text)
    if paid and len(rates) > 1 and abs(sum(one.figure.value for one in rates) - 1) < 1e-6:
        return [replace(one, role=Role.STAGE) if one in rates else one for one in places]
    return places


def _spread(text: str, total: float, part: Placed) -> bool:
    """三年共60万元, 每年20万元: the sum a year is a part of the total, a whole number of times."""
    times = total / part.figure.value if part.figure.value else 0.0
    yearly = re.search(r"每[年次期]\S{0,4}$", text[: part.figure.start]) is not None
    return (
        yearly and 2 <= times <= 10 and times == int(times) and pattern("sentence", "spread").search(text) is not None
    )


def _stages(text: str, places: list[Placed]) -> Iterator[Stage]:
    for one in places:
        if one.role is Role.STAGE:
            when = re.split(r"[,，;:]", text[: one.figure.start])[-1]
            when = re.sub(r"(?:给予|拨付|发放|奖励|补助|兑现|支付|其中|按)+$", "", when)
            money = one.figure.kind is Kind.MONEY
            yield Stage(when, one.figure.value if money else None, None if money else one.figure.value)


def _drafts(text: str, places: list[Placed], empty: Award) -> list[_Draft]:
    drafts: list[_Draft] = []
    open_: list[_Draft] = []
    closed = False
    for one in places:
        value = one.figure.value
        if one.role in (Role.GIVEN, Role.RATE) and one.high and drafts:
            drafts[-1].award = _ranged(drafts[-1].award, value)
        elif one.role is Role.RATE and _is_a_limit(text, one, drafts):
            continue
        elif one.role in (Role.GIVEN, Role.RATE):
            if closed:
                open_, closed = [], False
            drafts.append(_Draft(_given(text, one, empty), one))
            open_.append(drafts[-1])
        elif one.role is Role.CAP and (not open_ or _continues(one, drafts)):
            drafts.append(_Draft(replace(empty, kind="up_to", amount_yuan=value), one))
        elif one.role is Role.CAP:
            _limit(open_, one)
            closed = True
    return drafts


def _continues(one: Placed, drafts: list[_Draft]) -> bool:
    """A list of limits where nothing else is given: 最高分别给予50万元、30万元."""
    return one.listed and bool(drafts) and drafts[-1].award.kind == "up_to"


def _is_a_limit(text: str, one: Placed, drafts: list[_Draft]) -> bool:
    """A share of something else that limits what another share gives: 最高不超过总投资的50%."""
    tail = re.split(r"[,，;]", text[: one.figure.start])[-1]
    earlier = any(draft.award.rate is not None or draft.award.amount_yuan is not None for draft in drafts)
    return earlier and not one.listed and re.search(r"最高|不超过|上限|封顶|不高于", tail) is not None


def _limit(open_: list[_Draft], one: Placed) -> None:
    """A list of as many limits as awards closes them one by one; else the limit holds for all."""
    waiting = [draft for draft in open_ if not draft.limits]
    fully = [draft for draft in open_ if draft.limits]
    if one.listed and fully and len(fully[0].limits) == 1 and len(open_) > 1:
        shared = fully[0].limits[0]
        if all(draft.limits == [shared] for draft in open_):
            for draft in open_[1:]:
                draft.limits = []
            waiting = open_[1:]
        if waiting:
            waiting[0].limits.append(one.figure.value)
            for draft in waiting[1:]:
                draft.limits = []
            return
    for draft in open_:
        draft.limits.append(one.figure.value)


def _given(text: str, one: Placed, empty: Award) -> Award:
    if one.figure.kind is Kind.RATE:
        return replace(empty, kind="share", rate=one.figure.value, per=per_of(text, one.figure))
    unit = unit_of(text, one.figure)
    if unit:
        return replace(empty, kind="per_unit", per_unit_yuan=one.figure.value, unit=unit, per=per_of(text, one.figure))
    per = per_of(text, one.figure)
    return replace(empty, kind="per_year" if per == "year" else "fixed", amount_yuan=one.figure.value, per=per)


def _ranged(award: Award, high: float) -> Award:
    if award.rate is not None:
        return replace(award, kind="share", rate=None, rate_low=award.rate, rate_high=high)
    low = award.amount_yuan if award.amount_yuan is not None else award.per_unit_yuan
    kind = "range" if award.per_unit_yuan is None else award.kind
    return replace(award, kind=kind, amount_yuan=None, per_unit_yuan=None, amount_low=low, amount_high=high)


def _respectively(text: str, drafts: list[_Draft], party: Party, subject: str) -> list[_Draft]:
    """To whom each sum goes: the members of the list that 分别 pairs, or what stands right before each sum."""
    names = respective(text, [draft.place.figure for draft in drafts], party)
    for draft, name in zip(drafts, names, strict=True):
        conditions = tuple(Condition(said, read_as) for said, read_as in party.conditions)
        draft.award = replace(draft.award, recipient=name or party.recipient or subject, conditions=conditions)
    return drafts


def _finished(draft: _Draft, stages: tuple[Stage, ...]) -> Award:
    award = replace(draft.award, cap_yuan=tuple(dict.fromkeys(draft.limits)), stages=stages)
    return replace(award, kind="staged") if stages and award.kind == "fixed" else award
