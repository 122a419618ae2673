"""The report card: what it says of good and bad calibrations."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from steadyquest.analysis.report_card import calibrated


def still(bench, number=5, *, seconds=2.0, rate_hz=80):
    """Samples of the weight lying still on a mark."""
    from steadyquest.signal.mat import MARKS

    ml, ap = MARKS[number - 1]
    step = round(1e6 / rate_hz)
    rows = (bench.plate.counts(bench.rng, mass_kg=10.0, ml_mm=ml, ap_mm=ap) for _ in range(round(seconds * rate_hz)))
    return tuple((i * step, *counts) for i, counts in enumerate(rows))


def test_the_card_of_a_perfect_plate_is_all_zero(workbench):
    """Exact places, equal cells: only whole counts remain, far below a hundredth of a millimetre."""
    outcome = calibrated(
        workbench(1, gain_sd=0.0, cross_talk_sd=0.0).material(n=1), made_at="2026-01-02T03:04:05+00:00"
    )
    card = outcome.card
    assert outcome.accepted
    assert max(card.rms_mm, card.left_out_rms_mm, card.worst_mm, card.before_mm) < 0.02
    assert card.gains == pytest.approx((1, 1, 1, 1), abs=1e-4)
    assert card.mass_ratio == pytest.approx(1, abs=1e-4)
    assert [mark.load_kg for mark in card.marks] == pytest.approx([10.0] * 9, abs=1e-3)
    assert outcome.calibration.made_at == "2026-01-02T03:04:05+00:00"


def test_the_gains_on_the_card_are_the_cells_own(workbench):
    """A cell that counts 5 % more stands for 5 % less force a count."""
    bench = workbench(2, cross_talk_sd=0.0)
    card = calibrated(bench.material(n=1)).card
    assert card.gains == pytest.approx([2190 / bench.plate.cells[i][i] for i in range(4)], rel=1e-4)


def test_residuals_point_from_the_printed_mark_to_where_the_weight_seems_to_lie(workbench):
    """Mark 5 was laid 3 mm to the right: the others hold it there."""
    bench = workbench(3, gain_sd=0.0, cross_talk_sd=0.0)
    material = bench.material(n=1)
    moved = bench.reading(5, mass_kg=10.0, n=1, off=(3.0, 0.0))
    card = calibrated(replace(material, readings=(*material.readings[:4], moved, *material.readings[5:]))).card
    five = card.marks[4]
    assert (card.worst_mark, five.number) == (5, 5)
    assert 1.5 < five.off_ml_mm <= 3.0
    assert five.off_ap_mm == pytest.approx(0, abs=0.05)
    assert five.left_out_mm == pytest.approx(3.0, abs=0.05)


def test_what_it_had_not_seen_is_worse_than_what_it_had(workbench):
    """The fit's own RMS flatters, and the card has both."""
    for seed in range(5):
        card = calibrated(workbench(seed).material(place_sd_mm=1.0, n=2)).card
        assert card.rms_mm < card.left_out_rms_mm
        assert card.left_out_rms_mm <= min(card.gains_left_out_mm, card.map_left_out_mm) + 1e-6


def test_the_noise_is_that_of_the_dead_weight_and_the_filter_calms_it(workbench):
    """150 counts a cell under 10 kg: in the middle 150/2190·√4·200/98 N and ·140/98, about 0.34 mm as a vector."""
    bench = workbench(4, gain_sd=0.0, cross_talk_sd=0.0, noise_counts=150.0)
    material = replace(bench.material(), still=still(bench, seconds=20.0), still_mark=5)
    card = calibrated(material).card
    expected = 150 / 2190 * math.sqrt(4) * math.hypot(200, 140) / (10 * 9.80665)
    assert card.noise_sd_mm == pytest.approx(expected, rel=0.1)
    assert 0.05 * expected < card.noise_filtered_mm < 0.7 * expected
    assert card.noise_mark == 5


def test_without_samples_of_a_still_weight_nothing_is_said_of_noise(workbench):
    """An unknown figure is None, not zero."""
    card = calibrated(workbench(5).material(n=1)).card
    assert (card.noise_sd_mm, card.noise_filtered_mm, card.noise_mark) == (None, None, None)


def test_drift_counts_more_under_a_child(workbench):
    """The same 0.2 kg on the right cells: 70/30 times as many millimetres."""
    bench = workbench(6, gain_sd=0.0, cross_talk_sd=0.0)
    material = bench.material(n=1)
    push = 0.1 * 9.80665 * 2190
    fl, fr, rl, rr = material.zeros[0].counts
    last = replace(material.zeros[1], counts=(fl, fr + push, rl, rr + push))
    card = calibrated(replace(material, zeros=(material.zeros[0], last))).card
    assert card.drift_kg == pytest.approx(0.2, abs=0.001)
    assert card.drift_mm["30"] == pytest.approx(200 * 0.2 / 30, rel=0.02)
    assert card.drift_mm["70"] == pytest.approx(card.drift_mm["30"] * 30 / 70)
    assert card.error_mm["30"] > card.error_mm["70"] >= card.drift_mm["70"]


def test_a_refused_card_says_which_marks_to_repeat(workbench):
    """The fit is still shown, but it is not accepted."""
    bench = workbench(7)
    material = bench.material(n=2)
    moved = bench.reading(3, mass_kg=10.0, n=2, off=(20.0, 0.0))
    outcome = calibrated(replace(material, readings=(*material.readings[:2], moved, *material.readings[3:])))
    assert not outcome.accepted
    assert outcome.card.marks_at_fault == (3,)
    assert json.loads(json.dumps(outcome.card.as_dict()))["accepted"] is False


def test_too_few_marks_have_neither_fit_nor_card(workbench):
    """Only the reason."""
    outcome = calibrated(workbench(8).material(numbers=(1, 5, 9), n=1))
    assert (outcome.calibration, outcome.card, outcome.accepted) == (None, None, False)
    assert outcome.refusals[0].code == "too_few_marks"


def test_another_cell_spacing_is_kept_with_the_calibration(workbench):
    """A larger plate, and a person on it."""
    outcome = calibrated(workbench(9, half_ml_mm=240.0, half_ap_mm=160.0).material(n=1))
    assert (outcome.calibration.half_ml_mm, outcome.calibration.half_ap_mm) == (240.0, 160.0)
    assert outcome.accepted
