"""jieba's dictionary with our terms, loaded from a prepared file in the user's cache folder.

`marshal.loads` of prepared bytes takes a third of the time that jieba needs to build its table or to read its own cache.
"""

from __future__ import annotations

import hashlib
import logging
import marshal
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

TERMS = Path(__file__).with_name("terms.txt")
TERM_FREQUENCY = 20_000
_FORMAT = 2
_log = logging.getLogger(__name__)


def load_tokenizer() -> jieba.Tokenizer:
    """Our own tokenizer, ready to cut; never jieba's global one, never its file in the shared temporary folder."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = _table(tokenizer)
    tokenizer.initialized = True
    return tokenizer


def plain_tokenizer() -> jieba.Tokenizer:
    """jieba's own dictionary without our terms, built afresh: what the term list is made with."""
    import jieba

    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as source:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(source)
    tokenizer.initialized = True
    return tokenizer


def cache_folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(root) if root and Path(root).is_absolute() else Path.home() / ".cache"
    return base / "mingce"


def _table(tokenizer: jieba.Tokenizer) -> tuple[dict[str, int], int]:
    file = _file(tokenizer)
    table = _read(file) if file else None
    if table is None:
        table = _build(tokenizer)
        if file:
            _write(file, table)
    return table


def _file(tokenizer: jieba.Tokenizer) -> Path | None:
    """One file for each jieba, Python and term list; none where the cache folder cannot be told."""
    import jieba

    try:
        with tokenizer.get_dict_file() as source:
            size = os.fstat(source.fileno()).st_size
        key = f"{_FORMAT} {jieba.__version__} {size} {sys.version_info[:2]} {TERM_FREQUENCY}".encode() + TERMS.read_bytes()
        return cache_folder() / f"dictionary-{hashlib.sha256(key).hexdigest()[:16]}.marshal"
    except (OSError, RuntimeError):
        return None


def _build(tokenizer: jieba.Tokenizer) -> tuple[dict[str, int], int]:
    with tokenizer.get_dict_file() as source:
        frequencies, total = tokenizer.gen_pfdict(source)
    for term in terms():
        total += TERM_FREQUENCY - frequencies.get(term, 0)
        frequencies[term] = TERM_FREQUENCY
        for length in range(1, len(term)):
            frequencies.setdefault(term[:length], 0)
    return frequencies, total


def terms() -> list[str]:
    return [line.strip() for line in TERMS.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]


def _read(file: Path) -> tuple[dict[str, int], int] | None:
    """The prepared table; nothing where it is missing, broken, or could have been written by someone else."""
    try:
        with file.open("rb") as source:
            found = os.fstat(source.fileno())
            if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o022):
                return None
            digest, body = source.read(32), source.read()
        if hashlib.sha256(body).digest() != digest:
            return None
        frequencies, total = marshal.loads(body)
        return (frequencies, total) if isinstance(frequencies, dict) and isinstance(total, int) else None
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _write(file: Path, table: tuple[dict[str, int], int]) -> None:
    """Whole or not at all, so that two starts at once and a full disk do no harm."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        body = marshal.dumps(table)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".dictionary-", delete=False) as target:
            try:
                target.write(hashlib.sha256(body).digest() + body)
                target.close()
                Path(target.name).replace(file)
            except BaseException:
                Path(target.name).unlink(missing_ok=True)
                raise
        _forget_old(file)
    except OSError as problem:
        _log.debug("dictionary cache not written: %s", problem)


def _forget_old(file: Path) -> None:
    for other in file.parent.glob("dictionary-*.marshal"):
        if other != file:
            other.unlink(missing_ok=True)
