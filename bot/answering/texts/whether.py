"""Yes or no before anything else: what is asked held against the sentence and against the conditions of the grant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.case import Case
from bot.answering.leaning.oppositions import opposed
from bot.answering.money import awards, targets
from bot.answering.money.circumstances import broken, met
from bot.answering.question import SUM
from bot.answering.retrieval.pieces import Piece, pieces
from bot.answering.texts import affirming
from bot.answering.texts.polar import in_words
from bot.answering.texts.render import Draft
from bot.wording import say
from rules.figures import chinese_number

_JOINT = "|"
_YEARS = re.compile(r"(?P<n>\d+|[一二两三四五六七八九十]+)\s*(?:个)?(?:年|纳税年度)(?!级)")
_MOST_YEARS = re.compile(r"(?:不得?超过|最长|最多|不多于)\s*(?P<n>\d+|[一二两三四五六七八九十]+)\s*个?(?:纳税年度|年)")
_PARTS = re.compile(r"[,，;；。、]|[一二三四五六]是")


def leads(case: Case, draft: Draft) -> list[str]:
    """None where nothing is asked to be so or not, or where the sentences say nothing about it."""
    if not case.question.has("whether") or not draft.quoted:
        return []
    shown = _shown(case, draft)
    if line := _limit(case, draft):
        return [line]
    meant = draft.programmes or awards.meant(case, shown[:1])
    lines = [line for p in meant if (line := broken(case, p) or met(case, p))]
    if lines:
        return lines[:1]
    if (case.question.yuan or SUM.search(case.question.text)) and not any(piece.award for piece in shown):
        written = _threshold(case, [text for item in draft.quoted for text in item.texts])
        return [say("answers.threshold", written=written) if written else say("answers.no_such_figure")]
    if not draft.leads and (counted := targets.claimed(case, draft)):
        return counted
    found = opposed(case.question.text, _said(draft))
    if found is not None and found.verdict != "yes":
        return [in_words(found, case.question.text)]
    line = affirming.one_of_two(case, draft) or affirming.affirmed(case, draft)
    return [line] if line else []


def _said(draft: Draft) -> str:
    """The sentences quoted first; behind one that leads in a list all that follow."""
    first = _JOINT.join(draft.quoted[0].texts)
    whole = first.rstrip().endswith((":", "："))
    return _JOINT.join(text for item in draft.quoted for text in item.texts) if whole else first


def _limit(case: Case, draft: Draft) -> str | None:
    """So many years beside the most that the sentence has of them (不得超过5个纳税年度)."""
    asked = _YEARS.search(case.question.text)
    if asked is None:
        return None
    for part in (part for item in draft.quoted for text in item.texts for part in _PARTS.split(text)):
        most = _MOST_YEARS.search(part)
        if most is not None:
            over = _count(asked["n"]) > _count(most["n"])
            return say("answers.limit_over" if over else "answers.limit_within", written=part.strip())
    return None


def _count(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else chinese_number(numeral) or 0


def _threshold(case: Case, texts: Sequence[str]) -> str:
    """The words around a sum that is a condition (上年度营业收入1000万元左右), where the question speaks of that."""
    words = [form for term in case.terms if term.known and len(term.word) > 1 for form in term.forms]
    phrases = [part for text in texts for part in _PARTS.split(text) if SUM.search(part)]
    named = [part for part in phrases if any(word in part for word in words)]
    return (named or phrases or [""])[0].strip()


def _shown(case: Case, draft: Draft) -> Sequence[Piece]:
    first = draft.quoted[0]
    return [p for p in pieces(case.world.library).of_clauses([first.clause.id]) if p.text in first.texts]
