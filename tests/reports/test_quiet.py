"""Quiet holds: which part of them is measured, and why some are not."""

from __future__ import annotations

import numpy as np
import pytest

from steadyquest.analysis.measure import measure_samples
from steadyquest.reports.document import gather


def _hold(first: int, last: int, **fields):
    return {"task": "hold", "skill": "steadiness", "tick_start": first, "tick_end": last, **fields}


def _quiet(story):
    return gather(story.store(), 7).runs[0].quiet


def test_a_hold_is_measured_as_the_command_measures_its_span(story, swayed):
    """The report and `measure` agree on the same samples."""
    story.wait(3)
    story.run("Lake", cop_mm=swayed(45), reps=[_hold(200, 4200, radius=0.9)])
    (hold,) = _quiet(story)
    row = story.runs[0].setup["calibration"]
    wanted = measure_samples(story.samples, row["matrix"], row["tare"], start_s=5.0, seconds=40.0)
    assert hold.figures == pytest.approx(wanted, rel=1e-6)
    assert hold.start_s == pytest.approx(5.0)


def test_the_way_to_the_zone_is_left_away(story, swayed):
    """A hold to the right begins two seconds after its rep: the lean over there is not sway."""
    cop = swayed(30, size_mm=2.0)
    cop[200:] += (45.0, 0.0)
    story.run("Right", cop_mm=cop, reps=[_hold(0, 2900, x=0.75, y=0.0, radius=0.3)])
    (hold,) = _quiet(story)
    assert hold.start_s == pytest.approx(2.0, abs=0.02)
    assert hold.figures["range_ml_mm"] < 15


def test_who_never_comes_to_the_zone_is_measured_after_four_seconds(story, swayed):
    """The hold's own clock starts then, too."""
    story.run("Far", cop_mm=swayed(30), reps=[_hold(100, 2900, x=2.0, y=0.0, radius=0.1)])
    assert _quiet(story)[0].start_s == pytest.approx(5.0, abs=0.02)


def test_a_record_without_zone_is_measured_from_the_reps_begin(story, swayed):
    """An older record may not say where the zone was."""
    row = story.run("Old", cop_mm=swayed(30), reps=[_hold(100, 2900)])
    del row.setup["reach"]
    assert _quiet(story)[0].start_s == pytest.approx(1.0)


def test_short_holds_are_named_and_not_measured(story, swayed):
    """Under ten seconds there is nothing to compare."""
    story.run("Short", cop_mm=swayed(12), reps=[_hold(0, 700), _hold(100, 1100)])
    short, long = _quiet(story)
    assert short.figures is None
    assert short.why_not.startswith("too short to measure (7.0 s")
    assert long.figures is not None


@pytest.mark.parametrize(("pause", "measured"), [((500, 900), False), ((4150, 4180), True)])
def test_a_hold_with_a_pause_in_it_is_not_measured(story, swayed, pause, measured):
    """Where the world stood still the player did as they liked."""
    events = [(pause[0], "SteppedOff", {"reason": "stepped_off"}), (pause[1], "Resumed", {})]
    story.run("Paused", cop_mm=swayed(43), reps=[_hold(0, 4000)], events=events)
    assert (_quiet(story)[0].figures is not None) == measured


def test_a_hold_on_an_empty_plate_says_so(story):
    """Nobody stood there: no figure is made up."""
    story.run("Empty", cop_mm=np.zeros((2000, 2)), reps=[_hold(0, 1500)])
    story.samples["counts"] = np.rint(story.runs[0].setup["calibration"]["tare"])
    assert "nobody was on the plate" in _quiet(story)[0].why_not


def test_a_still_keyboard_is_not_measured(story):
    """A constant has no sway."""
    story.run("Keyboard", cop_mm=np.zeros((2000, 2)), reps=[_hold(0, 1500)])
    assert "never moves" in _quiet(story)[0].why_not
