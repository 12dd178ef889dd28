"""`python -m tests.bench [module …]`: the report of every module beside this file."""

from __future__ import annotations

import sys
from importlib import import_module
from inspect import signature
from pathlib import Path


def main(said: list[str]) -> None:
    sizes, wanted = tuple(int(one) for one in said if one.isdecimal()), [one for one in said if not one.isdecimal()]
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.stem.startswith("_") or (wanted and file.stem not in wanted):
            continue
        module = import_module(f"tests.bench.{file.stem}")
        if hasattr(module, "report"):
            found = (
                module.report(sizes) if sizes and "sizes" in signature(module.report).parameters else module.report()
            )
            sys.stdout.write("\n".join(found) + "\n\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
