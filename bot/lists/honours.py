"""Cells that name honours, by their official names, with years and ways; and columns of one honour."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from bot.lists.cells import Bad, is_blank, is_nothing, is_unknown, mark
from bot.lists.folding import folded, shown
from bot.lists.words import whole
from bot.understanding.names.in_force import remembered
from rules.rulebook import UNKNOWN

_BETWEEN = re.compile(r"[、,;|┋\n+&]|/(?!\d)|(?<=[业人羚兽厂])[和及与](?=[国省市高专瞪单创科绿])")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_YEAR_ALONE = re.compile(r"20\d\d年?(?:度)?(?:认定|获评|获批)?")
_VALID = re.compile(
    r"(?:有效期?|到期|期限|期满|截止|复核期)[^0-9]{0,4}(?:(?:20\d\d)[^0-9]{0,6})+|(?:20\d\d)[^0-9]{0,8}(?:到期|期满|过期)|至(?:20\d\d)"
)
_BRACKETS = re.compile(r"\([^()]*\)?")
_ENCLOSED = re.compile(r"[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]+")
_NUMBERED = re.compile(r"(?:(?<=[\s、,;)])|^)\(?\d{1,2}[.、)]\s*(?=[\u4e00-\u9fff])")
_SERIAL = re.compile(r"[45]\d{4}(?:\.\d+)?")
"""A day as spreadsheets count them, from 2009 on."""
_MARKS = re.compile(r"[\s.:;·-]+")
_EVENTS = ("复核通过", "重新认定", "新认定")


@dataclass(slots=True)
class Held:
    """What a company's cells say of honours so far."""

    has: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    events: dict[str, str] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    none: bool = False

    def add(self, other: Held) -> None:
        self.has += [name for name in other.has if name not in self.has]
        self.denied += [name for name in other.denied if name not in self.denied]
        self.events |= other.events
        self.years |= other.years
        self.none = self.none or other.none

    def at_level(self, level: str | None) -> Held:
        """Honours named without a level, at the one that another column gives."""
        if not level:
            return self
        names = {name: _at(level, name) for name in self.has}
        return Held(
            [names[name] for name in self.has],
            self.denied,
            {names.get(name, name): event for name, event in self.events.items()},
            {names.get(name, name): year for name, year in self.years.items()},
            self.none,
        )

    def facts(self) -> dict[str, Any]:
        """In the shapes of the contract; what one column grants another's blank or no does not take away."""
        better = {name: _better(name, self.has) for name in self.has}
        has = [name for name in self.has if not better[name]]
        for name in (
            name for name in self.has if len(better[name]) == 1
        ):  # the year beside 专精特新 is that of 省级专精特新
            if name in self.years:
                self.years.setdefault(better[name][0], self.years[name])
            if name in self.events:
                self.events.setdefault(better[name][0], self.events[name])
        denied = [name for name in self.denied if name not in has]
        found: dict[str, Any] = {}
        if has or denied or self.none:
            found["honours"] = {"has": has, "not": denied} if denied else has
        if events := {name: event for name, event in self.events.items() if name in has}:
            same = len(set(events.values())) == 1 and len(events) == len(has)
            found["honour_event"] = next(iter(events.values())) if same else events
        if years := {name: year for name, year in self.years.items() if name in has}:
            found["honour_year"] = years
        return found


def is_level(text: str) -> bool:
    return re.fullmatch("(?:国家|省|市)级?", folded(text)) is not None


def _at(level: str, name: str) -> str:
    """省级 and 专精特新 → 省级专精特新; a name that has a level stays."""
    from bot.understanding.names.honours import find_honours

    mentions = find_honours(folded(level).removesuffix("级") + "级" + folded(name))
    return mentions[0].name if len(mentions) == 1 else name


def _better(name: str, others: Collection[str]) -> list[str]:
    """Of 专精特新 without a level, those beside it that say which: 省级专精特新, 国家级专精特新小巨人."""
    return [other for other in others if other != name and name in other and not _levelled(name)]


def _levelled(name: str) -> bool:
    return re.match("(?:国家|省|市)级?", name) is not None


@dataclass(frozen=True, slots=True)
class Listed:
    held: Held
    strange: tuple[str, ...]
    """Parts that name no honour we know."""
    pending: tuple[str, ...]
    """Honours applied for or announced only: not held."""


@remembered(50_000)
def read_honours(cell: str, known: tuple[str, ...]) -> Listed:
    """A list of honours as officials write it; `known`: the names that the rules use."""
    held = Held()
    strange: list[str] = []
    pending: list[str] = []
    if is_nothing(cell):
        held.none = True
        return Listed(held, (), ())
    for part in _parts(cell):
        text = folded(part)
        if not text or is_blank(part) or is_nothing(part):
            continue
        found = _one(text, known)
        if found is None:
            strange.append(part.strip())
        elif found is _PENDING:
            pending.append(part.strip())
        else:
            held.add(found)
    return Listed(held, tuple(strange), tuple(pending))


