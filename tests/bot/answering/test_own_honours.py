"""An honour of a data folder of one's own: told, asked about and judged like those that are shipped, and only there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answer import Focus, answer
from bot.bootstrap import rule_book
from bot.dialogue.conversation import Conversation
from bot.dialogue.turn import respond
from bot.lists.reading import plan, read
from bot.model import Message
from bot.understanding.names.in_force import reading_with
from bot.understanding.reading import understand
from bot.world import World
from knowledge.faq import Faq
from knowledge.library import Library
from knowledge.workspace import Workspace
from rules.errors import DataError

FOLDER = Path(__file__).parents[2] / "foreign"
TODAY = date(2026, 11, 22)
HONOUR = "滇品领航企业"


@pytest.fixture(scope="module")
def foreign() -> World:
    library = Library.load(own=Workspace(FOLDER))
    return World(library, rule_book(library, FOLDER), Faq.load(library))


def told(world: World, *texts: str) -> dict[str, Any]:
    conversation = Conversation()
    for text in texts:
        conversation, reply = respond(conversation, Message("a", text), world, TODAY)
    return reply.facts


def test_it_is_a_choice_of_the_fact(foreign: World, world: World) -> None:
    assert foreign.rulebook.facts["honours"].choices == (*world.rulebook.facts["honours"].choices, HONOUR)


@pytest.mark.parametrize("text", ["我们在昆明,刚评上滇品领航", "我们在昆明,是滇品企业", "昆明的,有滇品领航企业称号"])
def test_it_is_told(foreign: World, text: str) -> None:
    facts = told(foreign, text)
    assert facts["city"] == "昆明" and facts["honours"] == [HONOUR]


def test_it_is_denied(foreign: World) -> None:
    assert told(foreign, "我们在昆明,不是滇品领航企业")["honours"] == {"has": [], "not": [HONOUR]}


def test_it_is_asked_about(foreign: World) -> None:
    found = answer("昆明滇品领航企业奖励多少", Focus(), foreign, TODAY)
    assert "45万元" in found.message.text and found.message.citations[0].document == "kunming-measures"


def test_it_is_judged(foreign: World) -> None:
    facts = foreign.rulebook.validate({"city": "昆明", "honours": [HONOUR]})
    [outcome] = foreign.rulebook.evaluate(facts, TODAY, programmes=["kunming-leading-brand"])
    assert (outcome.verdict.value, outcome.amount.yuan) == ("eligible", 450_000)


def test_it_is_known_in_its_own_world_only(foreign: World, world: World) -> None:
    text = "我们在昆明,是滇品领航企业"
    assert told(foreign, text)["honours"] == [HONOUR]
    assert "honours" not in told(world, text)
    assert "honours" not in understand(text, None, TODAY).facts
    assert told(foreign, text)["honours"] == [HONOUR]


@pytest.mark.parametrize(
    ("honours", "said"),
    [
        ('[[honour]]\nname = "瞪羚"\naliases = ["瞪羚"]\nonly = "瞪羚"\n', "瞪羚"),
        ('[[honour]]\nname = "新牌子"\naliases = ["新牌子"]\n', "全名"),
        ('[[honour]]\nname = "新牌子"\naliases = ["("]\nonly = "新牌子"\n', "aliases"),
        ('[[honor]]\nname = "新牌子"\n', "honour"),
    ],
)
def test_a_mistake_in_it_is_told(world: World, tmp_path: Path, honours: str, said: str) -> None:
    (tmp_path / "honours.toml").write_text(honours, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        rule_book(world.library, tmp_path)
    assert said in str(caught.value) and caught.value.remedy


def test_it_is_read_in_a_list(foreign: World, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    rows = ["企业名称,称号,是否滇品领航企业", "甲公司,滇品领航企业(2024年认定)、创新型中小企业,", "乙公司,,是"]
    file.write_text("\n".join(rows), encoding="utf-8")
    with reading_with(foreign.names):
        found = read(plan(file, foreign.rulebook, TODAY), foreign.rulebook, TODAY)
    assert [company.facts["honours"] for company in found.companies] == [[HONOUR, "创新型中小企业"], [HONOUR]]
