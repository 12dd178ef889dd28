"""Sums over what a question names together: stages of one thing, or several honours; the working is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from bot.dialogue.answering.case import Case
from bot.dialogue.answering.grants import honours_of, is_renewal, level_of, names_of, same
from bot.dialogue.answering.money import money
from bot.dialogue.answering.spoken import words
from bot.wording import say
from rules.rulebook import Programme
from rules.rulebook import awards as kinds

_TO_COME = "(?:还没|没|未|差|等|准备)"
_MOST_SUMS = 3


@dataclass(frozen=True, slots=True)
class Total:
    """The sums that can be meant, and the lines that show them."""

    yuan: tuple[int, ...]
    lines: tuple[str, ...]


def total(case: Case, programmes: Sequence[Programme]) -> Total | None:
    """Of the stages, else of the honours, levels or events that the question names; none where nothing is added."""
    return _stage_sum(case, programmes) or _honours_sum(case, programmes)


def stage_programmes(case: Case, programmes: Sequence[Programme]) -> tuple[Programme, ...]:
    """All stages of what is meant, where a sum is asked for; none where it has no stages."""
    facts = {leaf.test.fact for p in programmes for leaf in p.leaves} & frozenset(words()["stages"])
    if not facts or not case.question.has("sum"):
        return ()
    places = {(p.document, p.clause) for p in programmes}
    return tuple(
        p
        for p in case.world.rulebook.programmes
        if (p.document, p.clause) in places and facts & {leaf.test.fact for leaf in p.leaves}
    )


def _stage_sum(case: Case, programmes: Sequence[Programme]) -> Total | None:
    """The stages that the question names as reached, where it names several; else all."""
    stages = [p for p in stage_programmes(case, programmes) if isinstance(p.award, kinds.Fixed)]
    reached = [p for p in stages if _reached(case, p, stages)]
    some = 1 < len(reached) < len(stages) and not case.question.has("all_stages")
    counted = reached if some else stages
    yuan = [p.award.yuan for p in counted if isinstance(p.award, kinds.Fixed)]
    if len(yuan) < 2:
        return None
    key = "answers.sum_reached" if counted is reached else "answers.sum_line"
    return Total((sum(yuan),), (say(key, working=_added(yuan)),))


def _added(yuan: Sequence[int]) -> str:
    return " + ".join(map(money, yuan)) + f" = {money(sum(yuan))}"


def _reached(case: Case, programme: Programme, stages: Sequence[Programme]) -> bool:
    """A word of the question is in this stage's title and in no other, and is not said to be still to come."""
    titles = [p.title for p in stages if p is not programme]
    words = [term.word for term in case.terms if term.word in programme.title]
    own = [word for word in words if not any(word in title for title in titles)]
    return any(not re.search(rf"{_TO_COME}\S{{0,2}}{re.escape(word)}", case.question.text) for word in own)


# -- several honours of one document


def _honours_sum(case: Case, programmes: Sequence[Programme]) -> Total | None:
    """A sum for every way in which the things named can be meant, where those are few."""
    groups = _groups(case, programmes)
    ways = list(product(*groups)) if len(groups) > 1 else []
    if not ways or len(ways) > _MOST_SUMS:
        return None
    lines, sums = [], []
    for way in ways:
        yuan = [p.award.yuan for p in way if isinstance(p.award, kinds.Fixed)]
        titles = "、".join(p.title for p in way)
        key = "answers.sum_titles_cap" if any(p.award.is_cap for p in way if isinstance(p.award, kinds.Fixed)) else ""
        lines.append(say(key or "answers.sum_titles", working=_added(yuan), titles=titles))
        sums.append(sum(yuan))
    return Total(tuple(sums), (*lines, say("answers.sum_unsaid")))


def _groups(case: Case, programmes: Sequence[Programme]) -> list[list[Programme]]:
    """The grants that each thing named can mean: apart by honour, and by level or event where several are named."""
    by_level = len(case.question.levels) > 1
    by_event = case.question.has("new_event") and case.question.has("expired_event")
    names = names_of(case)
    found: dict[tuple[str, str, bool], list[Programme]] = {}
    for p in programmes:
        name = next((n for n in names if any(same(n, h) for h in honours_of(p))), None)
        if name is not None and isinstance(p.award, kinds.Fixed):
            key = (name, level_of(p) if by_level else "", by_event and is_renewal(p))
            found.setdefault(key, []).append(p)
    if {name for name, _, _ in found} != set(names):
        return []
    return [_as_named(case, of) for of in found.values()]


def _as_named(case: Case, programmes: list[Programme]) -> list[Programme]:
    """Of 单项冠军企业 and 单项冠军产品 the one that the question names in full."""
    text = re.sub(r"[\s“”\"]", "", case.question.text)
    full = [p for p in programmes if any(re.sub("^(?:国家级?|省级|市级)", "", h) in text for h in honours_of(p))]
    return full or programmes
