"""Stabilogram diffusion: against a plain double mean, and walks whose coefficients are known."""

from __future__ import annotations

import numpy as np
import pytest

from steadyquest.analysis.diffusion import mean_square_mm2, stabilogram_diffusion
from steadyquest.errors import SignalError


def _walk(seed: int, *, n: int = 6000, back: float = 0.0) -> np.ndarray:
    steps = np.random.default_rng(seed).normal(size=(n, 2))
    walk = np.zeros_like(steps)
    for i in range(1, n):
        walk[i] = (1 - back) * walk[i - 1] + steps[i]
    return walk


def test_displacements_are_their_plain_mean():
    """Each lag, square for square."""
    cop = _walk(1, n=1000) + 300.0
    found = mean_square_mm2(cop, rate_hz=100.0, longest_s=5.0)
    plain = [0.0] + [float(((cop[k:] - cop[:-k]) ** 2).sum(axis=1).mean()) for k in range(1, 501)]
    assert found == pytest.approx(plain, rel=1e-9, abs=1e-9)


def test_a_free_walk_has_the_slope_of_its_steps():
    """⟨Δr²⟩ = 2·D·Δt with two axes of one mm² a step: D = rate, at once and later."""
    found = np.mean([mean_square_mm2(_walk(seed), rate_hz=100.0) for seed in range(10)], axis=0)
    seconds = np.arange(len(found)) / 100
    assert np.polyfit(seconds[:200], found[:200], 1)[0] / 2 == pytest.approx(100.0, rel=0.05)


def test_a_walk_that_is_pulled_back_stops_wandering():
    """Short: the free slope, or nearly; long: none; where they meet: its plateau, 2·1/(1 − a²) for each axis."""
    a = 0.98
    found = [stabilogram_diffusion(_walk(seed, back=1 - a), rate_hz=100.0) for seed in range(10)]
    plateau = 2 * 2 / (1 - a**2)
    assert np.mean([one.critical_mm2 for one in found]) == pytest.approx(plateau, rel=0.15)
    assert np.mean([one.long_mm2_s for one in found]) == pytest.approx(0.0, abs=2.0)
    assert 0.3 < np.mean([one.critical_s for one in found]) < 2.0
    assert np.mean([one.short_mm2_s for one in found]) == pytest.approx(plateau / 2 / 1.0, rel=0.6)


def test_two_lines_are_found_where_they_were_drawn(monkeypatch):
    """A curve of two straight pieces gives back their slopes and their corner."""
    t = np.arange(1001) / 100
    curve = np.where(t < 1.2, 50 * t, 60 + 4 * (t - 1.2))
    monkeypatch.setattr("steadyquest.analysis.diffusion.mean_square_mm2", lambda *_, **__: curve)
    found = stabilogram_diffusion(np.zeros((6000, 2)), rate_hz=100.0)
    assert found == pytest.approx((25.0, 2.0, 1.2, 60.0), rel=1e-9)


def test_short_and_still_recordings_are_refused():
    """No coefficient of nothing."""
    with pytest.raises(SignalError, match="at least 30 s"):
        stabilogram_diffusion(_walk(2, n=2999), rate_hz=100.0)
    with pytest.raises(SignalError, match="never moves"):
        stabilogram_diffusion(np.full((6000, 2), 3.0), rate_hz=100.0)
    with pytest.raises(SignalError, match="longer recording"):
        mean_square_mm2(_walk(2, n=500), rate_hz=100.0)


def test_people_wander_freely_at_first_and_are_held_later(read_bds):
    """As Collins and De Luca found: the short-term coefficient is far above the long-term one."""
    for name in ("BDS00013", "BDS00160"):
        _, cop = read_bds(name)
        found = stabilogram_diffusion(cop, rate_hz=100.0)
        assert found.short_mm2_s > 3 * abs(found.long_mm2_s)
