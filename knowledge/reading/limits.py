"""How much of the processor and of memory the process that reads a strange file may take."""

from __future__ import annotations

SECONDS = 15
"""Of the processor; a law of 500 pages takes four."""
BYTES = 1_400_000_000


def allow(seconds: int, memory: int) -> None:
    """So much of the processor and of memory (bytes) from now on, as far as the system lets us."""
    try:
        import resource
    except ImportError:  # Windows has no such limits: there the time of waiting alone counts.
        return
    for kind, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (wanted if most < 0 else min(wanted, most), most))


def widen(seconds: int, memory: int) -> None:
    """More for work that needs it, in a process that has limits; one that has none, a server or a test, gets none."""
    try:
        import resource
    except ImportError:
        return
    if resource.getrlimit(resource.RLIMIT_CPU)[0] != resource.RLIM_INFINITY:
        allow(seconds, memory)
