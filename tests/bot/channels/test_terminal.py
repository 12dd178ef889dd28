"""The terminal chat: plain in a pipe, coloured where a person looks, keys that press, a clean end."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.channels.terminal import _message
from bot.channels.terminal_look import Plain
from bot.model import Button, Message, OutMessage, Part, Reply

COMMAND = [sys.executable, "-m", "bot", "chat", "--as-of", "2026-11-22"]


def run(lines: str, *more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *more], input=lines.encode(), capture_output=True, check=False)


def test_in_a_pipe_there_are_plain_lines_and_no_escape_codes() -> None:
    done = run("我们在济南\n1\n选好了\n退出\n")
    printed = done.stdout.decode()
    assert done.returncode == 0 and done.stderr == b""
    assert "\x1b" not in printed
    assert "已记下:所在城市 济南" in printed and "[1] 国家级专精特新小巨人" in printed
    assert "☑ 今年新认定的国家级专精特新小巨人" in printed
    assert printed.rstrip().endswith("再见。")


@pytest.mark.parametrize("last", ["", "退出\n", "/quit\n", "bye\n"])
def test_it_ends_cleanly(last: str) -> None:
    done = run(last)
    assert done.returncode == 0 and "再见" in done.stdout.decode() and done.stderr == b""


def test_bytes_that_are_no_text_do_no_harm() -> None:
    done = subprocess.run(COMMAND, input=b"\xff\xfe\x00\n\xe4\xbd\n", capture_output=True, check=False)
    assert done.returncode == 0 and done.stderr == b""


def test_the_store_is_named_and_kept(tmp_path: Path) -> None:
    store = str(tmp_path / "chat.sqlite3")
    assert store in run("我们在济南\n", "--store", store).stdout.decode()
    assert "济南" in run("我的资料\n", "--store", store).stdout.decode()


def reply_asking(fact: str | None) -> Reply:
    rows = ((Button("甲", "help~"), Button("乙", "card~")),)
    return Reply((OutMessage((Part("text", "?"),), rows, asking=fact),))


def test_a_number_presses_but_answers_where_a_figure_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    keys = Plain().show(reply_asking("honours"))
    assert _message("2", keys) == Message("terminal", press="card~")
    assert _message("3", keys) is None
    keys = Plain().show(reply_asking("registered_years"))
    assert _message("2", keys) == Message("terminal", text="2")
    assert _message("b", keys) == Message("terminal", press="card~")
    assert "[b] 乙" in capsys.readouterr().out


def test_what_is_folded_stands_behind_a_key() -> None:
    printed = run("日照独角兽奖励多少\n").stdout.decode()
    [key] = re.findall(r"\[(\d+)\] 展开原文和说明", printed)
    folded = "没有查到接续的方案"
    assert folded not in printed
    opened = run(f"日照独角兽奖励多少\n{key}\n谁负责\n").stdout.decode()
    assert opened.index(folded) < opened.index("市财政局", opened.index(folded))


def _in_a_terminal(term: str, lines: list[str], home: Path) -> str:
    """What a person sees who types these lines; Ctrl-D at the end."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": term, "HOME": str(home), "COLUMNS": "100"}
    with subprocess.Popen(COMMAND, stdin=follower, stdout=follower, stderr=follower, env=environment) as process:
        os.close(follower)
        seen = ""
        try:
            for line in [*lines, "\x04"]:
                seen += _until_quiet(leader)
                os.write(leader, (line if line == "\x04" else line + "\n").encode())
            for _ in range(4):
                seen += _until_quiet(leader, end=True)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(2)
                    break
                # Ctrl-D is lost where it comes while the terminal changes its mode; a person presses it again.
                os.write(leader, b"\x04")
            assert process.wait(5) == 0
        finally:
            process.kill()  # a chat that does not end must not hold up the tests for ever
    os.close(leader)
    return seen


def _until_quiet(leader: int, end: bool = False) -> str:
    seen, deadline = b"", time.monotonic() + 20
    while time.monotonic() < deadline:
        ready = select.select([leader], [], [], 1.0 if seen else 20.0)[0]
        if not ready:
            break
        try:
            got = os.read(leader, 65536)
        except OSError:
            break
        if not got:
            break
        seen += got
        if not end and seen.rstrip().endswith("您:".encode()):
            break
    return seen.decode("utf-8", "replace")


def test_a_person_sees_colours_and_keeps_a_history(tmp_path: Path) -> None:
    seen = _in_a_terminal("xterm-256color", ["我们在济南"], tmp_path)
    assert "\x1b[" in seen and "已记下" in seen and "再见" in seen
    assert "我们在济南" in (tmp_path / ".mingce_history").read_text(encoding="utf-8")


def test_a_dumb_terminal_gets_no_colours(tmp_path: Path) -> None:
    seen = _in_a_terminal("dumb", ["我们在济南"], tmp_path)
    assert "已记下" in seen and "\x1b[3" not in seen
