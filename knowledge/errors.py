"""What can be wrong with data and with files, said in one line of Chinese."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _sentences() -> dict[str, str]:
    sentences: dict[str, str] = tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))
    return sentences


def sentence(key: str, /, **values: Any) -> str:
    return _sentences()[key].format(**values)


class DataError(Exception):
    """The library's own data is wrong: which file and line, what is wrong, how to mend it."""

    def __init__(self, file: Path | str, what: str, remedy: str, line: int | None = None) -> None:
        self.file, self.line, self.what, self.remedy = Path(file), line, what, remedy
        place = sentence("place", file=file) if line is None else sentence("place_line", file=file, line=line)
        super().__init__(f"{place}{what}{remedy}")


class ReadingError(Exception):
    """A file that people gave us cannot be read as a policy document: what is wrong and how to mend it."""
