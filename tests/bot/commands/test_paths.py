"""Names of files and documents that lead elsewhere, given to every command that takes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from tests.own_world import forget

NAMES = ("../../../../etc/passwd", "/dev/zero", "jinan-proposals@../..")
COMMANDS = (
    ["import", "{}", "--yes"], ["import", "list.txt", "--id", "{}", "--yes"],
    ["import", "list.txt", "--into", "{}", "--yes"], ["parse", "{}"], ["clauses", "{}"],
    ["library", "show", "{}"], ["library", "retire", "{}"],
    ["library", "restore", "{}"], ["library", "confirm", "{}"], ["library", "compare", "{}", "jinan-proposals"],
    ["library", "compare", "jinan-proposals", "{}"], ["screen", "{}"], ["screen", "list.txt", "--mapping", "{}"],
    ["changes", "--since", "2026-01-01", "--companies", "{}"], ["report", "--facts", "{}", "--format", "html"],
    ["evaluate", "answers", "--data", "{}"],
)  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINGCE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MINGCE_DATABASE", str(tmp_path / "store.sqlite3"))
    (tmp_path / "list.txt").write_text("云岭市若干措施\n\n第一条 给予奖励8万元。\n", encoding="utf-8")
    forget()
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_name_that_leads_elsewhere_ends_in_a_line(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: list[str], name: str
) -> None:
    before = set(place.parent.rglob("*"))
    monkeypatch.setattr("sys.argv", ["mingce", *(part.format(name) for part in command)])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capfd.readouterr()
    assert ended.value.code == 2, out
    assert "root:" not in out + err and "PATH=" not in out + err and "Traceback" not in err
    assert 0 < len(err.strip()) < 1000
    new = {path for path in set(place.parent.rglob("*")) - before if place not in path.parents and path != place}
    assert not new
