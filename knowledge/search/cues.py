"""What kind of thing a question asks for, as a factor on the clauses where such things stand."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("cues.toml")


@dataclass(frozen=True, slots=True)
class Cue:
    name: str
    asks: re.Pattern[str] | None
    """None: holds for every question in which no other cue is found."""
    stands: re.Pattern[str] | None
    parts: tuple[str, ...]
    units: bool
    gain: float
    drop: bool

    def gain_of(self, part: str, own: str, has_units: bool) -> float:
        """Factor for a clause: its first label, its folded own words, whether it names responsible units."""
        if self.parts:
            return 1 + (self.gain - 1) * (0.85 ** self.parts.index(part)) if part in self.parts else 1.0
        if self.units:
            return self.gain if has_units else 1.0
        return self.gain if self.stands and self.stands.search(own) else 1.0


def load_cues(file: Path = _FILE) -> tuple[Cue, ...]:
    return tuple(
        Cue(
            entry["name"],
            None if entry.get("unless_asked") else re.compile(entry["asks"]),
            re.compile(entry["stands"]) if "stands" in entry else None,
            tuple(entry.get("parts", ())),
            entry.get("units", False),
            entry["gain"],
            entry.get("drop", False),
        )
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["cue"]
    )


def cues_in(text: str, cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    found = tuple(cue for cue in cues if cue.asks and cue.asks.search(text))
    return found or tuple(cue for cue in cues if cue.asks is None)


def without_cues(text: str, cues: tuple[Cue, ...]) -> str:
    """The text less the words of asking that say nothing about the subject; unchanged where nothing would remain."""
    rest = text
    for cue in cues:
        if cue.drop and cue.asks:
            rest = cue.asks.sub(" ", rest)
    return rest if re.search(r"[\u4e00-\u9fff]{2}", rest) else text
