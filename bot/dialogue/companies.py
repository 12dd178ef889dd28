"""Several companies of one person: made, named, switched between, exported, erased."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from bot.dialogue.conversation import Company, Conversation, Pending
from bot.dialogue.statement import card
from bot.dialogue.talk import Row, Talk
from bot.model import Part
from bot.wording import say

_LONGEST_NAME = 40
_ENDINGS = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团|公司|厂|企业)$")
_EDGES = " \u3002\uff0c,.!\uff01:\uff1a\u201c\u201d\"'\u300a\u300b"
_NO_NAME = re.compile(
    r"什么|啥|哪(?!吒)|谁|怎|咋|如何|为何|多少|何为|[吗呢么]$|[,，。;；?？!！]|是不是|能不能|可不可以"
)
_OF_OUR_OWN = re.compile(r"\s*(?:我|俺|咱|本公司|本企业)")
_STOPS = re.compile(r"[,，。;；!！\n]")
_QUESTION_MARK = re.compile(r"\s*[”\"]?\s*[?？]")
_INTRODUCED = re.compile(
    r"^\W*(?:叫做?|名叫|名为)\W*$|(?:我|咱|俺|本|公司|企业|厂|单位|店|院|中心|名字|名称|全称|全名).*(?:叫|是|为)\W*$"
)
_NOT_IN_A_NAME = re.compile(r"[\s~<>{}\[\]]+")


def show_list(talk: Talk) -> None:
    """Every company with the number of its facts; the current one is marked."""
    lines = [
        say(
            "chat.company_here" if company.number == talk.state.current else "chat.company_line",
            company=name_of(company),
            count=len(company.facts),
        )
        for company in talk.state.companies
    ]
    rows: list[Row] = [
        (talk.button(say("chat.button_company", company=name_of(company)), "company", str(company.number)),)
        for company in talk.state.companies
        if company.number != talk.state.current
    ]
    rows.append((talk.button(say("chat.button_new_company"), "new_company"),))
    talk.send([Part("heading", say("chat.companies")), *(Part("text", line) for line in lines)], rows)


def switch_to(talk: Talk, name: str) -> bool:
    """The company of that name (or the only one that holds it); False where there is none or more than one."""
    found = [company for company in talk.state.companies if _core(company.name) == _core(name) and company.name]
    found = found or [company for company in talk.state.companies if name_of(company) == clean(name)]
    found = found or [company for company in talk.state.companies if _core(name) and _core(name) in company.name]
    if len(found) != 1:
        return False
    switch(talk, found[0].number)
    return True


def switch(talk: Talk, number: int) -> bool:
    if all(company.number != number for company in talk.state.companies):
        return False
    talk.state = replace(
        talk.state, current=number, pending=None, stage="idle", undo=(), revision=talk.state.revision + 1
    )
    company = talk.state.company
    talk.first("text", say("chat.switched", company=name_of(company), count=len(company.facts)))
    talk.send(
        (), [(talk.button(say("chat.button_resume"), "resume"), talk.button(say("chat.button_profile"), "profile"))]
    )
    return True


def make(talk: Talk, name: str) -> None:
    """A new company; without a name, the name is asked for. An empty first file without a name is used up first."""
    name = clean(name)
    if not is_name(name):
        talk.wait(Pending("company_name"))
        ask_name(talk)
        return
    if any(company.name == name for company in talk.state.companies):
        switch_to(talk, name)
        return
    _begin(talk, name)
    talk.send_text("chat.company_made", (talk.button(say("chat.button_check"), "resume"),), company=name)


def make_unnamed(talk: Talk) -> None:
    """What is told next is of a new company, whatever it is called."""
    _begin(talk, "")
    talk.first("heading", say("talking.company", company=name_of(talk.state.company)))


def _begin(talk: Talk, name: str) -> None:
    company = talk.state.company
    if company.facts or company.name:
        number = max(each.number for each in talk.state.companies) + 1
        made = Company(number, name)
        talk.state = replace(talk.state, companies=(*talk.state.companies, made), current=number)
    else:
        talk.state = talk.state.with_company(replace(company, name=name))
    talk.state = replace(talk.state, pending=None, stage="idle", undo=(), revision=talk.state.revision + 1)


def ask_name(talk: Talk) -> None:
    talk.send_text("chat.ask_company_name", (talk.button(say("chat.button_cancel"), "cancel"),))


def is_name(name: str) -> bool:
    """Whether it can be a name at all: nothing that asks (什么, 哪家), no sentence."""
    return bool(clean(name)) and _NO_NAME.search(clean(name)) is None


def is_of_our_own(text: str) -> bool:
    """Whether it begins as people tell of their company (我们在日照), and as no name does."""
    return _OF_OUR_OWN.match(text) is not None


def is_told(text: str, name: str) -> bool:
    """Whether the name is told of the own company (我们公司叫…, 宏达机械,济南的), and not asked about (啥叫…)."""
    before, _, after = text.partition(name)
    before, after = _STOPS.split(before)[-1], _STOPS.split(after + "\n", maxsplit=1)[0]
    asked = _NO_NAME.search(before) or _NO_NAME.search(name + after) or _QUESTION_MARK.match(text.partition(name)[2])
    return not asked and (text.strip().startswith(name) or _INTRODUCED.search(before) is not None)


def rename(talk: Talk, name: str) -> None:
    """A name that was introduced: of the current company where it has none, otherwise of another one."""
    name = clean(name)
    company = talk.state.company
    if not is_name(name) or name == company.name:
        return
    if company.name and _core(company.name) != _core(name):
        if not switch_quietly(talk, name):
            talk.first("hint", say("chat.other_company", company=name, current=company.name))
        return
    talk.state = talk.state.with_company(replace(company, name=name))
    talk.first("text", say("chat.named", company=name))


def switch_quietly(talk: Talk, name: str) -> bool:
    """Go on with a company that is already on file, when its name is told."""
    found = [company for company in talk.state.companies if company.name and _core(company.name) == _core(name)]
    if not found:
        return False
    talk.state = replace(talk.state, current=found[0].number, undo=(), pending=None, revision=talk.state.revision + 1)
    talk.first("text", say("chat.switched", company=name_of(found[0]), count=len(found[0].facts)))
    return True


def export(talk: Talk) -> None:
    """The enterprise file in hand to read, then as JSON to take along; the store adds all that is kept of the chat."""
    company = talk.state.company
    facts = {
        fact: {"value": record.value, "said": record.said, "by": record.by, "on": record.at}
        for fact, record in company.facts.items()
    }
    text = json.dumps({"company": company.name, "facts": facts}, ensure_ascii=False, indent=1)
    parts = [Part("heading", card.header(talk, "chat.export")), *card.said_lines(talk)]
    talk.send([*parts, Part("hint", say("chat.export_file")), Part("quote", text)])
    talk.exported = True


def ask_erase(talk: Talk) -> None:
    talk.wait(Pending("erase"))
    sure = (talk.button(say("chat.button_erase_all"), "erase_all"), talk.button(say("chat.button_cancel"), "cancel"))
    talk.send_text("chat.erase_sure", sure, companies=len(talk.state.companies), facts=_facts(talk))


def erase(talk: Talk) -> None:
    """Everything is forgotten; the store empties its tables."""
    talk.state = Conversation(erased=True)
    talk.lead.clear()
    talk.send_text("chat.erased")


def ask_restart(talk: Talk) -> None:
    talk.wait(Pending("restart"))
    rows = (
        (talk.button(say("chat.button_restart_all", count=len(talk.state.facts)), "restart_all"),),
        (talk.button(say("chat.button_keep"), "resume"), talk.button(say("chat.button_cancel"), "cancel")),
    )
    talk.send_text("chat.restart_sure", *rows, company=name_of(talk.state.company), count=len(talk.state.facts))


def clean(name: str) -> str:
    return _NOT_IN_A_NAME.sub(" ", name).strip(_EDGES)[:_LONGEST_NAME]


def name_of(company: Company) -> str:
    return company.name or say("chat.company_unnamed", number=company.number)


def _core(name: str) -> str:
    return _ENDINGS.sub("", clean(name))


def _facts(talk: Talk) -> int:
    return sum(len(company.facts) for company in talk.state.companies)
