"""A figure that is put to us (对吗): beside what is written, or beside what the person's own sum comes to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from bot.answering.case import Case
from bot.answering.honours import level_pattern
from bot.answering.leaning.oppositions import opposed
from bot.answering.lexicon import lexicon
from bot.answering.money.awards import in_words
from bot.answering.money.circumstances import broken, told
from bot.answering.money.grants import honours_of, level_of, names_level, speaks
from bot.answering.money.money import money, percent, times
from bot.answering.money.spoken import Spoken, spoken
from bot.answering.money.sums import base, share
from bot.answering.money.totals import total
from bot.answering.question import sums
from bot.answering.texts.polar import in_words as opposite_in_words
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_MOST_TOLD = 3
_OR = "还是"
_NAMED = 4
"""Characters in a row that a title and a question share where it is named."""
_OF_WEIGHT = 1.0
"""What a word demands that is no mere way of speaking."""


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
    said = _of_the_grant(case, spoken(case.question.text, case.today))
    if case.question.has("source") or not (said.claimed or said.cap or said.neutral or said.rates):
        return None
    meant = _named(case, [p for p in programmes if speaks(case, p) and not broken(case, p, base(case, p))])
    meant = [p for p in meant if level_of(p)[:1] in case.question.levels] or meant
    if line := _of_total(case, meant, said):
        return line
    found = [(p, check) for p in meant if (check := _check(case, p, said))]
    right = next(((p, check) for p, check in found if check.right), None)
    other = opposed(case.question.text, right[0].quote) if right else None
    if other is not None and (other.verdict != "yes" or _OR in case.question.text):
        return opposite_in_words(other, case.question.text)
    if right and case.question.has("also") and (others := _others(case, right[0], found)):
        return _written("answers.premise", case, right[1].said, [right[0], *others])
    if right and case.question.has("on_condition"):
        return say("answers.premise_condition", said=right[1].said, written=right[0].award_quote.strip("，。；;,"))
    if right and (besides := _besides(case, right[0])) is not None:
        return say(besides[0], said=right[1].said, written=_grant(case, right[0]), besides=besides[1])
    if right:
        return right[1].line or _written("answers.premise_right", case, right[1].said, [right[0]])
    alone = next((check.line for _, check in found if check.line), None)
    return alone or (_written("answers.premise", case, found[0][1].said, [p for p, _ in found]) if found else None)


def _others(case: Case, right: Programme, found: Sequence[tuple[Programme, _Check]]) -> list[Programme]:
    """What comes to another sum in the places that are meant; another city's makes no true sum wrong."""
    here = case.question.cities or (case.render.place(right.document),)
    return [p for p, check in found if not check.right and case.render.place(p.document) in here]


def _of_the_grant(case: Case, said: Spoken) -> Spoken:
    """Without sums that nothing says to be the grant's, where they can be the asker's.

    Such are those on file, those beside an own one, and those in front of 多少, which is asked of them.
    """
    text, signals = case.question.text, lexicon().signals
    asked = max((found.start() for found in signals["how_much"].finditer(text)), default=0)
    own = {yuan for _, yuan in case.focus.known} | {yuan for _, end, yuan in sums(text) if end <= asked}
    if said.own and not signals["claiming"].search(text):
        own.update(said.neutral)
    return replace(said, neutral=tuple(yuan for yuan in said.neutral if yuan not in own))


def _named(case: Case, programmes: list[Programme]) -> list[Programme]:
    """Of several that share a word (技术委员会) those that the question names at the greatest length (分技术委员会)."""
    if case.question.honours or case.question.has("also", "compare", "sum"):
        return programmes
    asked = re.sub(r"\s", "", case.question.text)
    if len(programmes) < 2:
        return programmes
    shared = [SequenceMatcher(None, p.title, asked).find_longest_match().size for p in programmes]
    most = max(shared)
    return [p for p, size in zip(programmes, shared, strict=True) if size == most or most < _NAMED]


def _besides(case: Case, programme: Programme) -> tuple[str, str] | None:
    """What the claim says that the text of the grant does not: it is not right because its figure is.

    The key of the sentence, and the words that it names.
    """
    named = level_pattern().search(case.question.text)
    if named is not None and honours_of(programme) and not names_level(programme):
        return "answers.premise_besides", named.group()
    clause = case.world.library.clause(programme.document, programme.clause)
    text = re.sub(r"[\s“”\"]", "", programme.title + (clause.text if clause is not None else programme.quote)).lower()
    plain, other = lexicon().signals["plain_grant_words"], lexicon().signals["other_circumstances"]
    missing = [
        term.word
        for term in case.terms
        if term.demand >= _OF_WEIGHT and len(term.word) > 1 and not plain.search(term.word)
        if not any(form in text for form in term.forms)
    ]
    if lexicon().signals["wh_word"].search(case.question.text):
        return None
    words = [word for word in missing if case.world.library.is_word(word)]
    if words:
        return "answers.premise_besides", "、".join(words)
    told = other.search(case.question.text)
    return ("answers.premise_case", "") if missing or (told and told.group() not in text) else None


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
    neutral = (yuan for yuan in said.neutral if yuan not in _known(case))
    return tuple(dict.fromkeys((*said.claimed, *said.cap, *neutral)))


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
    return _Check(due == claimed, line=say(key, said=money(claimed), working=share(award, of)), said=money(claimed))


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
