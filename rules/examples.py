"""The examples in programme files, run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rules.errors import FactError

if TYPE_CHECKING:
    from rules.rulebook import RuleBook


@dataclass(frozen=True)
class Failure:
    """An example that did not come out as its file says."""

    file: str
    name: str
    wanted: str
    found: str


def failures(rulebook: RuleBook, day: date) -> Iterator[Failure]:
    """Examples of every programme; `day` counts where an example names none."""
    for programme in rulebook.programmes:
        file = f"rules/programmes/{programme.document}/{programme.id}.toml"
        for example in programme.examples:
            wanted, found = _run(rulebook, programme.id, dict(example), day)
            if wanted != found:
                yield Failure(file, example["name"], wanted, found)


def _run(rulebook: RuleBook, id_: str, example: dict[str, object], day: date) -> tuple[str, str]:
    as_of = example.get("as_of", day)
    on = as_of if isinstance(as_of, date) else date.fromisoformat(str(as_of))
    wanted = str(example["outcome"])
    try:
        facts = rulebook.validate(example["facts"])  # type: ignore[arg-type]
    except FactError as problem:
        return wanted, str(problem)
    [outcome] = rulebook.evaluate(facts, on, programmes=(id_,))
    if "yuan" in example:
        return f"{wanted} {example['yuan']}", f"{outcome.verdict.value} {outcome.amount.yuan}"
    return wanted, outcome.verdict.value
