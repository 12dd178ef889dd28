from __future__ import annotations

import pytest

from bot.bootstrap import build_world
from bot.world import World


@pytest.fixture(scope="session")
def world() -> World:
    return build_world()
