"""A recorded centre of pressure goes over the emulated plate and the real firmware, and comes out as it went in."""

from __future__ import annotations

import math
import random

import pytest

from steadyquest.signal.calibration import NOMINAL_COUNTS_PER_N, counts_at, nominal

STEP_US = 10_000
SECONDS = 20
IN_STEP = {"osc_hz": (80.0,) * 4, "phase": (0.0,) * 4}


def quiet_standing():
    """Twenty seconds at 100 Hz like those of the public BDS recordings: slow sway with a little tremor, force too."""
    rng, ml, ap = random.Random(4), 0.0, -15.0
    for n in range(SECONDS * 100):
        ml += 0.02 * (-ml) + rng.gauss(0, 0.25)
        ap += 0.02 * (-15.0 - ap) + rng.gauss(0, 0.35)
        yield 690.0 + 3.0 * math.sin(n / 40), ml, ap


def test_the_centre_of_pressure_comes_back_within_the_rounding_of_counts(bench):
    """Every frame against the recording's value at the moment of its conversions: off by rounding and no more."""
    cells, recording = nominal("emulated"), list(quiet_standing())
    lines = [
        f"@{n * STEP_US} counts {' '.join(map(str, counts_at(cells, force_n=f, cop_ml_mm=x, cop_ap_mm=y)))}"
        for n, (f, x, y) in enumerate(recording)
    ]
    heard = bench.listen(seconds=SECONDS - 0.1, script="\n".join(lines), **IN_STEP)
    converted = sorted({conversion.t_us for conversion in heard.conversions if conversion.channel == 0})
    frames = [sample for sample in heard.samples if sample.fresh == 0x0F]
    assert len(frames) > 0.99 * 80 * (SECONDS - 0.3)
    # Half a count in each of four cells, about the moment of force; a thousandth of a millimetre here.
    rounding_mm = 4 * 0.5 / NOMINAL_COUNTS_PER_N * 200 / 680
    for sample, t_us in zip(frames, converted, strict=False):
        assert 0 <= sample.t_us - t_us < 1000
        if t_us >= len(recording) * STEP_US:
            break  # a busy machine stops the board a little late, when the recording is over
        force_n, ml, ap = recording[int(t_us / STEP_US)]
        found = cells.wrench(sample.counts)
        assert found.force_n == pytest.approx(force_n, abs=2 / NOMINAL_COUNTS_PER_N)
        assert found.moment_ml_nmm / found.force_n == pytest.approx(ml, abs=rounding_mm)
        assert found.moment_ap_nmm / found.force_n == pytest.approx(ap, abs=rounding_mm)
