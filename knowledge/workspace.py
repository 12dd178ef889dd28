"""The folder of one's own documents and programmes, loaded over what is shipped."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from knowledge.errors import DataError, sentence
from knowledge.gazetteer.table import Place, gazetteer

VARIABLE = "MINGCE_DATA"
DATABASE = "MINGCE_DATABASE"
SETTINGS = "library.toml"
RETIRED = "retired.toml"
TERMS = "terms.txt"
PLACES = "places.toml"
INDEX = "index"
_HERE = "mingce-data"
_UNSEEN = (".lock", ".importing")
"""Names that a running import makes: never part of what is loaded."""


def data_folder() -> Path:
    """`MINGCE_DATA` (environment, else `.env`), else `./mingce-data` where it is, else the user's own data folder.

    The folder need not exist. Raises `RuntimeError` where there is neither a setting nor a home.
    """
    named = _said(VARIABLE)
    if named:
        return Path(named).expanduser()
    here = Path(_HERE)
    return here if here.is_dir() else _of_user()


def _of_user() -> Path:
    root = os.environ.get("XDG_DATA_HOME", "")
    base = Path(root) if root and Path(root).is_absolute() else Path.home() / ".local" / "share"
    return base / "mingce"


def _said(variable: str) -> str:
    """In the environment, else in `.env`."""
    if found := os.environ.get(variable, ""):
        return found
    if not Path(".env").is_file():
        return ""
    from dotenv import dotenv_values

    return dotenv_values(".env").get(variable) or ""


def server_named() -> str:
    """The address of the PostgreSQL server that machines share their library on; empty where there is none."""
    address = _said(DATABASE)
    return address if address.startswith(("postgresql://", "postgres://")) else ""


@dataclass(frozen=True)
class Workspace:
    """What stands in the folder; one that is empty or absent is as good as none."""

    folder: Path
    on: date | None = None
    """As it was on a day: what was retired later is not retired yet."""
    server: str = ""
    """Address of the PostgreSQL server that the folder is a copy of; empty for a folder that stands alone."""

    @classmethod
    def current(cls) -> Workspace:
        try:
            return cls(data_folder(), server=server_named())
        except RuntimeError:
            return cls(Path(_HERE), server=server_named())

    @property
    def documents(self) -> Path:
        return self.folder / "documents"

    @property
    def index(self) -> Path:
        """What is made of the documents to find things in them; it may be deleted at any time."""
        return self.folder / INDEX

    @cached_property
    def shipped(self) -> bool:
        """Whether the shipped documents are loaded too: `shipped = false` in `library.toml` leaves them out."""
        return _flag(self._table(SETTINGS), "shipped", self.folder / SETTINGS)

    @cached_property
    def retired(self) -> frozenset[str]:
        """Ids of documents that are kept but out of answers: the tables of `retired.toml`."""
        later = {id for id, since in self.retired_since.items() if self.on is not None and since > self.on}
        return frozenset(self._table(RETIRED)) - later

    @cached_property
    def retired_since(self) -> Mapping[str, date]:
        table = self._table(RETIRED)
        return {id: values["on"] for id, values in table.items() if isinstance(values.get("on"), date)}

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Words of one's own trade that no dictionary has, a line each."""
        file = self.folder / TERMS
        if not file.is_file():
            return ()
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            raise DataError(file, sentence("text_not_utf8"), sentence("text_not_utf8_remedy")) from None
        return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))

    @cached_property
    def places(self) -> Mapping[Place, tuple[str, ...]]:
        """What people call places besides their names: `[aliases]` of `places.toml`, full name → names."""
        file, found = self.folder / PLACES, dict[Place, tuple[str, ...]]()
        table = self._table(PLACES)
        for full, names in table.get("aliases", {}).items() if table else ():
            known = gazetteer().named(full)
            if len(known) != 1:
                raise DataError(file, sentence("place_unknown", name=full), sentence("place_unknown_remedy"))
            if not isinstance(names, list) or not all(isinstance(name, str) and len(name) > 1 for name in names):
                raise DataError(file, sentence("aliases_wrong", name=full), sentence("aliases_wrong_remedy"))
            found[known[0]] = tuple(names)
        return found

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Name, time and size of every file that is loaded: another stamp means that something was changed."""
        found = []
        for above, folders, files in os.walk(self.folder):
            folders[:] = [name for name in folders if not name.startswith(_UNSEEN) and name != INDEX]
            for name in files:
                if not name.startswith((*_UNSEEN, "source.")):
                    at = Path(above, name)
                    state = at.stat()
                    found.append((str(at.relative_to(self.folder)), state.st_mtime_ns, state.st_size))
        return tuple(sorted(found))

    def _table(self, name: str) -> Mapping[str, Any]:
        file = self.folder / name
        if not file.is_file():
            return {}
        try:
            return tomllib.loads(file.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            raise DataError(file, sentence("text_not_utf8"), sentence("text_not_utf8_remedy")) from None
        except tomllib.TOMLDecodeError as problem:
            raise DataError(file, sentence("toml_broken", problem=problem), sentence("toml_broken_remedy")) from None


def _flag(table: Mapping[str, Any], key: str, file: Path) -> bool:
    value = table.get(key, True)
    if not isinstance(value, bool):
        what = sentence("key_wrong", key=key, value=str(value)[:40])
        raise DataError(file, what, sentence("key_wrong_remedy", wanted=sentence("wanted_flag")))
    return value
