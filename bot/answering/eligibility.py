"""Questions about the person's own company: the condition is quoted, the interview does the rest."""

from __future__ import annotations

import re

from bot.answering.case import Case
from bot.answering.texts.render import Draft
from bot.wording import say
from rules.figures import figures

_YEARS_WANTED = re.compile(r"(?:注册|成立|登记)[^。;；,，]{0,6}?([一二两三四五六七八九十\d]+)年以上")
_SAID = re.compile(r"[一二两三四五六七八九十\d.]+\s*(?:个月|年半|年)")


def remarks(case: Case, draft: Draft) -> list[str]:
    """What the person's own number comes to beside a number of years that the sentence wants."""
    text = "".join(text for item in draft.quoted for text in item.texts)
    return [line] if (line := _years(case.question.text, text)) else []


def _years(question: str, text: str) -> str | None:
    wanted, said = _YEARS_WANTED.search(text), _SAID.search(question)
    if not wanted or not said:
        return None
    need = next((value for value, kind in figures(wanted.group(1) + "年") if kind == "years"), None)
    have = _in_years(said.group())
    if need is None or have is None:
        return None
    key = "answers.eligibility_long_years" if have >= need else "answers.eligibility_short_years"
    return say(key, said=said.group(), wanted=wanted.group(1) + "年")


def _in_years(said: str) -> float | None:
    half = 0.5 if said.endswith("半") else 0.0
    found = {kind: value for value, kind in figures(said.removesuffix("半"))}
    if "months" in found:
        return found["months"] / 12
    return found["years"] + half if "years" in found else None
