"""Notes from sines: soft, without a click, levelled, and as bytes. Arrays are (n, 2), left then right, or (n,)."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from steadyquest.ui.sound.loudness import ATTACK_S, RATE_HZ, amplitude

Samples = NDArray[np.float64]

RELEASE_S = 0.02
FULL = 32_767


def note(
    frequency_hz: float,
    *,
    seconds: float,
    partials: Sequence[float] = (1.0,),
    fall_s: float = 0.4,
    attack_s: float = ATTACK_S,
    rate_hz: int = RATE_HZ,
) -> Samples:
    """One struck note: comes softly, falls away, ends at nothing. Higher partials fall faster.

    >>> a = note(440.0, seconds=0.5)
    >>> a.shape, float(a[0]), abs(float(a[-1])) < 1e-6
    ((24000,), 0.0, True)
    """
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    made = np.zeros_like(t)
    for k, weight in enumerate(partials, start=1):
        if weight and k * frequency_hz < rate_hz / 4:
            made += weight * np.sin(2 * np.pi * k * frequency_hz * t) * np.exp(-t * k / fall_s)
    return made * edges(t.size, attack_s=attack_s, rate_hz=rate_hz)


def edges(n: int, *, attack_s: float = ATTACK_S, release_s: float = RELEASE_S, rate_hz: int = RATE_HZ) -> Samples:
    """A raised cosine up at the start and down at the end."""
    up, down = min(n // 2, round(attack_s * rate_hz)), min(n // 2, round(release_s * rate_hz))
    shape = np.ones(n)
    shape[:up] = 0.5 - 0.5 * np.cos(np.pi * np.arange(up) / up)
    shape[n - down :] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(1, down + 1) / down)
    return shape


def placed(mono: Samples, pan: float) -> Samples:
    """Left and right of a sound that comes from a side, -1 (left) to 1, at equal power."""
    angle = (pan + 1) * np.pi / 4
    return np.stack((mono * np.cos(angle), mono * np.sin(angle)), axis=1)


def added_round(turn: Samples, sound: Samples, *, at: int) -> None:
    """Add a sound to a turn of the backing; what goes beyond its end goes on at its start."""
    where = (at + np.arange(len(sound))) % len(turn)
    np.add.at(turn, where, sound)


def finer(turn: Samples, factor: int) -> Samples:
    """The same turn with `factor` times as many samples, exact for what comes round again without a seam."""
    n = len(turn)
    spectrum = np.fft.rfft(turn, axis=0)
    spectrum[-1] = 0.0  # half the rate itself has no phase
    return np.asarray(np.fft.irfft(spectrum, n * factor, axis=0) * factor)


def levelled(sound: Samples, dbfs: float) -> Samples:
    """The same sound, with its highest peak there."""
    peak = float(np.max(np.abs(sound), initial=0.0))
    return sound * (amplitude(dbfs) / peak) if peak else sound


def wav_bytes(sound: Samples) -> bytes:
    """The sound as a 16-bit WAV file."""
    whole = np.rint(np.clip(sound, -1.0, 1.0) * FULL).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1 if whole.ndim == 1 else whole.shape[1])
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(whole.tobytes())
    return file.getvalue()
