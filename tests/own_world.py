"""A world with one document of one's own, imported as a clerk would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.bootstrap import build_world
from bot.commands.books import books
from bot.commands.documents import importing
from bot.world import World
from knowledge.library import cached_library


def forget() -> None:
    """What was read of the data folder is read again."""
    for kept in (cached_library, build_world, books):
        kept.cache_clear()


@contextmanager
def world_with(home: Path, id: str, text: str, suffix: str = "txt") -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGCE_DATA", str(home / "data"))
        forget()
        file = home / f"{id}.{suffix}"
        file.write_text(text, encoding="utf-8")
        importing.run([file], id=id, into=None, dry_run=False, yes=True, json=False, as_of="2026-11-22")
        forget()
        yield build_world()
    forget()
