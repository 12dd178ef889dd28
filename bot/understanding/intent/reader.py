"""What a message is and which kind of question it holds: linear models over its character runs.

The weights are learnt from the labelled examples (`make learn`) and read here with NumPy; a score is a sum, so that
every verdict can be taken apart into what each run of characters gave.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.understanding.intent.features import bucket, features, shown
from bot.understanding.names.in_force import remembered

WEIGHTS = Path(__file__).with_name("weights.npz")
RECORD = Path(__file__).with_name("weights.toml")
HEADS = ("act", "kind", "leans")
LEANS = "yes"


@dataclass(frozen=True, slots=True)
class Intent:
    """Shares by name, each head's sum to 1."""

    acts: Mapping[str, float]
    kinds: Mapping[str, float]
    leans: float
    """How likely a question is about the subject of the last one, rather than about one of its own."""

    @property
    def act(self) -> str:
        return max(self.acts, key=self.acts.__getitem__)

    @property
    def kind(self) -> str:
        return max(self.kinds, key=self.kinds.__getitem__)

    @property
    def sure(self) -> float:
        return self.acts[self.act]


@dataclass(frozen=True, slots=True)
class _Head:
    names: tuple[str, ...]
    weights: np.ndarray[Any, Any]
    """A row for each bucket, whole steps of `steps`."""
    steps: np.ndarray[Any, Any]

    def scores(self, found: Mapping[str, float]) -> np.ndarray[Any, Any]:
        rows = [bucket(feature) for feature in found]
        values = np.fromiter(found.values(), dtype=np.float64, count=len(found))
        result: np.ndarray[Any, Any] = (values @ self.weights[rows]) * self.steps
        return result


@remembered(4096)
def intent(text: str, *, pending: bool = False, focus: bool = False) -> Intent:
    """Pure; `pending`: a question of ours waits for its answer; `focus`: something was answered before."""
    found = features(text, pending=pending, focus=focus)
    acts, kinds, leans = (_shares(head, found) for head in heads())
    return Intent(acts, kinds, leans[LEANS])


def contributions(text: str, head: int, name: str, *, pending: bool = False, focus: bool = False) -> dict[str, float]:
    """What each feature adds to the score of one name; they sum to the score exactly."""
    found = features(text, pending=pending, focus=focus)
    model = heads()[head]
    column = model.names.index(name)
    step = float(model.steps[column])
    added: dict[str, float] = {}
    for feature, value in found.items():
        label = shown(feature)
        added[label] = added.get(label, 0.0) + value * float(model.weights[bucket(feature), column]) * step
    return added


@cache
def heads() -> tuple[_Head, ...]:
    """Raises ValueError where the weights are not those that were recorded."""
    content = WEIGHTS.read_bytes()
    record = tomllib.loads(RECORD.read_text(encoding="utf-8"))
    if hashlib.sha256(content).hexdigest() != record["sha256"]:
        raise ValueError(f"{WEIGHTS.name} is not what {RECORD.name} records; run: make learn")
    with np.load(WEIGHTS) as stored:
        return tuple(
            _Head(tuple(record[head]["names"]), stored[head].astype(np.float64), stored[f"{head}_steps"])
            for head in HEADS
        )


def _shares(head: _Head, found: Mapping[str, float]) -> dict[str, float]:
    scores = head.scores(found)
    powers = np.exp(scores - scores.max())
    return dict(zip(head.names, (powers / powers.sum()).tolist(), strict=True))
