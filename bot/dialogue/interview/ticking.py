"""Answers to a round: its labels joined by 、, 「,其他没有」, 「都没有」, 不清楚 for some, or free words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dialogue.conversation import UNKNOWN
from bot.dialogue.hearing import questions
from bot.dialogue.interview import details
from bot.dialogue.interview.doubting import hold_back
from bot.dialogue.interview.honours import denies_some, merged_events, merged_honours, names_of
from bot.dialogue.interview.interview import ask_next, round_of
from bot.dialogue.interview.noting import echo, record_of
from bot.dialogue.interview.rounds import DETAILS, OPENING, WAYS, Round, rows_of, words
from bot.dialogue.interview.taking import label, take, valid
from bot.dialogue.statement import verdict
from bot.dialogue.talk import Talk
from bot.model import Tick
from bot.understanding.fold import fold
from bot.understanding.reading import Understanding, understand
from bot.understanding.whom.owners import about_others
from bot.wording import say
from rules.rulebook import NUMBERS

_SEGMENT = re.compile(r"[,，;；。!！\n]+")
_JOINED = re.compile(r"[\s、和及与的是有了我们公司都]+")
_HONOURS, _EVENT, _YEAR = "honours", "honour_event", "honour_year"
_WAYS = {_EVENT, _YEAR}


@dataclass(slots=True)
class _Heard:
    ticked: list[Tick] = field(default_factory=list)
    denied: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    closes: bool = False
    skipped: bool = False
    rest: list[str] = field(default_factory=list)
    """What no label and no closing word accounts for."""

    @property
    def answers(self) -> bool:
        return bool(self.ticked or self.denied or self.unknown or self.closes)


def answer(talk: Talk, text: str) -> bool:
    """Takes an answer to the pending round; False where the words are none."""
    asked = round_of(talk)
    if asked is None:
        return False
    if asked.id == DETAILS:
        return details.answer(talk, asked, text)
    if about_others(fold(text), before=False):
        return False
    heard = _hear(talk, asked, text)
    left = "，".join(part for part in heard.rest if _JOINED.sub("", part))
    if not heard.answers or (left and questions(talk.world.library.corrected(left))):
        return False
    _take_unsure(talk, asked, text)
    settle(talk, asked, heard.ticked, text, heard)
    return True


def _take_unsure(talk: Talk, asked: Round, text: str) -> None:
    """What else is told beside the answer, to be confirmed."""
    read = understand(text, None, talk.today, talk.world.labels)
    facts = {name: value for name, value in read.facts.items() if name in read.confirm and name not in asked.asks}
    if facts:
        take(talk, Understanding(facts=facts, confirm=read.confirm, alternatives=read.alternatives, unsafe=read.unsafe))


def pressed(talk: Talk, ticked: Iterable[Tick]) -> None:
    """What was ticked by buttons is the whole answer."""
    asked = round_of(talk)
    if asked is not None:
        settle(talk, asked, list(ticked), "、".join(tick.label for tick in ticked), _Heard(closes=True))


def pass_over(talk: Talk, *, skipped: bool = False) -> None:
    """Nothing of the round is known, or is to be said."""
    asked = round_of(talk)
    if asked is not None:
        settle(talk, asked, [], say("interview.not_known"), _Heard(unknown=set(asked.asks), skipped=skipped))


def settle(talk: Talk, asked: Round, ticked: list[Tick], text: str, heard: _Heard) -> None:
    """Every fact of the round gets its value: what was ticked or told, not known where that was said, else none."""
    before, stage = talk.state.facts, talk.state.stage
    told = _told(talk, asked, heard, text)
    besides = {name: value for name, value in told.items() if name not in asked.asks}
    if asked.id == WAYS and set(names_of(besides.get(_HONOURS))) <= set(names_of(talk.state.facts.get(_HONOURS))):
        besides.pop(_HONOURS, None)  # named again to say how they were had
    read = Understanding(facts=besides, words=dict.fromkeys(besides, text))
    besides = {name: value for name, value in besides.items() if not hold_back(talk, read, name, value)}
    changes = _settled(talk, asked, ticked, told, heard)
    changes |= {name: value for name, value in besides.items() if name not in changes}
    doubted = _doubted(talk, told, text)
    records = {
        name: replace(record_of(talk, value, text, asked, skipped=heard.skipped), assumed=name in doubted)
        for name, value in changes.items()
        if valid(talk, name, value)
    }
    talk.state = talk.state.with_facts(records)
    echo(talk, records)
    if stage == "verdict":
        verdict.say_difference(talk, before)
    ask_next(talk)


def _doubted(talk: Talk, told: Mapping[str, Any], text: str) -> set[str]:
    """An honour whose level was not said (专精特新), the first time that it is said so."""
    known = talk.state.company.facts.get(_HONOURS)
    settled = names_of(known.value) if known is not None and not known.assumed else ()
    if set(names_of(told.get(_HONOURS))) <= set(settled):
        return set()
    return {_HONOURS} & set(understand(text, None, talk.today).confirm)


def _hear(talk: Talk, asked: Round, text: str) -> _Heard:
    read, heard = words(), _Heard()
    if re.fullmatch(rf"(?:这个|这些|这几样|我们?|也|都|真)*(?:{read.unknown})[了的。!呢啊哦]*", text.strip()):
        heard.unknown = set(asked.asks)
        return heard
    if re.fullmatch(read.none_at_all, text.strip()):
        heard.closes = True
        return heard
    for segment in filter(None, (part.strip() for part in _SEGMENT.split(text))):
        _segment(talk, asked, segment, heard)
    return heard


def _segment(talk: Talk, asked: Round, segment: str, heard: _Heard) -> None:
    read = words()
    rest, found = _labels(talk, asked, segment)
    if re.search(read.unknown, rest):
        heard.unknown |= {tick.fact for tick in found} or _facts_named(talk, asked, segment)
        return
    if (closing := re.search(read.nothing_else, rest)) is not None:
        heard.closes = True
        rest = rest[: closing.start()] + rest[closing.end() :]
    elif re.search(read.nothing, rest) and not found:
        heard.closes = True
        return
    if found and re.search(read.denied, rest):
        heard.denied |= {tick.fact for tick in found}
        return
    heard.ticked += found
    heard.rest.append(rest)


def _labels(talk: Talk, asked: Round, segment: str) -> tuple[str, list[Tick]]:
    """The ticks that are named, the longer name first, and what is left of the words."""
    found: list[Tick] = []
    for name, tick in sorted(_names(talk, asked), key=lambda pair: -len(pair[0])):
        if name in segment:
            segment = segment.replace(name, "、")
            found.append(tick)
    return segment, [tick for tick in asked.ticks if tick in found]


def _facts_named(talk: Talk, asked: Round, segment: str) -> set[str]:
    """Whose label is spoken of: 领过专项资金不清楚, 什么时候认定的不清楚."""
    way = re.search(say("interview.way_named"), segment)
    named = {name for name in asked.asks if label(talk, name) in segment or (name == _EVENT and way)}
    return named or set(asked.asks) if len(asked.asks) == 1 else named


def _told(talk: Talk, asked: Round, heard: _Heard, text: str) -> dict[str, Any]:
    """What the rest of the words tells: a city, an amount, an honour without a row, anything else beyond doubt."""
    rest = "，".join(part for part in heard.rest if _JOINED.sub("", part))
    answered = {"city", _HONOURS} & set(asked.asks)  # a name said where names are asked for is the answer
    rows = {tick.fact for tick in asked.ticks}
    keep = {_HONOURS, _EVENT, _YEAR} if _HONOURS in rows or _EVENT in rows else set()
    free = _sure(talk, text, answered, spoken=_spoken(talk, asked, text))
    alone = _sure(talk, rest, answered) if rest else {}
    # What is left without the names says 去年 and 复审 of nobody: whose way it is the whole words say.
    free |= {name: value for name, value in alone.items() if name not in _WAYS or not _WAYS & set(free)}
    if "city" in asked.asks and rest and "city" not in free:
        found = _sure(talk, rest, answered, asked="city")
        free |= {name: value for name, value in found.items() if name in ("city", "district")}
    numbers = {name for name in rows if talk.world.rulebook.facts[name].type in NUMBERS}
    return {name: value for name, value in free.items() if name not in rows | keep or name in keep | numbers}


def _sure(
    talk: Talk, text: str, answered: set[str], *, asked: str | None = None, spoken: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Beyond doubt, or just what was asked for. `spoken`: words of rows, which say nothing else (中小微企业)."""
    found = understand(text, asked, talk.today, talk.world.labels)
    return {
        name: value
        for name, value in found.facts.items()
        if (name not in found.confirm or name in answered)
        and not any(found.words.get(name, text) in words_ for words_ in spoken)
    }


