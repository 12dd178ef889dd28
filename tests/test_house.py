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
PLACES = "knowledge.gazetteer"
"""The one table of places: a leaf that imports nothing of ours, and that the rules read too."""
MAY_IMPORT = {
    "bot": {"bot", "knowledge", "rules"},
    "knowledge": {"knowledge"},
    "rules": {"rules"},
}
DOORS = {
    "knowledge": {
        "knowledge.library",
        "knowledge.model",
        "knowledge.metadata.model",
        "knowledge.errors",
        "knowledge.faq",
        # A side door for what is imported; behind the main door it would make every start dearer.
        "knowledge.intake",
        # A tool over texts of one's own choosing; behind the main door every start would import NumPy.
        "knowledge.search.literal",
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


def imported(file: Path, *, for_types: bool = True) -> Iterator[str]:
    """Names of the modules that a file imports, those inside functions too."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not for_types and _only_for_types(tree, node):
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
            others = (module for module in imported(file) if not module.startswith(PLACES))
            ours = {module.split(".")[0] for module in others} & set(PACKAGES)
            assert ours <= MAY_IMPORT[package], f"{name} imports {ours - MAY_IMPORT[package]}"


def test_the_table_of_places_is_a_leaf() -> None:
    for name, file in sources().items():
        if name.startswith(PLACES):
            ours = {module for module in imported(file) if module.split(".")[0] in PACKAGES}
            assert all(module.startswith(PLACES) for module in ours), f"{name} imports {ours}"


def test_no_import_cycle_not_even_a_lazy_one() -> None:
    """Imports inside functions count, those for types alone do not."""
    known = sources()
    graph = {
        name: {module for module in imported(file, for_types=False) if module in known and module != name}
        for name, file in known.items()
    }
    # A package's __init__ holds a docstring only, so importing `package.module` through it closes no circle.
    graphlib.TopologicalSorter(graph).prepare()  # raises where arrows go in a circle


@pytest.mark.parametrize("package", DOORS)
def test_each_package_has_one_door(package: str) -> None:
    for name, file in sources().items():
        if name.startswith("bot"):
            used = {module for module in imported(file) if module in sources() and module.split(".")[0] == package}
            used = {module for module in used if not module.startswith(PLACES)}
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


def _strings(file: Path) -> Iterator[str]:
    """Every string that the code uses; what stands by itself is a docstring."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def _named_in_data() -> set[str]:
    """Ids and places of the shipped documents, and the names of all honours."""
    names = set()
    for file in (ROOT / "knowledge").glob("*/*/document.toml"):
        names.add(file.parent.name)
        document = tomllib.loads(file.read_text(encoding="utf-8"))
        names.update(re.findall(r"([\u4e00-\u9fff]{2,})[省市]", document.get("region", "").replace("省", "省 ")))
    for honour in tomllib.loads((ROOT / "rules" / "honours.toml").read_text(encoding="utf-8"))["honour"]:
        names.update((honour["name"], *honour.get("granted_for", ())))
    return names


def test_no_place_honour_or_document_stands_in_code() -> None:
    named = _named_in_data()
    assert len(named) > 50, named
    for name, file in sources().items():
        for text in _strings(file):
            found = [each for each in named if each in text]
            assert not found, f"{name}: {text!r} names {found}"


MOST_MODULES, MOST_LINES, MOST_LINES_OF_A_FUNCTION = 20, 300, 36


def test_rooms_are_no_larger_than_one_can_look_over() -> None:
    rooms: dict[Path, int] = {}
    for file in sources().values():
        rooms[file.parent] = rooms.get(file.parent, 0) + (file.name != "__init__.py")
        lines = len(file.read_text(encoding="utf-8").splitlines())
        assert lines <= MOST_LINES, f"{file}: {lines} lines"
    for room, modules in rooms.items():
        assert modules <= MOST_MODULES, f"{room}: {modules} modules"


def test_functions_are_short() -> None:
    """That they are simple is a rule of the linter (C901)."""
    for name, file in sources().items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                assert lines <= MOST_LINES_OF_A_FUNCTION, f"{name}.{node.name}: {lines} lines"
