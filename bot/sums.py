"""An award in a few words: its figures as they are said, nothing worked out."""

from __future__ import annotations

from bot.wording import say
from knowledge.intake import Award
from rules.rulebook import money


def said_sum(award: Award) -> str:
    """30万元, 最高100万元, 投资额的8%(最高300万元), 每人2000元 …"""
    each = say("importing.each", unit=award.unit) if award.unit else ""
    yearly = say("importing.yearly") if award.per == "year" else ""
    limit = "、".join(money(value) for value in award.cap_yuan)
    return yearly + each + _body(award) + (say("importing.limit", limit=limit) if limit else "")


def _body(award: Award) -> str:
    if award.rate is not None:
        return say("importing.share", share=percent(award.rate))
    if award.rate_low is not None and award.rate_high is not None:
        return say("importing.share_range", low=percent(award.rate_low), high=percent(award.rate_high))
    if award.amount_low is not None and award.amount_high is not None:
        return say("importing.sum_range", low=money(award.amount_low), high=money(award.amount_high))
    value = award.per_unit_yuan if award.per_unit_yuan is not None else award.amount_yuan
    if value is None:
        return ""
    return say("importing.at_most", sum=money(value)) if award.kind == "up_to" else money(value)


def percent(value: float) -> str:
    return f"{round(value * 100, 4):g}%"
