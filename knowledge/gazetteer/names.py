"""Which of many names stand in a text: the text's own stretches are looked up, so that no name is walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Names:
    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if name)
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[0], set()).add(len(name))
        self._lengths = {first: sorted(all_, reverse=True) for first, all_ in lengths.items()}
        """Of the names that begin with a character, the longest first."""

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def standing_in(self, text: str) -> list[str]:
        """Each once, in the order of the text, longer ones first."""
        return list(dict.fromkeys(name for at in range(len(text)) for name in self._beginning(text, at)))

    def stand_in(self, text: str) -> bool:
        return any(True for at in range(len(text)) for _ in self._beginning(text, at))

    def split(self, text: str) -> list[str]:
        """What stands between names, and the names: one and the other in turn; of two at one place the longer."""
        found, done = list[str](), 0
        for start, end in self.spans(text):
            found += [text[done:start], text[start:end]]
            done = end
        return [*found, text[done:]]

    def replaced(self, text: str, by: str) -> str:
        return "".join(by if n % 2 else piece for n, piece in enumerate(self.split(text)))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand, from the left; of two that begin at one place the longer."""
        at = 0
        while at < len(text):
            name = next(self._beginning(text, at), None)
            if name is not None:
                yield at, at + len(name)
            at += len(name) if name is not None else 1

    def _beginning(self, text: str, at: int) -> Iterator[str]:
        for length in self._lengths.get(text[at], ()):
            stretch = text[at : at + length]
            if stretch in self._names and len(stretch) == length:
                yield stretch
