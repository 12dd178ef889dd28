"""Which of the person's companies a message is about: another, the first, the one before, the one of a place, by name.

Nothing carries over: a company has its own facts, its own question in hand and its own last answer.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.dialogue.companies import name_of
from bot.dialogue.conversation import Company
from bot.dialogue.talk import Talk
from bot.wording import say

_FILE = Path(__file__).with_name("switching.toml")
_DIGITS = "一二三四五六七八九十"
_LETTERS = "甲乙丙丁戊"
_EDGES = " ,，。;；:：、!！?？"


def switch(talk: Talk, text: str) -> str:
    """The rest of the message once the company is chosen; unchanged where none is named."""
    if _patterns()["all"].search(text):
        return text
    found = _named(talk, text) or _nth(talk, text) or _there(talk, text) or _back(talk, text) or _other(talk, text)
    if found is None:
        return text
    number, rest = found
    if number != talk.state.current:
        choose(talk, number)
    talk.first("heading", say("talking.company", company=name_of(talk.state.company)))
    return rest.strip(_EDGES)


def choose(talk: Talk, number: int) -> None:
    """Go on with this company, which is made where there is none of that number yet."""
    state = talk.state
    shelved = {**state.shelved, str(state.current): dict(state.focus)}
    companies = state.companies
    if all(company.number != number for company in companies):
        companies = (*companies, Company(number))
    talk.state = replace(
        state,
        companies=companies,
        shelved=shelved,
        earlier=state.current,
        current=number,
        focus=shelved.get(str(number), {}),
        pending=None,
        stage="idle",
        undo=(),
        revision=state.revision + 1,
    )


def _named(talk: Talk, text: str) -> tuple[int, str] | None:
    """By the name of one that is on file (回到宏达那家)."""
    for company in talk.state.companies:
        core = re.sub("(?:股份|有限|责任|集团|公司|厂|企业)+$", "", company.name)
        if len(core) > 1 and core in text and company.number != talk.state.current:
            return company.number, re.sub(rf"(?:回到|切换到|换成|看|说)?{re.escape(core)}[^,，。]{{0,4}}", "", text)
    return None


def _nth(talk: Talk, text: str) -> tuple[int, str] | None:
    found = _patterns()["nth"].search(text)
    if found is None:
        return None
    place = _LETTERS.index(found["letter"]) + 1 if found["letter"] else _number(found["n"])
    numbers = sorted(company.number for company in talk.state.companies)
    before = _patterns()["several"].sub("", text[: found.start()])
    rest = before + text[found.end() :]
    if place <= len(numbers):
        return numbers[place - 1], rest
    return (_next(talk), rest) if place == len(numbers) + 1 else None


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _DIGITS.find(written[:1]) + 1


def _there(talk: Talk, text: str) -> tuple[int, str] | None:
    found = _patterns()["there"].search(text)
    if found is None:
        return None
    for company in talk.state.companies:
        values = company.values()
        if any(isinstance(city := values.get(fact), str) and city in found["place"] for fact in ("city", "district")):
            return company.number, text[: found.start()] + text[found.end() :]
    return None


def _back(talk: Talk, text: str) -> tuple[int, str] | None:
    found = _patterns()["back"].search(text)
    if found is None or all(company.number != talk.state.earlier for company in talk.state.companies):
        return None
    return talk.state.earlier, text[: found.start()] + text[found.end() :]


def _other(talk: Talk, text: str) -> tuple[int, str] | None:
    found = _patterns()["other"].match(text)
    if found is None:
        return None
    company = talk.state.company
    used = company.facts or company.name
    return (_next(talk) if used else company.number), text[found.end() :]


def _next(talk: Talk) -> int:
    return max(company.number for company in talk.state.companies) + 1


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
