"""What a process of ours has used so far; 0 where the system does not tell."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def cpu_seconds(*processes: subprocess.Popen[bytes]) -> float:
    """Processor time of all of them together."""
    total = 0
    for process in processes:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / _TICKS


def memory_mb(process: subprocess.Popen[bytes]) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def bytes_of(store: str) -> int:
    """The file of an SQLite store and what stands beside it."""
    return sum(file.stat().st_size for file in Path(store).parent.glob(f"{Path(store).name}*") if file.is_file())
