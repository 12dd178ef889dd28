"""From one version to the next while people write: what waited is done by the new one, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.channels.telegram.test_telegram_delivery import texts
from tests.bot.storage.test_upgrading import SCHEMAS, made
from tests.botapi.server import BotApi


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda file: file.stem)
async def test_an_upgrade_loses_no_message(api: BotApi, launch: Any, tmp_path: Path, schema: Path) -> None:
    made(tmp_path / "store.sqlite3", schema)
    api.started.add(1)
    await launch(real=True, staff_chat=-5)
    await api.until(lambda: "still to be sent" in texts(api, 1) and len(texts(api, 1)) >= 2)
    api.say(1, "我的资料")
    *_, shown = await api.wait(1, len(texts(api, 1)) + 1)
    assert "海右重工" in shown.text and "日照" in shown.text
