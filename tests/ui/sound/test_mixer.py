"""The mixer: who may sound where, how loud, and what comes out of it in the end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest

from steadyquest.ui.sound.backing import ground
from steadyquest.ui.sound.loudness import CHANNELS, RATE_HZ, SHARES, STEPS, Volumes
from steadyquest.ui.sound.mixer import Mixer
from steadyquest.ui.sound.shelf import GROUND, LIGHT
from steadyquest.ui.sound.themes import THEMES
from steadyquest.ui.sound.tones import note, wav_bytes


def sound(seconds: float = 1.0) -> pygame.mixer.Sound:
    """A quiet tone."""
    return pygame.mixer.Sound(buffer=np.repeat((note(440, seconds=seconds) * 500).astype("<i2"), 2).tobytes())


@pytest.fixture
def bank(device: Mixer) -> dict[str, pygame.mixer.Sound]:
    """Some sounds, loaded."""
    made = {"tick": sound(), "help_00": sound(), GROUND: sound(), LIGHT: sound()}
    device.load(made)
    return made


def busy(kind: str) -> int:
    """How many channels of a kind sound."""
    share = SHARES[kind]
    return sum(pygame.mixer.Channel(i).get_busy() for i in range(share.first, share.first + share.channels))


def test_the_kinds_do_not_share_channels() -> None:
    """And all of them are there."""
    used = [i for share in SHARES.values() for i in range(share.first, share.first + share.channels)]
    assert len(used) == len(set(used))
    assert max(used) < CHANNELS


def test_what_finds_no_channel_free_is_left_out_rather_than_cut_in(device: Mixer, bank: Any) -> None:
    """Three effects at once, and help has its own."""
    assert [device.play("tick") for _ in range(4)] == [True, True, True, False]
    assert busy("effect") == 3
    assert device.play("help_00", kind="help")


def test_muting_ends_all_and_starts_nothing(device: Mixer, bank: Any) -> None:
    """Within a tenth of a second, and until it is taken back."""
    device.play("tick")
    device.frame(backing=True, hour=0, ducked=False)
    assert busy("music") == 2
    device.set_volumes(Volumes(muted=True))
    time.sleep(0.2)
    assert busy("effect") == busy("music") == 0
    assert not device.play("tick")
    device.frame(backing=True, hour=0, ducked=False)
    assert busy("music") == 0
    device.set_volumes(Volumes())
    assert device.play("tick")


def test_effects_off_leaves_the_music_and_the_other_way_round(device: Mixer, bank: Any) -> None:
    """Three volumes, each for itself."""
    device.set_volumes(Volumes(effects="off"))
    device.frame(backing=True, hour=0, ducked=False)
    assert not device.play("tick")
    assert busy("music") == 2
    device.set_volumes(Volumes(music="off"))
    device.frame(backing=True, hour=0, ducked=False)
    time.sleep(1.2)
    assert busy("music") == 0
    assert device.play("tick")


def test_the_backing_comes_slowly_and_is_ducked(device: Mixer, bank: Any) -> None:
    """From nothing; no frame moves its volume by more than a thirtieth."""
    device.set_volumes(Volumes(music="loud"))
    gains = []
    for _ in range(240):
        device.frame(backing=True, hour=0, ducked=False)
        gains.append(device._gains[1])
    assert gains[0] <= 0.031
    assert max(np.diff(gains)) <= 0.031
    assert gains[-1] == pytest.approx(1.0, abs=0.01)
    for _ in range(240):
        device.frame(backing=True, hour=0, ducked=True)
    assert device._gains[1] == pytest.approx(0.5, abs=0.01)


def test_another_place_s_backing_waits_until_the_old_one_is_gone(device: Mixer, bank: Any) -> None:
    """Never two keys at once."""
    for _ in range(60):
        device.frame(backing=True, hour=0, ducked=False)
    device.load({GROUND: sound(), LIGHT: sound()})
    device.frame(backing=True, hour=0, ducked=False)
    assert device._backing is None
    device.frame(backing=True, hour=0, ducked=False)
    assert device._backing is None
    time.sleep(1.2)
    device.frame(backing=True, hour=0, ducked=False)
    assert device._backing is not None
    assert device._gains[0] < 0.05


def test_without_a_device_every_call_does_nothing() -> None:
    """No card, no error."""
    silent = Mixer()
    silent.load({})
    silent.frame(backing=True, hour=2, ducked=False)
    silent.hush("effect", "help")
    silent.set_volumes(Volumes(muted=True))
    assert not silent.play("tick")


def test_a_device_that_is_gone_is_silence_and_no_error(device: Mixer, bank: Any) -> None:
    """Closed while everything plays; the frames after it go on."""
    device.play("tick")
    device.frame(backing=True, hour=0, ducked=False)
    pygame.mixer.quit()
    device.set_volumes(Volumes(muted=True))
    for _ in range(3):
        device.load(dict(bank))
        device.frame(backing=True, hour=1, ducked=False)
        assert not device.play("tick")
        device.hush("effect", "help")
        device.set_volumes(Volumes(muted=not device.volumes.muted))


DISK = """
import sys, time, pygame
from steadyquest.ui.sound.mixer import Mixer, open_device
from steadyquest.ui.sound.loudness import Volumes
assert open_device()
mixer = Mixer()
mixer.opened()
mixer.set_volumes(Volumes(music="loud"))
mixer.load({"ground": pygame.mixer.Sound(file=sys.argv[1]), "light": pygame.mixer.Sound(buffer=bytes(4 * 4800))})
for _ in range(300):
    mixer.frame(backing=True, hour=4, ducked=False)
    time.sleep(0.002)
