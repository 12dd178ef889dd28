"""Makes `china.txt`: `python -m knowledge.gazetteer.making FOLDER`, from the CSV files of npm's china-division.

The package (MIT) follows the National Bureau of Statistics' codes for divisions. A district whose name without 区, 县
or 市 is shared by several districts, is a city's name, or is an everyday word (和平, 市中) is marked with `-`: only its
full name is read as a place.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from knowledge.gazetteer.table import short_name

TABLE = Path(__file__).with_name("china.txt")
_NOTE = "# Made by `python -m knowledge.gazetteer.making` from npm china-division (MIT).\n"
_PLACEHOLDER = re.compile("^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$")
_NAME_FLAGS = ("ns", "nz", "nr", "nrt", "nt")
_SELDOM = 2_000
"""How often jieba's dictionary may have seen a name that is a place: 和平 and 新华 are words of every day."""


def rows(folder: Path) -> list[str]:
    """`province|city|district district …`, a line a city; cities without districts too."""
    provinces = {row["code"]: row["name"] for row in _read(folder / "provinces.csv")}
    cities = {row["code"]: (provinces[row["provinceCode"]], row["name"]) for row in _read(folder / "cities.csv")}
    districts: dict[tuple[str, str], list[str]] = {place: [] for place in cities.values()}
    for row in _read(folder / "areas.csv"):
        if not _PLACEHOLDER.match(row["name"]):
            districts[cities[row["cityCode"]]].append(row["name"])
    everything = [name for names in districts.values() for name in names]
    doubtful = _doubtful(everything, {short_name(city) for _, city in cities.values()})
    return [
        f"{province}|{'' if _PLACEHOLDER.match(city) else city}|"
        + " ".join(name + ("-" if name in doubtful else "") for name in names)
        for (province, city), names in districts.items()
    ]


def _doubtful(names: list[str], cities: set[str]) -> set[str]:
    known = _dictionary()
    shared = Counter(map(short_name, names))
    return {name for name in names if _is_doubtful(short_name(name), shared, cities, known)}


def _is_doubtful(short: str, shared: Counter[str], cities: set[str], known: dict[str, tuple[int, str]]) -> bool:
    return shared[short] > 1 or short in cities or not _is_a_name(known.get(short, (0, "ns")))


def _is_a_name(entry: tuple[int, str]) -> bool:
    times, flag = entry
    return flag in _NAME_FLAGS and times < _SELDOM


def _dictionary() -> dict[str, tuple[int, str]]:
    """jieba's dictionary: how often it has seen each word, and what kind of word it is."""
    import jieba

    with jieba.get_dict_file() as file:
        return {word: (int(times), flag) for word, times, flag in (line.decode("utf-8").split() for line in file)}


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main() -> None:
    TABLE.write_text(_NOTE + "\n".join(rows(Path(sys.argv[1]))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