def _spoken(talk: Talk, asked: Round, text: str) -> tuple[str, ...]:
    """The rows that are named, apart from honours, whose words are what is told."""
    named = (name for name, tick in _names(talk, asked) if tick.fact not in (_HONOURS, _EVENT))
    return tuple(name for name in named if name in text)


def _names(talk: Talk, asked: Round) -> list[tuple[str, Tick]]:
    """Labels and other names of the rows."""
    labels = [(tick.label, tick) for tick in asked.ticks]
    return labels + [(name, row.tick) for row in rows_of(talk.world) if row.tick in asked.ticks for name in row.aliases]


def _settled(talk: Talk, asked: Round, ticked: list[Tick], told: Mapping[str, Any], heard: _Heard) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for fact in asked.asks:
        mine = [tick.value for tick in ticked if tick.fact == fact]
        if fact == _HONOURS:
            if (value := _honours(talk, ticked, told, heard)) is not None:
                changes[fact] = value
        elif fact == _EVENT:
            changes |= _events(talk, asked, ticked, told, changes, heard)
        elif fact == "city":
            changes |= {name: told[name] for name in ("city", "district") if name in told}
            if fact in heard.unknown:
                changes[fact] = UNKNOWN
        elif fact in told:
            changes[fact] = told[fact]
        elif mine:
            value = _value(talk, fact, mine)
            changes |= {} if value is None else {fact: value}
        else:
            changes[fact] = UNKNOWN if fact in heard.unknown else _none(talk, fact)
    return changes


