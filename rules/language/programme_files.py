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
_KEYS = (
    "title",
    "clause",
    "kind",
    "topics",
    "quote",
    "condition",
    "award",
    "valid_from",
    "valid_until",
    "series",
    "gap_reason",
    "example",
    "notes",
    "exclusive_group",
    "exclusive_quote",
    "replaced_by",
    "left_out",
    "draft",
)
_EXAMPLE_KEYS = ("name", "facts", "as_of", "outcome", "yuan")


def read_programme(
    id_: str,
    document: str,
    data: Mapping[str, Any],
    source: Source,
    clauses: Mapping[tuple[str, tuple[str, ...]], str],
    facts: Mapping[str, FactDefinition],
    checked: bool,
) -> Programme:
    """One programme from the tables of its file; `checked`: quotes and figures were found to stand before."""
    source.allow(data, _KEYS)
    clause = tuple(source.need(data, "clause", list))
    topics = tuple(data.get("topics", ()))
    questions = questions_of(id_, data.get("condition", []), topics[0] if topics else "", len(facts))
    asked = {definition.question: name for name, definition in questions.items()}
    place = Place(source, document, clause, clauses, {**facts, **questions} if questions else facts, checked, asked)
    conditions = read_condition(data.get("condition", []), place)
    if not isinstance(conditions, Group):
        conditions = Group("all", (conditions,))
    award, award_quote = read_award(source.need(data, "award", dict), place)
    flat = tuple(leaves(conditions))
    quote = source.need(data, "quote", str)
    if not checked:
        place.check_quote(quote, clause)
        _check_rest(data, place)
    return Programme(
        id=id_,
        title=source.need(data, "title", str),
        document=document,
        clause=clause,
        kind=_kind(data, award, source),
        topics=tuple(data.get("topics", ())),
        quote=quote,
        conditions=conditions,
        leaves=flat,
        award=award,
        award_quote=award_quote,
        facts=tuple(dict.fromkeys((*(fact for leaf in flat for fact in leaf.facts), *facts_of(award)))),
        examples=tuple(data.get("example", ())),
        notes=data.get("notes", ""),
        valid_from=_day(data, "valid_from"),
        valid_until=_day(data, "valid_until"),
        series=data.get("series"),
        gap_reason=data.get("gap_reason", ""),
        exclusive_group=data.get("exclusive_group"),
        exclusive_quote=data.get("exclusive_quote", ""),
        replaced_by=tuple(data.get("replaced_by", ())),
        draft=data.get("draft", False) is True,
        questions=tuple(questions.values()),
    )


def _kind(data: Mapping[str, Any], award: Award, source: Source) -> str:
    kind: str = source.need(data, "kind", str)
    if kind not in KINDS:
        source.fail(phrase("data_unknown_kind", kind=kind), phrase("data_one_of", values="、".join(KINDS)), "kind =")
    if not isinstance(award, KINDS[kind]):
        fitting = "、".join(name for name, awards in KINDS.items() if isinstance(award, awards))
        source.fail(phrase("data_kind_award", kind=kind), phrase("data_one_of", values=fitting), "kind =")
    return kind


def _day(data: Mapping[str, Any], key: str) -> date | None:
    value = data.get(key)
    return date.fromisoformat(value) if isinstance(value, str) else value


def _check_rest(data: Mapping[str, Any], place: Place) -> None:
    source = place.source
    first, last = _day(data, "valid_from"), _day(data, "valid_until")
    if first and last and first >= last:
        source.fail(phrase("data_dates"), phrase("data_fix_dates"), "valid_until")
    if not data.get("example") and not data.get("draft"):
        source.fail(phrase("data_no_example"), phrase("data_add_example"))
    for example in data.get("example", ()):
        source.allow(example, _EXAMPLE_KEYS, str(example.get("name")))
        for key, kind in (("name", str), ("outcome", str)):
            source.need(example, key, kind, "example")
    if "exclusive_group" in data:
        if not data.get("exclusive_quote"):
            source.fail(
                phrase("data_exclusive_quote"), phrase("data_add_key", key="exclusive_quote"), "exclusive_group"
            )
        place.check_quote(data["exclusive_quote"], place.clause)
