"""Talk about the talk: what was told, all companies side by side, starting over, taking one thing back, who this is."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.money import offers
from bot.dialogue.companies import name_of
from bot.dialogue.conversation import Company
from bot.dialogue.interview.interview import open_facts, round_label, round_of
from bot.dialogue.interview.taking import drop, label, shown
from bot.dialogue.statement import card
from bot.dialogue.stepping import subject
from bot.dialogue.talk import Talk
from bot.dialogue.talking import sums
from bot.dialogue.talking.returning import remind
from bot.dialogue.talking.switching import choose
from bot.model import Part
from bot.wording import say

_MOST_OF_ONE, _MOST_OPEN = 3, 4


def told(talk: Talk) -> None:
    """The card of what was told, on one screen."""
    lines = card.lines(talk)
    if not lines:
        talk.send([Part("text", say("talking.nothing_told"))])
        return
    text = say("talking.told", company=name_of(talk.state.company), facts=say("interview.between").join(lines))
    talk.send([Part("text", text), Part("hint", say("talking.told_hint"))], card.change_rows(talk))


def companies(talk: Talk) -> None:
    """Every company with its facts and its certain money, a line each."""
    current = talk.state.current
    for company in talk.state.companies:
        if not company.facts:
            continue
        choose(talk, company.number)
        certain = sums.of_company(talk).certain[:_MOST_OF_ONE] if sums.place(talk) else ()
        talk.first("text", _line(talk, company))
        if certain:
            sums.put(talk, offers.Lines())
            lines = offers.Lines()
            lines.add("talking.company_money", certain)
            sums.put(talk, lines)
    choose(talk, current)
    if talk.lead:
        talk.lead = [*(part for part in talk.lead if part.kind == "text"), *_ends(talk)]
        talk.send([])
    else:
        talk.send([Part("text", say("talking.nothing_told"))])


def _ends(talk: Talk) -> list[Part]:
    """What each company's lines end with, once."""
    return list(dict.fromkeys(part for kind in ("notice", "folded") for part in talk.lead if part.kind == kind))


def _line(talk: Talk, company: Company) -> str:
    facts = [
        say("interview.fact", label=label(talk, fact), value=shown(talk, fact, record.value))
        for fact, record in company.facts.items()
    ]
    return say("talking.company_line", company=name_of(company), facts=say("interview.between").join(facts))


def short_name(talk: Talk) -> str:
    """The company in hand as it is told from others: with its place, where it has no name."""
    company = talk.state.company
    place = talk.state.facts.get("city")
    return company.name or say("talking.company_of", company=name_of(company), place=str(place or ""))


def restart(talk: Talk) -> None:
    """Cleared at once; 返回 brings everything back."""
    drop(talk, *talk.state.company.facts)
    company = replace(talk.state.company, accepted=())
    talk.state = replace(talk.state.with_company(company), focus={}, pending=None, stage="idle")
    talk.send([Part("text", say("talking.restarted"))], [(talk.button(say("interview.button_back"), "back"),)])


def forget(talk: Talk, text: str) -> bool:
    """The fact that is named is taken out; False where none is named or known."""
    fact = subject(talk, text)
    if fact is None or fact not in talk.state.facts:
        return False
    drop(talk, fact)
    if talk.state.pending is not None and talk.state.pending.fact == fact:
        talk.wait(None)
    talk.send([Part("text", say("interview.forgotten", label=label(talk, fact)))])
    return True


def still_open(talk: Talk) -> None:
    """What was asked and not answered, else what else could be told."""
    several, pending = round_of(talk), talk.state.pending
    if several is not None:
        labels = [round_label(talk, several)]
    elif pending is not None and pending.fact is not None:
        labels = [label(talk, pending.fact)]
    else:
        labels = [label(talk, fact) for fact in open_facts(talk)[:_MOST_OPEN]]
    if not labels:
        talk.send([Part("text", say("talking.all_told"))])
        return
    talk.send([Part("text", say("talking.not_told_yet", labels=say("interview.and").join(dict.fromkeys(labels))))])
    remind(talk)


def line(talk: Talk, name: str, **values: str) -> None:
    """One line of manners; our question waits."""
    talk.kind = "greeting"
    talk.send([Part("text", say(f"talking.{name}", **values))])
