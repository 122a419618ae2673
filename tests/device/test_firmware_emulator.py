"""The wrapper of the emulator: what it passes on, how it ends, and what it says when something is not built."""

from __future__ import annotations

import os
import sys
import time

import pytest

from steadyquest.device import firmware_emulator
from steadyquest.device.firmware_emulator import FirmwareEmulator, firmware_file
from steadyquest.errors import DeviceError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the emulator is for Linux")

STAND_IN = """#!{python}
import sys
print("/dev/pts/none", flush=True)
print("host here", flush=True)
heard = []
for line in sys.stdin:
    line = line.strip()
    if line == "stats":
        import json
        print(json.dumps({{"heard": heard, "words": sys.argv[1:]}}), flush=True)
    elif line == "stop":
        sys.exit("steadysim: the sketch has crashed")
    else:
        heard.append(line)
print("host gone", flush=True)
print('{{"ended": true}}', flush=True)
"""


@pytest.fixture
def built(tmp_path):
    """A stand-in for the emulator beside an ELF, as a build has them."""
    program, elf = tmp_path / "steadysim", tmp_path / "uno" / "steadyboard.elf"
    elf.parent.mkdir()
    elf.write_bytes(b"\x7fELF")
    program.write_text(STAND_IN.format(python=sys.executable))
    program.chmod(0o755)
    return elf


def test_what_is_asked_of_it_reaches_the_emulator(built):
    """Options as words, presses and faults as lines; the port is the first line it says."""
    with FirmwareEmulator(built, osc_hz=(78, 83, 88.5, 93), seed=3, faults={"FL": "hung"}) as board:
        assert board.port == "/dev/pts/none"
        board.press((1, -2, 3, 4))
        board.fault(1, "missing")
        board.fault("RR", "none")
        board.rate("RL", 10)
        tally = board.tally()
        assert (board.hosts, board.host_here) == (1, True)
    assert tally["heard"] == ["counts 1 -2 3 4", "fault FR missing", "fault RR none", "rate RL 10"]
    assert {"--leash", "--osc=78,83,88.5,93", "--seed=3", "--speed=real", "--fault=FL=hung"} <= set(tally["words"])


def test_closing_ends_the_process_and_keeps_its_last_tally(built):
    """Twice is as good as once; afterwards a press is refused in one line."""
    board = FirmwareEmulator(built)
    board.close()
    board.close()
    assert (board.running, board.host_here, board.last_tally) == (False, False, {"ended": True})
    with pytest.raises(DeviceError, match="the emulator was closed"):
        board.press((0, 0, 0, 0))


def test_an_emulator_that_ended_by_itself_says_why(built):
    """The last line of its stderr, at the next press."""
    with FirmwareEmulator(built) as board:
        board.send("stop")
        while board.running:
            time.sleep(0.01)
        with pytest.raises(DeviceError, match="has ended: the sketch has crashed"):
            board.press((0, 0, 0, 0))


def test_an_emulator_that_was_killed_is_told_in_words_and_leaves_no_link(built, tmp_path):
    """No bare number of a signal; the link that it could not take away is taken away for it."""
    link = tmp_path / "board"
    (built.parent.parent / "steadysim").write_text(
        STAND_IN.format(python=sys.executable).replace("import sys", f"import os, sys\nos.symlink('x', '{link}')", 1)
    )
    with FirmwareEmulator(built, link=link) as board:
        board.tally()
        board._process.kill()
        board._process.wait()
        with pytest.raises(DeviceError, match=r"the emulator was ended from outside \(signal 9\); start it again"):
            board.press((0, 0, 0, 0))
        assert link.is_symlink()
    assert not link.is_symlink()


def test_a_link_that_somebody_else_has_made_meanwhile_is_left_alone(built, tmp_path):
    """A second emulator has taken over the name."""
    link = tmp_path / "board"
    link.symlink_to("ours")
    with FirmwareEmulator(built, link=link):
        (tmp_path / "new").symlink_to("theirs")
        (tmp_path / "new").rename(link)
    assert str(link.readlink()) == "theirs"


@pytest.mark.parametrize("folder", ["", "uno"])
def test_a_folder_is_no_firmware_and_the_elf_in_it_is_named(built, folder):
    """Not “is not there”: it is there, and the file to name lies in it."""
    with pytest.raises(DeviceError, match=f"is a folder; name the firmware's ELF file, such as {built}"):
        FirmwareEmulator(built.parent.parent / folder)


def test_a_program_that_is_no_emulator_is_told_at_once(built):
    """It ends without a port: one line, no process left."""
    built.parent.parent.joinpath("steadysim").write_text("#!/bin/sh\necho no such option >&2\nexit 2\n")
    with pytest.raises(DeviceError, match="has ended: no such option"):
        FirmwareEmulator(built)


def test_a_program_that_cannot_be_run_is_told(built):
    """A file without the right to run."""
    built.parent.parent.joinpath("steadysim").chmod(0o644)
    with pytest.raises(DeviceError, match="cannot be run"):
        FirmwareEmulator(built)


def test_what_is_not_built_is_told_with_what_to_do(built, tmp_path, monkeypatch):
    """Neither firmware nor emulator: one line with the command."""
    with pytest.raises(DeviceError, match=r"other\.elf is not there; .* make firmware"):
        FirmwareEmulator(tmp_path / "uno" / "other.elf")
    monkeypatch.setattr(firmware_emulator, "BUILD", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    built.parent.parent.joinpath("steadysim").unlink()
    with pytest.raises(DeviceError, match=r"steadysim is not there; .* make firmware"):
        FirmwareEmulator(built)


def test_builds_have_names(monkeypatch, tmp_path):
    """`uno` and `nano` are those of this checkout; everything else is a file."""
    monkeypatch.setattr(firmware_emulator, "BUILD", tmp_path)
    assert firmware_file("nano") == tmp_path / "nano" / "steadyboard.elf"
    assert str(firmware_file("my/own.elf")) == "my/own.elf"
