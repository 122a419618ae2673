"""Hands as sources: what a hand says becomes the counts of the nominal board, 100 times a second."""

from __future__ import annotations

import math

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.conventions import GRAVITY_M_S2, BoardSample
from steadyquest.signal.reach import uniform
from steadyquest.ui.inputs import BEYOND, HandSource, Place, bounded, toward


class Clock:
    """Seconds, moved by hand."""

    now_s = 50.0

    def __call__(self) -> float:
        return self.now_s


class Still:
    """A hand that leans to one place at once."""

    label = "still"

    def __init__(self, at: Place = (0.0, 0.0)) -> None:
        self.at = at

    def handle(self, event: pygame.event.Event) -> None:
        """Nothing to take."""

    def release(self) -> None:
        """Nothing to let go."""

    def move(self, at: Place, dt_s: float) -> Place:
        """There."""
        del at, dt_s
        return self.at


def cop_of(source: HandSource, sample: BoardSample) -> tuple[float, float, float]:
    """Load in kg, and the centre of pressure."""
    wrench = source.calibration.wrench(sample.counts)
    return wrench.force_n / GRAVITY_M_S2, wrench.moment_ml_nmm / wrench.force_n, wrench.moment_ap_nmm / wrench.force_n


def test_samples_come_a_hundred_times_a_second_however_often_they_are_asked_for() -> None:
    """Frames of any length give every sample once, equally spaced."""
    clock = Clock()
    source = HandSource(Still(), clock=clock)
    samples = []
    for step_s in [1 / 60] * 60 + [0.2, 0.003, 0.797]:
        clock.now_s += step_s
        samples += source.read()
    assert [sample.t_us for sample in samples] == [10_000 * (i + 1) for i in range(200)]
    assert [sample.seq for sample in samples] == list(range(200))
    assert source.health.gaps == 0


def test_a_lean_becomes_the_counts_of_the_nominal_board() -> None:
    """Half a reach of 60 mm to the right and forward, at the player's weight."""
    clock = Clock()
    source = HandSource(Still((0.5, 0.25)), weight_kg=35.0, clock=clock)
    clock.now_s += 0.01
    load_kg, ml_mm, ap_mm = cop_of(source, source.read()[0])
    assert (load_kg, ml_mm, ap_mm) == pytest.approx((35.0, 30.0, 15.0), abs=0.01)


def test_a_known_reach_takes_the_place_of_the_default() -> None:
    """One reach is one reach of this player."""
    clock = Clock()
    source = HandSource(Still((1.0, 0.0)), clock=clock)
    source.reach = uniform(40.0)
    clock.now_s += 0.01
    assert cop_of(source, source.read()[0])[1] == pytest.approx(40.0, abs=0.01)


def test_a_computer_that_slept_leaves_an_honest_hole() -> None:
    """The samples of a long stall are lost and counted; time goes on where it is."""
    clock = Clock()
    source = HandSource(Still(), clock=clock)
    clock.now_s += 0.05
    before = source.read()
    clock.now_s += 60.0
    after = source.read()
    assert len(after) == 1
    assert after[0].t_us == 60_050_000
    assert source.health.gaps == after[0].seq - before[-1].seq - 1 == 5999


def test_the_age_of_a_sample_is_the_time_since_it_was_due() -> None:
    """What the latency shown to the therapist is made of."""
    clock = Clock()
    source = HandSource(Still(), clock=clock)
    clock.now_s += 0.018
    (sample,) = source.read()
    assert source.age_s(sample.t_us) == pytest.approx(0.008)


def test_a_closed_source_sends_nothing_more() -> None:
    """And says that it has ended."""
    clock = Clock()
    source = HandSource(Still(), clock=clock)
    source.close()
    clock.now_s += 1.0
    assert source.read() == []
    assert source.ended


finite = st.floats(-5, 5)


@settings(max_examples=60)
@given(x=finite, y=finite)
def test_no_hand_leans_further_than_there_is_plate(x: float, y: float) -> None:
    """Bounded places keep their direction and are never longer than the limit."""
    bx, by = bounded((x, y))
    assert math.hypot(bx, by) <= BEYOND + 1e-9
    assert bx * y == pytest.approx(by * x, abs=1e-9)


@settings(max_examples=60)
@given(x=finite, y=finite, step=st.floats(0.001, 1.0))
def test_a_step_is_never_longer_than_allowed_and_ends_exactly_there(x: float, y: float, step: float) -> None:
    """Walking towards a place arrives at it."""
    at: Place = (0.0, 0.0)
    for _ in range(math.ceil(math.hypot(x, y) / step) + 1):
        new = toward(at, (x, y), step)
        assert math.dist(at, new) <= step + 1e-9
        at = new
    assert at == pytest.approx((x, y))
