"""The zero of the empty plate, and who is told from a thing on it."""

from __future__ import annotations

import random

import pytest

from steadyquest.conventions import GRAVITY_M_S2, BoardSample
from steadyquest.signal.calibration import counts_at, nominal
from steadyquest.signal.tare import Tare

BOARD = nominal("CAFE0001")
EMPTY = counts_at(BOARD, force_n=0.0, cop_ml_mm=0.0, cop_ap_mm=0.0)


def lie(tare, seconds, *, kg=0.0, spread_n=0.05, begin_s=0.0, seed=1):
    """Whether the zero is known after so long with this on the plate."""
    rng = random.Random(seed)
    for i in range(round(seconds * 100)):
        force_n = kg * GRAVITY_M_S2 + rng.gauss(0.0, spread_n)
        counts = counts_at(BOARD, force_n=force_n, cop_ml_mm=0.0, cop_ap_mm=0.0)
        tare.feed(BoardSample(round((begin_s + i / 100) * 1e6), 0, i, counts, (0, 0, 0, 0), 0, 15, 0))
    return tare.zero is not None


def test_two_still_seconds_of_the_empty_plate_are_its_zero():
    tare = Tare(BOARD)
    assert not lie(tare, 1.9)
    assert lie(tare, 0.2, begin_s=1.9)
    assert tare.zero == pytest.approx(EMPTY, abs=30)


def test_who_walks_about_beside_it_is_waited_for():
    assert not lie(Tare(BOARD), 5.0, spread_n=6.0)


def test_without_knowing_how_it_is_when_empty_a_still_person_is_taken_for_nothing():
    """Then what follows tells: the zero of earlier days, and a plate that weighs less than empty."""
    assert lie(Tare(BOARD), 2.1, kg=30.0, spread_n=1.0)


@pytest.mark.parametrize("kg", [10.0, 30.0, 120.0])
def test_somebody_on_a_plate_that_was_seen_empty_is_waited_for(kg):
    """However still they stand: a heart beats, and moves more than half a newton."""
    tare = Tare(BOARD, empty=EMPTY)
    assert not lie(tare, 8.0, kg=kg, spread_n=1.0)
    assert tare.progress < 1.0
    assert lie(tare, 2.5, begin_s=8.0)
    assert tare.zero == pytest.approx(EMPTY, abs=30)


def test_a_chair_that_was_put_there_belongs_to_the_zero():
    """Who sits on the plate sits on one."""
    tare = Tare(BOARD, empty=EMPTY)
    assert lie(tare, 2.1, kg=7.0, spread_n=0.2)
    shift_n = sum(g * (now - then) for g, now, then in zip(BOARD.matrix[0], tare.zero, EMPTY, strict=True))
    assert shift_n == pytest.approx(7.0 * GRAVITY_M_S2, abs=0.2)


def test_a_shoe_is_no_person():
    """Less than somebody may lie there as it always could: the zero's own rules tell of it."""
    assert lie(Tare(BOARD, empty=EMPTY), 2.1, kg=0.4, spread_n=1.0)
