"""`make learn`: the weights learnt anew from the labelled examples, with every verdict that changes.

A developer's step: scikit-learn is in the extra `learn` and is not needed to run. An example is a line of
`examples/*.jsonl`: `text`, `act`, where it asks `kind`, and where it hangs on it what stood before: `before` (the last
question that was answered) or `pending` (a question of ours waits). An example that says neither holds after anything.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.understanding.intent import reader
from bot.understanding.intent.features import BUCKETS, bucket, features

EXAMPLES = Path(__file__).parent.parent / "examples"
_ANYTHING = "…"
_FORMS = frozenset({"yes_no"})
"""Kinds that say how is asked and not what; no head learns them."""
_BULK = {"kinds": 0.1, "utterances": 0.5, "leaning": 0.02}
"""What a row of the great files counts for its act, so that they do not drown what was written for one act."""
_C, _FOLDS, _STEPS = 30.0, 5, 127


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    act: str
    kind: str = ""
    before: str = ""
    pending: bool = False
    file: str = ""

    def features(self) -> dict[str, float]:
        return features(self.text, pending=self.pending, focus=bool(self.before))


def load(folder: Path = EXAMPLES) -> list[Example]:
    """All examples, each text of one context once."""
    found: dict[tuple[str, bool, bool], Example] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for example in _in_contexts(Example(**json.loads(line), file=file.stem)):
                found.setdefault((example.text, bool(example.before), example.pending), example)
    return list(found.values())


def _in_contexts(example: Example) -> list[Example]:
    if example.before or example.pending or example.file in _BULK:
        return [example]
    return [example, replace(example, before=_ANYTHING), replace(example, pending=True)]


def verdicts(examples: Sequence[Example]) -> list[tuple[str, str]]:
    """Act and kind of each by the weights that are committed."""
    read = [reader.intent(each.text, pending=each.pending, focus=bool(each.before)) for each in examples]
    return [(one.act, one.kind) for one in read]


def main() -> None:
    examples = load()
    before = verdicts(examples) if reader.WEIGHTS.exists() else None
    matrix = _matrix(examples)
    stored: dict[str, np.ndarray[Any, Any]] = {}
    record: dict[str, Any] = {}
    for head in reader.HEADS:
        rows = [at for at, each in enumerate(examples) if _label(each, head)]
        labels = [_label(examples[at], head) for at in rows]
        weights = np.array([_weight(examples[at], head) for at in rows])
        right = _held_out(matrix[rows], labels, weights, [examples[at].text for at in rows])
        model = _fit(matrix[rows], labels, weights)
        stored[head], stored[f"{head}_steps"] = _quantised(model)
        stored[head], stored[f"{head}_steps"] = _for_each_name(
            stored[head], stored[f"{head}_steps"], len(model.classes_)
        )
        record[head] = {"names": list(model.classes_), "examples": len(rows), "held_out_right": round(right, 4)}
        print(f"{head}: {len(rows)} examples, {len(model.classes_)} names, held out {right:.3f} right")
    _write(stored, record)
    if before is not None:
        _print_changes(examples, before)


def _label(example: Example, head: str) -> str:
    """Empty where the example says nothing to the head."""
    if head == "act":
        return example.act
    if head == "kind":
        return "" if example.kind in _FORMS else example.kind
    if example.act != "ask" or example.pending:
        return ""
    return "yes" if example.before not in ("", _ANYTHING) else "no"


def _weight(example: Example, head: str) -> float:
    return _BULK.get(example.file, 1.0) if head == "act" else 1.0


def _matrix(examples: Sequence[Example]) -> Any:
    from scipy.sparse import csr_matrix

    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for example in examples:
        found = example.features()
        values += found.values()
        columns += [bucket(feature) for feature in found]
        starts.append(len(values))
    return csr_matrix((values, columns, starts), shape=(len(examples), BUCKETS))


def _fit(matrix: Any, labels: Sequence[str], weights: np.ndarray[Any, Any]) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=_C, max_iter=400, fit_intercept=False).fit(matrix, labels, sample_weight=weights)


def _held_out(matrix: Any, labels: Sequence[str], weights: np.ndarray[Any, Any], texts: Sequence[str]) -> float:
    """Right among texts that were not learnt from in any context, in five parts."""
    from sklearn.model_selection import StratifiedGroupKFold

    names, right = np.array(labels), 0
    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=0)
    for learnt, kept in folds.split(matrix, names, groups=np.array(texts)):
        model = _fit(matrix[learnt], names[learnt].tolist(), weights[learnt])
        right += int((model.predict(matrix[kept]) == names[kept]).sum())
    return right / len(names)


def _quantised(model: Any) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    weights = model.coef_.T
    steps = np.abs(weights).max(axis=0) / _STEPS
    return np.round(weights / steps).astype(np.int8), steps


def _for_each_name(
    weights: np.ndarray[Any, Any], steps: np.ndarray[Any, Any], names: int
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Of two names scikit-learn learns the second only: the first scores nothing."""
    if weights.shape[1] == names:
        return weights, steps
    return np.hstack([np.zeros_like(weights), weights]), np.append(np.ones_like(steps), steps)


def _write(stored: dict[str, np.ndarray[Any, Any]], record: dict[str, Any]) -> None:
    np.savez_compressed(reader.WEIGHTS, **stored)  # type: ignore[arg-type]
    lines = [
        "# Written by `make learn`; the weights are read only where their hash is this one.",
        f'sha256 = "{hashlib.sha256(reader.WEIGHTS.read_bytes()).hexdigest()}"',
        f'examples_sha256 = "{examples_hash()}"',
    ]
    for head, values in record.items():
        lines += ["", f"[{head}]", f"names = {json.dumps(values['names'])}"]
        lines += [f"{name} = {values[name]}" for name in ("examples", "held_out_right")]
    reader.RECORD.write_text("\n".join(lines) + "\n", encoding="utf-8")


def examples_hash() -> str:
    """Of all examples, so that a test sees when one was added and nothing was learnt from it."""
    files = sorted(EXAMPLES.glob("*.jsonl"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _print_changes(examples: Sequence[Example], before: Sequence[tuple[str, str]]) -> None:
    reader.heads.cache_clear()
    reader.intent.cache_clear()
    changed = 0
    for example, old, new in zip(examples, before, verdicts(examples), strict=True):
        if old[0] != new[0] or (example.kind and old[1] != new[1]):
            changed += 1
            print(f"{'/'.join(old)} -> {'/'.join(new)}  (labelled {example.act}/{example.kind or '-'})  {example.text}")
    print(f"{changed} verdicts changed", file=sys.stderr)


if __name__ == "__main__":
    main()
