"""The plate's own noise as a velocity: against a still body on the same plate, and where the plate lay empty."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from steadyquest.analysis.cop import recorded_cop
from steadyquest.analysis.measure import measure
from steadyquest.analysis.noise import find_empty, noise_share, plate_noise, too_high_percent
from steadyquest.errors import SignalError
from steadyquest.signal.calibration import counts_at, nominal

SAMPLE = np.dtype(
    [
        ("t_us", "<i8"),
        ("epoch", "<i4"),
        ("counts", "<i4", 4),
        ("age_us", "<i4", 4),
        ("status", "u1"),
        ("faulty", "u1"),
    ]
)
CALIBRATION = nominal("noise")
MATRIX, TARE = CALIBRATION.matrix, CALIBRATION.tare


def _rows(n: int, *, force_n: float = 0.0, at=(0.0, 0.0), sd_counts: float = 200.0, seed: int = 1) -> np.ndarray:
    """A plate under a load that does not move, with noise of the cells."""
    rows = np.zeros(n, SAMPLE)
    rows["t_us"] = 10_000 * np.arange(1, n + 1)
    still = counts_at(CALIBRATION, force_n=force_n, cop_ml_mm=at[0], cop_ap_mm=at[1])
    rows["counts"] = np.rint(still + np.random.default_rng(seed).normal(0, sd_counts, (n, 4)))
    return rows


def _joined(*parts: np.ndarray) -> np.ndarray:
    rows = np.concatenate(parts)
    rows["t_us"] = 10_000 * np.arange(1, len(rows) + 1)
    return rows


@pytest.mark.parametrize(("load_n", "at"), [(700.0, (0.0, 0.0)), (250.0, (60.0, -40.0))])
def test_the_empty_plate_foretells_what_a_still_body_seems_to_sway(load_n, at):
    """Measured on a dead weight of that load by the ordinary way: the same velocity within a tenth."""
    foretold = plate_noise(_rows(1000), MATRIX, TARE, load_n=load_n, at_mm=at)
    t, _, cop = recorded_cop(_rows(6000, force_n=load_n, at=at, seed=2), MATRIX, TARE)
    seen = measure(t, cop)
    assert foretold.mean_velocity_mm_s == pytest.approx(seen["mean_velocity_mm_s"], rel=0.1)
    assert foretold.rms == pytest.approx((seen["rms_ml_mm"], seen["rms_ap_mm"]), rel=0.15)
    assert foretold.load_n == pytest.approx(load_n, rel=1e-3)


def test_a_dead_weight_and_an_old_zero_do_as_well():
    """Only what is about the samples' own mean counts."""
    empty = plate_noise(_rows(1000), MATRIX, TARE, load_n=700.0)
    weighed = plate_noise(_rows(1000, force_n=98.0, at=(50.0, 30.0)), MATRIX, TARE, load_n=700.0)
    drifted = plate_noise(_rows(1000), MATRIX, [5000, -3000, 200, 0], load_n=700.0)
    assert weighed.mean_velocity_mm_s == pytest.approx(empty.mean_velocity_mm_s, rel=1e-3)
    assert drifted.mean_velocity_mm_s == pytest.approx(empty.mean_velocity_mm_s, rel=1e-3)


def test_half_the_load_is_twice_the_noise():
    """Newtons move a child further."""
    heavy, light = (plate_noise(_rows(1000), MATRIX, TARE, load_n=load).mean_velocity_mm_s for load in (800, 400))
    assert light == pytest.approx(2 * heavy, rel=0.01)


def test_noise_and_sway_add_in_squares():
    """The derivation of the rule: independent steps of sway and of noise, and the velocity of both together."""
    rng = np.random.default_rng(3)
    sway, noise = rng.normal(0, 1.0, (50_000, 2)), rng.normal(0, 0.5, (50_000, 2))
    alone, both, of_noise = (float(np.hypot(*steps.T).mean()) for steps in (sway, sway + noise, noise))
    assert both == pytest.approx(math.hypot(alone, of_noise), rel=0.01)
    assert too_high_percent(of_noise, both) == pytest.approx(100 * (both / alone - 1), abs=0.5)


