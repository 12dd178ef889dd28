"""Shows the verdict on the facts as they are, its parts, and what a change of a fact gains and loses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot import buttons
from bot.answering.model import Focus
from bot.dialogue.interview import interests
from bot.dialogue.interview.groups import grouped
from bot.dialogue.interview.planning import assume_role, is_body, open_facts, scope
from bot.dialogue.statement import card
from bot.dialogue.statement.results import results
from bot.dialogue.statement.short import short
from bot.dialogue.statement.statement import WHOLE, Statement
from bot.dialogue.talk import Row, Talk
from bot.model import TO_MAKE, Attachment, Button, Part
from bot.wording import say
from rules.model import Outcome, Verdict

_MOST_DETAILS = 6


def evaluate(talk: Talk, facts: Mapping[str, Any] | None = None) -> tuple[Outcome, ...]:
    return talk.world.rulebook.evaluate(dict(talk.state.facts if facts is None else facts), talk.today)


def show(talk: Talk) -> None:
    """The short statement within the interest; `results` are those of every programme, as in `mingce check`."""
    assume_role(talk)
    outcomes = evaluate(talk)
    talk.results = results(outcomes, talk.world.library, talk.today)
    statement = Statement(_told_of(talk, outcomes), talk.world, talk.today)
    parts = [Part("heading", card.header(talk, "statement.heading"))]
    parts += short(statement)
    if talk.state.pending is not None and open_facts(talk):
        parts.append(Part("hint", say("statement.still_open")))
    parts += _ladder_line(talk, outcomes)
    talk.state = replace(talk.state, stage="verdict", pending=None, focus=_focus(talk, statement))
    talk.send(
        parts,
        _rows(talk, statement, narrowed=talk.state.interest != interests.EVERYTHING),
        citations=statement.citations,
    )


def _focus(talk: Talk, statement: Statement) -> dict[str, Any]:
    """What 「谁管」「有效吗」 after the statement are about: the largest sum in it, else what comes next."""
    first = next(iter((*statement.priced(), *statement.groups.eligible, *statement.groups.possible)), None)
    if first is None:
        return dict(talk.state.focus)
    kept = Focus(city=None, document=first.document, clause=first.clause, kind="amount", question=first.title)
    return kept.as_json()


def show_nth(talk: Talk, number: int) -> bool:
    """The outcome that stands at this place of the statement; False where there are fewer."""
    statement = _within(talk)
    told = _told(statement)
    return 0 < number <= len(told) and show_one(talk, buttons.digest(told[number - 1].programme))


def _within(talk: Talk) -> Statement:
    return Statement(_told_of(talk, evaluate(talk)), talk.world, talk.today)


def _told_of(talk: Talk, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Within the interest; to a bank or a platform what is for it, beside what is refused."""
    within = set(interests.scope(talk.state.interest, talk.world))
    own = set(scope(talk)) if is_body(talk) else within
    settled = (Verdict.NOT_ELIGIBLE, Verdict.SUPERSEDED_BY_HIGHER)
    return [
        each for each in outcomes if each.programme in own or (each.programme in within and each.verdict in settled)
    ]


def _told(statement: Statement) -> tuple[Outcome, ...]:
    """In the order of their buttons."""
    return (*statement.groups.eligible, *statement.groups.possible)[:_MOST_DETAILS]


def show_part(talk: Talk, name: str) -> None:
    """One group or one document in full."""
    statement = Statement(evaluate(talk), talk.world, talk.today)
    parts = statement.part(name)
    more: Row = ()
    if statement.shortened:
        more = (talk.button(say("statement.button_whole"), "part", name + WHOLE, aging=True),)
    talk.send(
        [Part("heading", card.header(talk, "statement.heading")), *parts],
        [more, _back(talk)],
        citations=statement.citations,
    )


