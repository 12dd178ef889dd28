"""Changes in words: the same on the command line and in notices."""

from __future__ import annotations

from collections.abc import Sequence

from bot.portfolio.news.changing import Change
from bot.wording import say
from rules.rulebook import money

_MOST_WITHOUT_SUM = 3


def lines_of(kind: str, items: Sequence[Change]) -> list[str]:
    """Sums first; of what names no sum only some, and how many more there are."""
    shown = [item for item in items if item.before_yuan or item.after_yuan]
    rest = [item for item in items if item not in shown]
    lines = [line_of(kind, item) for item in (*shown, *rest[:_MOST_WITHOUT_SUM])]
    if len(rest) > _MOST_WITHOUT_SUM:
        lines.append(say("changes.more", kind=say("changes.kind_" + kind), count=len(rest) - _MOST_WITHOUT_SUM))
    return lines


def line_of(kind: str, item: Change) -> str:
    """One change in words; whether its document binds is always said."""
    amount = ""
    if item.before_yuan != item.after_yuan:
        amount = say("changes.amount", before=_money(item.before_yuan), after=_money(item.after_yuan))
    elif item.after_yuan is not None:
        amount = say("changes.same_amount", yuan=_money(item.after_yuan))
    kind_words = say("changes.kind_" + kind)
    return say("changes.line", kind=kind_words, title=item.title, amount=amount, why=item.why, status=item.status)


def _money(yuan: int | None) -> str:
    return say("changes.no_amount") if yuan is None else money(yuan)
