"""Calibrations in the records: kept whole, listed, taken up again, and found by whoever opens the board."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from steadyquest.analysis.calibration_material import Material, Reading, Zero
from steadyquest.analysis.report_card import calibrated
from steadyquest.errors import CalibrationError
from steadyquest.records.store import open_store
from steadyquest.session.calibrations import keep, kept, plan_for, use
from steadyquest.signal.calibration import Calibration, gains, nominal
from steadyquest.signal.mat import MARKS
from steadyquest.simulate.plate import home_built


@pytest.fixture
def store(tmp_path):
    """An empty database."""
    with open_store(tmp_path / "test.db") as opened:
        yield opened


def material(seed, board_id="E3000001"):
    """A procedure without any error of hands."""
    rng = random.Random(seed)
    plate = home_built(rng)

    def reading(number):
        ml, ap = MARKS[number - 1]
        counts = plate.counts(rng, mass_kg=10.0, ml_mm=ml, ap_mm=ap)
        return Reading(number=number, t_s=float(number), counts=counts, sd=(1.0,) * 4, total_sd_n=0.01)

    zeros = tuple(Zero(t_s=t, counts=plate.counts(rng), sd=(1.0,) * 4) for t in (0.0, 20.0))
    readings = tuple(reading(n) for n in range(1, 10))
    return Material(board_id=board_id, mass_kg=10.0, zeros=zeros, readings=readings, warm_s=600.0)


def saved(store, seed, *, made_at="2026-01-02T03:04:05+00:00", board_id="E3000001"):
    """One more calibration of the board."""
    made = material(seed, board_id)
    outcome = calibrated(made, made_at=made_at)
    keep(store, outcome=outcome, material=made)
    return outcome


def test_what_is_kept_is_found_again_and_can_be_fitted_again(store):
    """The board's calibration to the last bit, and beside it everything that it was made from."""
    outcome = saved(store, 1)
    data = store.calibrations.latest("E3000001")
    assert Calibration.from_dict(data) == outcome.calibration
    assert Calibration.from_dict({**data, "tare": None}) == replace(outcome.calibration, tare=None)
    again = calibrated(Material.from_dict(data["material"]), made_at=data["made_at"])
    assert again == outcome
    assert data["report_card"]["rms_mm"] == outcome.card.rms_mm
    assert data["software"]


def test_the_newest_is_in_use_and_an_earlier_one_can_be_taken_up_again(store):
    """Nothing is lost on the way there and back, and nothing is listed twice."""
    first, second = saved(store, 1, made_at="2026-01-01"), saved(store, 2, made_at="2026-02-02")
    saved(store, 3, board_id="OTHER")
    rows = kept(store, "E3000001")
    assert [(row.made_at, row.in_use) for row in rows] == [("2026-02-02", True), ("2026-01-01", False)]
    assert use(store, "E3000001", rows[1].number).made_at == "2026-01-01"
    assert Calibration.from_dict(store.calibrations.latest("E3000001")) == first.calibration
    assert [(row.number, row.in_use) for row in kept(store, "E3000001")] == [
        (rows[0].number, False),
        (rows[1].number, True),
    ]
    use(store, "E3000001", rows[0].number)
    assert Calibration.from_dict(store.calibrations.latest("E3000001")) == second.calibration


@pytest.mark.parametrize("number", [0, 2, -1, 99])
def test_only_a_boards_own_calibrations_can_be_taken_up(store, number):
    """The line says which there are."""
    saved(store, 1)
    saved(store, 2, board_id="OTHER")
    with pytest.raises(CalibrationError, match=r"E3000001 has no calibration .*; it has: 1"):
        use(store, "E3000001", number)


def test_a_board_without_calibrations_has_an_empty_list(store):
    """And none to take up."""
    assert kept(store, "E3000001") == []
    with pytest.raises(CalibrationError, match="none"):
        use(store, "E3000001", 1)


def test_a_refused_calibration_is_not_kept(store):
    """Not even by mistake; its first reason is said."""
    made = replace(material(1), mass_kg=25.0)
    with pytest.raises(CalibrationError, match="25 kg"):
        keep(store, outcome=calibrated(made), material=made)
    assert store.calibrations.latest("E3000001") is None


def test_calibrations_from_elsewhere_are_listed_too(store):
    """An early one, or one made by hand, has no card."""
    store.calibrations.save("E3000001", {"kind": "gains", "made_at": "2025-05-05"})
    (row,) = kept(store, "E3000001")
    assert (row.kind, row.rms_mm, row.in_use) == ("gains", None, True)


def test_a_plate_is_known_from_now_from_last_time_or_from_its_source(store):
    """What is said now counts most; a Wii board brings its own spacing and counts."""
    nominal_plan = plan_for(store, nominal("E3000001"))
    assert (nominal_plan.half_ml_mm, nominal_plan.half_ap_mm) == (200.0, 140.0)
    assert nominal_plan.counts_per_n == pytest.approx(2190.0)
    other = gains("wii", (0.1, 0.1, 0.1, 0.1), kind="factory", half_ml_mm=216.5, half_ap_mm=119.0)
    assert plan_for(store, other).counts_per_n == pytest.approx(10.0)
    assert plan_for(None, other).half_ml_mm == 216.5
    outcome = saved(store, 1)
    store.calibrations.save("E3000001", {**store.calibrations.latest("E3000001"), "half_ml_mm": 1.0})
    last = plan_for(store, outcome.calibration)
    assert (last.half_ml_mm, last.counts_per_n) == (200.0, 2190.0)
    assert plan_for(store, outcome.calibration, half_ml_mm=180.0, counts_per_n=4000.0).counts_per_n == 4000.0
