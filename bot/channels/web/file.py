"""The enterprise file as a card that is changed in place, with what it comes to beside it."""

from __future__ import annotations

from typing import Any

from bot.buttons import encode
from bot.dialogue.companies import name_of
from bot.dialogue.conversation import UNKNOWN, Conversation
from bot.dialogue.interview.honours import names_of
from bot.reports.content import Report, Said, build
from bot.reports.saying import shown
from bot.world import World
from rules.rulebook import FactDefinition

_MOST_MONEY, _MOST_NEARLY = 5, 3


def report_of(conversation: Conversation, world: World, today: Any) -> Report:
    """What the facts of the company in hand come to."""
    company = conversation.company
    said = {name: Said(record.said, record.at) for name, record in company.facts.items()}
    return build(conversation.facts, world, today, company=name_of(company), said=said)


def card(
    conversation: Conversation, world: World, today: Any, problem: str = "", open_fact: str = ""
) -> dict[str, Any]:
    """Values for `_file.html`."""
    company = conversation.company
    definitions = world.rulebook.facts
    rows = [
        _row(definitions[name], record.value, world) for name, record in company.facts.items() if name in definitions
    ]
    report = report_of(conversation, world, today) if company.facts else None
    left = [each for each in definitions.values() if not each.derived and each.name not in company.facts]
    added = definitions.get(open_fact)
    return {
        "company": name_of(company),
        "companies": [
            {"name": name_of(each), "data": encode("company", str(each.number))}
            for each in conversation.companies
            if each.number != conversation.current
        ],
        "another": encode("new_company") if company.facts else "",
        "rows": rows,
        "adding": _row(added, None, world) if added and open_fact not in company.facts else None,
        "changing": open_fact,
        "left": [{"name": each.name, "label": each.label, "topic": each.topic} for each in left],
        "report": report,
        "money": report.money[:_MOST_MONEY] if report else (),
        "nearly": report.nearly[:_MOST_NEARLY] if report else (),
        "problem": problem,
    }


def _row(definition: FactDefinition, value: Any, world: World) -> dict[str, Any]:
    return {
        "name": definition.name,
        "label": definition.label,
        "value": "" if value is None else shown(definition.name, value, world),
        "why": definition.why,
        "help": definition.help,
        "example": definition.example,
        "options": options(definition, value),
        "several": definition.type == "honours",
    }


def options(definition: FactDefinition, value: Any) -> list[dict[str, Any]]:
    """What can be chosen; empty where the value is typed."""
    if definition.type == "bool":
        return [_option("1", "yes", value is True), _option("0", "no", value is False)]
    if definition.type == "honours":
        held = names_of(value)
        return [{"value": name, "label": name, "chosen": name in held} for name in definition.choices]
    if definition.choices and definition.type != "map":
        return [{"value": name, "label": name, "chosen": name == value} for name in definition.choices]
    return []


def _option(value: str, key: str, chosen: bool) -> dict[str, Any]:
    from bot.wording import say

    return {"value": value, "label": say(f"interview.{key}"), "chosen": chosen}


def value_from(definition: FactDefinition, given: list[str]) -> Any:
    """What a form's choice stands for; None where it must be read as words."""
    if given == [UNKNOWN]:
        return UNKNOWN
    if definition.type == "honours":
        names = [name for name in given if name in definition.choices]
        return {"has": names, "complete": True} if names else []
    if definition.type == "bool" and given in (["1"], ["0"]):
        return given == ["1"]
    if len(given) == 1 and given[0] in definition.choices and definition.type != "map":
        return given[0]
    return None