time.sleep(float(sys.argv[2]))
"""


@pytest.mark.slow
def test_what_comes_out_goes_round_without_a_click(tmp_path: Path) -> None:
    """The real mixer on SDL's disk device, faster than time: more than a whole turn of the backing as it comes out."""
    turn = ground(THEMES["fog"])
    (tmp_path / "ground.wav").write_bytes(wav_bytes(turn))
    env = {
        **os.environ,
        "SDL_AUDIODRIVER": "disk",
        "SDL_DISKAUDIOFILE": str(tmp_path / "out.raw"),
        "SDL_DISKAUDIODELAY": "1",
    }
    subprocess.run([sys.executable, "-c", DISK, str(tmp_path / "ground.wav"), "6"], env=env, check=True)
    out = np.frombuffer((tmp_path / "out.raw").read_bytes(), "<i2").reshape(-1, 2) / 32768
    assert len(out) > 26 * RATE_HZ
    settled = out[15 * RATE_HZ :]
    assert len(settled) > 1.2 * len(turn), "a whole turn was captured"
    assert np.max(np.abs(settled)) > 0.5 * np.max(np.abs(turn))
    assert np.max(np.abs(np.diff(settled, axis=0))) <= np.max(np.abs(np.diff(turn, axis=0))) + 2 / 32768
    assert np.max(np.abs(out[: RATE_HZ // 10])) < 0.02, "it comes from nothing"


SIDES = """
import sys, time, pygame
from steadyquest.ui.sound.mixer import Mixer, open_device
assert open_device()
mixer = Mixer()
mixer.opened()
mixer.load({"tick": pygame.mixer.Sound(file=sys.argv[1])})
mixer.play("tick", pan=float(sys.argv[2]))
time.sleep(0.3)
"""


@pytest.mark.slow
@pytest.mark.parametrize("pan", [-1.0, 0.0, 1.0])
def test_a_side_comes_out_on_its_side(tmp_path: Path, pan: float) -> None:
    """By 20 dB at the far left and right, and never only there; alike in the middle; at the volume that is set."""
    (tmp_path / "tick.wav").write_bytes(wav_bytes(0.4 * note(440, seconds=0.5, fall_s=9.0)))
    env = {
        **os.environ,
        "SDL_AUDIODRIVER": "disk",
        "SDL_DISKAUDIOFILE": str(tmp_path / "out.raw"),
        "SDL_DISKAUDIODELAY": "1",
    }
    subprocess.run([sys.executable, "-c", SIDES, str(tmp_path / "tick.wav"), str(pan)], env=env, check=True)
    out = np.frombuffer((tmp_path / "out.raw").read_bytes(), "<i2").reshape(-1, 2) / 32768
    left, right = np.max(np.abs(out), axis=0)
    assert max(left, right) <= 0.4 * STEPS["medium"], "as loud as it is set"
    if pan:
        near, far = (left, right) if pan < 0 else (right, left)
        assert 0 < far < near / 10
    else:
        assert left == pytest.approx(right, rel=0.02)
