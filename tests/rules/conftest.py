"""The rule book that we ship, a rule book written by a test, and random facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from knowledge.library import cached_library
from rules.model import ClauseId
from rules.rulebook import RuleBook
from tests.rules.texts import CLAUSES

RULES = Path(__file__).parents[2] / "rules"
EXAMPLE = """
example = [ { name = "空", facts = {}, outcome = "unknown" } ]
"""


@pytest.fixture(scope="session")
def real_clauses() -> Mapping[ClauseId, str]:
    library = cached_library()
    documents = (*library.documents, *library.summaries)
    return {clause.id: clause.text for document in documents for clause in document.clauses}


@pytest.fixture(scope="session")
def real_book(real_clauses: Mapping[ClauseId, str]) -> RuleBook:
    return RuleBook.load(real_clauses)


@pytest.fixture
def no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was checked before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))


@pytest.fixture
def write_book(tmp_path: Path, no_cache: None) -> Callable[..., Path]:
    """`write_book(name="toml text", …)` → folder of a rule book with our facts and these programmes."""

    def write(**programmes: str) -> Path:
        folder = tmp_path / "rules"
        (folder / "programmes" / "town-plan").mkdir(parents=True, exist_ok=True)
        (folder / "facts.toml").write_text((RULES / "facts.toml").read_text(encoding="utf-8"), encoding="utf-8")
        for name, text in programmes.items():
            file = folder / "programmes" / "town-plan" / f"{name.replace('_', '-')}.toml"
            file.write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def book(write_book: Callable[..., Path]) -> Callable[..., RuleBook]:
    """`book(name=programme(...), …)` → a loaded rule book of these programmes alone."""

    def load(**programmes: str) -> RuleBook:
        return RuleBook.load(CLAUSES, write_book(**programmes))

    return load


@pytest.fixture
def programme() -> Callable[..., str]:
    """A programme file: condition and award as TOML, the rest filled in."""

    def write(
        condition: str = "[]", award: str = '{ kind = "none", quote = "我市企业" }', rest: str = "", **_: Any
    ) -> str:
        kind = "tier" if '"none"' in award else "money_unpriced" if '"promised"' in award else "money"
        return (
            f'title = "试验"\nclause = ["一"]\nkind = "{kind}"\nquote = "我市企业"\n'
            f"condition = {condition}\naward = {award}\n{rest}\n{EXAMPLE}"
        )

    return write
