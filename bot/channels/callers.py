"""What callers of the API and of MCP are called in the log: by the name of their key, never by the key itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def by_key(keys: Iterable[str]) -> dict[str, str]:
    """Key → name, from `name:key`; a key without a name goes by the beginning of its digest."""
    return {key.partition(":")[2] or key: _name(key) for key in keys}


def _name(key: str) -> str:
    name, named, _ = key.partition(":")
    return name if named else hashlib.sha256(key.encode()).hexdigest()[:12]