def _honours(talk: Talk, ticked: list[Tick], told: Mapping[str, Any], heard: _Heard) -> Any:
    """Held are the ticked, the told and those on file; none where only the city was answered."""
    names = [tick.value for tick in ticked if tick.fact == _HONOURS]
    names += [honour for tick in ticked if tick.fact == _EVENT for honour in tick.value]
    known = talk.state.facts.get(_HONOURS)
    known = None if known == UNKNOWN else known
    if not names and _HONOURS not in told and not heard.closes:
        return UNKNOWN if _HONOURS in heard.unknown and known is None else None
    value = merged_honours(known, told.get(_HONOURS, names), closes=heard.closes)
    value = merged_honours(value, list(dict.fromkeys(names)), closes=True) if names else value
    if not names and not heard.closes and denies_some(told[_HONOURS]):
        return value
    held = names_of(value)
    return {"has": list(held), "complete": True} if held else []


def _events(
    talk: Talk, asked: Round, ticked: list[Tick], told: Mapping[str, Any], changes: Mapping[str, Any], heard: _Heard
) -> dict[str, Any]:
    """A way for each honour; those of which none was told stay open, or are not known where just that was asked."""
    held = names_of(changes.get(_HONOURS, talk.state.facts.get(_HONOURS)))
    before = names_of(talk.state.facts.get(_HONOURS))
    now = names_of(told.get(_HONOURS)) or tuple(tick.value for tick in ticked if tick.fact == _HONOURS) or held
    said = merged_events(talk.state.facts.get(_EVENT), told.get(_EVENT), before, now) if _EVENT in told else None
    unknown = _EVENT in heard.unknown
    if said is None and asked.id == OPENING and not unknown and not any(tick.fact == _EVENT for tick in ticked):
        return {}
    events: dict[str, Any] = dict.fromkeys(held, UNKNOWN) if unknown else {}
    for one in (talk.state.facts.get(_EVENT), said):
        if isinstance(one, dict):
            events |= one
        elif isinstance(one, str) and one != UNKNOWN:
            events |= dict.fromkeys(held, one)
    for tick in ticked:
        events |= tick.value if tick.fact == _EVENT else {}
    if asked.id != OPENING:
        asked_for = {honour for tick in asked.ticks for honour in tick.value}
        events |= {honour: UNKNOWN for honour in asked_for if honour not in events}
    found: dict[str, Any] = {_EVENT: events} if events else {}
    if _YEAR in told:
        found[_YEAR] = merged_events(talk.state.facts.get(_YEAR), told[_YEAR], before, now)
    return found


def _value(talk: Talk, fact: str, ticked: list[Any]) -> Any:
    """Of a list all that were ticked, else the last; none where the amount is asked next."""
    if talk.world.rulebook.facts[fact].type == "honours":
        return {"has": list(ticked), "complete": True}
    return ticked[-1]


def _none(talk: Talk, fact: str) -> Any:
    kind = talk.world.rulebook.facts[fact].type
    if kind in NUMBERS:
        return 0
    return {"bool": False, "honours": [], "map": {}}.get(kind)