def show_one(talk: Talk, digest: str) -> bool:
    """Everything about one outcome; False where there is no such programme."""
    found = [outcome for outcome in evaluate(talk) if buttons.digest(outcome.programme) == digest]
    if not found:
        return False
    statement = Statement(found, talk.world, talk.today)
    parts = statement.one(found[0])
    rows: list[Row] = [
        (Button(say("statement.button_clause"), buttons.clause(found[0].document, found[0].clause)),),
        _back(talk),
    ]
    talk.send([Part("heading", card.header(talk, "statement.heading")), *parts], rows, citations=statement.citations)
    return True


def say_difference(talk: Talk, before: Mapping[str, Any]) -> None:
    """What the change gains and what it loses, in front of the next message."""
    old = {outcome.programme: outcome for outcome in evaluate(talk, before)}
    gained, lost, opened = [], [], []
    for outcome in evaluate(talk):
        was = old.get(outcome.programme)
        if was is None or was.verdict is outcome.verdict or _is_tier(talk, outcome):
            continue
        if outcome.verdict is Verdict.ELIGIBLE:
            gained.append(outcome.title)
        elif was.verdict is Verdict.ELIGIBLE or outcome.verdict is Verdict.NOT_ELIGIBLE:
            lost.append(outcome.title)
        elif was.verdict is Verdict.NOT_ELIGIBLE:
            opened.append(outcome.title)
    for key, titles in (("gained", gained), ("lost", lost), ("opened", opened)):
        if titles:
            talk.first("text", say(f"statement.{key}", titles=_few(titles)))
    if not (gained or lost or opened):
        talk.first("hint", say("statement.no_difference"))


def _few(titles: list[str]) -> str:
    named = say("statement.semicolon").join(titles[:5])
    return named if len(titles) <= 5 else say("statement.and_more", titles=named, count=len(titles))


def _is_tier(talk: Talk, outcome: Outcome) -> bool:
    programme = talk.world.rulebook.programme(outcome.programme)
    return programme is not None and programme.kind == interests.TIER


def _ladder_line(talk: Talk, outcomes: tuple[Outcome, ...]) -> list[Part]:
    tiers = grouped(outcomes, talk.world).tiers
    return [Part("hint", say("statement.ladder_hint"))] if tiers else []


def _rows(talk: Talk, statement: Statement, *, narrowed: bool) -> list[Row]:
    groups = statement.groups
    rows: list[Row] = []
    rows += [
        (talk.button(_cut(outcome.title), "outcome", buttons.digest(outcome.programme), aging=True),)
        for outcome in _told(statement)
    ]
    parts = [
        talk.button(say(f"statement.button_{name}", count=count), "part", name, aging=True)
        for name, count in (
            ("eligible", len(groups.eligible)),
            ("services", len(groups.services)),
            ("near", len(statement.near())),
            ("possible", len(groups.possible)),
            ("refused", len(groups.refused)),
        )
        if count
    ]
    rows.append(tuple(parts))
    rows.append(
        (talk.button(say("statement.button_card"), "card"), talk.button(say("statement.button_ladder"), "ladder"))
    )
    if narrowed:
        rows.append((Button(say("statement.button_everything"), buttons.everything()),))
    rows.append((talk.button(say("chat.button_export"), "export"), talk.button(say("chat.button_staff"), "staff")))
    rows.append((talk.button(say("statement.button_report"), "report"),))
    return rows


def take_home(talk: Talk) -> None:
    """Report and card as files; who holds the reply makes them (`bot.reports.attaching`)."""
    files = (
        Attachment(say("statement.card_name"), "image/png", f"{TO_MAKE}png"),
        Attachment(say("statement.report_name"), "application/pdf", f"{TO_MAKE}pdf"),
    )
    talk.send([Part("text", say("statement.report_ready"))], attachments=files)


def _cut(title: str) -> str:
    return title if len(title) <= 24 else title[:23] + "…"


def _back(talk: Talk) -> Row:
    return (
        talk.button(say("statement.button_back"), "result", aging=True),
        talk.button(say("statement.button_card"), "card"),
    )
