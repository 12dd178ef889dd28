"""Honours: which are held or denied, at which level, and how they were won this time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.understanding.asking import asserts, was_won
from bot.understanding.facts import honour_hopes, honour_ways
from bot.understanding.facts.honour_owners import is_of_a_client
from bot.understanding.lexicon import cue
from bot.understanding.model import Reading
from bot.understanding.names.honours import Mention, Way, find_titles, level_alone
from bot.understanding.speech import Segment


@dataclass(slots=True)
class Honours:
    has: list[str] = field(default_factory=list)
    not_held: list[str] = field(default_factory=list)
    events: dict[str, str] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    denied: bool = False
    """Something is said not to be held, not only hoped for."""
    assumed: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)


_BARE_REVIEW = re.compile(r"^ ?(?:是|属于)?复(?:核|审)(?:的|类|企业)?$")
"""省专精特新 复核, in a list of what is so."""


_OF_ALL = re.compile(r" ?(?:这?[两三俩仨几]个|这些|它们|全部)?(?:都|全都|均)(?!没|不|无|未)")
"""都是前年认定的 is said of all that was named."""


def _said(section: str, name: str, text: str) -> bool:
    return bool(cue("honours", section, name).search(text))


def read_honours(
    found: list[Segment],
    asked: str | None,
    year: int,
    role: tuple[int, int] = (0, 0),
    names: Sequence[tuple[int, int]] = (),
) -> Honours:
    """What the whole utterance says about honours; `year` is the as-of year.

    `role`: where the asker says what they are; the recognition of a base or platform is an honour only there.
    `names`: where facts are named, some with an honour in them.
    """
    result = Honours()
    for mention in _without_bare(_mentioned(found, names)):
        honour_ways.settle(mention, year)
        if not mention.family.as_role or asked == "honours" or mention.event or _is_role(mention, role):
            _add(result, mention, asked)
    result.years = {name: of for name, of in result.years.items() if of < year and name in result.has}
    return result


def _mentioned(found: list[Segment], names: Sequence[tuple[int, int]]) -> list[Mention]:
    """Every honour named, judged by all that is said of it."""
    last: list[Mention] = []
    everything: list[Mention] = []
    for position, segment in enumerate(found):
        mentions = find_titles(segment.text, segment.start, names)
        for mention in mentions:
            mention.start += segment.start
            mention.end += segment.start
        if not mentions and last:
            mentions = level_alone(segment, last)
        if not mentions and _OF_ALL.match(segment.text):
            last = list(everything)
        about = mentions or last
        if mentions:
            _judge(mentions, segment, found[position + 1 :], honour_hopes.lead(found, position))
            everything += mentions
            last = mentions
        elif about and segment.factual and not segment.question:
            _elliptic(about, segment, everything)
        _notes_ways(mentions, about, segment)
        if about and not any(s.question for s in found) and _BARE_REVIEW.search(segment.text):
            for mention in about:
                mention.ways += (Way("复核通过"),)
    return everything


def _without_bare(named: list[Mention]) -> list[Mention]:
    """高企、瞪羚都有,瞪羚是省级的: the bare name goes where its level is told."""
    levelled = {id(m.family) for m in named if m.held and m.name in m.family.levels.values()}
    return [m for m in named if not (m.held and m.name == m.family.bare and id(m.family) in levelled)]


def _is_role(mention: Mention, role: tuple[int, int]) -> bool:
    """我们是省级双创基地; without its level (双创基地) it is no recognition of any kind."""
    begin, end = role
    return (
        begin < mention.end and mention.start < end and mention.name != (mention.family.levels and mention.family.bare)
    )


def _judge(mentions: list[Mention], segment: Segment, later: list[Segment], lead: str) -> None:
    """Sets `held` (None: nothing is said of us) for the honours of one segment."""
    text, offset = segment.text, segment.start
    answer = _answered(mentions, segment, later)
    if answer is not None:
        for mention in mentions:
            mention.held = answer
        return
    if not segment.factual or segment.topic or _is_reward(segment, later) or _only_asked(segment):
        for mention in mentions:
            mention.held = None
            mention.only_asked = segment.factual and segment.question
        return
    for index, mention in enumerate(mentions):
        if mention.held is None:
            continue
        begin = mentions[index - 1].end - offset if index else 0
        before = text[begin : mention.start - offset]
        end = mentions[index + 1].start - offset if index + 1 < len(mentions) else len(text)
        behind = text[mention.end - offset : end]
        if is_of_a_client(mention, segment, before, behind) or _is_withdrawn(before, behind):
            mention.held = None
            continue
        ahead = behind if index + 1 == len(mentions) else ""
        if honour_hopes.is_planned(before if index else lead + before, ahead, segment.forecast):
            mention.held, mention.hoped = False, True
            continue
        mention.held = _held(
            mention, before, behind, mentions[index - 1].held if index else None, index + 1 == len(mentions)
        )
        mention.renewing = _said("status", "renewing", behind) or _said("status", "renewing", before)
        mention.assumed = mention.assumed or (mention.held is True and honour_hopes.is_open_denial(behind))
        mention.hoped = mention.held is False and honour_hopes.is_hoped(before, behind)
    if mentions[-1].held is False and _said("cue", "all_not", text[mentions[-1].end - offset :]):
        for mention in mentions:
            mention.held = False


def _is_withdrawn(before: str, behind: str) -> bool:
    return _said("cue", "withdrawn", behind) or _said("cue", "withdrawing", before)


def _answered(mentions: list[Mention], segment: Segment, later: list[Segment]) -> bool | None:
    """小巨人? 没有: the name said back and answered."""
    if len(mentions) != 1 or not segment.question or not later or later[0].question:
        return None
    rest = honour_ways.without_names(segment, mentions).strip("_?呢 ")
    answer = cue("honours", "cue", "answer").fullmatch(later[0].text.strip()) if not rest else None
    return answer["no"] is None if answer else None


def _held(mention: Mention, before: str, behind: str, previous: bool | None, last: bool) -> bool:
    if _said("cue", "except", before):
        return True
    if cue("honours", "cue", "crossed").match(behind):
        return False
    if _said("status", "review_lost", behind):
        return False
    if _said("status", "renewing", behind) or _said("status", "renewing", before) or _said("status", "expired", behind):
        return True
    if cue("honours", "event", "复核通过").search(behind) or cue("honours", "event", "重新认定").search(behind):
        return True
    if _said("status", "announced", behind) or (
        _said("status", "announced", before) and not re.search("[、和及]$", before)
    ):
        return False
    if _said("status", "refused", behind) and last:
        return False
    if _said("status", "applying", before) or (
        last and _said("status", "applying", behind) and not cue("honours", "event", "新认定").search(behind)
    ):
        return False
    denials = list(cue("honours", "cue", "have_not").finditer(before))
    if denials:
        return bool(cue("honours", "cue", "have").search(before, denials[-1].end()))
    if re.fullmatch(r"[、和及与跟加或还有 ]*", before) and previous is not None and before:
        return previous or "有" in before
    return not (last and _said("cue", "not_behind", behind))


def _claims(text: str) -> bool:
    return _said("cue", "claim", text) and not _said("cue", "wish", text)


def _only_asked(segment: Segment) -> bool:
    """The question is about the policy, or about whether we have the honour at all."""
    if _said("cue", "whether", segment.text) and not _said("cue", "benefit", segment.text):
        return segment.question
    return segment.question and not _claims(segment.text) and not asserts(segment)


def _is_reward(segment: Segment, later: list[Segment]) -> bool:
    reward = cue("phrases", "stance", "reward")
    if reward.search(segment.text) and not _claims(segment.text):
        return True
    following = later[0] if later else None
    return bool(
        following
        and not _claims(segment.text)
        and not was_won(segment)
        and following.question
        and _said("cue", "about_policy", following.text)
        and len(segment.text) < 14
    )


def _elliptic(about: list[Mention], segment: Segment, everything: list[Mention]) -> None:
    """我们还不是, 还没发文, 正在申请重新认定 after the honour was named."""
    text = segment.text
    if segment.quantities or len(text) > 20 or _said("cue", "rest", text):
        return
    if _said("cue", "we_too", text):
        for mention in about:
            mention.held = True if mention.held is None else mention.held
        return
    if not cue("honours", "cue", "elliptic").fullmatch(_without_days(segment)):
        return
    if _said("cue", "we_not", text):
        for mention in about:
            if mention.held is not False:
                everything.append(Mention(mention.start, mention.end, mention.name, mention.denied, held=False))
        return
    lost = _said("status", "review_lost", text)
    if _said("status", "renewing", text) and not lost:
        return
    if (
        lost
        or _said("status", "announced", text)
        or _said("status", "refused", text)
        or _said("status", "applying", text)
    ):
        for mention in about:
            if mention.held and (lost or not mention.renewing):
                mention.held = False
                mention.hoped = _said("status", "announced", text) or not (lost or _said("status", "refused", text))


def _notes_ways(mentions: list[Mention], about: list[Mention], segment: Segment) -> None:
    """Ways and years told in a segment of ours; a question tells none."""
    if not segment.factual or _only_asked(segment) or not about:
        return
    honour_ways.note(mentions, about, segment)
    if not mentions and segment.ours:
        for mention in about:
            if mention.only_asked and any(way.event for way in mention.ways):  # 高企算不算 我们前年第一次过的
                mention.held = True


def _without_days(segment: Segment) -> str:
    text = segment.text
    for day in segment.days:
        text = text[: day.start - segment.start] + " " * (day.end - day.start) + text[day.end - segment.start :]
    return text


def _add(result: Honours, mention: Mention, asked: str | None) -> None:
    if mention.held is None:
        return
    result.spans.append((mention.start, mention.end))
    if mention.held:
        if mention.name not in result.has:
            result.has.append(mention.name)
        result.assumed = result.assumed or mention.assumed
        if mention.event and not (mention.family.as_role and mention.event == honour_ways.BEFORE):
            result.events[mention.name] = mention.event  # a base's 还在有效期 is a fact of its own
        if mention.year:
            result.years[mention.name] = mention.year
        result.not_held = [name for name in result.not_held if name != mention.name]
        return
    result.denied = result.denied or not mention.hoped or asked == "honours"
    for name in mention.denied:
        if name not in result.has and name not in result.not_held:
            result.not_held.append(name)


def as_readings(result: Honours) -> list[Reading]:
    if not result.spans or not (result.has or result.denied):
        return []
    start, end = min(s for s, _ in result.spans), max(e for _, e in result.spans)
    value: Any = result.has if not result.not_held else {"has": result.has, "not": result.not_held}
    readings = [Reading("honours", value, start, end, result.assumed)]
    if result.events:
        kinds = set(result.events.values())
        same = len(kinds) == 1 and set(result.events) == set(result.has)
        readings.append(Reading("honour_event", kinds.pop() if same else dict(result.events), start, end))
    if result.years:
        years = set(result.years.values())
        same = len(years) == 1 and set(result.years) == set(result.has)
        readings.append(Reading("honour_year", years.pop() if same else dict(result.years), start, end))
    return readings
