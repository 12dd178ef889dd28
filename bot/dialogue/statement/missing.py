"""What narrowly fails: the one thing that is missing, and how near it is."""

from __future__ import annotations

from bot.dialogue.interview.groups import ADDRESSEE
from rules.ladder import rungs
from rules.model import Outcome, Verdict

_NARROW = 0.5


def one_thing(outcome: Outcome) -> bool:
    """Only one fact would have to be another: not the place, the kind of body, or a title of bodies nobody spoke of."""
    facts = {reason.fact for reason in outcome.mend}
    said = all(reason.value is not None for reason in outcome.mend)
    return outcome.verdict is Verdict.NOT_ELIGIBLE and len(facts) == 1 and facts.isdisjoint(ADDRESSEE) and said


def narrow(outcome: Outcome) -> bool:
    """Time alone brings it, or a figure that is there already falls short by less than half."""
    return one_thing(outcome) and all(
        each.due is not None or (each.short is not None and each.short < _NARROW) for each in outcome.mend
    )


def nearness(outcome: Outcome) -> int:
    """What time alone brings and figures that fall short come first, then titles from the bottom of the ladder."""
    if all(reason.due is not None or (reason.short is not None and reason.short < 1) for reason in outcome.mend):
        return 0
    conditions = "".join(reason.condition for reason in outcome.mend)
    steps = [place for place, rung in enumerate(rungs(), 1) if any(honour in conditions for honour in rung.honours)]
    return min(steps, default=len(rungs()) + 1)
