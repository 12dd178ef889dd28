"""The one exception that people see: their input was wrong, and here is how to mend it."""

from __future__ import annotations


class InputError(Exception):
    """What is wrong, where, and how to mend it, in one line of Chinese; the command exits with 2."""
