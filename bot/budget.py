"""A limit to the processor time of one piece of work, from outside of it: the work itself knows no clock."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_CAN = hasattr(signal, "setitimer")
"""Not on Windows: there nothing is cut off."""


class SpentError(Exception):
    """The time is spent; the work was left where it stood, so only what is pure may be limited."""


@contextlib.contextmanager
def processor_seconds(most: float | None) -> Iterator[None]:
    """Raises SpentError inside the block after so much of this process's own time; None: no limit.

    Only in the main thread, where the signals of a system arrive; other threads are not limited.
    """
    if most is None or not _CAN or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _spent)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)


def _spent(number: int, frame: FrameType | None) -> None:
    raise SpentError
