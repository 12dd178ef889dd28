"""The laws of the house, read off the source itself."""

from __future__ import annotations

import ast
import graphlib
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "knowledge", "rules")
MAY_IMPORT = {"bot": {"bot", "knowledge", "rules"}, "knowledge": {"knowledge"}, "rules": {"rules"}}
DOORS = {
    "knowledge": {
        "knowledge.library",
        "knowledge.gazetteer.table",
        "knowledge.model",
        "knowledge.metadata.model",
        "knowledge.errors",
        "knowledge.faq",
        # A side door for what is imported; behind the main door it would make every start dearer.
        "knowledge.intake",
    },
    "rules": {
        "rules.rulebook",
        "rules.model",
        "rules.errors",
        "rules.figures",
        "rules.ladder",
        # Side doors for one command each; behind the main door they would make every start dearer.
        "rules.screening",
        "rules.weighing",
        "rules.bulk",
        "rules.examples",
    },
}
PURE = ("bot.dialogue", "bot.understanding", "bot.answering")
IMPURE = {
    "asyncio", "time", "random", "secrets", "uuid", "sqlite3", "aiosqlite", "telegram", "httpx", "socket", "os",
    "starlette", "uvicorn", "subprocess", "threading",
}  # fmt: skip


@cache
def sources() -> dict[str, Path]:
    """Module name → file, for every Python file of the three packages."""
    found = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imported(file: Path, *, at_import_time: bool = False) -> Iterator[str]:
    """Names of the modules that a file imports; with `at_import_time` those inside functions are left out."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    lazy = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if at_import_time and (id(node) in lazy or _only_for_types(tree, node)):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _only_for_types(tree: ast.Module, node: ast.AST) -> bool:
    return any(
        isinstance(block, ast.If) and ast.unparse(block.test).endswith("TYPE_CHECKING") and node in ast.walk(block)
        for block in tree.body
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_arrows_run_one_way(package: str) -> None:
    for name, file in sources().items():
        if name.split(".")[0] == package:
            ours = {module.split(".")[0] for module in imported(file)} & set(PACKAGES)
            assert ours <= MAY_IMPORT[package], f"{name} imports {ours - MAY_IMPORT[package]}"


def test_no_import_cycle() -> None:
    known = sources()
    graph = {
        name: {module for module in imported(file, at_import_time=True) if module in known and module != name}
        for name, file in known.items()
    }
    # A package's __init__ holds a docstring only, so importing `package.module` through it closes no circle.
    assert graphlib.TopologicalSorter(graph).prepare() is None


@pytest.mark.parametrize("package", DOORS)
def test_each_package_has_one_door(package: str) -> None:
    for name, file in sources().items():
        if name.startswith("bot"):
            used = {module for module in imported(file) if module in sources() and module.split(".")[0] == package}
            assert used <= DOORS[package] | {package}, f"{name} goes round the door: {used - DOORS[package]}"


def test_the_dialogue_is_pure() -> None:
    for name, file in sources().items():
        if name.startswith(PURE):
            used = {module.split(".")[0] for module in imported(file)} & IMPURE
            assert not used, f"{name} imports {used}"


def test_the_dialogue_reads_no_clock() -> None:
    for name, file in sources().items():
        if name.startswith((*PURE, "rules", "knowledge")):
            called = re.findall(r"\b(?:date\.today|datetime\.now|datetime\.utcnow)\(", file.read_text(encoding="utf-8"))
            assert not called, f"{name} reads the clock"


def test_telegram_stays_in_its_channel() -> None:
    for name, file in sources().items():
        if not name.startswith("bot.channels.telegram"):
            assert "telegram" not in {module.split(".")[0] for module in imported(file)}, name


def test_nothing_is_evaluated_as_code() -> None:
    for name, file in sources().items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "compile", "__import__"}, f"{name}: {ast.unparse(node)}"


def test_every_sentence_that_is_said_exists() -> None:
    """A key that a source names and the wording lacks would break a turn."""
    code = "\n".join(file.read_text(encoding="utf-8") for file in sources().values())
    from bot.wording import keys

    named = set(re.findall(r"\bsay\(\s*\"([a-z_]+\.[a-z0-9_]+)\"[,)]", code))
    assert named <= keys(), f"not in the wording: {sorted(named - keys())}"


def test_the_lock_covers_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.match(r"[A-Za-z0-9_.-]+", line).group().lower().replace("_", "-") for line in wanted}  # type: ignore[union-attr]
    lock = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    locked = {line.split("==")[0].replace("_", "-") for line in lock.splitlines() if "==" in line}
    assert names <= locked
