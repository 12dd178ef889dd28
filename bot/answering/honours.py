"""Honours as questions name them: which name, at which level, and whether a grant is of that one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from bot.understanding.lexicon import table
from bot.understanding.names.in_force import Names, names

_LEVEL = re.compile("^(?:国家级?|省级|市级)")


@dataclass(frozen=True)
class _Asked:
    """The words of one set of names."""

    names: tuple[str, ...]
    """How questions name honours: regular expressions."""
    written: Mapping[str, str]
    inside: Mapping[str, str]
    """An honour whose full name begins with another's: it → the other."""
    levelled: tuple[str, ...]
    one_level: tuple[str, ...]
    level_unsaid: tuple[str, ...]

    @cached_property
    def honour(self) -> re.Pattern[str]:
        return re.compile("|".join(self.names))

    @cached_property
    def level(self) -> re.Pattern[str]:
        """A level beside an honour or a body, or said in full."""
        plain = [name for name in self.names if name in {*self.levelled, *self.inside}]
        beside = "|".join([*plain, *table("honours")["asked"]["beside"]])
        return re.compile(rf"(国家级?|省级?|市级?)(?=.{{0,6}}(?:{beside}))|(国家级|省级|市级)")

    @cached_property
    def apart(self) -> re.Pattern[str]:
        """An honour named for itself, not as the first half of another's name."""
        return re.compile("|".join(f'{outer}(?![“"]?{inner})' for inner, outer in self.inside.items()))

    @cached_property
    def title_level(self) -> re.Pattern[str]:
        """The level that a grant's title says, but for honours whose name begins with it."""
        outer = "|".join(self.inside.values())
        return re.compile(rf"国家级(?!{outer})|国家(?=科技|标准)|省级|市级|[\u4e00-\u9fff]{{2,3}}省")


@cache
def _asked(read: Names) -> _Asked:
    honours = read.honours
    return _Asked(
        names=tuple(name for honour in honours for name in honour.asked),
        written={said: meant for honour in honours for said, meant in honour.written.items()},
        inside={honour.asked[0]: honour.begins_with for honour in honours if honour.begins_with and honour.asked},
        levelled=tuple(name for honour in honours if honour.levelled for name in honour.asked),
        one_level=tuple(honour.one_level for honour in honours if honour.one_level),
        level_unsaid=tuple(honour.level_unsaid for honour in honours if honour.level_unsaid),
    )


def asked() -> _Asked:
    return _asked(names())


def honour_pattern() -> re.Pattern[str]:
    return asked().honour


def level_pattern() -> re.Pattern[str]:
    return asked().level


def title_level_pattern() -> re.Pattern[str]:
    return asked().title_level


def written(name: str) -> str:
    """As the documents write it: 单冠 → 单项冠军."""
    return str(asked().written.get(name, name))


def same(name: str, wanted: str) -> bool:
    """An honour of that name; 专精特新 is not meant by 专精特新小巨人."""
    inside = (inner for inner, outer in asked().inside.items() if outer == name)
    return name in wanted and not any(inner in wanted for inner in inside)


def among(names: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The names meant: one that only begins another name that is there too falls away, unless it stands for itself."""
    hidden = {outer for inner, outer in asked().inside.items() if inner in names}
    if asked().apart.search(text):
        return names
    return tuple(name for name in names if name not in hidden) or names


def bare(honour: str) -> str:
    """国家级专精特新小巨人 → 小巨人; 省级瞪羚 → 瞪羚."""
    inner = next((inner for inner in asked().inside if inner in honour), None)
    return inner or _LEVEL.sub("", honour)


def without_only_level(honour: str) -> str:
    """国家级专精特新小巨人 → 专精特新小巨人: of an honour of one level the level need not be said."""
    return _LEVEL.sub("", honour) if any(inner in honour for inner in asked().inside) else honour


def is_single(honour: str) -> bool:
    return any(name in honour for name in asked().one_level)


def is_unlevelled(honour: str) -> bool:
    return any(name in honour for name in asked().level_unsaid)
