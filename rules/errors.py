"""What can be wrong with the data of the rule book, and with facts handed to it."""

from __future__ import annotations

from rules.phrases import phrase


class DataError(Exception):
    """A mistake in a data file: where, what is wrong, how to mend it; the message is one line of Chinese."""

    def __init__(self, file: str, line: int | None, what: str, remedy: str) -> None:
        self.file, self.line, self.what, self.remedy = file, line, what, remedy
        where = phrase("error_at_line", file=file, line=line) if line else phrase("error_in_file", file=file)
        super().__init__(phrase("error", where=where, what=what, remedy=remedy))


class FactError(Exception):
    """Facts that the rule book does not have or whose values are not of their type; one line of Chinese."""
