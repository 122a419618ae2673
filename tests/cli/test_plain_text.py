"""Terminals that know few letters, and outputs that are closed: no crash, and no byte that cannot be shown."""

import os
import sys
from pathlib import Path

import pytest

from steadyquest.cli.plain_text import CODEC, LIKE, plain, speak_plainly

SOURCES = Path(__file__).resolve().parents[2] / "src" / "steadyquest"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Opening /dev/ttyUSB0 …", "Opening /dev/ttyUSB0 ..."),
        ("5–10 kg, −3 mm", "5-10 kg, -3 mm"),
        ("✓ “José” µV½", 'ok "Jose" uV1/2'),
        ("日本 \udcff", "?? ?"),
        ("plain", "plain"),
    ],
)
def test_every_text_has_a_plain_one(text, shown):
    """Accents go, dashes and quotes become the typewriter's, the rest a question mark."""
    assert plain(text) == shown


def test_nothing_that_a_command_says_becomes_a_question_mark():
    """Every letter in the words of commands, devices and sessions has one that people take for the same."""
    if not SOURCES.is_dir():
        pytest.skip("the sources are not beside this test")
    files = [
        file for area in ("cli", "device", "session", "signal", "records") for file in (SOURCES / area).glob("*.py")
    ]
    letters = set("".join(file.read_text(encoding="utf-8") for file in files)) - set(LIKE)
    assert {letter for letter in letters if "?" in plain(letter)} <= {"?", "θ", "ε", "λ", "ν", "Π", "²"}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_terminal_of_few_letters_gets_no_others(start, home, encoding):
    """The refusal says a foot's place back in curly quotes, and names letters by a dash; opening a port has dots."""
    home.env |= {"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    _, refusal = start("play", "--headless", "--board", "sim", "--feet", "Zé9", encoding=encoding).communicate()
    assert refusal.count('"Z') == 1
    assert "A-H" in refusal
    said, fault = start("board", "test", "/dev/nowhere", encoding=encoding).communicate()
    assert said.startswith("Opening /dev/nowhere ...")
    assert "Traceback" not in refusal + fault


@pytest.mark.skipif(os.name != "posix", reason="closes a descriptor as a shell does")
@pytest.mark.parametrize("closed", [1, 2])
@pytest.mark.parametrize("words", [("board", "monitor", "/dev/nowhere"), ("board", "list"), ("players", "list")])
def test_a_closed_output_is_one_that_nobody_reads(start, words, closed):
    """`>&-`: the exit code is the same, and there is no traceback."""
    stream = {1: "stdout", 2: "stderr"}[closed]
    process = start(*words, **{stream: None}, preexec_fn=lambda: os.close(closed))
    out, err = process.communicate(timeout=60)
    assert process.returncode == (2 if "monitor" in words else 0)
    assert "Traceback" not in (out or "") + (err or "")


def test_a_terminal_that_knows_all_letters_is_left_alone(monkeypatch, capsys):
    """UTF-8 stays UTF-8; what is no terminal's stream has nothing to set."""
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", None)
    before = sys.stdout.encoding
    speak_plainly()
    assert sys.stdout.encoding == before
    assert "…".encode(CODEC) == b"..."
    assert sys.stderr.write("to nobody") == 9
    sys.stderr.close()
