"""How much: figures from sentences that grant something, with the working where the person gives numbers."""

from __future__ import annotations

import re

from bot.dialogue.answering.awards import amount_lines, working_lines
from bot.dialogue.answering.case import Case
from bot.dialogue.answering.evidence import Evidence
from bot.dialogue.answering.render import Draft
from bot.wording import say

_AWARD_ENOUGH = 0.75
_LEVELS = {"国": ("国家", "全国", "工业和信息化部"), "省": ("省",), "市": ("市级",)}
_LEVEL_NAMES = {"国": "国家级", "省": "省级", "市": "市级"}
_LEVELLED = ("专精特新", "瞪羚", "单项冠军", "单冠", "绿色工厂", "绿色工业园区")


def amounts(case: Case, evidence: list[Evidence]) -> Draft:
    """By document: the granting sentences that fit as well as any other sentence, or the word that there is no figure."""
    draft = Draft()
    for document, _ in case.chosen(evidence):
        _add(case, draft, [item for item in evidence if item.piece.clause.document == document])
    if len(draft.blocks) > 1:
        draft.leads.insert(0, say("answers.lead_several" if not case.cities else "answers.lead_compare"))
    return draft


def _add(case: Case, draft: Draft, own: list[Evidence]) -> None:
    granting = [item for item in own if item.piece.award]
    fits = granting and _without_rank(granting[0]) >= _AWARD_ENOUGH * _without_rank(own[0])
    shown = case.fill(granting) if fits else case.fill(own)
    naming = case.render.naming(shown[0].piece.clause)
    quoted = case.quoted(shown)
    mismatch = _mismatch(case, shown) if fits else None
    if not fits:
        draft.leads.append(say("answers.lead_silent_amount", **naming))
    elif mismatch:
        draft.leads.append(say(f"answers.{mismatch[0]}", **naming, **mismatch[1]))
    else:
        lines = amount_lines(case, shown)
        if lines:
            draft.leads.append(say("answers.lead_amount", **naming, amounts=";".join(lines)))
        else:
            draft.leads.append(say("answers.lead_clause", **naming))
        draft.closing += working_lines(case, shown)
    draft.quote("", *quoted)


def _without_rank(item: Evidence) -> float:
    return item.own + 0.3 * item.coverage


def _mismatch(case: Case, shown: list[Evidence]) -> tuple[str, dict[str, str]] | None:
    """The level or the event asked about does not stand in the sentences."""
    text = "".join(item.piece.folded for item in shown)
    honour = next((name for name in case.question.honours if name in _LEVELLED), None)
    for level in case.question.levels if honour else ():
        if honour and not any(form in text for form in _LEVELS[level]):
            return "lead_silent_level", {"level": _LEVEL_NAMES[level], "honour": honour}
    if case.question.has("expired_event") and case.question.honours:
        name = case.question.honours[0]
        renewals = [item.piece.folded for item in shown if re.search("复核|复审|重新申报", item.piece.folded)]
        if not any(name in one or "该类" in one for one in renewals) and name not in ("高企",):
            return "lead_silent_event", {"honour": name}
    return None