def _parts(cell: str) -> list[str]:
    """Cut between honours, not inside brackets."""
    parts, depth, start = [], 0, 0
    text = _NUMBERED.sub("、", unicodedata.normalize("NFKC", _ENCLOSED.sub("、", cell)))
    for at, character in enumerate(text):
        depth = max(0, depth + (character == "(") - (character == ")"))
        if depth == 0 and _BETWEEN.match(text, at):
            parts.append(text[start:at])
            start = at + 1
    return _with_their_years([*parts, text[start:]])


def _with_their_years(parts: list[str]) -> list[str]:
    """A year behind a comma belongs to the honour before it."""
    found: list[str] = []
    for part in parts:
        if found and _YEAR_ALONE.fullmatch(folded(part).lstrip("、,;")):
            found[-1] += part.lstrip("、,; ")
        else:
            found.append(part)
    return found


_PENDING = Held()


def _one(text: str, known: tuple[str, ...]) -> Held | None:
    from bot.lists.issuers import honours_named
    from bot.understanding.lexicon import cue

    exact = next((name for name in known if folded(name) == text), None)
    if exact:
        return Held(has=[exact])
    text, mentions = honours_named(text)
    if not mentions:
        return None
    rest = text[: mentions[0].start] + " " + text[mentions[-1].end :]
    for status in ("announced", "applying", "review_lost", "refused"):
        if cue("honours", "status", status).search(rest):
            return _PENDING
    if rest.startswith(("非", "不是", "未")):
        return Held(denied=[name for mention in mentions for name in mention.denied])
    if not _harmless(rest):
        return None
    held = Held(has=list(dict.fromkeys(mention.name for mention in mentions)))
    year = _YEAR.search(_VALID.sub("", rest))
    event = next((name for name in _EVENTS if cue("honours", "event", name).search(rest)), None)
    for name in held.has:
        if year:
            held.years[name] = int(year.group(1))
        if event:
            held.events[name] = event
    return held


def _harmless(rest: str) -> bool:
    """Whether what stands around a name, outside brackets, is only how and when it was won: no club, no district."""
    left = _MARKS.sub("", _BRACKETS.sub("", _VALID.sub("", rest)))
    return re.fullmatch(f"(?:{whole('values', 'ends', 'held').pattern})*", left) is not None


def read_column(cell: Any, honour: str, about: str, known: tuple[str, ...], choices: Collection[str]) -> Held:
    """A cell of a column of one honour: a mark, a year, a level, its name; raises `Bad`."""
    text = folded(shown(cell))
    if is_unknown(cell):
        return Held()
    said = mark(cell)
    if about != "event" and said is not None:
        return Held(has=[honour]) if said else Held(denied=_denied(honour))
    if is_nothing(cell):
        return Held(denied=_denied(honour))
    if about == "event":
        if text in choices:
            return Held(events={honour: text})
        raise Bad("not_choice", choices="、".join(choices))
    year = _year(cell, text)
    if year:
        return Held(has=[honour], years={honour: year})
    found = _level(_BRACKETS.sub("", text) or text, honour, known)
    noted = _YEAR.search(_VALID.sub("", "".join(_BRACKETS.findall(text))))
    return Held(found.has, years=dict.fromkeys(found.has, int(noted.group(1)))) if noted else found


def _year(cell: Any, text: str) -> int | None:
    if hasattr(cell, "year"):
        return int(cell.year)
    if _SERIAL.fullmatch(text):
        from datetime import date, timedelta

        return (date(1899, 12, 30) + timedelta(days=int(float(text)))).year
    found = re.fullmatch(
        r"(20\d\d)(?:[-./年]?\d{0,2}[-./月]?\d{0,2}日?)?(?:度)?(?:第?.{1,2}批次?)?(?:认定|获评|入选|公布|获批|通过)?",
        text,
    )
    return int(found.group(1)) if found else None


def _level(text: str, honour: str, known: tuple[str, ...]) -> Held:
    """省级 in a column of 专精特新; or the honour's whole name."""
    bare = re.sub(r"^(?:国家级|省级|市级|国家)", "", honour)
    for candidate in (text, text + bare, text.removesuffix("级") + "级" + bare):
        listed = read_honours(candidate, known)
        if listed.held.has and not listed.strange:
            return listed.held
        if listed.pending:
            raise Bad("pending", value=text)
    if whole("values", "ends", "held").fullmatch(text):
        return Held(has=[honour])
    raise Bad("not_honour", value=text)


@remembered(500)
def _denied_names(honour: str) -> tuple[str, ...]:
    from bot.understanding.names.honours import find_honours

    mentions = find_honours(folded(honour))
    return tuple(mentions[0].denied) if mentions and mentions[0].name == honour else (honour,)


def _denied(honour: str) -> list[str]:
    return list(_denied_names(honour))


def read_event(cell: Any, choices: Collection[str]) -> str | None:
    """How the honours of the row were won; raises `Bad`."""
    from bot.understanding.lexicon import cue

    text = folded(shown(cell))
    if is_unknown(cell):
        return UNKNOWN
    if is_nothing(cell):
        return None
    for choice in choices:
        if folded(choice) == text or text.startswith(folded(choice)):
            return choice
    for name in _EVENTS:
        if cue("honours", "event", name).search(text) and name in choices:
            return name
    raise Bad("not_choice", choices="、".join(choices))
