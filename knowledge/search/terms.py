"""Makes `terms.txt` and `pinyin.txt` from the corpus: `python -m knowledge.search.terms`."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from knowledge.documents import load_documents
from knowledge.model import Document
from knowledge.search.dictionary import plain_tokenizer
from knowledge.search.folding import fold

HOME = Path(__file__).parent
FEWEST = 3
"""How often a run of characters must occur to be taken for a term."""
LONGEST = 8
LEAST_COHESION = 6.0
"""Least pointwise mutual information, in bits, for each joint of a term."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FUNCTION = re.compile(
    r"(?:^| )(?:[的于和为是将对把等给或及与到在不从由以其并可各每一二三四五六七八九十]|我市|对新|力争|累计"
    r"|左右|以上|给予|分别|最高|进一步|积极|加强|加快|推动|支持|鼓励|提供|实现|提升|开展|组织|引导|深入|全面)(?= |$)"
)
_QUOTED = re.compile(r"[“‘「]([\u4e00-\u9fffa-zA-Z]{2,8})[”’」]")


def terms_of(documents: tuple[Document, ...]) -> list[str]:
    """Quoted names, offices and cohesive runs of characters, sorted."""
    found: set[str] = set()
    texts = [fold(document.text) for document in documents]
    for document in documents:
        found.update(fold(name) for name in _QUOTED.findall(document.text))
        found.update(fold(name) for clause in document.clauses for name in clause.departments if _HAN.fullmatch(name))
    found.update(_cohesive(texts))
    return sorted(found)


def _cohesive(texts: list[str]) -> set[str]:
    """Runs of two to four dictionary words that stand together far more often than their words would by chance."""
    tokenizer = plain_tokenizer()
    words: Counter[str] = Counter()
    runs: Counter[tuple[str, ...]] = Counter()
    for run in (run for text in texts for run in _HAN.findall(text)):
        tokens = tokenizer.lcut(run, HMM=False)
        words.update(tokens)
        for size in range(2, 5):
            runs.update(zip(*(tokens[start:] for start in range(size)), strict=False))
    total = words.total()
    longer = {(inner, count) for run, count in runs.items() if len(run) > 2 for inner in (run[1:], run[:-1])}
    return {
        "".join(run)
        for run, count in runs.items()
        if count >= FEWEST
        and (run, count) not in longer
        and 3 <= len("".join(run)) <= LONGEST
        and not _FUNCTION.search(" ".join(run))
        and _cohesion(run, count, words, total) >= LEAST_COHESION
    }


def _cohesion(run: tuple[str, ...], count: int, words: Counter[str], total: int) -> float:
    """Pointwise mutual information in bits, shared among the joints of the run."""
    chance = math.prod(words[word] / total for word in run)
    return math.log2(count / total / chance) / (len(run) - 1)


def pinyin_rows() -> list[str]:
    """`syllable characters…` for every character of GB 2312's first level and every reading, without tones."""
    from pypinyin import Style, pinyin

    readings: defaultdict[str, list[str]] = defaultdict(list)
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                character = bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            for syllable in dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0]):
                readings[syllable].append(character)
    return [
        f"{syllable} {''.join(characters)}" for syllable, characters in sorted(readings.items()) if syllable.isascii()
    ]


def main() -> None:
    documents = load_documents(HOME.parent / "documents")
    rows = {"terms.txt": terms_of(documents), "pinyin.txt": pinyin_rows()}
    for name, lines in rows.items():
        note = "# Made by `python -m knowledge.search.terms`; edit the generator or the documents, not this file.\n"
        (HOME / name).write_text(note + "\n".join(lines) + "\n", encoding="utf-8")
        sys.stderr.write(f"{name}: {len(lines)}\n")


if __name__ == "__main__":
    main()
