"""A thousand companies in the form of platforms: nearly every cell right, every bad cell told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.lists import platforms
from tests.bot.lists.lists import facts, listed
from tests.bot.lists.platforms import Truth


@pytest.mark.parametrize(
    ("make", "name"), [(platforms.cultivation_platform, "list.xlsx"), (platforms.bureau_text, "list.csv")]
)
def test_a_thousand_companies(tmp_path: Path, make: Callable[[Path, int], list[Truth]], name: str) -> None:
    truths = make(tmp_path / name, 20_261_122)
    found = listed(tmp_path / name)
    assert [company.name for company in found.companies] == [truth.name for truth in truths]
    total, right, wrong = platforms.right_cells(facts(found), truths)
    assert right >= 0.999 * total, wrong[:5]
    told: dict[str, int] = {}
    for problem in found.problems:
        told[problem.company] = told.get(problem.company, 0) + 1
    assert {truth.name: len(truth.bad) for truth in truths if truth.bad} == {
        name: n for name, n in told.items() if name
    }
