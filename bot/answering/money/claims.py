"""A figure that is put to us (对吗): beside what is written, or beside what the person's own sum comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.case import Case
from bot.answering.leaning.oppositions import opposed
from bot.answering.money.awards import in_words
from bot.answering.money.circumstances import broken, told
from bot.answering.money.grants import level_of, speaks
from bot.answering.money.money import money, percent, times
from bot.answering.money.spoken import Spoken, spoken
from bot.answering.money.sums import base, share
from bot.answering.money.totals import total
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class _Check:
    """What a claim comes to for one grant: `line` stands alone, or `said` is another figure than is written."""

    right: bool
    line: str = ""
    said: str = ""


def stated(case: Case) -> bool:
    """A sum or a rate is put to us, or one of the person's own to take a share of."""
    return bool(case.question.yuan) or bool(spoken(case.question.text, case.today).rates)


def claimed(case: Case) -> bool:
    """A sum that can only be the grant's."""
    said = spoken(case.question.text, case.today)
    return bool(said.claimed or said.cap or (said.neutral and not said.own))


def lead(case: Case, programmes: Sequence[Programme]) -> str | None:
    """The claim beside what it is about; none where nothing is claimed, or the figure is only looked for."""
    said = spoken(case.question.text, case.today)
    if case.question.has("source") or not (said.claimed or said.cap or said.neutral or said.rates):
        return None
    meant = [p for p in programmes if speaks(case, p) and not broken(case, p, base(case, p))]
    meant = [p for p in meant if level_of(p)[:1] in case.question.levels] or meant
    if line := _of_total(case, meant, said):
        return line
    found = [(p, check) for p in meant if (check := _check(case, p, said))]
    right = next(((p, check) for p, check in found if check.right), None)
    if right and (other := opposed(case.question.text, right[0].quote)) is not None and other.verdict == "no":
        return say("leaning.no", asked=other.asked[0], written=other.written[0])
    if right and case.question.has("on_condition"):
        return say("answers.premise_condition", said=right[1].said, written=right[0].award_quote.strip("，。；;,"))
    if right:
        return right[1].line or _written("answers.premise_right", case, right[1].said, [right[0]])
    alone = next((check.line for _, check in found if check.line), None)
    return alone or (_written("answers.premise", case, found[0][1].said, [p for p, _ in found]) if found else None)


def _written(key: str, case: Case, said: str, programmes: Sequence[Programme]) -> str:
    wordings = list(dict.fromkeys(_grant(case, p) for p in programmes))
    return say(key, said=said, written=";".join(wordings[:_MOST_TOLD]))


def _grant(case: Case, programme: Programme) -> str:
    place = case.render.place(programme.document)
    key = "answers.premise_written_in" if programme.title.startswith(place) else "answers.premise_written"
    return say(key, place=place, title=programme.title, yuan=in_words(programme.award))


def _check(case: Case, programme: Programme, said: Spoken) -> _Check | None:
    match programme.award:
        case kinds.Fixed(yuan=yuan):
            return _one(_claims(case, said), (yuan,))
        case kinds.Yearly(yuan=yuan, years=years):
            return _one(_claims(case, said), (yuan, yuan * years))
        case kinds.PerUnit(yuan=yuan):
            return _one(said.claimed, (yuan,), silent=True)
        case kinds.Share() | kinds.TaxCredit():
            return _of_share(case, programme, said)
    return None


def _claims(case: Case, said: Spoken) -> tuple[int, ...]:
    """Sums that can be what is granted: not the person's own, nor what was had before, nor any other fact."""
    return (*said.claimed, *said.cap, *(yuan for yuan in said.neutral if yuan not in _known(case)))


def _beside(case: Case, said: Spoken) -> tuple[int, ...]:
    """What nothing is said of beside a sum of the person's own is what they take it to come to."""
    return tuple(yuan for yuan in said.neutral if said.own and yuan not in _known(case))


def _known(case: Case) -> set[float]:
    """Figures that are facts of the case."""
    return {value for value, _ in told(case.question.text, case.today).values() if isinstance(value, int | float)}


def _one(claims: Sequence[int], written: Sequence[int], silent: bool = False) -> _Check | None:
    """A single sum beside what is written; `silent`: another sum may be a count of these, and is not judged."""
    if len(claims) != 1 or (silent and claims[0] not in written):
        return None
    return _Check(claims[0] in written, said=money(claims[0]))


def _of_share(case: Case, programme: Programme, said: Spoken) -> _Check | None:
    """A rate, a cap or a result, each beside its own."""
    award = programme.award
    assert isinstance(award, kinds.Share | kinds.TaxCredit)
    cap = award.cap_yuan if isinstance(award, kinds.Share) else None
    of = base(case, programme)
    wrong = [money(yuan) for yuan in said.cap if yuan != cap]
    rates = _claimed_rates(case, said)
    wrong += [percent(rate) for rate in rates if abs(rate - award.rate) > 1e-9]
    if wrong:
        return _Check(False, said="、".join(wrong))
    results = [yuan for yuan in (*_beside(case, said), *said.claimed) if yuan != of]
    if results and of is not None:
        return _result(award, results[-1], of, cap)
    if said.claimed and said.claimed[-1] != cap:
        return _Check(False, line=_depends(case, programme, said.claimed[-1], cap))
    right = [*map(percent, rates), *map(money, (*said.cap, *said.claimed))]
    return _Check(True, said="、".join(right)) if right else None


def _claimed_rates(case: Case, said: Spoken) -> list[float]:
    """Rates that are no fact of the case (担保费率0.8%), where the question does not ask how much."""
    return [] if case.question.has("how_much") else [rate for rate in said.rates if rate not in _known(case)]


def _result(award: kinds.Share | kinds.TaxCredit, claimed: int, of: int, cap: int | None) -> _Check:
    product = times(of, award.rate)
    due = product if cap is None else min(product, cap)
    key = "answers.result_right" if due == claimed else "answers.result_other"
    return _Check(due == claimed, line=say(key, said=money(claimed), working=share(award, of)))


def _depends(case: Case, programme: Programme, claimed: int, cap: int | None) -> str:
    """No sum of the person's own to take the share of: the claim can only be held against the cap."""
    award = programme.award
    assert isinstance(award, kinds.Share | kinds.TaxCredit)
    key = "answers.result_above" if cap is not None and claimed > cap else "answers.result_depends"
    return say(
        key,
        said=money(claimed),
        place=case.render.place(programme.document),
        title=programme.title,
        yuan=in_words(award),
        label=case.world.rulebook.facts[award.of].label,
    )


def _of_total(case: Case, programmes: Sequence[Programme], said: Spoken) -> str | None:
    """A sum over several that the person has added up."""
    claims = (*said.claimed, *said.neutral)
    added = total(case, programmes) if case.question.has("sum") and len(claims) == 1 else None
    if added is None:
        return None
    key = "answers.total_right" if claims[0] in added.yuan else "answers.total_other"
    return say(
        key, said=money(claims[0]), working=added.lines[added.yuan.index(claims[0]) if claims[0] in added.yuan else 0]
    )
