"""「对吗」: a reading put to the person with its other readings as buttons."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.conversation import Doubt, Pending
from bot.dialogue.interview.choices import Choice
from bot.dialogue.interview.taking import label, shown
from bot.dialogue.statement import found
from bot.dialogue.talk import Talk
from bot.model import Part
from bot.wording import say

NOT_SO = "not_so"
"""The value of the choice that none of the readings is right."""


def assumed_fact(talk: Talk) -> str | None:
    """The first that was read with doubt and was not put to the person yet."""
    held = talk.state.company.facts.items()
    return next((fact for fact, record in held if record.assumed and not record.echoed), None)


def ask_confirm(talk: Talk, fact: str) -> None:
    """The likely reading first, then the other ones."""
    known = talk.state.company.facts[fact]
    company = talk.state.company
    echoed = replace(company, facts={**company.facts, fact: replace(known, echoed=True)})
    talk.state = talk.state.with_company(echoed)
    found.tell(talk)
    talk.wait(Pending("confirm", fact, attempts_at(talk, fact)))
    options = confirm_choices(talk, fact)
    text = say("interview.confirm", said=known.said, label=label(talk, fact), value=shown(talk, fact, known.value))
    rows = [(talk.button(option.label, "answer", fact, option.digest, aging=True),) for option in options]
    rows.append((talk.button(say("interview.button_other_value"), "change", fact, aging=True),))
    rows.append((talk.button(say("interview.button_unknown"), "unknown", fact, aging=True),))
    talk.send([Part("text", text)], rows, asking=fact, takes_place=True)


def confirm_choices(talk: Talk, fact: str) -> tuple[Choice, ...]:
    known = talk.state.company.facts[fact]
    values = [known.value, *(value for value in known.alternatives if value != known.value)]
    return tuple(
        Choice(say("interview.yes_value" if at == 0 else "interview.or_value", value=shown(talk, fact, value)), value)
        for at, value in enumerate(values)
    )


def ask_doubt(talk: Talk, doubt: Doubt) -> None:
    """What was read with doubt, once; what was on file before is offered beside it."""
    talk.wait(Pending("doubt", doubt.fact, attempts_at(talk, doubt.fact)), "asking")
    options = doubt_choices(talk, doubt)
    rows = [(talk.button(option.label, "answer", doubt.fact, option.digest, aging=True),) for option in options]
    known = talk.state.facts.get(doubt.fact)
    places = {"said": doubt.said, "label": label(talk, doubt.fact), "value": shown(talk, doubt.fact, doubt.values[0])}
    if known is None:
        text = say("interview.confirm", **places)
    else:
        text = say("interview.confirm_instead", known=shown(talk, doubt.fact, known), **places)
    talk.send([Part("text", text)], rows, asking=doubt.fact, takes_place=True)


def doubt_choices(talk: Talk, doubt: Doubt) -> tuple[Choice, ...]:
    """Each reading; what is on file stays as it is."""
    known, fact = talk.state.facts.get(doubt.fact), doubt.fact
    keys = ("yes_value", *("or_value" if value != known else "still_value" for value in doubt.values[1:]))
    options = [
        Choice(say(f"interview.{key}", value=shown(talk, fact, value)), value)
        for key, value in zip(keys, doubt.values, strict=True)
    ]
    denial = "not_so_one" if len(options) == 1 else "not_so"
    return (*options, Choice(say(f"interview.{denial}"), NOT_SO))


def attempts_at(talk: Talk, fact: str) -> int:
    pending = talk.state.pending
    return pending.attempts if pending is not None and pending.fact == fact else 0
