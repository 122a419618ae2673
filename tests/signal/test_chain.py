"""Counts to lean: zero, calibration, CoP, centre, reach."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyquest.conventions import BoardSample
from steadyquest.errors import CalibrationError
from steadyquest.signal.calibration import Calibration, corner_forces, counts_at, gains, nominal
from steadyquest.signal.chain import Chain
from steadyquest.signal.one_euro import OneEuroSpec
from steadyquest.signal.reach import Reach, uniform

OPEN = OneEuroSpec(1e9, 0.0, 1.0)
"""A filter that lets everything pass."""


def sample(counts, t_us=0):
    return BoardSample(t_us, 0, 0, counts, (0, 0, 0, 0), 0, 15, 0)


def chain(calibration=None, *, reach=None, spec=OPEN):
    return Chain(calibration or nominal("test"), filter_spec=spec, reach=reach or uniform(50.0))


@given(st.floats(60, 1500), st.floats(-190, 190), st.floats(-130, 130))
def test_a_known_force_at_a_known_place_comes_back(force_n, ml_mm, ap_mm):
    """Through corner forces, whole counts and the nominal calibration, CoP is right to a hundredth of a mm."""
    calibration = nominal("test", tare=(1000.0, -2000.0, 500.0, 0.0))
    counts = counts_at(calibration, force_n=force_n, cop_ml_mm=ml_mm, cop_ap_mm=ap_mm)
    lean = chain(calibration).feed(sample(counts))
    assert lean.load_kg * 9.80665 == pytest.approx(force_n, abs=0.002)
    assert (lean.cop_ml_mm, lean.cop_ap_mm) == (pytest.approx(ml_mm, abs=0.01), pytest.approx(ap_mm, abs=0.01))


def test_the_signs_are_right_and_forward():
    """Load on the front right corner alone is at +200 mm sideways, +140 mm forward."""
    lean = chain().feed(sample((0, 500_000, 0, 0)))
    assert (round(lean.cop_ml_mm, 6), round(lean.cop_ap_mm, 6)) == (200.0, 140.0)


def test_corner_forces_have_the_sum_and_the_moments():
    """F = sum; x·F = a·((FR+RR) − (FL+RL)); y·F = b·((FL+FR) − (RL+RR))."""
    fl, fr, rl, rr = corner_forces(700.0, 50.0, -30.0)
    assert fl + fr + rl + rr == pytest.approx(700.0)
    assert 200 * ((fr + rr) - (fl + rl)) == pytest.approx(50.0 * 700)
    assert 140 * ((fl + fr) - (rl + rr)) == pytest.approx(-30.0 * 700)


def test_a_board_with_unequal_gains_is_put_right_by_its_calibration():
    """Cells that read 5 % high and low give the true CoP once their gains are known."""
    truth = (1 / 2000, 1 / 2300, 1 / 2100, 1 / 2250)
    board = gains("b", truth, tare=(10.0, 20.0, 30.0, 40.0))
    counts = counts_at(board, force_n=600.0, cop_ml_mm=-40.0, cop_ap_mm=25.0)
    lean = chain(board).feed(sample(counts))
    assert (lean.cop_ml_mm, lean.cop_ap_mm) == (pytest.approx(-40, abs=0.01), pytest.approx(25, abs=0.01))


def test_a_light_plate_keeps_the_last_place_and_says_so():
    """Below 5 kg the CoP is not believed; the place is the last one and `valid` is False."""
    line, calibration = chain(), nominal("test")
    heavy = line.feed(sample(counts_at(calibration, force_n=500, cop_ml_mm=20, cop_ap_mm=10)))
    light = line.feed(sample(counts_at(calibration, force_n=40, cop_ml_mm=-90, cop_ap_mm=0), 10_000))
    assert (heavy.valid, light.valid) == (True, False)
    assert (light.x, light.cop_ml_mm) == (heavy.x, heavy.cop_ml_mm)
    assert light.load_kg == pytest.approx(40 / 9.80665, abs=0.01)


def test_a_seated_players_feet_are_believed_from_two_kilograms():
    """With `least_kg` lowered, 30 N of feet move the game."""
    line = chain()
    line.least_kg = 2.0
    assert line.feed(sample(counts_at(nominal("t"), force_n=30, cop_ml_mm=5, cop_ap_mm=0))).valid


def test_without_a_zero_there_is_no_lean():
    """A calibration whose tare is unknown is refused with the way out."""
    with pytest.raises(CalibrationError, match="step off"):
        chain(nominal("test", tare=None))


def test_the_centre_is_where_the_player_is_and_reach_is_by_direction():
    """Half of 80 mm to the right of the own centre is 0.5; half of 40 mm back is 0.5."""
    line = chain(reach=Reach((80.0, 70.0, 60.0, 70.0, 80.0, 60.0, 40.0, 60.0)))
    line.centre_mm = (10.0, -20.0)
    calibration = nominal("test")
    right = line.feed(sample(counts_at(calibration, force_n=700, cop_ml_mm=50, cop_ap_mm=-20)))
    assert (right.x, right.y) == (pytest.approx(0.5, abs=1e-3), pytest.approx(0.0, abs=1e-3))
    back = line.feed(sample(counts_at(calibration, force_n=700, cop_ml_mm=10, cop_ap_mm=-40), 10_000))
    assert (back.x, back.y) == (pytest.approx(0.0, abs=1e-3), pytest.approx(-0.5, abs=1e-3))


def test_a_calibration_survives_json():
    """What is stored with a session is what was used."""
    import json

    board = gains("b", (1e-3, 2e-3, 3e-3, 4e-3), tare=(1.5, 2.5, 3.5, 4.5))
    assert Calibration.from_dict(json.loads(json.dumps(board.as_dict()))) == board
    unknown = nominal("x", tare=None)
    assert Calibration.from_dict(json.loads(json.dumps(unknown.as_dict()))) == unknown


def test_the_nominal_gain_is_what_the_parts_give():
    """1 mV/V at 100 kg a corner, HX711 at gain 128 with 2^23 counts for half its supply over the gain."""
    counts_per_v_per_v = 2**23 / (0.5 / 128)
    assert counts_per_v_per_v * 0.001 / (100 * 9.80665) == pytest.approx(2190, rel=1e-3)
    assert math.isclose(nominal("x").matrix[0][0], 1 / 2190)
