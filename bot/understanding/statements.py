"""An utterance taken apart: cut into statements, and each of them read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.understanding import asking, doubts
from bot.understanding.facts import honours
from bot.understanding.facts.changes import set_aside
from bot.understanding.facts.counted import read_incubated
from bot.understanding.facts.figures import figures, lone_persons, zeros
from bot.understanding.facts.flags import code_spans, read_flags
from bot.understanding.facts.founding import lone_duration, read_founding
from bot.understanding.facts.industry import read_industry
from bot.understanding.facts.labels import Labels, named_spans, read_labelled
from bot.understanding.facts.relative import relative_figures, restated
from bot.understanding.facts.runs import lay_out
from bot.understanding.facts.subjects import kind_of, named_facts
from bot.understanding.facts.turnover import lone_turnover
from bot.understanding.facts.whereabouts import read_city
from bot.understanding.glancing import is_look_up, look_up
from bot.understanding.lexers.dates import Day
from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexers.quantities import scan
from bot.understanding.lexers.units import FOREIGN
from bot.understanding.lexicon import cue
from bot.understanding.model import Reading
from bot.understanding.names.honours import find_honours
from bot.understanding.names.places import find_places
from bot.understanding.names.trades import Trade
from bot.understanding.replies import read_reply, replying
from bot.understanding.speech import Segment, segments
from bot.understanding.whom import strangers
from bot.understanding.whom.companies import Party, tell_apart
from bot.understanding.whom.naming import Name
from bot.understanding.whom.parties import read_parties
from bot.understanding.whom.roles import Role, read_role

_DENIED_FIGURE = re.compile(r"(?:不是|并非)$")


@dataclass(slots=True)
class Heard:
    """One utterance taken apart."""

    readings: list[Reading]
    unknown: list[str]
    question: bool
    parties: list[Party]
    segments: list[Segment]
    trades: list[Trade]
    figures: list[Quantity]
    days: list[Day]
    company: Name | None

    @property
    def foreign(self) -> list[Quantity]:
        """Amounts in other currencies, which are no fact before they are told in yuan."""
        return [figure for figure in self.figures if figure.unit == FOREIGN]


def hear(folded: str, asked: str | None, as_of: date, company: Name | None, labels: Labels) -> Heard:
    """Every reading of a folded text, several of one fact among them."""
    denied = doubts.denied_spans(folded)
    quantities, days = scan(folded, as_of)
    quantities = _meant(folded, quantities, denied)
    days = [day for day in days if day.start not in denied]
    names = named_spans(folded, labels)
    layout = lay_out(folded, quantities, days, names)
    found = segments(folded, quantities, days, layout.breaks)
    parties = tell_apart(found)
    if not parties:
        strangers.mark(found, [(start, folded[start:end]) for start, end in layout.heads])
    asking.mark(found, labels.facts)
    set_aside(found, asked, names)
    hidden = denied | (set(range(company.start, company.end)) if company else set())
    for segment in found:
        segment.text = _blanked(segment, hidden)
    role = read_role(found)
    masked = _masked(found, role)
    for trade in layout.trades:
        masked.update(range(trade.start, trade.end))
    readings = _statements(found, asked, as_of, masked, role, names) + _named_place(company)
    labelled = list(read_labelled(found, labels, masked, as_of))
    glancing = asked is None and is_look_up(folded, found, [*readings, *labelled], layout.trades)
    readings = look_up(readings) if glancing else _with_labelled(readings, labelled)
    industry = None if glancing else read_industry(found, layout.trades, readings)
    readings += [industry] if industry else []
    unknown = doubts.read_unknown(found, asked)
    if not readings:
        readings += _lone_figure(found, asked, as_of.year)
    if asked and asked not in unknown:
        readings = _with_reply(readings, found, asked, as_of)
    question = any(s.question for s in found) and not unknown
    return Heard(readings, unknown, question, parties, found, layout.trades, quantities, days, company)


def _meant(folded: str, quantities: list[Quantity], denied: set[int]) -> list[Quantity]:
    """Without those that are denied (不是50人), and those inside a code."""
    codes = [] if folded.strip().isdigit() else code_spans(folded)
    inside = {at for start, end in codes for at in range(start, end)}
    uncoded = (q for q in quantities if q.kind != "bare" or not inside.issuperset(range(q.start, q.end)))
    return [q for q in uncoded if q.start not in denied and not _DENIED_FIGURE.search(folded[: q.start])]


def _with_reply(readings: list[Reading], found: list[Segment], asked: str, as_of: date) -> list[Reading]:
    """What answers the pending question, where nothing else has told its fact."""
    if any(reading.fact == asked for reading in readings):
        return readings
    reply = read_reply(found, asked, as_of, {at for r in readings for at in range(r.start, r.end)})
    return _only_the_place_asked(readings, reply) + reply


def _with_labelled(readings: list[Reading], labelled: list[Reading]) -> list[Reading]:
    """What a fact's own name says outdoes what else its words may be; a fact that was read in another way stays."""
    own = [r for r in labelled if not any(r.fact == other.fact and not _within(other, r) for other in readings)]
    spans = [range(reading.start, reading.end) for reading in own]
    kept = [r for r in readings if not any(r.start in span or span.start in range(r.start, r.end) for span in spans)]
    return kept + own