@pytest.mark.parametrize(
    ("share", "percent"), [(0.0, 0.0), (0.2, 2.06), (0.5, 15.47), (1.0, math.inf), (3.0, math.inf)]
)
def test_the_rule_in_figures(share, percent):
    """A fifth is two per cent, a half fifteen."""
    assert too_high_percent(share * 10, 10) == pytest.approx(percent, abs=0.01)


def test_the_newest_empty_stretch_is_found_and_its_edges_left_away():
    """Empty for 5 s, somebody for 3, empty for 20, somebody again: ten seconds up to half a second before them."""
    person = _rows(300, force_n=600.0)
    rows = _joined(_rows(500), person, _rows(2000, seed=5), person)
    found = find_empty(rows, MATRIX, TARE)
    assert found.stop == 2750
    assert (rows["t_us"][found][-1] - rows["t_us"][found][0]) / 1e6 == pytest.approx(10.0, abs=0.02)
    earlier = find_empty(rows, MATRIX, TARE, before=900)
    assert (earlier.start, earlier.stop) == (50, 450)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: rows["counts"].__setitem__((slice(None), 0), 2_000_000),
        lambda rows: rows["faulty"].__setitem__(slice(None), 1),
        lambda rows: rows["status"].__setitem__(slice(None, None, 100), 4),
        lambda rows: rows["counts"].__setitem__(slice(None, None, 20), 30_000),
        lambda rows: rows["t_us"].__setitem__(slice(None), np.arange(len(rows)) * 200_000),
        lambda rows: rows["epoch"].__setitem__(slice(None), np.arange(len(rows)) // 150),
    ],
)
def test_there_may_be_none(spoil):
    """Loaded, faulty, saturated, touched, full of gaps, or restarted again and again."""
    rows = _rows(1000, sd_counts=20.0)
    assert find_empty(rows, MATRIX, TARE) is not None
    spoil(rows)
    assert find_empty(rows, MATRIX, TARE) is None


def test_of_nothing_there_is_no_stretch():
    """No samples at all, or none before."""
    assert find_empty(_rows(0), MATRIX, TARE) is None
    assert find_empty(_rows(500), MATRIX, TARE, before=0) is None
    assert find_empty(_rows(240), MATRIX, TARE) is None


def test_a_simulated_board_is_quiet_enough_for_an_adult():
    """The amplifier's 90 nV at 80 samples a second are 40 counts: less than a fifth of the least of most adults."""
    from steadyquest.simulate.plate import home_built

    rng = random.Random(1)
    plate = home_built(rng, noise_counts=40.0)
    rows = np.zeros(800, SAMPLE)
    rows["t_us"] = 12_500 * np.arange(1, 801)
    rows["counts"] = [plate.counts(rng) for _ in range(800)]
    noise = plate_noise(rows, MATRIX, TARE, load_n=700.0)
    assert 0.0 < noise.mean_velocity_mm_s < 0.2 * 5.19


@pytest.mark.parametrize(
    ("rows", "load_n", "words"),
    [
        (_rows(1000), 0.0, "must be above zero"),
        (_rows(1000), float("nan"), "must be above zero"),
        (_rows(100), 700.0, "at least 2 s"),
        (_rows(0), 700.0, "no samples"),
        (np.zeros(500), 700.0, "not samples of a board"),
        (_rows(1000, sd_counts=1e6), 20.0, "larger than the load"),
    ],
)
def test_what_cannot_be_told_is_refused(rows, load_n, words):
    """One plain line for each."""
    with pytest.raises(SignalError, match=words):
        plate_noise(rows, MATRIX, TARE, load_n=load_n)


def test_a_share_of_nothing_is_refused():
    """No velocity, no share."""
    with pytest.raises(SignalError, match="above zero"):
        noise_share(1.0, 0.0)
