"""How fast to send: as fast as Telegram takes it, and slower for a while where it has complained."""

from __future__ import annotations

import math
from collections import deque

GROUP_A_MINUTE = 20
_CHAT_A_SECOND = 1.0
_OVERALL_A_SECOND = 25.0
_CAUTION_SECONDS = 15.0
_AGAIN_SECONDS = 10.0
"""One complaint is answered by waiting as long as it says; the second within this time by going slowly."""
_COMPLAINTS = 5
_COMPLAINT_SECONDS = 2.0
_MOST_KEPT = 10_000


class Bucket:
    """Holds `burst` calls and fills evenly with `a_second`."""

    def __init__(self, a_second: float, burst: float, now: float) -> None:
        self._a_second = a_second
        self._burst = burst
        self._left = burst
        self._at = now

    def wait(self, now: float) -> float:
        """Seconds until the next call fits; 0 takes it."""
        self._left = min(self._burst, self._left + (now - self._at) * self._a_second)
        self._at = now
        if self._left < 1 - 1e-9:
            return (1 - self._left) / self._a_second
        self._left -= 1
        return 0.0


class Pace:
    """Times are those of one monotonic clock, in seconds."""

    def __init__(self, overall_a_second: float = 0.0) -> None:
        self._overall_a_second = overall_a_second
        self._overall = Bucket(overall_a_second, overall_a_second, 0.0) if overall_a_second else None
        self._complained_at: dict[str, float] = {}
        self._careful_until: dict[str, float] = {}
        self._all_careful_until = -math.inf
        self._buckets: dict[str, Bucket] = {}
        self._complaints: deque[tuple[float, str]] = deque(maxlen=_COMPLAINTS)

    def wait(self, lane: str, now: float) -> float:
        """Seconds that the lane's next message must wait; 0 counts it as sent."""
        bucket = self._bucket(lane, now)
        wait = bucket.wait(now) if bucket else 0.0
        if wait == 0 and (overall := self._overall_bucket(now)):
            return overall.wait(now)
        return wait

    def complained(self, lane: str, now: float) -> None:
        """Telegram said that this lane is too fast; several lanes at once mean that all are."""
        if now - self._complained_at.get(lane, -math.inf) <= _AGAIN_SECONDS:
            self._careful_until[lane] = now + _CAUTION_SECONDS
            self._buckets[lane] = _group_bucket(now) if _is_group(lane) else Bucket(_CHAT_A_SECOND, 1, now)
        if len(self._complained_at) > _MOST_KEPT:
            self._complained_at.clear()
        self._complained_at[lane] = now
        self._complaints.append((now, lane))
        lanes = {other for at, other in self._complaints if now - at <= _COMPLAINT_SECONDS}
        if len(lanes) == _COMPLAINTS:
            self._all_careful_until = now + _CAUTION_SECONDS
            self._overall = self._overall or Bucket(_OVERALL_A_SECOND, 1, now)

    def _bucket(self, lane: str, now: float) -> Bucket | None:
        if _is_group(lane):
            if len(self._buckets) > _MOST_KEPT:
                self._buckets.clear()
            return self._buckets.setdefault(lane, _group_bucket(now))
        if self._careful_until and self._careful_until.get(lane, -math.inf) > now:
            return self._buckets.get(lane)
        if self._careful_until.pop(lane, None) is not None:
            self._buckets.pop(lane, None)
        return None

    def _overall_bucket(self, now: float) -> Bucket | None:
        if self._overall_a_second or self._all_careful_until > now:
            return self._overall
        self._overall = None
        return None


def _group_bucket(now: float) -> Bucket:
    return Bucket(GROUP_A_MINUTE / 60, GROUP_A_MINUTE, now)


def _is_group(lane: str) -> bool:
    return lane.startswith("-")
