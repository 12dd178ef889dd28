"""Which fact to ask next: the one on which most undecided programmes wait, those nearest to a verdict first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rules.evaluation.amounts import amount
from rules.evaluation.derivation import Prepared
from rules.evaluation.honours import Honours
from rules.evaluation.states import MET
from rules.evaluation.values import UNKNOWN
from rules.evaluation.walk import Judged
from rules.language.awards import facts_of
from rules.language.definitions import FactDefinition
from rules.language.programme import MONEY, UNPRICED
from rules.model import Question
from rules.phrases import phrase
from rules.speech import money

SAME_TOPIC = 1.1
"""A question that stays on the topic of the last one counts a tenth more."""
AMOUNT_ONLY = 0.01
"""What only settles an amount is asked after everything that settles a verdict."""
OTHER_INTEREST = 0.2
"""Weight of a programme that the person did not ask about, where they asked about some."""
RARE = 0.3
"""Weight of a fact that few companies have (a standards committee's secretariat)."""
ADDRESSED = 20.0
"""Weight of a programme for just the kind of body that asks (a guarantor, a base)."""
UNPAID = 0.1
"""Weight of what is offered without money: people come for what they can be granted."""

Definitions = Mapping[str, FactDefinition]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One programme that waits on facts, and how much it counts."""

    judged: Judged
    facts: tuple[str, ...]
    weight: float


def waiting(
    found: Iterable[Judged], facts: Prepared, definitions: Definitions, interest: Mapping[str, float] | None
) -> list[Waiting]:
    """Undecided programmes with the facts that hold them open, then those of which only the amount is open."""
    result = []
    for judged in found:
        weight = _weight(judged, interest)
        open_facts = judged.open_facts(facts)
        if judged.eligible:
            open_facts = _of_amount(judged, facts, definitions)
            weight *= AMOUNT_ONLY
        if open_facts:
            result.append(Waiting(judged, open_facts, weight))
    return result


def _of_amount(judged: Judged, facts: Prepared, definitions: Definitions) -> tuple[str, ...]:
    """Facts without which there is no sum; what only tells when it is paid out is not asked."""
    if not facts_of(judged.programme.award):
        return ()
    granted = amount(judged.programme.award, facts, definitions)
    return () if granted.yuan is not None else granted.decided_by


def _weight(judged: Judged, interest: Mapping[str, float] | None) -> float:
    programme = judged.programme
    own = 1.0 if programme.kind in (MONEY, UNPRICED) else UNPAID
    own *= ADDRESSED if _addresses(judged) else 1.0
    if not interest:
        return own
    keys = (programme.id, programme.document, *programme.topics)
    return own * max((interest[key] for key in keys if key in interest), default=OTHER_INTEREST)


def _addresses(judged: Judged) -> bool:
    leaves = zip(judged.programme.leaves, judged.states, strict=True)
    return any(state == MET and leaf.test.fact == "role" for leaf, state in leaves)


def next_question(
    waits: list[Waiting],
    facts: Prepared,
    definitions: Definitions,
    last_topic: str | None = None,
    skip: Collection[str] = (),
) -> Question | None:
    """Sum over waiting programmes of weight / open facts; ties by the order of `facts.toml`."""
    scores: dict[str, float] = {}
    for wait in waits:
        for name in wait.facts:
            asked = ask_instead(name, facts, definitions)
            if asked not in skip and facts.get(asked) != UNKNOWN:
                scores[asked] = scores.get(asked, 0.0) + wait.weight / len(wait.facts)
    if not scores:
        return None
    best = min(
        scores, key=lambda name: (-_scored(scores[name], definitions[name], last_topic), definitions[name].order)
    )
    return _question(best, waits, facts, definitions)


def ask_instead(name: str, facts: Prepared, definitions: Definitions) -> str:
    """What to ask to get at a fact: one that has to come first, while it is not known."""
    first = definitions[name].after
    return first if first and facts.get(first) is None else name


def _scored(score: float, definition: FactDefinition, last_topic: str | None) -> float:
    topic = SAME_TOPIC if definition.topic == last_topic else 1.0
    return round(score * topic * (RARE if definition.rare else 1.0), 9)


def _question(name: str, waits: list[Waiting], facts: Prepared, definitions: Definitions) -> Question:
    definition = definitions[name]
    mine = [wait for wait in waits if any(ask_instead(fact, facts, definitions) == name for fact in wait.facts)]
    ranked = sorted(((_most_yuan(wait, facts, definitions), wait) for wait in mine), key=lambda pair: -pair[0])
    text = definition.more if definition.more and _partly_known(facts.get(name)) else definition.question
    return Question(
        fact=name,
        text=text,
        why=definition.why + _stakes(ranked),
        waiting=tuple(wait.judged.programme.id for _, wait in ranked),
    )


def _partly_known(value: object) -> bool:
    return isinstance(value, Honours) and bool(value.held or value.denied)


def _most_yuan(wait: Waiting, facts: Prepared, definitions: Definitions) -> int:
    return amount(wait.judged.programme.award, facts, definitions).high_yuan or 0


def _stakes(ranked: list[tuple[int, Waiting]]) -> str:
    if not ranked:
        return ""
    best = ranked[0][0]
    titles = "、".join(
        phrase("question_clause", title=wait.judged.programme.title, clause=_numbers(wait.judged.programme.clause))
        for _, wait in ranked[:2]
    )
    if len(ranked) > 2:
        titles = phrase("question_more_titles", titles=titles)
    most = phrase("question_money", amount=money(best)) if best else ""
    return phrase("question_stakes", count=len(ranked), money=most, titles=titles)


def _numbers(clause: tuple[str, ...]) -> str:
    """The labels without 第 and 条, which the sentence has: 第四条(七) → 四(七)."""
    return "".join(label.removeprefix("第").removesuffix("条") for label in clause)
