"""The guard of readings: signs that one may be of something else, so that it is put to the person before it counts.

Each sign looks at what was *not* read: a denial that no reading took up, a plan, a client or another company beside it,
a second value, a figure nobody claimed. Where one holds the reading is kept, but to be confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.understanding.facts.plausible import odd
from bot.understanding.facts.subjects import find_subjects, kind_of
from bot.understanding.lexers.figure import Quantity
from bot.understanding.lexicon import cue, table
from bot.understanding.model import EARLIER, Reading
from bot.understanding.names.honours import find_honours
from bot.understanding.names.places import find_places
from bot.understanding.speech import Segment
from bot.understanding.statements import Heard

_FIGURES = ("money", "ratio", "count", "persons", "years", "months")
_SAID = ("bool", "honours", "choice", "event")
"""Kinds of facts that a denial right behind can turn round."""
_PLACES = ("city", "district")
_FOUNDED = ("founded_year", "founded_date")
_NEAR = 6
"""Characters between a date and the word that says what was founded then."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """A reading where it was told."""

    heard: Heard
    reading: Reading
    at: int
    """Which segment it begins in."""

    @property
    def segment(self) -> Segment:
        return self.heard.segments[self.at]

    @property
    def before(self) -> list[Segment]:
        """The segments of the sentence in front of it, the nearest first."""
        return list(_sentence(reversed(self.heard.segments[: self.at]), self.segment.hard))

    @property
    def behind(self) -> Segment | None:
        """What follows the last segment of the reading in the same sentence."""
        segments = self.heard.segments
        last = max((n for n, s in enumerate(segments) if s.start < self.reading.end), default=self.at)
        following = segments[last + 1] if last + 1 < len(segments) else None
        return following if following is not None and not following.hard else None


def _sentence(backwards: Iterable[Segment], closed: bool) -> Iterable[Segment]:
    for segment in backwards:
        if closed:
            return
        yield segment
        closed = segment.hard


def unsafe(heard: Heard, chosen: Mapping[str, Reading], asked: str | None) -> set[str]:
    """The facts of `chosen` that are to be confirmed; the answer to the pending question is taken as it is said."""
    found = odd(chosen)
    for name, reading in chosen.items():
        at = next((n for n, s in enumerate(heard.segments) if s.start <= reading.start < s.end), None)
        if name != asked and at is not None and any(sign(_Scene(heard, reading, at)) for sign in SIGNS):
            found.add(name)
    return found


def _of_a_stranger(scene: _Scene) -> bool:
    """行业老二去年做了三个亿: what stands in front names nobody that is known, nor us."""
    return scene.segment.stranger and scene.reading.fact in table("phrases")["guard"]["of_a_company"]


def _denied_behind(scene: _Scene) -> bool:
    """体系有 还没过审核, 备案表交了 还没回复: a denial that names nothing of its own is of what was said before."""
    if kind_of(scene.reading.fact) not in _SAID or not _affirms(scene.reading) or scene.behind is None:
        return False
    return _is_open_denial(scene.behind, scene.heard)


def _is_open_denial(segment: Segment, heard: Heard) -> bool:
    if not _cue("denial").search(_cue("harmless").sub("", segment.text)) or segment.question:
        return False
    if _has_reading(segment, heard):
        return False
    return not _names_something(segment.text) and not segment.quantities


def _has_reading(segment: Segment, heard: Heard) -> bool:
    return any(segment.start < r.end and r.start < segment.end for r in heard.readings)


def _names_something(text: str) -> bool:
    named = any(not subject.weak for subject in find_subjects(text)) or find_honours(text) or any(find_places(text))
    return bool(named) or any(topic.search(text) for topic in _topics()) or bool(_cue("others").search(text))


def _affirms(reading: Reading) -> bool:
    value = reading.value
    if isinstance(value, Mapping) and "has" in value:
        return bool(value["has"])
    return value not in (False, None, [])


def _behind_a_plan(scene: _Scene) -> bool:
    """明年想上个项目 投八百万: what follows a plan without a year or a word of ours may be planned as well."""
    if scene.segment.ours or scene.segment.days:
        return False
    if kind_of(scene.reading.fact) not in _FIGURES and scene.reading.fact not in _PLACES:
        return False
    if scene.reading.fact in _PLACES and _only_the_place(scene.segment):
        return any(_cue("moving").search(segment.text) for segment in scene.before[:1])
    before = next(iter(scene.before), None)
    return before is not None and (before.forecast or before.hypothetical or before.hearsay)


def _of_a_client(scene: _Scene) -> bool:
    """A place beside a client, or told by a body that serves others, may be theirs."""
    if scene.reading.fact not in _PLACES:
        return False
    if _cue("clients").search(scene.segment.text):
        return True
    if _cue("own_place").search(scene.segment.text):
        return False
    roles = [r for r in scene.heard.readings if r.fact == "role" and r.value != "企业"]
    role_here = any(scene.segment.start <= role.start < scene.segment.end for role in roles)
    return bool(roles) and not (role_here or scene.segment.ours or _only_the_place(scene.segment))


def _only_the_place(segment: Segment) -> bool:
    """在济南, 济南的: nothing is said there but where."""
    rest = segment.text
    for place in find_places(segment.text):
        rest = rest.replace(segment.text[place.start : place.end], "")
    return not rest.strip("在的市区县就是我们这 ")


def _founded_elsewhere(scene: _Scene) -> bool:
    """A year that is only carried to 成立 or 办的 from afar."""
    if scene.reading.fact not in _FOUNDED:
        return False
    text, offset = scene.segment.text, scene.segment.start
    words = [match.span() for match in _cue("founded").finditer(text)]
    near = any(
        abs(start + offset - scene.reading.end) <= _NEAR or abs(scene.reading.start - end - offset) <= _NEAR
        for start, end in words
    )
    relative = _cue("relative").match(text, scene.reading.start - offset)
    return bool(words and not near) or bool(relative and not near)


def _one_way_for_many(scene: _Scene) -> bool:
    """Several honours, several words of how they were won, and one way read for all."""
    if scene.reading.fact != "honour_event" or not isinstance(scene.reading.value, str):
        return False
    told = {name for name, pattern in _ways() for s in scene.heard.segments if s.factual and pattern.search(s.text)}
    honours: Any = next((r.value for r in scene.heard.readings if r.fact == "honours"), [])
    has = honours["has"] if isinstance(honours, Mapping) else honours
    return len(told) > 1 and len(has) > 1


def _yet_to_come(scene: _Scene) -> bool:
    """小巨人名单上有我们 还在公示: a word of what is only hoped for, and nothing that was read as such."""
    value = scene.reading.value
    if scene.reading.fact != "honours" or isinstance(value, Mapping) or not value:
        return False
    behind = scene.behind
    near = [scene.segment, *([behind] if behind is not None and not _has_reading(behind, scene.heard) else [])]
    texts = [_without_honours(segment.text) for segment in near if not segment.question]
    pending = [cue("honours", "status", name) for name in ("applying", "announced")]
    renewing = cue("honours", "status", "renewing")
    return any(p.search(text) and not renewing.search(text) for p in pending for text in texts)


def _rivals(scene: _Scene) -> bool:
    """Two clauses give one figure different values, and no word says which one holds."""
    reading = scene.reading
    if kind_of(reading.fact) not in _FIGURES or reading.rank > _COMPUTED_FROM or reading.others:
        return False
    return any(
        other.fact == reading.fact
        and other.value != reading.value
        and other.rank > EARLIER / 2
        and not (other.start < reading.end and reading.start < other.end)
        for other in scene.heard.readings
    )


_COMPUTED_FROM = 2
"""Readings of a higher rank are totals and what was computed."""


def _figure_unclaimed(scene: _Scene) -> bool:
    """A yes or no beside a figure or date that nothing was read from (被罚过 18年的事)."""
    if kind_of(scene.reading.fact) != "bool" or scene.reading.value is not True:
        return False
    near = [scene.segment, *([scene.behind] if scene.behind is not None else [])]
    claimed = {at for r in scene.heard.readings for at in range(r.start, r.end)}
    return any(
        figure.start not in claimed
        and not figure.window
        and figure.kind in ("years", "bare")
        and not _is_standard(figure)
        for segment in near
        for figure in segment.quantities
        if segment is scene.segment or not _names_something(segment.text)
    )


def _is_standard(figure: Quantity) -> bool:
    """质量体系那个九零零一."""
    return figure.low in table("phrases")["guard"]["standards"]


def _said_both_ways(scene: _Scene) -> bool:
    """领过省里的 市里的从没领过, 两年没领过了: of which money it is that none was received is open."""
    if scene.reading.fact != "special_fund_received" or scene.reading.value is not False:
        return False
    near = [scene.segment, *(s for s in scene.before[:1] if s.end == scene.segment.start)]
    if any(figure.kind == "years" for segment in near for figure in segment.quantities):
        return True
    return any(_cue("received").search(segment.text) for segment in scene.heard.segments if not segment.question)


def _is_held_against(scene: _Scene) -> bool:
    """营收两千万够不够: by itself, and in a question, it may be ours or any company's."""
    figures = [r for r in scene.heard.readings if kind_of(r.fact) in _FIGURES]
    if not scene.segment.question or scene.segment.ours or len(figures) != 1:
        return False
    return kind_of(scene.reading.fact) in _FIGURES and bool(_cue("enough").search(scene.segment.text))


_STATES = ("persons", "count")
"""What has one number at a time; a sum of last year stays what was earned or spent then."""


def _only_of_before(scene: _Scene) -> bool:
    """原先八十人, 年初裁到五十: how it was, where nothing was read of how it is."""
    return scene.reading.rank <= EARLIER / 2 and kind_of(scene.reading.fact) in _STATES


SIGNS: tuple[Callable[[_Scene], bool], ...] = (
    _of_a_stranger,
    _denied_behind,
    _behind_a_plan,
    _of_a_client,
    _founded_elsewhere,
    _one_way_for_many,
    _yet_to_come,
    _rivals,
    _figure_unclaimed,
    _said_both_ways,
    _only_of_before,
    _is_held_against,
)


def _without_honours(text: str) -> str:
    for mention in reversed(find_honours(text)):
        text = text[: mention.start] + "_" + text[mention.end :]
    return text


def _cue(name: str) -> re.Pattern[str]:
    return cue("phrases", "guard", name)


@cache
def _topics() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(flag["topic"]) for flag in table("flags")["flag"])


@cache
def _ways() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, cue("honours", "event", name)) for name in table("honours")["event"])
