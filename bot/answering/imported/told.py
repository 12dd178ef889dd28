"""Answers by what sentences are about rather than by their subject: how to apply, what can be had together, what
becomes of who breaks a rule, in how many parts it is paid."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.answering.imported.asking import matching, table
from bot.answering.imported.finding import Line, enough, saying
from bot.answering.imported.matter import Matter, announced, announcing, grouped
from bot.answering.imported.saying import rendered
from bot.answering.model import Answer
from bot.answering.texts.render import Draft
from bot.model import Kind
from bot.wording import say

_MOST_PROCESS = 5
_MOST_NEAR = 3
_CLEARLY = 1.3
"""By so much more a sentence has to fit the subject than those that were chosen by their kind, to be told beside."""
_MET = 0.6


def process(matter: Matter) -> Answer | None:
    lines = saying(matter.document, matter.world.library, "process")
    if not lines:
        return None
    score = {one.line.number: one.score for one in matter.found}
    dated = matching("words", "when").search(matter.asked.text) is not None

    def worth(line: Line) -> float:
        words = len(set(re.findall(matching("sentences", "process").pattern, line.folded)))
        heading = 2.0 if re.search(r"申报|申请|程序|流程|办理|兑现|受理", line.clause.heading or "") else 0.0
        deadline = 4.0 if dated and matching("sentences", "deadline").search(line.folded) else 0.0
        return words + heading + deadline + 0.3 * score.get(line.number, 0.0)

    best = sorted(lines, key=lambda line: (-worth(line), line.number))[:_MOST_PROCESS]
    least = 0.5 * worth(best[0])
    chosen = [line for line in best if worth(line) >= least]
    return _told(matter, say("imported.lead_process", title=matter.title), chosen, "process")


def stacking(matter: Matter) -> Answer | None:
    """Whether several can be had together: the sentences that say so, those on the subject first, with what the clause
    gives that they limit."""
    best = _nearest(matter, "stacking")
    if not best:
        return None
    lines = [line for line, _ in best]
    given = [one.line for one in matter.found if one.line.clause is lines[0].clause and one.line.awards]
    lead = say("imported.lead_stacking", title=matter.title)
    return _told(matter, lead, [*lines, *(line for line in given[:1] if best[0][1] > 0)], "clause")


def payout(matter: Matter) -> Answer | None:
    """In how many parts it is paid: of the sentences that say so those on the subject, else none."""
    return _near_ones(matter, [pair for pair in _nearest(matter, "payout") if pair[1] > 0])


def consequence(matter: Matter) -> Answer | None:
    """What becomes of who cheats, moves away or breaks a rule: sentences that say so, those on the subject first; of a
    cause that is asked about by name only those that speak of it."""
    return _near_ones(matter, _caused(matter, _consequences(matter))[:_MOST_NEAR])


def told_by(name: str) -> Callable[[Matter], Answer | None]:
    """An answer of the sentences with the words of that name: when it is paid, who pays, what counts."""
    return lambda matter: _near_ones(matter, _nearest(matter, name))


def excluded(matter: Matter) -> Answer | None:
    """The subject is an item of a list that a sentence announces as what excludes, or what is taken back for."""
    if not enough(matter.found):
        return None
    line = matter.found[0].line
    above = announcing(matter, line)
    if above is None or not matching("sentences", "consequence").search(above.folded):
        return None
    lead = say("imported.lead_text", title=matter.title, path=matter.render.path(line.clause))
    return _told(matter, lead, [line], "clause")


def _consequences(matter: Matter) -> list[tuple[Line, float]]:
    """With the items that such a sentence announces: 有下列情形之一的,不予奖补:."""
    found = _nearest(matter, "consequence", most=None)
    held = {line.number for line, _ in found}
    score = {one.line.number: round(one.score, 6) for one in matter.found}
    items = (item for line, _ in found for item in announced(matter, line) if item.number not in held)
    scored = {item.number: (item, score.get(item.number, 0.0)) for item in items}
    return sorted([*found, *scored.values()], key=lambda pair: (-pair[1], pair[0].number))


def _caused(matter: Matter, pairs: list[tuple[Line, float]]) -> list[tuple[Line, float]]:
    said = [re.compile(one["said"]) for one in table()["causes"].values() if re.search(one["asked"], matter.asked.text)]
    return [pair for pair in pairs if any(one.search(pair[0].folded) for one in said)] if said else pairs


def _near_ones(matter: Matter, best: Sequence[tuple[Line, float]]) -> Answer | None:
    """The nearest of the sentences and those that are not much farther."""
    if not best:
        return None
    least = 0.6 * best[0][1]
    lead = say("imported.lead_text", title=matter.title, path=matter.render.path(best[0][0].clause))
    return _told(matter, lead, [line for line, score in best if score >= least], "clause")


def _nearest(matter: Matter, name: str, most: int | None = _MOST_NEAR) -> list[tuple[Line, float]]:
    """Of the sentences with the words of that name the nearest to the subject, with how near each is."""
    score = {one.line.number: round(one.score, 6) for one in matter.found}
    lines = saying(matter.document, matter.world.library, name)
    scored = ((line, score.get(line.number, 0.0)) for line in lines)
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].number))[:most]


def _told(matter: Matter, lead: str, lines: Sequence[Line], kind: Kind) -> Answer:
    """In the text's order, each item behind the sentence that announces it, and beside them the sentence that clearly
    fits the subject best."""
    chosen = {line.number: line for line in (*lines, *_surely_meant(matter, lines))}
    for line in list(chosen.values()):
        if (above := announcing(matter, line)) is not None:
            chosen[above.number] = above
    draft = Draft()
    draft.add(lead, *grouped([chosen[number] for number in sorted(chosen)]))
    return rendered(matter.render, draft, kind, matter.focus, matter.asked.text)


def _surely_meant(matter: Matter, lines: Sequence[Line]) -> list[Line]:
    if not enough(matter.found):
        return []
    top, numbers = matter.found[0], {line.number for line in lines}
    best = max((one.score for one in matter.found if one.line.number in numbers), default=0.0)
    sure = top.numbered and top.met >= _MET and top.score >= _CLEARLY * best
    return [top.line] if sure and top.line.number not in numbers else []
