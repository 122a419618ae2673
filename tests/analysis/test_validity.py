"""Checks of a trial: each fault is found, and two real adults who stood well are left alone."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from steadyquest.analysis.validity import CODES, check_trial, noise_flags

T = np.arange(3000) / 100
FORCE = np.full(3000, 700.0)


def _sway(seed: int = 1, *, n: int = 3000) -> np.ndarray:
    t = np.arange(n) / 100
    slow = np.column_stack((3 * np.sin(0.7 * t), 6 * np.cos(1.1 * t)))
    return slow + np.random.default_rng(seed).normal(0, 0.05, (n, 2))


def _codes(t=T, cop=None, force=FORCE, **options):
    return {flag.code: flag.severity for flag in check_trial(t, _sway() if cop is None else cop, force, **options)}


def test_standing_still_raises_nothing():
    """A whole trial, evenly sampled, of somebody who stood."""
    assert _codes(wanted_s=30) == {}


@pytest.mark.parametrize(("share", "found"), [(0.99, {}), (0.9, {"too_short": "flag"}), (0.4, {"too_short": "refuse"})])
def test_a_trial_that_ended_early_is_marked_and_half_of_one_is_not_measured(share, found):
    """Only equal durations compare."""
    n = round(share * 3000)
    assert _codes(T[:n], _sway(n=n), FORCE[:n], wanted_s=30) == found


def test_less_than_two_seconds_are_never_measured():
    """Whatever was wanted."""
    assert _codes(T[:150], _sway(n=150), FORCE[:150]) == {"too_short": "refuse"}


def test_a_gap_is_refused_and_a_short_hole_marked():
    """0.11 s are not bridged, 0.06 s are, by a line; the flag says when."""
    long, short = np.delete(np.arange(3000), slice(1000, 1011)), np.delete(np.arange(3000), slice(1000, 1005))
    assert _codes(T[long], _sway()[long], FORCE[long]) == {"gaps": "refuse"}
    assert _codes(T[short], _sway()[short], FORCE[short]) == {"unequal_rate": "flag"}
    (flag,) = check_trial(T[long], _sway()[long], FORCE[long])
    assert flag.at_s == pytest.approx(9.99)
    assert "0.12 s at 9.99 s" in flag.line


def test_samples_without_a_person_are_a_gap_when_they_are_many():
    """Two of them are told, a fifth of a second is refused, all of them too."""
    few, many, all_of_them = _sway(), _sway(), np.full((3000, 2), np.nan)
    few[100:102], many[100:120] = np.nan, np.nan
    assert _codes(cop=few)["not_numbers"] == "flag"
    assert _codes(cop=many)["gaps"] == "refuse"
    assert _codes(cop=all_of_them) == {"not_numbers": "refuse"}


@pytest.mark.parametrize("bad", [np.inf, -np.inf])
def test_what_is_no_number_is_refused(bad):
    """Neither places nor times."""
    cop = _sway()
    cop[7, 1] = bad
    assert _codes(cop=cop) == {"not_numbers": "refuse"}
    assert _codes(np.where(T == 7.0, bad, T)) == {"not_numbers": "refuse"}
    assert _codes(T[:-1]) == {"not_numbers": "refuse"}


def test_stamps_that_stand_or_run_backward_are_refused():
    """Each by its own name."""
    twice, back = T.copy(), T.copy()
    twice[100], back[100] = twice[99], back[98] - 0.001
    assert _codes(twice) == {"duplicate": "refuse"}
    assert _codes(back)["backward"] == "refuse"


def test_uneven_stamps_are_marked():
    """A jitter of 3 ms is measured on an even grid, and said."""
    assert _codes(T + np.random.default_rng(1).uniform(-0.003, 0.003, 3000)) == {"unequal_rate": "flag"}


def test_what_never_moves_is_refused_and_what_sticks_a_while_marked():
    """A dead board, and a link that repeats itself for two seconds."""
    stuck = _sway()
    stuck[1000:1200] = stuck[1000]
    assert _codes(cop=np.full((3000, 2), 2.0)) == {"constant": "refuse"}
    assert _codes(cop=stuck) == {"frozen": "flag"}


@pytest.mark.parametrize(("factor", "unit"), [(1e-3, "in m?"), (1e3, "in µm?")])
def test_a_wrong_unit_asks_for_the_likely_one(factor, unit):
    """Metres look a thousand times too small, micrometres too large."""
    (flag,) = check_trial(T, factor * _sway(), FORCE)
    assert (flag.code, flag.severity) == ("wrong_unit", "refuse")
    assert flag.line.endswith(unit)


def test_a_cell_at_its_end_is_marked_and_for_long_refused():
    """Five samples, and a second."""
    few, many = np.zeros(3000, bool), np.zeros(3000, bool)
    few[500:505], many[500:600] = True, True
    assert _codes(saturated=few) == {"clipped": "flag"}
    assert _codes(saturated=many) == {"clipped": "refuse"}


def test_a_cut_off_recording_is_marked_though_nobody_said_so():
    """Peaks that are flat, and nothing else that is; a coarse recording is not taken for one."""
    cut, coarse = np.clip(_sway(), -2.5, 5.0), np.round(_sway())
    assert _codes(cop=cut) == {"clipped": "flag"}
    assert "clipped" not in _codes(cop=coarse)


def test_a_load_that_leaves_its_tenth_is_marked():
    """A hand on the rail for half a second; a touch of a fifth of one is not."""
    held, touched = FORCE.copy(), FORCE.copy()
    held[1000:1050], touched[1000:1020] = 600.0, 600.0
    assert _codes(force=held) == {"load_changed": "flag"}
    assert _codes(force=touched) == {}
    assert _codes(force=None) == {}


def _step(*, far_mm: float, lasts_s: float, stays_mm: float, swing: float) -> tuple[np.ndarray, np.ndarray]:
    """The weight goes over one foot while the other one is lifted, and comes back to where the feet now are."""
    cop, force = _sway(), FORCE.copy()
    half = round(lasts_s * 50)
    there = np.concatenate((np.linspace(0, 1, half), np.linspace(1, 0, half)))
    cop[1500 : 1500 + 2 * half, 0] += far_mm * there
    cop[1500 + 2 * half :, 0] += stays_mm
    force[1500 : 1500 + 2 * half] *= 1 + swing * np.sin(np.linspace(0, 2 * np.pi, 2 * half))
    return cop, force


@pytest.mark.parametrize(
    ("surface", "step"),
    [
        ("firm", {"far_mm": 75.0, "lasts_s": 0.8, "stays_mm": 0.0, "swing": 0.08}),
        ("firm", {"far_mm": 60.0, "lasts_s": 0.6, "stays_mm": 25.0, "swing": 0.01}),
        ("foam", {"far_mm": 120.0, "lasts_s": 0.6, "stays_mm": 20.0, "swing": 0.2}),
    ],
)
def test_a_step_is_found(surface, step):
    """Lifting a foot and putting it back; a shuffle aside; a large step on foam. The flag says when."""
    cop, force = _step(**step)
    (flag,) = (flag for flag in check_trial(T, cop, force, surface=surface) if flag.code == "feet_moved")
    assert flag.at_s == pytest.approx(15.0 + step["lasts_s"] / 2, abs=0.6)


def test_whoever_was_asked_to_lean_has_not_stepped():
    """The same quick way is a lean in a test of leaning."""
    cop, force = _step(far_mm=75.0, lasts_s=0.8, stays_mm=0.0, swing=0.08)
    assert "feet_moved" not in _codes(cop=cop, force=force, quiet=False)


def test_two_adults_who_stood_well_raise_nothing(bds):
    """All 24 recordings, foam and closed eyes too, one of them of 150 mm of sway."""
    for trial in json.loads((bds / "published.json").read_text()):
        table = np.loadtxt(bds / f"{trial['Trial']}.csv", delimiter=",", skiprows=1)
        surface = trial["Surface"].lower()
        assert check_trial(table[:, 0], table[:, [3, 2]] * 10, table[:, 1], wanted_s=60, surface=surface) == ()


@pytest.mark.parametrize(
    ("noise", "found"), [(0.0, []), (1.9, []), (2.1, ["flag"]), (4.9, ["flag"]), (5.1, ["refuse"]), (20.0, ["refuse"])]
)
def test_noise_is_marked_above_a_fifth_and_refused_above_a_half(noise, found):
    """Of a measured 10 mm/s."""
    assert [flag.severity for flag in noise_flags(noise, 10.0)] == found
    assert [flag.code for flag in check_trial(T, _sway(), FORCE, noise_mm_s=noise, velocity_mm_s=10.0)] == [
        "noise" for _ in found
    ]


def test_what_refuses_comes_first():
    """A gap and a change of load: the gap leads."""
    keep = np.delete(np.arange(3000), slice(1000, 1020))
    force = FORCE.copy()
    force[2000:2100] = 500
    assert list(_codes(T[keep], _sway()[keep], force[keep])) == ["gaps", "load_changed"]


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(0, 300),
    data=st.data(),
)
def test_hostile_trials_are_told_and_never_crash(n, data):
    """Any arrays of floats give flags of known codes in one line each."""
    floats = st.floats(width=64)
    t = data.draw(hnp.arrays(np.float64, n, elements=floats))
    cop = data.draw(hnp.arrays(np.float64, (n, 2), elements=floats))
    force = data.draw(hnp.arrays(np.float64, n, elements=floats))
    for flag in check_trial(t, cop, force, wanted_s=20, saturated=force > 0):
        assert flag.code in CODES
        assert flag.line
        assert "\n" not in flag.line
