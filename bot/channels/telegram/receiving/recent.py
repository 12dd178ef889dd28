"""What has happened a moment ago, to tell a second time from a first."""

from __future__ import annotations

import time
from collections import OrderedDict

_MOST = 2_000


class Recent:
    """Of one process; the last few thousand things."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, float] = OrderedDict()

    def clear(self) -> None:
        self._seen.clear()

    def first(self, what: str, within_seconds: float) -> bool:
        """Whether it has not happened within so many seconds; from now on it has."""
        now, before = time.monotonic(), self._seen.pop(what, None)
        self._seen[what] = now
        if len(self._seen) > _MOST:
            self._seen.popitem(last=False)
        return before is None or now - before > within_seconds