def _within(reading: Reading, name: Reading) -> bool:
    """A yes or no that is read from a part of the fact's own name (与被投企业有关联关系:不是)."""
    return isinstance(name.value, bool) and name.start <= reading.start and reading.end <= name.end


_OWN_PLACE = ("city", "district")


def _only_the_place_asked(readings: list[Reading], reply: list[Reading]) -> list[Reading]:
    """济南 as the answer to where the investee or the client is says nothing about the asker."""
    places = {r.start for r in reply if r.fact.endswith("_city")}
    return [r for r in readings if not (r.fact in _OWN_PLACE and r.start in places)]


def _lone_figure(found: list[Segment], asked: str | None, year: int) -> list[Reading]:
    """A figure that its unit alone explains; beside a question only as a correction (不对,是3年 to «how many»)."""
    rest = replying(found, set())
    if asked and (rest is found or kind_of(asked) in ("years", "months", "date")):
        return []
    alone = lone_persons(rest) if asked and kind_of(asked) not in ("persons", "count", "") else []
    return alone or lone_duration(rest) or ([] if asked else lone_turnover(found, year))


def _named_place(company: Name | None) -> list[Reading]:
    """A company is named after the city that registered it, or was; to be confirmed."""
    if company is None:
        return []
    offset = company.start
    places = [place for place in find_places(company.text) if place.city]
    return [
        Reading("city", place.city, offset + place.start, offset + place.end, True, rank=-1) for place in places[:1]
    ]


def _of_something_else(segment: Segment, none: re.Match[str]) -> bool:
    """信用都没问题, 信用上啥也没有: what is denied is named in front, or behind."""
    left_open = cue("phrases", "reply", "not_flat").search(segment.text, none.start())
    return bool(left_open or named_facts(segment.text[: none.start()]))


def _blanked(segment: Segment, hidden: set[int]) -> str:
    """Denied words and the company's name are not read, but keep their places."""
    if not hidden:
        return segment.text
    return "".join("_" if segment.start + n in hidden else c for n, c in enumerate(segment.text))


def _masked(found: list[Segment], role: Role | None) -> set[int]:
    """Positions inside honours and roles, which hold words of other facts (中小企业, 高新)."""
    masked: set[int] = set(range(role.start, role.end)) if role else set()
    for segment in found:
        for mention in find_honours(segment.text):
            masked.update(range(segment.start + mention.start, segment.start + mention.end))
    return masked


def _statements(
    found: list[Segment],
    asked: str | None,
    as_of: date,
    masked: set[int],
    role: Role | None,
    names: Sequence[tuple[int, int]],
) -> list[Reading]:
    parties, placed = read_parties(found, role.name if role else None)
    readings = parties + read_city(found, masked | placed)
    readings += read_founding(found, masked, asked)
    readings += figures(found, masked, asked, as_of.year)
    readings += zeros(found, masked)
    readings += relative_figures(found, readings, asked, as_of.year) + restated(found, readings)
    readings += read_flags(found, masked, asked, role.name if role else None, as_of.year)
    readings += _honours(found, asked, role, as_of.year, names)
    if role and (role.name != "企业" or role.plain):
        readings.append(Reading("role", role.name, role.start, role.end))
    return readings


def _honours(
    found: list[Segment], asked: str | None, role: Role | None, year: int, names: Sequence[tuple[int, int]]
) -> list[Reading]:
    at = (role.start, role.end) if role else (0, 0)
    incubated = read_incubated(found, (role is not None and role.recognised) or asked == "incubated")
    if incubated:
        own = [segment for segment in found if at[1] and segment.start <= at[0] < segment.end]
        return [incubated, *honours.as_readings(honours.read_honours(own, asked, year, at, names))]
    readings = honours.as_readings(honours.read_honours(found, asked, year, at, names))
    if readings or (asked not in (None, "honours")):
        return readings
    for segment in found:
        none = cue("phrases", "reply", "none_of_all").search(segment.text)
        if (
            none
            and segment.factual
            and not _of_something_else(segment, none)
            and not segment.question
            and (asked == "honours" or re.search("称号|荣誉|资质|牌子|头衔|名头", segment.text))
        ):
            return [Reading("honours", [], segment.start + none.start(), segment.start + none.end())]
    return []
