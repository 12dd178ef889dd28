"""Honours as questions name them: which name, at which level, and whether a grant is of that one."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from bot.understanding.lexicon import table

LEVELS = ("国家级", "省级", "市级")
_LEVEL = re.compile("^(?:国家级?|省级|市级)")


def asked() -> dict[str, Any]:
    """The table `[asked]` of the honours' words."""
    found: dict[str, Any] = table("honours")["asked"]
    return found


@cache
def honour_pattern() -> re.Pattern[str]:
    return re.compile("|".join(asked()["names"]))


@cache
def level_pattern() -> re.Pattern[str]:
    """A level beside an honour or a body, or said in full."""
    plain = [name for name in asked()["names"] if name in {*asked()["levelled"], *asked()["inside"]}]
    beside = "|".join([*plain, *asked()["beside"]])
    return re.compile(rf"(国家级?|省级?|市级?)(?=.{{0,6}}(?:{beside}))|(国家级|省级|市级)")


@cache
def apart_pattern() -> re.Pattern[str]:
    """An honour named for itself, not as the first half of another's name."""
    return re.compile("|".join(f'{outer}(?![“"]?{inner})' for inner, outer in asked()["inside"].items()))


@cache
def title_level_pattern() -> re.Pattern[str]:
    """The level that a grant's title says, but for honours whose name begins with it."""
    outer = "|".join(asked()["inside"].values())
    return re.compile(rf"国家级(?!{outer})|国家(?=科技|标准)|省级|市级|[\u4e00-\u9fff]{{2,3}}省")


def written(name: str) -> str:
    """As the documents write it: 单冠 → 单项冠军."""
    return str(asked()["written"].get(name, name))


def same(name: str, wanted: str) -> bool:
    """An honour of that name; 专精特新 is not meant by 专精特新小巨人."""
    inside = (inner for inner, outer in asked()["inside"].items() if outer == name)
    return name in wanted and not any(inner in wanted for inner in inside)


def among(names: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The names meant: one that only begins another name that is there too falls away, unless it stands for itself."""
    hidden = {outer for inner, outer in asked()["inside"].items() if inner in names}
    if apart_pattern().search(text):
        return names
    return tuple(name for name in names if name not in hidden) or names


def bare(honour: str) -> str:
    """国家级专精特新小巨人 → 小巨人; 省级瞪羚 → 瞪羚."""
    inner = next((inner for inner in asked()["inside"] if inner in honour), None)
    return inner or _LEVEL.sub("", honour)


def without_only_level(honour: str) -> str:
    """国家级专精特新小巨人 → 专精特新小巨人: of an honour of one level the level need not be said."""
    return _LEVEL.sub("", honour) if any(inner in honour for inner in asked()["inside"]) else honour


def is_single(honour: str) -> bool:
    return any(name in honour for name in asked()["single"])


def is_unlevelled(honour: str) -> bool:
    return any(name in honour for name in asked()["unlevelled"])
