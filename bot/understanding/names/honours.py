"""Honours named in a text: family, level, and what a denial of the name denies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.understanding.lexicon import table
from bot.understanding.names.in_force import Names, names, remembered
from bot.understanding.speech import Segment
from rules.rulebook import Honour


@dataclass(frozen=True, slots=True)
class Way:
    """A recognition: 新认定, 复核通过 …, None where no way is told; and the year of it, where one is."""

    event: str | None
    year: int | None = None


_NO_FAMILY = Honour("")


@dataclass(slots=True)
class Mention:
    """An honour named; `denied` lists what its denial denies (every level of a bare name)."""

    start: int
    end: int
    name: str
    denied: tuple[str, ...]
    assumed: bool = False
    held: bool | None = True
    ways: tuple[Way, ...] = ()
    """As they were told."""
    event: str | None = None
    year: int | None = None
    """The way that counts and its year, or the year of a recognition whose way is not told."""
    renewing: bool = False
    """Held, and its review or renewal is under way."""
    hoped: bool = False
    """Not held because it is applied for, announced or hoped for, which nobody calls a denial."""
    only_asked: bool = False
    """Named in a question about it, which says nothing of us."""
    family: Honour = _NO_FAMILY


def _aliases(family: Honour) -> tuple[str, ...]:
    """Those of a base or platform are the names of the role."""
    if not family.as_role:
        return family.aliases
    return tuple(name for role in table("roles")["role"] if role["role"] == family.as_role for name in role["names"])


@cache
def _families(read: Names) -> tuple[tuple[Honour, ...], re.Pattern[str]]:
    """Those with a name to find, and the pattern that finds them, a group for each level and each family."""
    families = tuple(family for family in read.honours if _aliases(family))
    level = "|".join(f"(?P<l{n}>{pattern})" for n, pattern in enumerate(table("honours")["level"].values()))
    called = "|".join(f"(?P<f{n}>{'|'.join(_aliases(family))})" for n, family in enumerate(families))
    title = "(?:中小企业|企业|称号|资质|证书?)?"
    return families, re.compile(f'(?:(?:{level})(?:评|认定|批|发)?的?[“"”]?)?(?:{called})[”"]?{title}')


def find_honours(text: str) -> list[Mention]:
    """Every honour named, in order; a level said behind the name (瞪羚 省级的) or before a list counts."""
    return [replace(mention) for mention in _found(text)]  # who asked may change what he got


def find_titles(text: str, offset: int, names: Sequence[tuple[int, int]]) -> list[Mention]:
    """As `find_honours`, without those that are only words of a longer name (科小 in 科小得分).

    `offset`: where `text` begins in the utterance; `names`: where facts are named there.
    """
    return [m for m in find_honours(text) if not _is_part(m.start + offset, m.end + offset, names)]


def _is_part(start: int, end: int, names: Sequence[tuple[int, int]]) -> bool:
    return any(s <= start and end <= e and end - start < e - s for s, e in names)


@remembered(2048)
def _found(text: str) -> tuple[Mention, ...]:
    """Remembered, since the parts of one message are asked again and again."""
    families, pattern = _families(names())
    levels = list(table("honours")["level"])
    found: list[Mention] = []
    for match in pattern.finditer(text):
        groups = [key for key, value in match.groupdict().items() if value is not None]
        family = next(families[int(key[1:])] for key in groups if key[0] == "f")
        level = next((levels[int(key[1:])] for key in groups if key[0] == "l"), None)
        level = level or _level_behind(text, match.end())
        found.append(_mention(match.start(), match.end(), family, level, match.group()))
        rather = _RATHER.match(text, match.end())
        if rather and level and _DENIED.search(text[: match.start()]):
            found.append(_mention(rather.start(1), rather.end(1), family, rather.group(1)))
    return tuple(found)


LEVELS = {"国": "国家级", "省": "省级", "市": "市级"}
"""The character that says a level → how names of honours begin."""
_TO_LEVEL = "[( ,的]*(?:也?是)?(?:(?:今年|去年|刚刚?|新|才)*[批评认拿发](?:定|上|下来|了)?的)?(?:也?是|属于)?(?:个)?"
_PAST_LEVEL = (
    "(?:的|级|认定的?|那个|一级)?(?=[) ,。;]|$|今年|去年|前年|目前|现在|早|已|正|还(?!是)|快"
    "|企业|产品|新|刚|复|重|那|算(?!不)|拿|有|没|也|评|过|批|认)"
)


def _level_behind(text: str, at: int) -> str | None:
    """瞪羚 省级的, 绿色工厂今年批的省级."""
    for name, pattern in table("honours")["level"].items():
        if re.compile(rf"{_TO_LEVEL}(?:{pattern}){_PAST_LEVEL}").match(text, at):
            return str(name)
    return None


_RATHER = re.compile(r"(?:而)?(?:是|应该是)(国家级|省级|市级)(?=$|的|那|[,。; 吧])")
_DENIED = re.compile(r"(?:不是|并非)$")
"""不是市级瞪羚是省级: the same honour at the other level."""
_LEVEL_ALONE = re.compile(
    r"(?:^|冲刺?|报|申请|评|升|上|到|是|有|拿|就)(?P<level>国家级|国家的|省级|省里的?|省的|市级|市里的?|市的)(?:的|那个|认定)?"
    r"(?=$|还(?!是)|早|老早|已|倒|也|没|在|正|有|刚|新|复|下|是|吧|啊|今年|去年|前年|公示|给|评|批|拿)"
)


def level_alone(segment: Segment, last: list[Mention]) -> list[Mention]:
    """省级的还没有 after 市级专精特新有: the same honour at another level; after a bare name, its level."""
    match = _LEVEL_ALONE.search(segment.text)
    before = last[-1]
    level = match.group("level")[0] if match else ""
    name = LEVELS.get(level)
    if match is None or name not in before.family.levels:
        return []
    renamed = _mention(segment.start + match.start("level"), segment.start + match.end("level"), before.family, name)
    if before.name != before.family.bare:
        return [renamed]
    before.name, before.denied, before.assumed = renamed.name, renamed.denied, renamed.assumed
    return []


def _mention(start: int, end: int, family: Honour, level: str | None, written: str = "") -> Mention:
    if family.only:
        odd = level not in (None, "国家级") and family.only.startswith("国家")
        return Mention(start, end, family.only, (family.only,), assumed=odd, family=family)
    if level is not None and level in family.levels:
        name = family.levels[level]
        ending = family.assumed_national
        open_ended = level == "国家级" and bool(ending) and not written.endswith(ending)
        denied = tuple(other for other in family.denied if open_ended and other.startswith(level))
        return Mention(start, end, name, denied or (name,), assumed=open_ended, family=family)
    return Mention(start, end, family.bare, family.denied_by_name, assumed=True, family=family)
