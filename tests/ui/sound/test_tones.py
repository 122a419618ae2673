"""Notes and turns: closed forms of pitch, level, edges and seamless resampling."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.ui.sound import tones
from steadyquest.ui.sound.loudness import RATE_HZ, amplitude


def pitch_hz(sound: np.ndarray) -> float:
    """The strongest frequency."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 8 * len(sound)))
    return float(np.argmax(spectrum)) * RATE_HZ / (8 * len(sound))


@settings(max_examples=25, deadline=None)
@given(st.floats(80, 2500), st.floats(0.1, 1.0))
def test_a_note_has_its_pitch_and_begins_and_ends_at_nothing(hz: float, seconds: float) -> None:
    """Whatever is asked for: no click at either end."""
    made = tones.note(hz, seconds=seconds, fall_s=1.0)
    assert made[0] == 0.0
    assert abs(made[-1]) < 1e-3
    assert pitch_hz(made) == pytest.approx(hz, abs=3 / seconds)


def test_nothing_within_the_first_ten_milliseconds_is_loud_at_once() -> None:
    """The rise is half a cosine: at half of the attack half of the strength."""
    shape = tones.edges(RATE_HZ, attack_s=0.01)
    up = shape[: round(0.01 * RATE_HZ)]
    assert np.all(np.diff(up) >= 0)
    assert up[len(up) // 2] == pytest.approx(0.5)


def test_a_turn_made_finer_is_the_same_turn() -> None:
    """Sines of whole cycles, computed directly at the finer rate, agree to rounding."""
    n, factor = 240, 4

    def sines(m: int) -> np.ndarray:
        t = np.arange(m) / m
        return np.stack((np.sin(2 * np.pi * 7 * t), 0.3 + np.cos(2 * np.pi * 31 * t)), axis=1)

    assert np.allclose(tones.finer(sines(n), factor), sines(n * factor), atol=1e-12)


def test_what_goes_beyond_the_end_goes_on_at_the_start() -> None:
    """Four ones added from the last but one place of five."""
    turn = np.zeros((5, 2))
    tones.added_round(turn, np.ones((4, 2)), at=3)
    assert turn[:, 0].tolist() == [1, 1, 0, 1, 1]


@given(st.floats(-1, 1))
def test_a_side_keeps_the_power(pan: float) -> None:
    """Left and right squared are one, and the middle is the middle."""
    left, right = tones.placed(np.ones(1), pan)[0]
    assert left**2 + right**2 == pytest.approx(1.0)
    assert (right > left) == (pan > 1e-12) or abs(pan) < 1e-9


def test_bytes_are_a_wav_file_of_the_mixer_s_kind() -> None:
    """Sixteen bits, its rate, the values as they were."""
    sound = tones.levelled(np.sin(np.arange(480) / 5), -20.0)
    with wave.open(io.BytesIO(tones.wav_bytes(sound))) as file:
        assert (file.getsampwidth(), file.getframerate(), file.getnchannels()) == (2, RATE_HZ, 1)
        read = np.frombuffer(file.readframes(480), "<i2") / tones.FULL
    assert np.allclose(read, sound, atol=1 / tones.FULL)
    assert np.max(np.abs(read)) == pytest.approx(amplitude(-20.0), abs=1e-4)
