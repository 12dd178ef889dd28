"""Made-up libraries of any size: documents of invented counties, their sentences varied word by word."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from knowledge.library import cached_library
from knowledge.search.dictionary import plain_source

_FAMILY = "青禾云溪石桥柳河松岭枫林荷塘梅岗兰亭竹园沙湾金坪银川铜陵铁岭玉泉珠港"
_DIGITS = "一二三四五六七八九十"
CLAUSES = 75
"""Of one document, about."""


def made(folder: Path, documents: int, clauses: int = CLAUSES, seed: int = 17) -> Path:
    """A data folder as `import` leaves it, of so many documents with so many clauses each."""
    chance = random.Random(seed)
    sentences, nouns = _sentences(), _nouns()
    for number in range(documents):
        place = folder / "documents" / f"made-{number:05d}"
        place.mkdir(parents=True)
        county = f"{_county(number)}县"
        title = f"{county}{chance.choice(nouns)}{chance.choice(nouns)}发展若干措施"
        issued = date(2024, 1, 1) + timedelta(days=number % 700)
        text = "\n".join(_text(chance, title, county, issued, number, clauses, sentences, nouns)) + "\n"
        (place / "text.txt").write_text(text, encoding="utf-8")
        (place / "source.txt").write_text(text, encoding="utf-8")
        (place / "document.toml").write_text(_described(title, county, issued, number), encoding="utf-8")
    return folder


def passages(count: int, seed: int = 17) -> Iterator[str]:
    """So many clauses' texts, no two alike; their vocabulary grows with their number as in real texts."""
    chance = random.Random(seed)
    sentences, nouns = _sentences(), _nouns()
    for _ in range(count):
        yield "".join(varied(chance, chance.choice(sentences), nouns) for _ in range(chance.choice((1, 2, 2, 3))))


def varied(chance: random.Random, sentence: str, nouns: list[str]) -> str:
    """The sentence with a third of its words changed for others; common ones come up oftener, as in real texts."""
    pieces = [sentence[at : at + 2] for at in range(0, len(sentence), 2)]
    return "".join(_other(chance, nouns) if chance.random() < 0.3 else piece for piece in pieces)


def _other(chance: random.Random, nouns: list[str]) -> str:
    return nouns[int(len(nouns) * chance.random() ** 4)]


def _county(number: int) -> str:
    first, rest = number % len(_FAMILY), number // len(_FAMILY)
    return _FAMILY[first] + _FAMILY[(first + 7 + 3 * rest) % len(_FAMILY)] + ("" if rest < 36 else _DIGITS[rest % 10])


def _sentences() -> list[str]:
    library = cached_library()
    return [
        text
        for document in library.documents
        for clause in document.clauses
        for text in library.sentences(clause)
        if 15 <= len(text) <= 150
    ]


def _nouns() -> list[str]:
    """Nouns of general Chinese, the commonest first."""
    with plain_source() as source:
        rows = (line.decode("utf-8").split() for line in source)
        found = sorted((-int(count), word) for word, count, tag in rows if tag == "n" and len(word) == 2)
    return [word for _, word in found[:20_000]]


def _text(
    chance: random.Random,
    title: str,
    county: str,
    issued: date,
    number: int,
    clauses: int,
    sentences: list[str],
    nouns: list[str],
) -> Iterator[str]:
    yield title
    yield f"{county}政办发〔{issued.year}〕{number + 1}号"
    for article in range(1, clauses + 1):
        noun = chance.choice(nouns)
        said = "".join(varied(chance, chance.choice(sentences), nouns) for _ in range(chance.choice((1, 2))))
        money = f"对{noun}企业给予最高{chance.randint(1, 90) * 10}万元奖励。" if article % 4 == 0 else ""
        yield f"第{_chinese(article)}条 支持{noun}发展。{said}{money}（责任单位：县{chance.choice(nouns)}局）"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 1 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十") + (_DIGITS[ones - 1] if ones else "")


def _described(title: str, county: str, issued: date, number: int) -> str:
    return (
        f'title = "{title}"\nshort_title = "{title}"\nnumber = "{county}政办发〔{issued.year}〕{number + 1}号"\n'
        f'issuer = "{county}人民政府"\nregion = "{county}"\nissued = {issued.isoformat()}\nsource = "made.txt"\n'
        f'verified_on = 2026-11-22\n\n[standing]\nkind = "issued"\nevidence = "有文号和印发日期"\n'
        f"effective_from = {issued.isoformat()}\n"
    )
