from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import InputError
from bot.settings import Settings, host_and_port, load_settings

EXAMPLE = Path(__file__).parents[2] / "deploy" / "settings.example.env"


def test_the_example_lists_every_setting_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINGCE_DATA")
    text = EXAMPLE.read_text(encoding="utf-8")
    listed = dict(re.findall(r"^#?\s?(MINGCE_[A-Z_]+)=(.*)$", text, re.MULTILINE))
    assert [name.removeprefix("MINGCE_").lower() for name in listed] == list(Settings.model_fields)
    plain = Settings(_env_file=None)  # type: ignore[call-arg]
    for name, field in Settings.model_fields.items():
        shown = getattr(plain, name)
        value = shown.get_secret_value() if hasattr(shown, "get_secret_value") else shown
        text_of = ",".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
        assert listed[f"MINGCE_{name.upper()}"] == text_of, field


def test_the_example_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINGCE_DATA")
    every = re.sub(r"^# ?(?=MINGCE_)", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (tmp_path / "env").write_text(every, encoding="utf-8")
    assert load_settings(_env_file=tmp_path / "env") == Settings(_env_file=None)  # type: ignore[call-arg]


def test_settings_are_frozen_and_secrets_do_not_show() -> None:
    settings = load_settings(_env_file=None, telegram_token="123456:hush", admins="1, 2,3", staff_chat="-100")
    assert (settings.admins, settings.staff_chat) == ((1, 2, 3), -100)
    assert "hush" not in repr(settings)
    with pytest.raises(ValidationError):
        settings.database = "other"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webhook_listen", "nowhere"), ("telegram_api", "api.telegram.org"), ("telegram_mode", "x"), ("today", "x"),
        ("poll_timeout_seconds", "60"), ("admins", "a,b"), ("webhook_secret", "有空格"), ("sends_at_once", "0"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(InputError) as problem:
        load_settings(_env_file=None, **{name: value})
    assert f"MINGCE_{name.upper()}" in str(problem.value)
    assert "\n" not in str(problem.value)


def test_addresses() -> None:
    assert host_and_port("127.0.0.1:80") == ("127.0.0.1", 80)
    assert host_and_port("[::1]:80") == ("::1", 80)
