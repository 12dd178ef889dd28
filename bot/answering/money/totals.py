"""Sums over what a question names together: stages of one thing, or several things; the working is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.answering.case import Case
from bot.answering.follow_up import merged
from bot.answering.honours import same
from bot.answering.money.grants import at_level, has_own_figure, honours_of, is_renewal, names_of, subjects
from bot.answering.money.money import money
from bot.answering.money.spoken import words
from bot.answering.question import read
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
    programmes: tuple[Programme, ...] = ()


def total(case: Case, programmes: Sequence[Programme]) -> Total | None:
    """Of the stages, else of the things that the question names one after another; none where nothing is added."""
    documents = dict.fromkeys(p.document for p in programmes)
    each = (several(case, id) for id in documents)
    return stage_sum(case, programmes) or next((found for found in each if found), None)


def stage_programmes(case: Case, programmes: Sequence[Programme]) -> tuple[Programme, ...]:
    """All stages of what is meant, where a sum is asked for; none where it has no stages."""
    facts = {leaf.test.fact for p in programmes for leaf in p.leaves} & frozenset(words()["stages"])
    if not facts or not case.question.has("sum"):
        return ()
    near = case.world.rulebook.of_clauses(*((p.document, p.clause) for p in programmes))
    return tuple(p for p in near if facts & {leaf.test.fact for leaf in p.leaves})


def stage_sum(case: Case, programmes: Sequence[Programme]) -> Total | None:
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


# -- several things of one document


def several(case: Case, document: str) -> Total | None:
    """A sum for every way in which the things named can be meant, where those are few and none of them is missing."""
    groups = _groups(case, document)
    ways = list(product(*groups)) if len(groups) > 1 else []
    if not ways or len(ways) > _MOST_SUMS:
        return None
    lines, sums = [], []
    for way in ways:
        fixed = [p.award for p in way if isinstance(p.award, kinds.Fixed)]
        key = "answers.sum_titles_cap" if any(award.is_cap for award in fixed) else "answers.sum_titles"
        yuan = [award.yuan for award in fixed]
        title = case.render.document(document).short_title
        lines.append(say(key, document=title, working=_added(yuan), titles="、".join(p.title for p in way)))
        sums.append(sum(yuan))
    programmes = tuple({p.id: p for way in ways for p in way}.values())
    return Total(tuple(sums), (*lines, say("answers.sum_unsaid")), programmes)


def _groups(case: Case, document: str) -> list[list[Programme]]:
    """The grants that each part of the question can mean; empty where a part means none of this document."""
    found: list[list[Programme]] = []
    before = ""
    for part in re.split(words()["joints"], case.question.text):
        whole = (
            part if not before or read(part, case.world.library).honours else merged(before, part, case.world.library)
        )
        asked = replace(case, question=read(whole, case.world.library))
        if not subjects(asked):
            continue
        meant = _meant(asked, document)
        if not meant and not before and asked.question.has("sum"):
            continue  # 三个奖加起来多少:…
        if not meant:
            return []
        if meant not in found:
            found.append(meant)
        before = whole
    return found


def _meant(asked: Case, document: str) -> list[Programme]:
    """Fixed grants of the honour, level and event of one part; without an honour those that its words are titles of."""
    fixed = [p for p in asked.world.rulebook.of_document(document) if isinstance(p.award, kinds.Fixed)]
    names = names_of(asked)
    if names:
        fixed = [p for p in fixed if any(same(n, h) for n in names for h in honours_of(p))]
    else:
        fixed = [p for p in fixed if all(any(f in _bare(p.title) for f in t.forms) for t in subjects(asked))]
    expired = asked.question.has("expired_event")
    fixed = [p for p in at_level(asked, fixed) if is_renewal(p) == expired and has_own_figure(p)]
    return _as_named(asked, fixed)


def _as_named(asked: Case, programmes: list[Programme]) -> list[Programme]:
    """Of 单项冠军企业 and 单项冠军产品 the one that the question names in full."""
    text = _bare(asked.question.text)
    full = [p for p in programmes if any(re.sub("^(?:国家级?|省级|市级)", "", h) in text for h in honours_of(p))]
    return full or programmes


def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"]", "", text)
