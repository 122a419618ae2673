"""All measures of one recording of a minute, warm, and what each part of them takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from figure import figure, typical

from steadyquest.analysis import diffusion, entropy, spectrum
from steadyquest.analysis.measure import measured
from steadyquest.analysis.prepare import prepare
from steadyquest.analysis.validity import check_trial

SECONDS, RATE_HZ = 60, 100
BDS = Path(__file__).parents[2] / "shared" / "data" / "bds" / "BDS00013.csv"
REFERENCE_S = 1.06
"""The reference Python code of Quijoux 2021 for its 72 descriptors, after 1.7 s of preparation."""


def recording() -> tuple[Any, Any, Any]:
    """A real adult where the recordings are at hand, or else one who wanders: seconds, millimetres, newtons."""
    if BDS.is_file():
        table = np.loadtxt(BDS, delimiter=",", skiprows=1)
        return table[:, 0], table[:, [3, 2]] * 10, table[:, 1]
    cop_mm = np.cumsum(np.random.default_rng(1).normal(0, 0.2, (SECONDS * RATE_HZ, 2)), axis=0)
    return np.arange(SECONDS * RATE_HZ) / RATE_HZ, cop_mm, np.full(SECONDS * RATE_HZ, 700.0)


def all_measures(**_: Any) -> Iterator[dict[str, Any]]:
    """Everything that `measure` gives, and how many times quicker that is than the reference."""
    t_s, cop_mm, _ = recording()
    assert not measured(t_s, cop_mm).why_not
    took_ms = _typical_ms(lambda: measured(t_s, cop_mm))
    yield figure(
        "all measures of 60 s at 100 Hz, warm",
        took_ms,
        "ms",
        target=15,
        compared_with="at most 15 ms",
        more_is_better=False,
    )
    yield figure(
        "all measures against the reference code of Quijoux 2021",
        1e3 * REFERENCE_S / took_ms,
        "× as quick",
        target=100,
        compared_with="at least 100 times: 1.06 s for its 72 descriptors, without its preparation",
        more_is_better=True,
    )


def parts(**_: Any) -> Iterator[dict[str, Any]]:
    """The dearest parts, each by itself."""
    t_s, cop_mm, force_n = recording()
    ready = prepare(t_s, cop_mm)
    steps: dict[str, tuple[Callable[[], Any], float]] = {
        "preparation": (lambda: prepare(t_s, cop_mm), 3.0),
        "spectrum": (lambda: spectrum.power_spectrum(ready.cop_mm, rate_hz=ready.rate_hz), 4.0),
        "sample entropy, both axes": (lambda: entropy.sample_entropy_axes(ready.cop_mm, rate_hz=ready.rate_hz), 8.0),
        "stabilogram diffusion": (lambda: diffusion.stabilogram_diffusion(ready.cop_mm, rate_hz=ready.rate_hz), 5.0),
        "checks of a trial": (lambda: check_trial(t_s, cop_mm, force_n, wanted_s=SECONDS), 5.0),
    }
    for name, (step, most_ms) in steps.items():
        yield figure(
            f"{name} of 60 s at 100 Hz, warm",
            _typical_ms(step),
            "ms",
            target=most_ms,
            compared_with=f"at most {most_ms:g} ms, our own limit",
            more_is_better=False,
        )


def _typical_ms(step: Callable[[], Any]) -> float:
    def once() -> float:
        # Of the processor: what else the machine does is not ours.
        began = time.process_time()
        step()
        return (time.process_time() - began) * 1e3

    return typical(once, times=15)
