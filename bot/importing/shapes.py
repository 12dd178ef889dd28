"""What was taken in, in the shapes of the contract."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.commands.documents.shapes import read_shape
from bot.importing.taking import Taken
from knowledge.intake import Award, Stage


def taken_shape(taken: Taken, day: date, facts: dict[str, str | None]) -> dict[str, Any]:
    """`facts`: names of facts by the words of a condition, for those that a known fact can express."""
    shape = read_shape(taken.read, day)
    return {**shape, "awards": [award_shape(award, facts) for award in taken.awards]}


def award_shape(award: Award, facts: dict[str, str | None]) -> dict[str, Any]:
    caps = [_plain(value) for value in award.cap_yuan]
    return {
        "clause": list(award.clause),
        "sentence": award.sentence,
        "kind": award.kind,
        "amount_yuan": _plain(award.amount_yuan),
        "rate": award.rate,
        "cap_yuan": None if not caps else caps[0] if len(caps) == 1 else caps,
        "per_unit_yuan": _plain(award.per_unit_yuan),
        "unit": award.unit,
        "per": award.per,
        "amount_low": _plain(award.amount_low),
        "amount_high": _plain(award.amount_high),
        "rate_low": award.rate_low,
        "rate_high": award.rate_high,
        "stages": [_stage(stage) for stage in award.stages],
        "recipient": award.recipient,
        "conditions": [
            {"text": one.text, "read_as": "fact" if facts.get(one.text) else one.read_as, "fact": facts.get(one.text)}
            for one in award.conditions
        ],
    }


def _stage(stage: Stage) -> dict[str, Any]:
    sum_ = {"amount_yuan": _plain(stage.amount_yuan)} if stage.amount_yuan is not None else {"rate": stage.rate}
    return {**sum_, "when": stage.when}


def _plain(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value
