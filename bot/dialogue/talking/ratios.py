"""A share of the company's own that follows from two of its sums (研发占比): worked out when it is asked for."""

from __future__ import annotations

import re

from bot.answering.lexicon import lexicon
from bot.answering.model import Focus
from bot.answering.money.money import money, percent
from bot.answering.money.spoken import spoken
from bot.dialogue.hearing import is_own
from bot.dialogue.interview.taking import label
from bot.dialogue.replying import answer_question
from bot.dialogue.stepping import subject
from bot.dialogue.talk import Talk
from bot.dialogue.talking import sums
from bot.dialogue.talking.returning import remind
from bot.wording import say

_OF = {
    "rd_ratio": ("rd_expense_yuan", "revenue_yuan"),
    "rd_ratio_prev": ("rd_expense_prev_yuan", "revenue_prev_yuan"),
}


def tell(talk: Talk, text: str) -> bool:
    """False where no such share is asked for, where a text's is meant, or where its sums are not known."""
    signals = lexicon().signals
    if signals["of_a_text"].search(text) and not is_own(text):
        return False
    said = spoken(text, talk.today)
    rates = (*said.rates, *(rate for rate, _ in said.own_rates))
    if not rates and not signals["asks_a_share"].search(text):
        return False
    fact = _meant(talk, text)
    worked = _worked_out(talk, fact) if fact else None
    if fact is None or worked is None:
        return False
    line, ratio = worked
    if rates:
        if not signals["held_against"].search(text):
            return False
        key = "talking.ratio_enough" if ratio >= rates[0] else "talking.ratio_short"
        talk.first("text", say(key, line=line, wanted=percent(rates[0])))
        answer_question(talk, text)
        return True
    talk.first("text", say("talking.ratio", line=line))
    sums.send(talk)
    remind(talk)
    return True


def _meant(talk: Talk, text: str) -> str | None:
    """The share that is named, or the one that was spoken of last."""
    named = subject(talk, text)
    if named in _OF:
        return named
    focus = Focus.from_json(talk.state.focus)
    before = "".join((focus.question, *focus.sentences))
    known = [fact for fact, parts in _OF.items() if all(part in talk.state.facts for part in parts)]
    near = lexicon().signals["of_research"].search(f"{text}{before}") or _changed(talk, known)
    return known[0] if known and near else None


def _changed(talk: Talk, known: list[str]) -> bool:
    """One of its sums was told or mended in the last step."""
    last = talk.state.undo[-1].before if talk.state.undo else {}
    return any(part in last for fact in known for part in _OF[fact])


def _worked_out(talk: Talk, fact: str) -> tuple[str, float] | None:
    """The division in words, and what it comes to."""
    part, whole = (talk.state.facts.get(name) for name in _OF[fact])
    if not (isinstance(part, int) and isinstance(whole, int) and whole > 0):
        return None
    ratio = part / whole
    shown = re.sub(r"\.?0+$", "", f"{ratio * 100:.2f}")
    working = say(
        "talking.ratio_line", label=label(talk, fact), part=money(part), whole=money(whole), ratio=f"{shown}%"
    )
    return working, ratio
