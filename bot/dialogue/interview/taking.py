"""Facts into the enterprise file: merged with what is known, checked, echoed with their units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue.conversation import UNKNOWN, FactRecord
from bot.dialogue.interview.doubting import doubts, forget, hold_back
from bot.dialogue.interview.honours import at_its_level, mended_honours, merged_events, merged_honours, names_of
from bot.dialogue.talk import Talk
from bot.understanding.facts.plausible import PARTS, exceeds
from bot.understanding.fold import MOST_CHARACTERS, fold
from bot.understanding.lexicon import cue
from bot.understanding.reading import Understanding
from bot.understanding.showing import show_value
from bot.wording import say
from rules.errors import FactError

_INSTEAD = {"founded_date": "founded_year", "founded_year": "founded_date"}
"""Facts of which only one is kept; the one said last."""


def label(talk: Talk, fact: str) -> str:
    definition = talk.world.rulebook.facts.get(fact)
    return definition.label if definition else fact


def shown(talk: Talk, fact: str, value: Any) -> str:
    """The value as people read it; honours-like lists and counts whatever the fact is called."""
    if value == UNKNOWN:
        return say("interview.not_known")
    definition = talk.world.rulebook.facts.get(fact)
    kind = definition.type if definition else ""
    if kind == "honours" and fact != "honours" and not value:
        return say("understanding.none")
    if isinstance(value, Mapping) and "complete" in value:
        value = {name: count for name, count in value.items() if name != "complete"}
    return show_value("honours" if kind == "honours" else fact, value)


def take(talk: Talk, read: Understanding, *, asked: str | None = None, sure: bool = False) -> bool:
    """Write what was read into the file and say so; False where nothing of it could be used.

    `asked`: the fact that was asked for, whose answer closes a list. `sure`: do not ask about assumptions.
    """
    waiting = doubts(talk)
    changes = _changes(talk, read, asked, sure)
    if not changes:
        return doubts(talk) != waiting
    before = talk.state.company.facts
    talk.state = talk.state.with_facts(changes)
    _echo(talk, before, changes, read.corrections)
    return True


def record(talk: Talk, fact: str, value: Any, said: str, *, skipped: bool = False) -> bool:
    """One fact from a button or a control word."""
    if not valid(talk, fact, value):
        return False
    before = talk.state.company.facts
    taken = unknown_record(talk, fact, said, skipped=skipped) if value == UNKNOWN else _record(talk, value, said)
    changes: dict[str, FactRecord | None] = {fact: taken}
    changes.update(_kept_events(talk, changes))
    if (other := _INSTEAD.get(fact)) in before:
        changes[str(other)] = None
    talk.state = talk.state.with_facts(changes)
    _echo(talk, before, changes, ())
    return True


def confirm(talk: Talk, fact: str, value: Any) -> None:
    """The person says that this reading is the right one."""
    known = talk.state.company.facts[fact]
    talk.state = talk.state.with_facts({fact: replace(known, value=value, assumed=False, alternatives=())})
    talk.first(
        "text",
        say(
            "interview.confirmed", facts=say("interview.fact", label=label(talk, fact), value=shown(talk, fact, value))
        ),
    )


def drop(talk: Talk, *facts: str) -> None:
    """Forget facts, as if they had never been said."""
    talk.state = talk.state.with_facts(dict.fromkeys(facts))


def _changes(talk: Talk, read: Understanding, asked: str | None, sure: bool) -> dict[str, FactRecord | None]:
    known = talk.state.company.facts
    changes: dict[str, FactRecord | None] = {}
    for fact, value in read.facts.items():
        merged = _merged(talk, read, fact, value, asked)
        if not valid(talk, fact, merged) or _against(talk, fact, merged, read):
            continue
        if not sure and fact != asked and hold_back(talk, read, fact, merged):
            continue
        forget(talk, fact)
        same = fact in known and known[fact].value == merged
        others = tuple(read.alternatives.get(fact, ()))
        assumed = fact in read.confirm and not sure and not same
        assumed = assumed and (bool(others) or not _is_turnover(talk, fact))
        taken = _record(talk, merged, read.words.get(fact, ""))
        if fact in ("honours", "honour_event") and fact in known:  # told once more: it was asked for all the same
            taken = replace(taken, round=known[fact].round)
        again = (
            same and fact == asked and not (known[fact].assumed or read.corrections)
        )  # of what was in doubt, the same once more is a yes
        changes[fact] = replace(taken, assumed=assumed, alternatives=others, skipped=again)
        if (other := _INSTEAD.get(fact)) in known and other not in read.facts:
            changes[str(other)] = None
    if read.cut:
        talk.first("notice", say("chat.too_long", most=MOST_CHARACTERS))
    if read.foreign:
        talk.first("notice", say("interview.foreign", amounts="、".join(read.foreign)))
    for fact in read.impossible:
        said = "、".join(dict.fromkeys(shown(talk, fact, value) for value in read.alternatives[fact]))
        talk.first("notice", say("interview.cannot_be", label=label(talk, fact), said=said))
    for fact in read.unknown:
        if fact in talk.world.rulebook.facts and fact not in changes:
            changes[fact] = unknown_record(talk, fact, read.words.get(fact, ""))
    if _replaces(talk, read, "honours"):  # what was said of the wrong name was meant of the right one
        return {**changes, **_renamed(talk, changes)}
    return {**changes, **_kept_events(talk, changes)}


def _is_turnover(talk: Talk, fact: str) -> bool:
    """Told in the interview a sum of last year is what was turned over; the echo shows what it was taken for."""
    return fact.startswith("revenue_") and talk.state.stage != "idle"


def _against(talk: Talk, fact: str, value: Any, read: Understanding) -> bool:
    """More spent than was turned over, by what is known already: said, and not kept."""
    for part, whole in PARTS:
        other = {part: whole, whole: part}.get(fact)
        if other is None or other in read.facts:
            continue
        pair = {fact: value, other: talk.state.facts.get(other)}
        if exceeds(pair[part], pair[whole]):
            said = {
                name: say("interview.fact", label=label(talk, name), value=shown(talk, name, pair[name]))
                for name in pair
            }
            talk.first("notice", say("interview.more_than", part=said[part], whole=said[whole]))
            return True
    return False


def unknown_record(talk: Talk, fact: str, said: str, *, skipped: bool = False) -> FactRecord:
    """Not known; what is known in part (about 1000万, one of several honours) stays, and is not asked about again."""
    known = talk.state.company.facts.get(fact)
    if known is not None and known.value != UNKNOWN and not known.assumed:
        return replace(known, skipped=True)
    return _record(talk, UNKNOWN, said, skipped=skipped)


def _kept_events(talk: Talk, changes: Mapping[str, FactRecord | None]) -> dict[str, FactRecord | None]:
    """How and when the earlier honours were won says nothing about one that is told only now."""
    fresh = changes.get("honours")
    if fresh is None:
        return {}
    before, now = names_of(talk.state.facts.get("honours")), names_of(fresh.value)
    if not before or set(now) <= set(before):
        return {}
    kept: dict[str, FactRecord | None] = {}
    for fact in ("honour_event", "honour_year"):
        known = talk.state.company.facts.get(fact)
        if (
            fact not in changes
            and known is not None
            and known.value != UNKNOWN
            and not isinstance(known.value, Mapping)
        ):
            kept[fact] = replace(known, value=dict.fromkeys(before, known.value))
    return kept


def _renamed(talk: Talk, changes: Mapping[str, FactRecord | None]) -> dict[str, FactRecord | None]:
    """How and when an honour was won, under its name at the level that was corrected."""
    fresh = changes.get("honours")
    if fresh is None:
        return {}
    before, now = names_of(talk.state.facts.get("honours")), names_of(fresh.value)
    renamed: dict[str, FactRecord | None] = {}
    for fact in ("honour_event", "honour_year"):
        known = talk.state.company.facts.get(fact)
        if fact not in changes and known is not None and isinstance(known.value, Mapping):
            told = {at_its_level(name, before, now): way for name, way in known.value.items()}
            renamed[fact] = replace(known, value=told)
    return renamed


def _merged(talk: Talk, read: Understanding, fact: str, value: Any, asked: str | None) -> Any:
    known = talk.state.company.facts.get(fact)
    old = known.value if known and not _replaces(talk, read, fact) and not talk.message.edited else None
    definition = talk.world.rulebook.facts.get(fact)
    if fact == "honours" and _replaces(talk, read, fact) and known is not None and not talk.message.edited:
        return mended_honours(known.value, value)
    if definition is not None and definition.type == "honours":
        return merged_honours(old, value, closes=asked == fact)
    if fact in ("honour_event", "honour_year"):
        before, now = names_of(talk.state.facts.get("honours")), names_of(read.facts.get("honours"))
        if known and now and set(now) < set(before):  # 专精特新是2022年的 corrects nothing of the others
            old = known.value
        return merged_events(old, value, before, now)
    if definition is not None and definition.type == "map" and isinstance(value, Mapping):
        merged = {**old, **value} if isinstance(old, Mapping) else dict(value)
        return {**merged, "complete": True} if asked == fact and merged else merged
    return value


def _replaces(talk: Talk, read: Understanding, fact: str) -> bool:
    """A correction stands instead of what was told, but for what it only adds (打错了,不过确实也是高企)."""
    return fact in read.corrections and not cue("phrases", "correction", "adds").search(fold(talk.message.text))


def valid(talk: Talk, fact: str, value: Any) -> bool:
    """What the rule book refuses is said, and whatever was known before stays."""
    try:
        talk.world.rulebook.validate({fact: value})
    except FactError as problem:
        talk.first("notice", str(problem))
        return False
    return True


def _record(talk: Talk, value: Any, said: str, *, skipped: bool = False) -> FactRecord:
    by = talk.message.person or talk.message.chat
    return FactRecord(value, said or talk.message.text, by, talk.today.isoformat(), skipped=skipped)


def _echo(
    talk: Talk, before: Mapping[str, FactRecord], changes: Mapping[str, FactRecord | None], corrections: tuple[str, ...]
) -> None:
    new, altered, unknown = [], [], []
    for fact, change in changes.items():
        old = before.get(fact)
        if change is None or _only_spelled_out(old, change):
            continue
        line = say("interview.fact", label=label(talk, fact), value=shown(talk, fact, change.value))
        if change.value == UNKNOWN or change.skipped:
            unknown.append(label(talk, fact))
        elif _altered(talk, fact, old, change):
            places = {"old": shown(talk, fact, old.value if old else None), "new": shown(talk, fact, change.value)}
            altered.append(say("interview.altered_fact", label=label(talk, fact), **places))
        else:
            new.append(say("interview.assumed_fact", fact=line) if change.assumed else line)
    between = say("interview.between")
    for key, lines in (("noted", new), ("altered", altered), ("noted_unknown", unknown)):
        if lines:
            talk.first("text", say(f"interview.{key}", facts=between.join(lines)))


def _altered(talk: Talk, fact: str, old: FactRecord | None, new: FactRecord) -> bool:
    """Something else than before, and not just more of the same."""
    if old is None or old.value == UNKNOWN or shown(talk, fact, old.value) == shown(talk, fact, new.value):
        return False
    held, now = names_of(old.value), names_of(new.value)
    return not held or not set(held) < set(now)


def _only_spelled_out(old: FactRecord | None, new: FactRecord) -> bool:
    """One event for all honours, now told apart by honour (see `_kept_events`)."""
    if old is None or not isinstance(old.value, str) or not isinstance(new.value, Mapping):
        return False
    return bool(new.value) and all(value == old.value for value in new.value.values())
