"""`python -m tests.bench [module …]`: the report of every module beside this file."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(wanted: list[str]) -> None:
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.stem.startswith("_") or (wanted and file.stem not in wanted):
            continue
        module = import_module(f"tests.bench.{file.stem}")
        if hasattr(module, "report"):
            sys.stdout.write("\n".join(module.report()) + "\n\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
