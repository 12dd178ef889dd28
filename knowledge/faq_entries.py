"""Reading the curated answers: files of entries, each checked against the clauses it rests on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from knowledge.errors import DataError
from knowledge.library import Library
from knowledge.model import Path

KINDS = frozenset(
    "amount clause department definition target process list compare status opinion eligibility not_covered help".split()
)
MIN_PHRASINGS = 4


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on: the clause, and the words of it that carry the answer."""

    document: str
    clause: Path
    quote: str


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One curated answer in our own words; every figure in it stands in a quote of its basis."""

    id: str
    question: str
    phrasings: tuple[str, ...]
    """The same question as people type it."""
    kind: str
    """The kind of reply it makes: `compare`, `status`, `help` …"""
    answer: str
    """The first line answers; what follows explains and says what to do."""
    clauses: tuple[Basis, ...]
    """Empty where the answer is about this assistant, or about what it does not hold."""
    verified_on: date
    next: tuple[str, ...]
    """Questions that suggest themselves after it."""


_TYPES: Mapping[str, type] = {
    "question": str,
    "phrasings": list,
    "kind": str,
    "answer": str,
    "clauses": list,
    "verified_on": date,
    "next": list,
}


def read_entries(folder: FilePath, library: Library) -> tuple[FaqEntry, ...]:
    """Every entry of every file, in the order of the files' names; raises `DataError`."""
    entries: dict[str, FaqEntry] = {}
    for file in sorted(folder.glob("*.toml")):
        for id, table in _tables(file).items():
            at = _Place(file, id)
            if id in entries:
                raise at.wrong(f"条目 {id} 出现了两次", "给其中一个换个名字")
            entries[id] = _entry(id, table, at, library)
    return tuple(entries.values())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry stands, for messages."""

    file: FilePath
    id: str

    def wrong(self, what: str, remedy: str) -> DataError:
        lines = self.file.read_text(encoding="utf-8").splitlines()
        line = next((number for number, text in enumerate(lines, 1) if text.strip() == f"[{self.id}]"), None)
        return DataError(str(self.file), line, what, remedy)


def _tables(file: FilePath) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(str(file), None, f"不是正确的 TOML:{error}", "按提示的行列改正") from error


def _entry(id: str, table: Any, at: _Place, library: Library) -> FaqEntry:
    if not isinstance(table, dict):
        raise at.wrong(f"{id} 不是一个条目", f"写成 [{id}] 开头的一段")
    _check_keys(id, table, at)
    if table["kind"] not in KINDS:
        raise at.wrong(f"条目 {id} 的 kind 是 {table['kind']}", f"改成其中之一:{'、'.join(sorted(KINDS))}")
    if len(table["phrasings"]) < MIN_PHRASINGS:
        raise at.wrong(f"条目 {id} 只有 {len(table['phrasings'])} 种问法", f"至少写 {MIN_PHRASINGS} 种")
    return FaqEntry(
        id=id,
        question=table["question"],
        phrasings=tuple(table["phrasings"]),
        kind=table["kind"],
        answer=table["answer"].strip(),
        clauses=tuple(_basis(id, basis, at, library) for basis in table["clauses"]),
        verified_on=table["verified_on"],
        next=tuple(table["next"]),
    )


def _check_keys(id: str, table: Mapping[str, Any], at: _Place) -> None:
    for key in table:
        if key not in _TYPES:
            raise at.wrong(f"条目 {id} 有不认识的键 {key}", f"可用的键:{'、'.join(_TYPES)}")
    for key, type_ in _TYPES.items():
        if not isinstance(table.get(key), type_) or table[key] == "":
            raise at.wrong(f"条目 {id} 缺少 {key},或者类型不对", f"补上 {key}({type_.__name__})")


def _basis(id: str, table: Any, at: _Place, library: Library) -> Basis:
    if not isinstance(table, dict) or table.keys() != {"document", "clause", "quote"}:
        raise at.wrong(f"条目 {id} 的依据写法不对", "每条依据写 document、clause、quote 三项")
    basis = Basis(table["document"], tuple(table["clause"]), table["quote"])
    clause = library.clause(basis.document, basis.clause)
    if clause is None:
        raise at.wrong(
            f"条目 {id} 依据的条款 {basis.document} {'/'.join(basis.clause)} 不存在", "核对文件名和条款号,再核对答案是否还成立"
        )
    if not basis.quote or basis.quote not in clause.text:
        raise at.wrong(f"条目 {id} 引用的原文已不在条款里:{basis.quote}", "按条款现在的文字改引文,并重新核对答案")
    return basis
