"""A named way of writing a figure or a date, with its own examples; a test reads every example back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Read]):
    name: str
    read: Read
    """What stands at a place of the text is read by it, or not."""
    examples: Mapping[str, Any]
    """A whole text → what is read from it: of figures (kind, low, high), of dates (year, month, day)."""
