"""Which of the person's companies a message is about: another, the first, the one before, the one of a place, by name.

Nothing carries over: a company has its own facts, its own question in hand and its own last answer.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.answering.held import held
from bot.answering.honours import bare
from bot.dialogue.companies import name_of
from bot.dialogue.conversation import Company
from bot.dialogue.interview.honours import names_of
from bot.dialogue.talk import Talk
from bot.dialogue.talking.naming import calls
from bot.understanding.lexicon import table
from bot.understanding.names.trades import noun_of
from bot.wording import say

_FILE = Path(__file__).with_name("switching.toml")
_DIGITS = "一二三四五六七八九十"
_LETTERS = ("甲乙丙丁戊", "ABCDE")
_EDGES = " ,，。;；:：、!！?？"
_PARTICLES = "呢吧啊呀咧的"


def switch(talk: Talk, text: str) -> str:
    """The rest of the message once the company is chosen; unchanged where none is named."""
    if patterns()["all"].search(text):
        return text
    found = next((known for way in _WAYS if (known := way(talk, text))), None)
    if found is None:
        return text
    number, rest = found
    if number != talk.state.current:
        choose(talk, number)
    talk.first("heading", say("talking.company", company=name_of(talk.state.company)))
    rest = _of_persons("whose").sub(say("talking.this_company"), rest.strip(_EDGES))
    return "" if not rest.strip(_PARTICLES + _EDGES) else rest


def on_behalf(talk: Talk, text: str) -> str:
    """The message as if the company were the asker's, where one is asked for and nothing is known (帮我弟问下,…)."""
    if talk.state.facts or patterns()["own_too"].search(text):
        return text
    text = _of_persons("behalf").sub(say("talking.this_company"), text)
    return _of_persons("whose").sub(say("talking.this_company"), text) if patterns()["asks"].search(text) else text


def asks_for_another(talk: Talk, text: str) -> bool:
    """What somebody else can have is not told by the company in hand; False where that is nobody else's question."""
    if not talk.state.facts or not _of_persons("theirs").search(text) or patterns()["own_too"].search(text):
        return False
    talk.send_text("talking.of_another", company=name_of(talk.state.company))
    return True


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
    """By the name of one that is on file (回到宏达那家, 宏达的事找谁)."""
    for company in talk.state.companies:
        name = next((call for call in calls(talk, company) if call in text), None)
        if name is None or (company.number == talk.state.current and not text.startswith(name)):
            continue
        around = patterns()["around"].pattern.format(name=re.escape(name))
        return company.number, re.sub(around, "", text, count=1)
    return None


def _called(talk: Talk, text: str) -> tuple[int, str] | None:
    """By what it does or what it holds (做软件那家, 小巨人那个厂), where that fits one company only."""
    found = patterns()["called"].search(text)
    if found is None:
        return None
    fitting = [company.number for company in talk.state.companies if _fits(company, found["what"])]
    return (fitting[0], text[: found.start()] + text[found.end() :]) if len(fitting) == 1 else None


def _fits(company: Company, what: str) -> bool:
    values = company.values()
    trade = values.get("industry")
    held = [bare(name) for name in names_of(values.get("honours"))]
    return (isinstance(trade, str) and (trade in what or noun_of(trade) in what)) or any(name in what for name in held)


def _nth(talk: Talk, text: str) -> tuple[int, str] | None:
    found = patterns()["nth"].search(text)
    if found is None:
        return None
    numbers = sorted(company.number for company in talk.state.companies)
    place = _lettered(found["letter"]) if found["letter"] else number(found["n"])
    if found["letter"] and found["letter"].isascii() and len(numbers) < place:
        return None  # no company has been called so
    before = patterns()["several"].sub("", text[: found.start()])
    rest = before + text[found.end() :]
    if place <= len(numbers):
        return numbers[place - 1], rest
    return (_next(talk), rest) if place == len(numbers) + 1 else None


def _lettered(letter: str) -> int:
    return next(letters.index(letter.upper()) + 1 for letters in _LETTERS if letter.upper() in letters)


def number(written: str) -> int:
    return int(written) if written.isdigit() else _DIGITS.find(written[:1]) + 1


def _there(talk: Talk, text: str) -> tuple[int, str] | None:
    """By its place, in front of 那家 or behind it."""
    places = [(company, _places(company)) for company in talk.state.companies]
    ways = ("there_behind", "there", *(("there_one",) if len(places) > 1 else ()))
    for found in (match for name in ways for match in patterns()[name].finditer(text)):
        for company, names in places:
            if any(name in found["place"] for name in names):
                return company.number, text[: found.start()] + text[found.end() :]
    return _elsewhere(talk, text)


def _elsewhere(talk: Talk, text: str) -> tuple[int, str] | None:
    """日照那家 where only one in 济南 was told of: another company, whose place that is."""
    found, here = patterns()["there"].search(text), talk.state.facts.get("city")
    cities = held(talk.world.library).cities_in(found["place"]) if found else ()
    if found is None or not cities or not here:
        return None
    return _next(talk), f"{cities[0]}的,{text[: found.start()]}{text[found.end() :]}"


def _places(company: Company) -> list[str]:
    values = company.values()
    return [value for fact in ("city", "district") if isinstance(value := values.get(fact), str)]


def _back(talk: Talk, text: str) -> tuple[int, str] | None:
    found = patterns()["back"].search(text)
    if found and len(talk.state.companies) == 1 and not patterns()["verb"].match(found.group()):
        return None
    if found is None or all(company.number != talk.state.earlier for company in talk.state.companies):
        return None
    return talk.state.earlier, text[: found.start()] + text[found.end() :]


def _other(talk: Talk, text: str) -> tuple[int, str] | None:
    found = patterns()["other"].match(text)
    if found is None:
        return None
    company = talk.state.company
    used = company.facts or company.name
    return (_next(talk) if used else company.number), text[found.end() :]


def _next(talk: Talk) -> int:
    return max(company.number for company in talk.state.companies) + 1


_WAYS = (_named, _nth, _there, _called, _back, _other)


@cache
def _of_persons(name: str) -> re.Pattern[str]:
    persons = "|".join(table("whom")["person"][name] for name in ("short_kin", "kin", "acquainted"))
    return re.compile(patterns()[name].pattern.format(persons=persons))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
