"""`python -m tests.mutate_code [MODULE …]`: breaks the code that judges on purpose and shows that the tests notice.

Tests are collected once. Every mutant is a child process in which the code of one function is exchanged; it runs
the tests that call that function, the quick ones first, until one fails. What nothing notices is listed, and the exit
status is 1; mutants that cannot make a difference stand in `equivalent.toml`, each with the reason.
"""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from knowledge.library import cached_library
from rules import rulebook
from tests.mutants_of_code import Mutant, mutants

MODULES = (
    *(f"rules.evaluation.{name}" for name in ("logic", "predicates", "values", "honours", "durations", "amounts")),
    *(f"rules.evaluation.{name}" for name in ("exclusion", "shortfall", "columns", "many_states")),
    "rules.bulk_nodes",
    "rules.bulk",
    "rules.screening",
)
_FILES = ("facts_as_compared", "gaps", "outcomes", "validity", "values_and_durations")
TESTS = ("tests/rules/evaluation", *(f"tests/rules/test_{name}.py" for name in _FILES))
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
_AT_ONCE = max(1, min(os.cpu_count() or 1, 4))
_LONGEST_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Covered:
    """What one test calls, and how long it takes alone."""

    functions: frozenset[tuple[str, str]]
    seconds: float
    passed: bool


class Session:
    """pytest's own loop is replaced: first each test alone to see what it calls, then the mutants."""

    def __init__(self, modules: Sequence[str]) -> None:
        self.modules = [importlib.import_module(name) for name in modules]
        self.survivors: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        _read_rules_once()
        covered = dict(zip(session.items, _in_children(session.items, self._alone), strict=True))
        if failing := [item.nodeid for item, seen in covered.items() if not seen.passed]:
            raise pytest.UsageError(f"these fail before anything is broken: {failing}")
        work = [(mutant, self._watching(mutant, covered)) for module in self.modules for mutant in mutants(module)]
        found = _in_children(work, lambda job: _notices(*job))
        self._tell([mutant for mutant, _ in work], found)
        return True

    def _alone(self, item: pytest.Item) -> Covered:
        files = {module.__file__: module.__name__ for module in self.modules}
        called: set[tuple[str, str]] = set()

        def profile(frame: Any, event: str, _argument: Any) -> None:
            if event == "call" and (name := files.get(frame.f_code.co_filename)) is not None:
                called.add((name, _outermost(frame.f_code.co_qualname)))

        began = time.perf_counter()
        sys.setprofile(profile)
        passed = _passes([item])
        sys.setprofile(None)
        return Covered(frozenset(called), time.perf_counter() - began, passed)

    def _watching(self, mutant: Mutant, covered: dict[pytest.Item, Covered]) -> list[pytest.Item]:
        place = (mutant.module.__name__, mutant.function)
        watching = [item for item, seen in covered.items() if place in seen.functions]
        return sorted(watching, key=lambda item: covered[item].seconds)

    def _tell(self, tried: Sequence[Mutant], noticed: Sequence[bool]) -> None:
        excused = {(each["function"], each["change"]) for each in _equivalent()}
        counts: Counter[tuple[str, str]] = Counter()
        for mutant, seen in zip(tried, noticed, strict=True):
            key = f"{mutant.module.__name__}.{mutant.function}", mutant.change
            state = "noticed" if seen else "equivalent" if key in excused else "survived"
            counts[mutant.module.__name__, state] += 1
            if state == "survived":
                self.survivors.append(f"{key[0]} line {mutant.line}: {mutant.change}")
        for (module, state), count in sorted(counts.items()):
            print(f"{module:30} {state:10} {count:5}")
        print(f"{len(tried)} mutants of code, {len(self.survivors)} survived")
        print("\n".join(self.survivors))


def _equivalent() -> list[dict[str, str]]:
    """Mutants that compute the same, with the reason."""
    return list(tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"])


def _outermost(qualname: str) -> str:
    return qualname.partition(".<locals>")[0]


def _read_rules_once() -> None:
    """The shipped files are parsed before the children part; what the mutated code makes of them is theirs."""
    load: Callable[..., Any] = vars(rulebook)["load_book"]
    known: dict[Path, Any] = {}

    def remembered(clauses: Any, folder: Path, own: Any, absent: Any) -> Any:
        if folder != Path(rulebook.__file__).parent or own or absent:
            return load(clauses, folder, own, absent)
        if folder not in known:
            known[folder] = load(clauses, folder, own, absent)
        return known[folder]

    library = cached_library()
    clauses = {each.id: each.text for one in (*library.documents, *library.summaries) for each in one.clauses}
    remembered(clauses, Path(rulebook.__file__).parent, None, ())
    setattr(rulebook, "load_book", remembered)  # noqa: B010


def _notices(mutant: Mutant, watching: Sequence[pytest.Item]) -> bool:
    """Runs in a child: nobody sees the broken code afterwards."""
    _exchange(mutant.module, mutant.function, mutant.code)
    for found in vars(mutant.module).values():
        getattr(found, "cache_clear", lambda: None)()  # of what was computed while the tests were collected
    return not _passes(watching)


def _passes(items: Sequence[pytest.Item]) -> bool:
    for item, following in zip(items, [*items[1:], None], strict=True):
        reports = runtestprotocol(item, nextitem=following, log=False)
        if any(report.failed for report in reports):
            return False
    return True


def _exchange(module: ModuleType, function: str, code: CodeType) -> None:
    owner: Any = module
    for name in function.split(".")[:-1]:
        owner = getattr(owner, name)
    found = vars(owner)[function.rpartition(".")[2]]
    found = getattr(found, "fget", None) or getattr(found, "__func__", found)
    while not isinstance(found, FunctionType):
        getattr(found, "cache_clear", lambda: None)()
        found = found.__wrapped__
    found.__code__ = code


def _in_children(jobs: Iterable[Any], run: Callable[[Any], Any]) -> list[Any]:
    """The results in order, a process for each job; one that dies or takes too long has noticed."""
    waiting = list(enumerate(jobs))
    results: dict[int, Any] = {}
    running: dict[tuple[int, int], int] = {}
    results_wanted = len(waiting)
    waiting.reverse()
    while len(results) < results_wanted:
        while waiting and len(running) < _AT_ONCE:
            place, job = waiting.pop()
            running[_child(run, job)] = place
        for reading in list(_ready(running)):
            with os.fdopen(reading[0], "rb") as pipe:
                told = pipe.read()
            os.waitpid(reading[1], 0)
            results[running.pop(reading)] = pickle.loads(told) if told else True
    return [results[place] for place in range(results_wanted)]


def _child(run: Callable[[Any], Any], job: Any) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return reading, pid
    os.close(reading)
    signal.alarm(_LONGEST_SECONDS)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1), os.dup2(silent, 2)
    try:
        os.write(writing, pickle.dumps(run(job)))
    finally:
        os._exit(0)


def _ready(running: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    import select

    found, _, _ = select.select([reading for reading, _ in running], [], [])
    yield from (each for each in running if each[0] in found)


def main(modules: Sequence[str]) -> int:
    session = Session(modules or MODULES)
    pytest.main(
        ["-o", "addopts=", "-p", "no:terminal", "-p", "no:xdist", "-p", "no:cacheprovider", *TESTS], plugins=[session]
    )
    return 1 if session.survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
