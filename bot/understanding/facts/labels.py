"""What is told by the fact's own name: its label or alias in the rule book, and what stands behind it (市占率 12%)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bot.understanding.fold import fold
from bot.understanding.lexicon import any_of, cue, table
from bot.understanding.model import Reading
from bot.understanding.names.trades import ends_as_one
from bot.understanding.replies import read_reply
from bot.understanding.speech import Segment
from rules.rulebook import FactDefinition, shipped_facts

_SURE = 4
"""Characters from which on a name says by 有 alone that it is so (有自主品牌)."""


_SHARES = ("ratio",)
"""A share may follow what is told of its rank (市占率全国第三,18%)."""


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The names of facts in what people write, made once from the definitions; each is its own key in a cache."""

    pattern: re.Pattern[str]
    facts: Mapping[str, FactDefinition]
    """Name → the fact that it names."""
    definitions: Mapping[str, FactDefinition]


def labels_of(definitions: Mapping[str, FactDefinition]) -> Labels:
    """Of every fact that can be told; what follows from others is not, nor what only one programme asks."""
    named = [
        (fold(name), definition)
        for definition in definitions.values()
        if not definition.derived and "." not in definition.name
        for name in (*definition.aliases, definition.label)
    ]
    names = {form: definition for name, definition in reversed(named) for form in _forms(name)} | dict(named)
    return Labels(re.compile(any_of(list(names))), names, definitions)


def _forms(name: str) -> set[str]:
    """The name as people say it: its period behind the noun, short words for long ones, 乙和甲 for 甲和乙."""
    words = table("phrases")["label"]
    forms = {name} | {re.sub(words["period"], words["period_behind"], name)}
    for joint in [part for part in words["joints"] if name.count(words["joints"][0]) == 1]:
        first, _, second = name.partition(words["joints"][0])
        forms |= {first + joint + second, second + joint + first}
    for long, short in words["short"]:
        forms |= {form.replace(long, short) for form in forms}
    return {form for form in forms if len(form) >= _SURE or form == name}


@cache
def shipped_labels() -> Labels:
    return labels_of(shipped_facts())


def named_spans(folded: str, labels: Labels) -> list[tuple[int, int]]:
    """Where a fact's own name stands: no trade, change or end of a statement is read into it."""
    return [match.span() for match in labels.pattern.finditer(folded) if len(match.group()) >= _SURE]


def read_labelled(found: list[Segment], labels: Labels, masked: set[int], as_of: date) -> Iterator[Reading]:
    """Each fact named in a statement of ours with what is said of it there, or in the stretch right behind.

    `masked`: positions inside other names (中小企业 in 创新型中小企业).
    """
    for position, segment in enumerate(found):
        if not segment.factual or segment.question or segment.topic:
            continue
        names = [
            name
            for name in labels.pattern.finditer(segment.text)
            if not {segment.start + name.start(), segment.start + name.end() - 1} <= masked
        ]
        for name, following in zip(names, [*names[1:], None], strict=False):
            end = following.start() if following else len(segment.text)
            told = _told(segment, name.end(), end)
            if told is None or not told.quantities:
                told = _in_front(segment, name) or told
            if told is None and following is None and name.end() == len(segment.text.rstrip(" :是")):
                told = _next(found[position + 1 :], labels)
            definition = labels.facts[name.group()]
            reading = _reading(definition, told, segment, name, as_of)
            if reading is None and definition.type in _SHARES and following is None and told is not None:
                reading = _reading(definition, _next(found[position + 1 :], labels), segment, name, as_of)
            if reading is not None:
                yield reading


def _told(segment: Segment, begin: int, end: int) -> Segment | None:
    """What stands behind the name, as a stretch of its own."""
    lead = cue("phrases", "label", "lead").match(segment.text, begin, end)
    begin = lead.end() if lead else begin
    text = segment.text[begin:end].rstrip()
    if not text:
        return None
    start, stop = segment.start + begin, segment.start + begin + len(text)
    return replace(
        segment,
        start=start,
        end=stop,
        text=text,
        quantities=[q for q in segment.quantities if start <= q.start and q.end <= stop],
        days=[d for d in segment.days if start <= d.start and d.end <= stop],
    )


def _in_front(segment: Segment, name: re.Match[str]) -> Segment | None:
    """12项软件著作权, 12%是市占率: a figure right before the name."""
    at = segment.start + name.start()
    for quantity in segment.quantities:
        between = segment.text[quantity.end - segment.start : name.start()] if quantity.end <= at else "-"
        if cue("phrases", "label", "of").fullmatch(between):
            return _told(segment, quantity.start - segment.start, quantity.end - segment.start)
    return None


def _next(later: list[Segment], labels: Labels) -> Segment | None:
    if not later or later[0].hard or not later[0].factual or later[0].question:
        return None
    return None if labels.pattern.search(later[0].text) else later[0]


def _reading(
    definition: FactDefinition, told: Segment | None, segment: Segment, name: re.Match[str], as_of: date
) -> Reading | None:
    start, end = segment.start + name.start(), segment.start + name.end()
    if definition.type == "bool":
        value = _said(segment, told, name)
        return None if value is None else Reading(definition.name, value, start, end)
    if told is None or segment.forecast:
        return None
    if len(name.group()) < _SURE and definition.type == "text" and not _introduces(segment, name, told):
        return None
    if definition.type == "count":
        told.quantities = [replace(q, kind="count") if q.kind == "persons" else q for q in told.quantities]
    readings = read_reply([told], definition.name, as_of, set(), definition)
    reading = next((r for r in readings if r.fact == definition.name), None)
    return reading and replace(reading, start=start, end=max(end, reading.end))


def _introduces(segment: Segment, name: re.Match[str], told: Segment) -> bool:
    """A short name is one only before a colon, or where a trade follows (行业 汽车零部件)."""
    return bool(re.match("[:是为]", segment.text[name.end() :])) or ends_as_one(told.text)


def _said(segment: Segment, told: Segment | None, name: re.Match[str]) -> bool | None:
    """是链主, 没参加过展会, 自主品牌:有; a mere mention (给链主供货) says nothing of us."""
    before = segment.text[: name.start()]
    if told is not None and (answer := cue("phrases", "label", "answer").fullmatch(told.text)):
        return answer["no"] is None
    if cue("phrases", "label", "denied").search(before):
        return False
    if segment.forecast or cue("honours", "cue", "of_others").search(before):
        return None
    if told is not None and cue("phrases", "label", "open").search(told.text):
        return None
    behind = cue("phrases", "label", "answer").fullmatch(segment.text[name.end() :].strip())
    if told is None and behind and behind["no"] is None:
        return True
    if told is not None and not before.strip():
        return None  # 中小企业博览会
    claim = cue("phrases", "label", "claim" if len(name.group()) < _SURE else "claim_or_have")
    return True if claim.search(before) else None
