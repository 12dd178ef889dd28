"""`python -m knowledge.reading.reading_process NAME`: a file's bytes on stdin, what `packed` makes of it on stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from knowledge.errors import ReadingError, sentence
from knowledge.reading.apart import REFUSED, packed
from knowledge.reading.files import source_of
from knowledge.reading.limits import BYTES, SECONDS, allow


def main(name: str) -> None:
    allow(SECONDS, BYTES)
    file = Path(name)
    try:
        said = packed(source_of(file, sys.stdin.buffer.read()))
    except ReadingError as problem:
        said = [REFUSED, str(problem)]
    except (MemoryError, RecursionError):
        said = [REFUSED, sentence("source_too_slow", file=file.name)]
    json.dump(said, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main(sys.argv[1])
