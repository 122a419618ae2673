"""Speaking: safely, one sentence at a time, stopped at once, and never missed where there is no voice."""

from __future__ import annotations

import logging
import os
import sys
import time
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyquest.ui.sound import recording, system_voice
from steadyquest.ui.sound.mixer import Mixer
from steadyquest.ui.sound.system_voice import LONGEST, Spoken, cleaned, find_speaker
from steadyquest.ui.sound.tones import note, wav_bytes
from steadyquest.ui.sound.voice import Sentence, Voice

NASTY = [
    "$(touch {file})",
    "`touch {file}`",
    "; touch {file} #",
    "| touch {file}",
    "'; touch {file}; '",
    '" & touch {file} & "',
    "--help",
    "-w {file}",
    "\n touch {file} \n",
    "%PATH% %COMSPEC%",
    "[[volm 1.0]] [[inpt PHON]]",
    "<speak><audio src='{file}'/></speak>",
    "Grüße, señor 狐 \x00\x07\x1b[2J",
]


def wait(until: Callable[[], bool], *, most_s: float = 5.0) -> None:
    """Wait, but not for ever."""
    end = time.monotonic() + most_s
    while not until():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.005)


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    """Where the speaker of these tests writes its arguments and its input."""
    return tmp_path / "heard"


def speaks_into(file: Path, *, then_s: float = 0.0) -> Callable[[], system_voice.Speaker]:
    """A speaker that writes down what it is given, and then goes on for some time."""
    code = (
        "import sys, time; given = sys.stdin.buffer.read(); "
        "open(sys.argv[1], 'ab').write(repr(sys.argv[2:]).encode() + b'|' + given + b'\\n'); "
        "time.sleep(float(sys.argv[2]))"
    )

    def speaker(words: str, language: str, volume: float) -> Spoken:
        return Spoken((sys.executable, "-c", code, str(file), str(then_s)), cleaned(words).encode())

    return lambda: speaker


def test_a_sentence_is_spoken_and_then_it_is_quiet(heard: Path) -> None:
    """Once."""
    voice = Voice(find=speaks_into(heard))
    voice.say(Sentence("Steer the boat.", 0.5))
    wait(lambda: heard.exists() and not voice.speaks)
    voice.close()
    assert heard.read_bytes().endswith(b"|Steer the boat.\n")


def test_the_newest_sentence_is_said_and_the_running_one_is_cut_off(heard: Path) -> None:
    """Words that are over must not follow the play around."""
    voice = Voice(find=speaks_into(heard, then_s=30.0))
    voice.say(Sentence("One.", 0.5))
    wait(lambda: heard.exists() and b"One" in heard.read_bytes())
    voice.say(Sentence("Two.", 0.5))
    wait(lambda: b"Two" in heard.read_bytes())
    voice.close()


def test_stop_is_at_once(heard: Path) -> None:
    """The call returns within a frame, the speaker is gone soon after."""
    voice = Voice(find=speaks_into(heard, then_s=30.0))
    voice.say(Sentence("A long story.", 0.5))
    wait(heard.exists)
    began = time.perf_counter()
    voice.stop()
    assert time.perf_counter() - began < 0.016
    wait(lambda: not voice.speaks, most_s=1.0)
    voice.close()


def test_one_that_is_stopped_while_it_is_being_started_says_nothing(heard: Path) -> None:
    """Say and stop in the same frame, many times; nothing is left speaking."""
    voice = Voice(find=speaks_into(heard, then_s=30.0))
    for _ in range(20):
        voice.say(Sentence("Hm.", 0.5))
        voice.stop()
    wait(lambda: not voice.speaks)
    voice.close()
    assert voice._process is None


def test_a_speaker_that_hangs_is_ended(heard: Path) -> None:
    """After the longest time that anything speaks."""
    voice = Voice(find=speaks_into(heard, then_s=60.0), longest_s=0.3)
    voice.say(Sentence("Hm.", 0.5))
    wait(heard.exists)
    wait(lambda: not voice.speaks, most_s=2.0)
    voice.close()


@pytest.mark.parametrize("find", [lambda: None, lambda: lambda *_: Spoken(("/no/such/speaker",), b"x")])
def test_where_nothing_speaks_nothing_happens(find: Callable[[], system_voice.Speaker | None]) -> None:
    """No voice, or one that cannot be started."""
    voice = Voice(find=find)
    for _ in range(3):
        voice.say(Sentence("Hello.", 0.5))
        wait(lambda: not voice.speaks)
    voice.stop()
    voice.close()


def test_a_speaker_that_does_not_listen_is_no_error() -> None:
    """It ends before it has read its input."""
    long = "word " * 60

    def speaker(words: str, language: str, volume: float) -> Spoken:
        return Spoken((sys.executable, "-c", "pass"), words.encode() * 2000)

    voice = Voice(find=lambda: speaker)
    voice.say(Sentence(long, 0.5))
    wait(lambda: not voice.speaks)
    voice.say(Sentence(long, 0.5))
    wait(lambda: not voice.speaks)
    assert voice._thread is not None
    assert voice._thread.is_alive()
    voice.close()


# -- what is given to the system's voices ---------------------------------------------------------------------


