"""`mingce evaluate`: the assistant scored on labelled data."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.commands.output import day, print_json
from bot.errors import InputError
from bot.wording import say

_KINDS = ("retrieval", "answers", "facts", "cases")
_NEEDED = {
    "answers": ("id", "q", "kind", "answers", "key", "must_not"),
    "facts": ("id", "text", "facts"),
    "cases": ("id", "facts", "as_of", "expected"),
}
_BENEFITS = "benefits*.jsonl"


def run(kind: str, data: Path, json: bool, as_of: str | None) -> None:
    """`data` is a BEIR folder for retrieval, else a file with one labelled JSON object a line.

    Cases name benefits; these are read from the `benefits*.jsonl` files beside the cases. Raises InputError.
    """
    if kind not in _KINDS:
        raise InputError(say("answers.evaluate_kind", kind=kind, kinds="、".join(_KINDS)))
    if kind == "retrieval":
        from bot.commands.evaluating import evaluate_retrieval

        evaluate_retrieval.run(data, json)
        return
    found = {"kind": kind, "as_of": day(as_of).isoformat(), **_scored(kind, data, as_of)}
    if json:
        print_json(found)
    else:
        sys.stdout.write(_for_people(found) + "\n")


def _scored(kind: str, data: Path, as_of: str | None) -> dict[str, Any]:
    from bot.bootstrap import build_world
    from bot.commands.evaluating import scoring, scoring_records

    items, world, today = _lines(data, _NEEDED[kind]), build_world(), day(as_of)
    if kind == "answers":
        return asdict(scoring.score_answers(items, world, today))
    if kind == "facts":
        return asdict(scoring_records.score_facts(items, today))
    return asdict(scoring_records.score_cases(items, _benefits(data), world))


def _lines(file: Path, needed: tuple[str, ...]) -> list[Mapping[str, Any]]:
    try:
        if file.exists() and not file.is_file():  # what never ends is not read
            raise OSError(file)
        raw = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(say("answers.evaluate_file", file=file, problem=type(problem).__name__)) from None
    return [_line(file, number, text, needed) for number, text in enumerate(raw, 1) if text.strip()]


def _line(file: Path, number: int, text: str, needed: tuple[str, ...]) -> Mapping[str, Any]:
    try:
        item = json_module.loads(text)
    except ValueError:
        raise InputError(say("answers.evaluate_json", file=file, line=number)) from None
    missing = [name for name in needed if not isinstance(item, dict) or name not in item]
    if missing:
        raise InputError(say("answers.evaluate_field", file=file, line=number, names="、".join(missing)))
    return item  # type: ignore[no-any-return]


def _benefits(data: Path) -> dict[str, Mapping[str, Any]]:
    files = sorted(data.parent.glob(_BENEFITS))
    if not files:
        raise InputError(say("answers.evaluate_benefits", folder=data.parent, pattern=_BENEFITS))
    lines = (item for file in files for item in _lines(file, ("id", "doc", "path", "quote")))
    return {str(item["id"]): item for item in lines}


def _for_people(found: Mapping[str, Any]) -> str:
    counts = [f"{name}: {value}" for name, value in found.items() if name != "failures"]
    failures = [json_module.dumps(failure, ensure_ascii=False) for failure in found["failures"]]
    return "\n".join([*counts, *failures])
