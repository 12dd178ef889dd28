"""Several companies told of in one message: each part goes to its own company, what is said of all to each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from bot.answering.money import offers
from bot.answering.money.money import money
from bot.dialogue import companies
from bot.dialogue.interview.interview import ask_next
from bot.dialogue.interview.taking import take
from bot.dialogue.talk import Talk
from bot.dialogue.talking import about, sums
from bot.dialogue.talking.naming import trade_of
from bot.dialogue.talking.switching import choose, patterns
from bot.understanding.reading import Understanding, understand
from bot.wording import say
from knowledge.gazetteer.table import gazetteer

_NAMED = re.compile(
    r"(?:^|[:：,，。;；\s])(?P<name>[\u4e00-\u9fff]{2,10}?)(?:公司|厂|企业)?(?=在(?P<where>[\u4e00-\u9fff]{2,5}))"
)
"""华宇在济南, at the head of what is told of it."""
_BEHIND = re.compile(r"(?P<name>[\u4e00-\u9fff]{3,8}?)(?:公司|厂|企业)?(?=[和跟与、,，。两三]|$)")
_NO_NAME = re.compile("[我俺咱他她它你您们这那谁哪]|公司|企业|厂|注册|总部|住|就|都|也|现|家")
_MOST_IN_FRONT = 14
"""Characters in front of the first company, where they tell nothing of one (我手里有两个公司)."""


@dataclass(frozen=True, slots=True)
class _Told:
    parts: tuple[str, ...]
    shared: str = ""
    """What is said of all of them."""
    names: tuple[str, ...] = ()
    """What each is called, where all have a name."""


def note(talk: Talk, text: str) -> bool:
    """False where the message is not about several companies, each of which something is told of."""
    if patterns()["several_only"].fullmatch(text.strip()):
        _begin(talk)
        return True
    told = _by_names(talk, text) or _divided(text)
    if told is None:
        return False
    read = [understand(_whole(part, told.shared), None, talk.today, talk.world.labels) for part in told.parts]
    if not all(each.facts for each in read):
        return False
    numbers = _numbers(talk, len(read))
    for number, each, name in zip_longest(numbers, read, told.names):
        _take(talk, number, each)
        if name:
            companies.rename(talk, name)
    choose(talk, numbers[0])
    talk.lead = []
    about.companies(talk)
    return True


def _begin(talk: Talk) -> None:
    """Nothing is told of any yet: the first is asked about."""
    if talk.state.facts:
        choose(talk, max(company.number for company in talk.state.companies) + 1)
    talk.first("text", say("talking.several"))
    talk.state = replace(talk.state, stage="asking")
    ask_next(talk, opening=True)


def _take(talk: Talk, number: int, read: Understanding) -> None:
    choose(talk, number)
    take(talk, replace(read, is_question=False))
    talk.state = replace(talk.state, stage="asking")


def _numbers(talk: Talk, count: int) -> list[int]:
    """Files that hold nothing yet are used up first."""
    free = [company.number for company in talk.state.companies if not company.facts]
    last = max(company.number for company in talk.state.companies)
    return [*free, *range(last + 1, last + 1 + count)][:count]


def _whole(part: str, shared: str) -> str:
    return f"{part},{shared}" if shared else part


def _by_names(talk: Talk, text: str) -> _Told | None:
    """华宇在济南,…。海康在日照,…: several, each called by its bare name in front of its place."""
    found = [match for match in _NAMED.finditer(text) if _is_called(talk, match)]
    if len({match["name"] for match in found}) < 2:
        return _behind_places(talk, text)
    edges = [*(match.start() for match in found[1:]), len(text)]
    parts = tuple(text[match.end() : edge] for match, edge in zip(found, edges, strict=True))
    return _Told(parts, names=tuple(match["name"] for match in found))


def _behind_places(talk: Talk, text: str) -> _Told | None:
    """济南鲁泉泵业和日照海沃阀门两个公司: each place with the name behind it, and nothing told of them yet."""
    parts, names = [], []
    for mention in gazetteer().find(text):
        named = _BEHIND.match(text, mention.end)
        trade = trade_of(named["name"]) if named else ""
        own = named["name"].removesuffix(trade) if named else ""
        if named and trade and len(own) > 1 and not talk.world.library.is_word(own) and _NO_NAME.search(own) is None:
            parts.append(say("talking.at_place", place=text[mention.start : mention.end], trade=trade))
            names.append(named["name"])
    return _Told(tuple(parts), names=tuple(names)) if len(set(names)) > 1 else None


def _is_called(talk: Talk, found: re.Match[str]) -> bool:
    """The name is no word of every day but for its trade, and a place follows."""
    own = found["name"].removesuffix(trade_of(found["name"]))
    place = next((mention.start for mention in gazetteer().find(found["where"])), None)
    return place == 0 and len(own) > 1 and not talk.world.library.is_word(own) and _NO_NAME.search(own) is None


def _divided(text: str) -> _Told | None:
    """The parts about one company each; None where fewer than two are marked."""
    marks = list(patterns()["mark"].finditer(text))
    if not marks:
        return None
    front = text[: marks[0].start()]
    edges = [found.end() for found in marks]
    starts = [*(found.start() for found in marks), len(text)]
    parts = [text[edge:end] for edge, (_, end) in zip(edges, pairwise(starts), strict=True)]
    if len(front) > _MOST_IN_FRONT and patterns()["another"].match(marks[0].group()):
        parts = [front, *parts]
    if len(parts) < 2:
        return None
    last, *shared = patterns()["of_all"].split(parts[-1], maxsplit=1)
    return _Told((*parts[:-1], last), "".join(shared))


def all_together(talk: Talk, text: str) -> bool:
    """What each of the companies gets, a line each: they are several grants to several firms, and no number of one."""
    if sum(bool(company.facts) for company in talk.state.companies) < 2 or not patterns()["summed"].match(text.strip()):
        return False
    talk.lead = []
    about.companies(talk)
    return True


def compare(talk: Talk, text: str) -> bool:
    """Which of the companies gets more, and by how much; False where only one of them has anything certain."""
    if not patterns()["compared"].search(text):
        return False
    certain = sorted(_certain(talk), key=lambda pair: -pair[1].most)
    if len(certain) < 2:
        return False
    (one, more), (other, less) = certain[0], certain[-1]
    key = "talking.several_more" if more.most > less.most else "talking.several_same"
    amounts = {"more": money(more.most), "less": money(less.most), "difference": money(more.most - less.most)}
    sums.put(talk, offers.Lines([say(key, one=one, other=other, **amounts)], [more, less]), remember=False)
    sums.send(talk)
    return True


def _certain(talk: Talk) -> list[tuple[str, offers.Offer]]:
    """Of each company with facts its name and the largest sum that is certain."""
    current, found = talk.state.current, []
    for company in talk.state.companies:
        if not company.facts:
            continue
        choose(talk, company.number)
        certain = sums.of_company(talk).certain if sums.place(talk) else ()
        if certain:
            found.append((about.short_name(talk), certain[0]))
    choose(talk, current)
    return found