@given(st.text(max_size=2000))
def test_what_is_spoken_is_one_short_line_of_plain_words(text: str) -> None:
    """No control signs, no marks that a speaker takes for its own, no line ends."""
    said = cleaned(text)
    assert len(said) <= LONGEST
    assert said.isprintable()
    assert not set(said) & set("[]<>{}|\\^~`")


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("program", ["espeak-ng", "espeak", "spd-say", "say", "powershell"])
def test_hostile_words_stay_words(program: str, nasty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They never change the command line but behind `--`, they run nothing, and they come as the one sentence."""
    file = tmp_path / "touched"
    words = nasty.format(file=file)
    name = next(system for system, table in system_voice._SPEAKERS.items() for known, _ in table if known == program)
    monkeypatch.setattr(system_voice, "_system", lambda: name)
    monkeypatch.setattr(system_voice.shutil, "which", lambda known: f"/bin/{known}" if known == program else None)
    speaker = find_speaker()
    assert speaker is not None
    spoken, harmless = speaker(words, "en", 0.5), speaker("Hello.", "en", 0.5)
    if program == "spd-say":
        assert spoken.arguments[:-1] == harmless.arguments[:-1]
        assert spoken.arguments[-2] == "--"
        assert spoken.arguments[-1] == cleaned(words)
    else:
        assert spoken.arguments == harmless.arguments
        assert spoken.given.decode().endswith(cleaned(words))
    assert "\n" not in spoken.given.decode()


@pytest.mark.skipif(os.name != "posix", reason="the program of this test is a shell script")
@pytest.mark.parametrize("nasty", NASTY)
def test_hostile_words_run_nothing(nasty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the whole way, with a program called espeak-ng that writes down what it gets."""
    touched, log = tmp_path / "touched", tmp_path / "log"
    program = tmp_path / "espeak-ng"
    program.write_text(f'#!/bin/sh\n{{ printf "%s " "$@"; printf "|"; cat; echo; }} >> "{log}"\n')
    program.chmod(0o755)
    monkeypatch.setattr(system_voice, "_system", lambda: "linux")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    words = nasty.format(file=touched)
    voice = Voice()
    voice.say(Sentence(words, 1.0))
    wait(lambda: log.exists() and log.read_bytes().endswith(b"\n"))
    voice.close()
    assert not touched.exists()
    options, _, given = log.read_text().partition("|")
    assert options == "-v en -s 140 -a 100 --stdin "
    assert given.strip() == cleaned(words)


def test_each_system_has_its_voices_and_an_unknown_one_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux, macOS, Windows; anything else is silent."""
    monkeypatch.setattr(system_voice.shutil, "which", lambda name: f"/bin/{name}")
    found = {}
    for name in ("linux", "darwin", "win32", "plan9"):
        monkeypatch.setattr(system_voice, "_system", lambda name=name: name)
        speaker = find_speaker()
        found[name] = speaker("Hi.", "en", 1.0).arguments[0] if speaker else None
    assert found == {"linux": "/bin/espeak-ng", "darwin": "/bin/say", "win32": "/bin/powershell", "plan9": None}


# -- the therapist's recording --------------------------------------------------------------------------------


def recorded(file: Path, seconds: float) -> Path:
    """A recording of a tone."""
    file.write_bytes(wav_bytes(0.2 * note(300, seconds=seconds, fall_s=60.0)))
    return file


def test_a_recording_goes_before_the_system_s_voice(device: Mixer, tmp_path: Path, heard: Path) -> None:
    """And is stopped as quickly."""
    voice = Voice(find=speaks_into(heard))
    voice.say(Sentence("Steer.", 0.5, recorded(tmp_path / "say.wav", 5.0)))
    wait(recording.goes_on)
    assert voice.speaks
    assert pygame.mixer.music.get_volume() == pytest.approx(0.25, abs=0.01)
    voice.stop()
    wait(lambda: not recording.goes_on() and not voice.speaks, most_s=1.0)
    voice.close()
    assert not heard.exists()


def test_a_recording_that_does_not_end_is_ended(device: Mixer, tmp_path: Path, heard: Path) -> None:
    """After the longest time that anything speaks."""
    voice = Voice(find=speaks_into(heard), longest_s=0.3)
    voice.say(Sentence("Steer.", 0.5, recorded(tmp_path / "say.wav", 20.0)))
    wait(recording.goes_on)
    wait(lambda: not voice.speaks and not recording.goes_on(), most_s=2.0)
    voice.close()


@pytest.mark.parametrize("fault", ["missing", "a folder", "no sound", "cut off", "too large", "empty"])
def test_a_broken_recording_is_said_once_in_the_log_and_never_an_error(
    device: Mixer, tmp_path: Path, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The words are on the screen all the same."""
    recording._warn_once.cache_clear()
    file = tmp_path / "say.wav"
    if fault == "a folder":
        file.mkdir()
    elif fault == "no sound":
        file.write_bytes(np.random.default_rng(1).bytes(5000))
    elif fault == "cut off":
        file.write_bytes(wav_bytes(note(300, seconds=1.0))[:40])
    elif fault == "too large":
        with wave.open(str(file), "wb") as out:
            out.setparams((2, 2, 48_000, 0, "NONE", ""))
            out.writeframes(bytes(6_000_000))
    elif fault == "empty":
        file.write_bytes(b"")
    with caplog.at_level(logging.WARNING):
        assert not recording.begin(file, 1.0)
        assert not recording.begin(file, 1.0)
    assert len(caplog.records) <= 1
    assert not recording.goes_on()


def test_without_a_sound_device_a_recording_is_not_tried(tmp_path: Path) -> None:
    """The mixer is not open."""
    assert not recording.begin(recorded(tmp_path / "say.wav", 1.0), 1.0)
    recording.end()
