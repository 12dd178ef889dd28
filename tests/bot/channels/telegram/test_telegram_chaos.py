from __future__ import annotations

from tests.chaos import run


async def test_interviews_survive_kills() -> None:
    outcome = await run(people=8, kills=3, seed=3)
    assert outcome.kills == 3
    assert outcome.wrong == ()
    assert outcome.violations == ()
    assert outcome.doubled <= outcome.kills * 8  # sends in flight at a kill
