"""What one chat remembers between turns: companies with their facts, what was asked, where to go back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

MOST_UNDO_STEPS = 30
UNKNOWN = "unknown"

PendingKind = Literal[
    "question", "round", "confirm", "doubt", "conflict", "erase", "restart", "company_name", "forwarded"
]
Stage = Literal["idle", "asking", "card", "verdict"]


@dataclass(frozen=True, slots=True)
class Interest:
    """Where an interview starts from; what is empty leaves it open, all empty is everything."""

    city: str | None = None
    honour: str | None = None
    document: str | None = None
    topic: str | None = None
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One fact of the enterprise file: the value, in which words, by whom, on which day (ISO)."""

    value: Any
    said: str = ""
    by: str = ""
    at: str = ""
    assumed: bool = False
    """Read with an assumption that the person has not confirmed yet."""
    alternatives: tuple[Any, ...] = ()
    echoed: bool = False
    """The doubt was put to the person once; it is not asked again unless they come back to it."""
    skipped: bool = False
    """Asked, and the person would not say; the value is then `unknown`."""
    round: str = ""
    """The round in whose answer it was settled; `role`: assumed of everybody who says nothing else."""


@dataclass(frozen=True, slots=True)
class Company:
    """One enterprise of the person; `number` is its own within the chat and never used again."""

    number: int
    name: str = ""
    facts: Mapping[str, FactRecord] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    """Contradictions that the person has said are right as they stand (see `conflicts`)."""

    def values(self) -> dict[str, Any]:
        """The facts as the rule book takes them."""
        return {name: record.value for name, record in self.facts.items()}


@dataclass(frozen=True, slots=True)
class Pending:
    """What the last message asked for. `fact` is the fact that an answer fills; `attempts` counts unread answers."""

    kind: PendingKind
    fact: str | None = None
    attempts: int = 0
    reminded: int = 0
    """How often it was called back to after something else."""
    round: str = ""
    """Several facts are asked for at once (`interview.rounds`)."""
    ticked: tuple[str, ...] = ()
    """Digests of what is ticked by buttons so far."""
    text: str = ""
    """What was forwarded, until it is said whose company it is about."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one turn changed in a company, so that 返回 can put it back."""

    company: int
    before: Mapping[str, FactRecord | None]
    pending: Pending | None
    stage: Stage


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reading that may be wrong: put to the person once, and no fact before a yes."""

    company: int
    fact: str
    values: tuple[Any, ...]
    """The likely one first."""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The benefits that the person was told of while facts were still being asked for, and for which company."""

    company: int = 0
    programmes: tuple[str, ...] = ()
    """What was certain."""
    shown: tuple[str, ...] = ()
    """What was spoken of at all."""
    listed: tuple[str, ...] = ()
    """What the last of our lists had, in its order."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything a turn needs to know about the turns before it."""

    companies: tuple[Company, ...] = (Company(1),)
    current: int = 1
    stage: Stage = "idle"
    interest: Interest = Interest()
    pending: Pending | None = None
    focus: Mapping[str, Any] = field(default_factory=dict)
    """What a follow-up question leans on: the fields of `answering.answer.Focus`."""
    shelved: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The focus of each company that is not in hand, by its number."""
    earlier: int = 1
    """The company that was in hand before this one."""
    undo: tuple[Step, ...] = ()
    revision: int = 0
    """Counts changes of facts; a button made before the last change says so."""
    last_topic: str | None = None
    told: Told = Told()
    doubts: tuple[Doubt, ...] = ()
    said: tuple[str, ...] = ()
    """Lines with sums that were told last, the newest at the end."""
    last_day: str = ""
    """Day of the last turn (ISO)."""
    erased: bool = False
    """The person has just deleted everything; the store forgets the chat."""

    @property
    def company(self) -> Company:
        return next(company for company in self.companies if company.number == self.current)

    @property
    def facts(self) -> dict[str, Any]:
        return self.company.values()

    def with_company(self, company: Company) -> Conversation:
        """The conversation with its company of that number replaced."""
        companies = tuple(company if each.number == company.number else each for each in self.companies)
        return replace(self, companies=companies)

    def with_facts(self, changes: Mapping[str, FactRecord | None]) -> Conversation:
        """Facts set (or removed, where None), one undo step, one revision further."""
        company = self.company
        facts = dict(company.facts)
        before = {name: facts.get(name) for name in changes}
        for name, record in changes.items():
            facts.pop(name, None)
            if record is not None:
                facts[name] = record
        step = Step(company.number, before, self.pending, self.stage)
        undo = (*self.undo, step)[-MOST_UNDO_STEPS:]
        return replace(self.with_company(replace(company, facts=facts)), undo=undo, revision=self.revision + 1)

    def undone(self) -> Conversation | None:
        """One step back, or None where there is nothing to go back to."""
        if not self.undo:
            return None
        step = self.undo[-1]
        if all(company.number != step.company for company in self.companies):
            return replace(self, undo=())
        moved = replace(self, current=step.company)
        facts = dict(moved.company.facts)
        for name, record in step.before.items():
            facts.pop(name, None)
            if record is not None:
                facts[name] = record
        moved = moved.with_company(replace(moved.company, facts=facts))
        return replace(moved, undo=self.undo[:-1], pending=step.pending, stage=step.stage, revision=self.revision + 1)


def state_of(conversation: Conversation) -> dict[str, Any]:
    """The part of a conversation that is not the enterprise file, JSON-shaped."""
    state = asdict(conversation)
    del state["companies"], state["erased"]
    return state


def restored(state: Mapping[str, Any], companies: tuple[Company, ...]) -> Conversation:
    """A conversation from its stored state and enterprise files; unknown keys of older versions are left out."""
    values: dict[str, Any] = {name: state[name] for name in _PLAIN if name in state}
    if state.get("interest"):
        stored = state["interest"]
        values["interest"] = Interest(**_known(Interest, stored) | {"programmes": tuple(stored["programmes"])})
    if state.get("pending"):
        values["pending"] = _pending(state["pending"])
    if state.get("told"):
        told = state["told"]
        ids = (tuple(told.get(name, ())) for name in ("programmes", "shown", "listed"))
        values["told"] = Told(told["company"], *ids)
    values["doubts"] = tuple(
        Doubt(each["company"], each["fact"], tuple(each["values"]), each["said"]) for each in state.get("doubts", ())
    )
    values["said"] = tuple(state.get("said", ()))
    values["undo"] = tuple(_step(step) for step in state.get("undo", ()))
    companies = companies or (Company(1),)
    if all(company.number != values.get("current") for company in companies):
        values["current"] = companies[0].number
    return Conversation(companies=companies, **values)


_PLAIN = ("current", "stage", "focus", "shelved", "earlier", "revision", "last_topic", "last_day")


def _pending(stored: Mapping[str, Any]) -> Pending:
    return Pending(**_known(Pending, stored) | {"ticked": tuple(stored.get("ticked", ()))})


def _step(step: Mapping[str, Any]) -> Step:
    pending = _pending(step["pending"]) if step["pending"] else None
    before = {name: record_of(record) if record else None for name, record in step["before"].items()}
    return Step(step["company"], before, pending, step["stage"])


def record_of(stored: Mapping[str, Any]) -> FactRecord:
    return FactRecord(**_known(FactRecord, stored) | {"alternatives": tuple(stored.get("alternatives", ()))})


def _known(kind: type[Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """What another version has added to a stored thing is left out."""
    return {each.name: stored[each.name] for each in fields(kind) if each.name in stored}
