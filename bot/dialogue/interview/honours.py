"""Honours said over several messages, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.answering.honours import bare
from bot.dialogue.conversation import UNKNOWN


def merged_honours(old: Any, new: Any, *, closes: bool) -> Any:
    """Held and denied of both; the newer word counts.

    `closes`: it answers the question for all honours (没有了 then means: none besides those already told); one that is
    only denied (我们不是小巨人) says nothing of the others.
    """
    held, denied, complete = _read(old)
    more, less, closed = _read(new)
    closes = closes and not denies_some(new)
    if isinstance(new, Sequence) and not new:
        return {"has": held, "complete": True} if held and closes else []
    held = [name for name in held if name not in less] + [name for name in more if name not in held]
    denied = [name for name in denied if name not in more] + [name for name in less if name not in denied]
    if closes or closed or (complete and not more):
        return {"has": held, "complete": True} if held else []
    return {"has": held, "not": denied} if denied else held


def mended_honours(old: Any, new: Any) -> Any:
    """A correction names the right one (瞪羚是市级的,不是省级): it takes the place of the same at another level.

    Where it is another honour it takes the place of those that are denied beside it, else of all.
    """
    held, denied, complete = _read(old)
    more, less, closed = _read(new)
    wrong = [name for name in held if name in less or bare(name) in {bare(each) for each in more}]
    if not more or not wrong or closed or len(wrong) == len(held):
        return new
    kept = [name for name in held if name not in wrong and name not in more]
    rest = {"complete": True} if complete else {"not": [*denied, *(n for n in less if n not in denied)]} if less else {}
    return {"has": [*kept, *more], **rest} if rest else [*kept, *more]


def merged_events(old: Any, new: Any, before: Sequence[str], now: Sequence[str]) -> Any:
    """One event for everything stays one word; where honours came one by one, each keeps its own.

    `before`: the honours known until now; `now`: those of this message, of which alone it is said.
    """
    if new in (UNKNOWN, old):
        return new
    if old in (None, UNKNOWN):
        return dict.fromkeys(now, new) if now and set(before) - set(now) and not isinstance(new, Mapping) else new
    first = dict(old) if isinstance(old, Mapping) else dict.fromkeys(before, old)
    fresh = [name for name in now if name not in before] or list(now) or [name for name in before if name not in first]
    second = dict(new) if isinstance(new, Mapping) else dict.fromkeys(fresh, new)
    return {**first, **second} if second else new


def as_held(value: Any, held: Sequence[str]) -> Any:
    """Honours, or what is told of each, where a name without its level (专精特新) is that of the one that is held."""
    if isinstance(value, Mapping) and value.get("has"):
        return {**value, "has": as_held(value["has"], held)}
    if isinstance(value, Mapping):
        return {_held(name, held): told for name, told in value.items()}
    return [_held(name, held) for name in value] if isinstance(value, list) else value


def _held(name: str, held: Sequence[str]) -> str:
    same = [each for each in held if bare(each) == name]
    return same[0] if len(same) == 1 and name not in held else name


def at_its_level(name: str, before: Sequence[str], now: Sequence[str]) -> str:
    """An honour whose level was corrected, as it is called now: how it was won stays with it."""
    same = [each for each in now if each not in before and bare(each) == bare(name)]
    return same[0] if len(same) == 1 and name not in now else name


def denies_some(honours: Any) -> bool:
    """Some are said not to be held, and none to be."""
    held, denied, complete = _read(honours)
    return bool(denied) and not held and not complete


def names_of(honours: Any) -> tuple[str, ...]:
    """The honours held."""
    return tuple(_read(honours)[0])


def denied_of(honours: Any) -> tuple[str, ...]:
    """The honours said not to be held."""
    return tuple(_read(honours)[1])


def _read(value: Any) -> tuple[list[str], list[str], bool]:
    if isinstance(value, Mapping):
        return list(value.get("has", ())), list(value.get("not", ())), bool(value.get("complete"))
    return (list(value), [], False) if isinstance(value, list | tuple) else ([], [], False)
