"""One TOML file being read: its tables, and the line on which something stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from rules.errors import DataError
from rules.phrases import phrase


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    text: str

    @classmethod
    def read(cls, file: Path, name: str) -> Source:
        try:
            return cls(name, file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as problem:
            raise DataError(name, None, phrase("data_unreadable", problem=problem), phrase("data_make_utf8")) from None

    def data(self) -> dict[str, Any]:
        """The tables; raises `DataError` with the line where the file is no TOML."""
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as problem:
            found = re.search(r"line (\d+)", str(problem))
            line = int(found.group(1)) if found else None
            raise DataError(
                self.name, line, phrase("data_not_toml", problem=problem), phrase("data_fix_toml")
            ) from None

    def line(self, *needles: str | None) -> int | None:
        """The line on which the first of the needles that stands in the file begins, counted from 1."""
        for needle in needles:
            at = self.text.find(needle) if needle else -1
            if at >= 0:
                return self.text.count("\n", 0, at) + 1
        return None

    def fail(self, what: str, remedy: str, *needles: str | None) -> NoReturn:
        raise self.mistake(what, remedy, self.line(*needles))

    def mistake(self, what: str, remedy: str, line: int | None) -> DataError:
        return DataError(self.name, line, what, remedy)

    def allow(self, table: Mapping[str, Any], allowed: Iterable[str], near: str | None = None) -> None:
        """Refuses keys that the language does not have."""
        known = sorted(allowed)
        for key in table:
            if key not in known:
                line = self.key_line(key, near)
                raise DataError(
                    self.name,
                    line,
                    phrase("data_unknown_key", key=key),
                    phrase("data_keys_allowed", keys="、".join(known)),
                )

    def need(self, table: Mapping[str, Any], key: str, kind: type | tuple[type, ...], near: str | None = None) -> Any:
        """The value of a key that must be there, of its type."""
        value = table.get(key)
        if value is None or value in ("", []):
            self.fail(
                phrase("data_key_missing", name=near or self.name, key=key), phrase("data_add_key", key=key), near
            )
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fail(
                phrase("data_wrong_type", key=key, value=value), phrase("data_fix_type", key=key), key + " =", key
            )
        return value

    def key_line(self, key: str, near: str | None) -> int | None:
        start = max(self.text.find(near), 0) if near else 0
        line_start = self.text.rfind("\n", 0, start) + 1
        found = re.search(rf"(?<![\w-]){re.escape(key)}\s*=", self.text[line_start:])
        at = line_start + found.start() if found else start
        return self.text.count("\n", 0, at) + 1
