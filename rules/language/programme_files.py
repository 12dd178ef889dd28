"""Programme files → `Programme`s: one small TOML file each, its name the id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rules.language.award_files import read_award
from rules.language.awards import (
    Award,
    Fixed,
    Nothing,
    PercentagePoints,
    PerUnit,
    PriceDeduction,
    Promised,
    Share,
    TaxCredit,
    Tiers,
    Yearly,
    facts_of,
)
from rules.language.condition_files import Place, questions_of, read_condition
from rules.language.conditions import Group, leaves
from rules.language.definitions import FactDefinition
from rules.language.programme import Programme
from rules.language.source import Source
from rules.phrases import phrase

KINDS: Mapping[str, tuple[type, ...]] = {
    "money": (Fixed, Share, PerUnit, Yearly, Tiers, PriceDeduction, TaxCredit, PercentagePoints),
    "money_unpriced": (Promised,),
    "service": (Promised,),
    "direction": (Promised,),
    "qualification": (Nothing,),
    "tier": (Nothing,),
}
"""What a programme is, and the awards that fit. `money`: with a figure; `money_unpriced`: promised without one;
`service`: a service or a priority that a named body owes to a named class; `direction`: encouragement alone."""


def read_programme(
    id_: str,
    document: str,
    data: Mapping[str, Any],
    source: Source,
    clauses: Mapping[tuple[str, tuple[str, ...]], str],
    facts: Mapping[str, FactDefinition],
    checked: bool,
) -> Programme:
    """One programme from tables of the right form; `checked`: names, quotes and figures were found right before."""
    clause, topics = tuple(data["clause"]), tuple(data.get("topics", ()))
    questions = questions_of(id_, data.get("condition", []), topics[0] if topics else "", len(facts))
    asked = {definition.question: name for name, definition in questions.items()}
    place = Place(source, document, clause, clauses, {**facts, **questions} if questions else facts, checked, asked)
    conditions = Group("all", tuple(read_condition(one, place) for one in data.get("condition", ())))
    award, award_quote = read_award(data["award"], place)
    flat = tuple(leaves(conditions))
    if not checked:
        _check_rest(data, award, place)
    return Programme(
        id=id_,
        document=document,
        clause=clause,
        topics=topics,
        conditions=conditions,
        leaves=flat,
        award=award,
        award_quote=award_quote,
        facts=tuple(dict.fromkeys((*(fact for leaf in flat for fact in leaf.facts), *facts_of(award)))),
        questions=tuple(questions.values()),
        examples=tuple(data.get("example", ())),
        valid_from=_day(data, "valid_from"),
        valid_until=_day(data, "valid_until"),
        replaced_by=tuple(data.get("replaced_by", ())),
        **{key: data[key] for key in _AS_WRITTEN if key in data},
    )


_AS_WRITTEN = (
    "title", "kind", "quote", "notes", "series", "gap_reason", "exclusive_group", "exclusive_quote", "draft",
)  # fmt: skip


def _day(data: Mapping[str, Any], key: str) -> date | None:
    value = data.get(key)
    return date.fromisoformat(value) if isinstance(value, str) else value


def _check_rest(data: Mapping[str, Any], award: Award, place: Place) -> None:
    """What the form of a file cannot say."""
    source, kind = place.source, data["kind"]
    place.check_quote(data["quote"], place.clause)
    if not isinstance(award, KINDS[kind]):
        fitting = "、".join(name for name, awards in KINDS.items() if isinstance(award, awards))
        source.fail(phrase("data_kind_award", kind=kind), phrase("data_one_of", values=fitting), "kind =")
    first, last = _day(data, "valid_from"), _day(data, "valid_until")
    if first and last and first >= last:
        source.fail(phrase("data_dates"), phrase("data_fix_dates"), "valid_until")
    if not data.get("example") and not data.get("draft"):
        source.fail(phrase("data_no_example"), phrase("data_add_example"))
    if "exclusive_group" in data:
        if not data.get("exclusive_quote"):
            source.fail(
                phrase("data_exclusive_quote"), phrase("data_add_key", key="exclusive_quote"), "exclusive_group"
            )
        place.check_quote(data["exclusive_quote"], place.clause)
