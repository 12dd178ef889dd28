"""How yes or no is put and answered: 有没有 by 有, 能不能 by 可以, 要不要 by 要, the rest by 是."""

from __future__ import annotations

from bot.answering.leaning.oppositions import Opposition
from bot.answering.lexicon import lexicon
from bot.wording import say

_FORMS = ("is", "have", "may", "must")


def form(text: str) -> str:
    """The key of the words of a question's yes and no."""
    return next((name for name in _FORMS if lexicon().signals[f"polar_{name}"].search(text)), "is")


def in_words(found: Opposition, asked: str | None = None) -> str:
    """`asked`: the question, which decides whether a no is 没有, 不行, 不用 or 不是; none of what is only stated."""
    between = say("leaning.between")
    suffix = f"_{form(asked)}" if asked is not None and found.verdict == "no" else ""
    key = f"leaning.{found.verdict}{suffix}"
    return say(key, asked=between.join(found.asked), written=between.join(found.written))
