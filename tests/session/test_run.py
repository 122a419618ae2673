"""A run: world time is sample time; holes, steps off and lurches pause; a replay gives the same events."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.conventions import BoardSample, Command
from steadyquest.game import events as ev
from steadyquest.game.spec import FollowSpec, HoldSpec, LevelSpec, Profile, ReachSpec, RestSpec, StepSpec, fixed
from steadyquest.session.replay import played_again
from steadyquest.session.run import Run
from steadyquest.session.setup import RunSetup
from steadyquest.signal.calibration import counts_at, nominal
from steadyquest.signal.reach import Reach, uniform

HOLD = LevelSpec(title="t", world="fog", say="s", steps=(StepSpec(task=HoldSpec(seconds=fixed(20.0))),))


def setup(**changes):
    profile = Profile(weight_kg=60.0, stance=changes.pop("stance", "comfortable"))
    fields = {"seed": 1, "calibration": nominal("p"), "reach": uniform(50.0), "centre_mm": (0.0, 0.0)}
    return RunSetup(**{**fields, "profile": profile, "staircases": {}} | changes)


def feed(run, puppet, commands=()):
    events = []
    for i, sample in enumerate(puppet.read()):
        events += run.feed(sample, commands if i == 0 else ())
    return events


def kinds(events):
    return [type(event).__name__ for event in events]


@pytest.mark.parametrize("hz", [40, 80, 100, 250])
def test_ticks_are_ten_milliseconds_of_sample_time_at_any_rate(make_puppet, hz):
    """Three seconds of samples are 300 ticks, less at most one sample, whatever the board's rate."""
    run = Run(HOLD, setup())
    feed(run, make_puppet(hz=hz).stand(3.0))
    assert 300 - 100 / hz - 1 <= run.world.tick <= 300


def test_a_hole_runs_no_ticks_and_becomes_signal_lost(puppet):
    """Two seconds without samples: the world stands still, and goes on after one steady second."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(2.0))
    before = run.world.tick
    events = feed(run, puppet.hole(2.0).stand(0.9))
    assert kinds(events) == ["SignalLost"]
    assert run.world.tick == pytest.approx(before + 90, abs=2)
    events = feed(run, puppet.stand(0.3))
    assert kinds(events) == ["Resumed"]


def test_a_quarter_of_a_second_is_no_hole_yet(puppet):
    """0.24 s of lost frames are played over with the value that came after."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(1.0))
    assert feed(run, puppet.hole(0.23).stand(1.0)) == []


def test_a_new_connection_is_a_hole_whatever_its_clock_says(puppet):
    """After unplugging, time starts at zero again: paused, then resumed; nothing runs backwards."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(5.0))
    events = feed(run, puppet.reconnect().stand(2.0))
    assert kinds(events) == ["SignalLost", "Resumed"]


def test_stepping_off_pauses_and_standing_steady_again_resumes(puppet):
    """Half a second without weight pauses; standing on one's toe is not enough to go on."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(1.0))
    assert kinds(feed(run, puppet.stand(1.0, load_kg=1.0))) == ["SteppedOff"]
    assert feed(run, puppet.stand(3.0, load_kg=20.0)) == []
    assert kinds(feed(run, puppet.stand(1.5, load_kg=60.0))) == ["Resumed"]


def test_a_lurch_pauses(puppet):
    """A jump of the centre of pressure through the whole plate pauses at once."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(1.0))
    for i in range(30):
        puppet.stand(0.01, ml_mm=10.0 * i)
    assert "Lurched" in kinds(feed(run, puppet))


def test_a_faulty_cell_pauses_and_costs_no_rep(puppet):
    """A quarter of a second of faulty frames: the weight is not believed, and the game waits until the cell is back."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(1.0))
    bad = [sample._replace(faulty=8, counts=(*sample.counts[:3], 0)) for sample in puppet.stand(2.0).read()]
    events = [event for sample in bad for event in run.feed(sample)]
    assert kinds(events) == ["SignalLost"]
    assert not run.lean.valid
    assert kinds(feed(run, puppet.stand(1.3))) == ["Resumed"]


def test_a_saturated_board_is_not_believed(puppet):
    """A shorted cell reads the end of its range: that is no weight, whatever it adds up to."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(1.0))
    bad = [s._replace(status=4, counts=(8_388_607,) * 4) for s in puppet.stand(1.0).read()]
    assert kinds(event for sample in bad for event in run.feed(sample)) == ["SignalLost"]


def test_one_faulty_frame_is_no_fault_yet(puppet):
    """A single bad frame keeps the last place and pauses nothing."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(1.0))
    (bad,) = puppet.stand(0.01).read()
    assert run.feed(bad._replace(faulty=1)) == []
    assert feed(run, puppet.stand(1.0)) == []


def test_in_a_rest_one_may_step_down(puppet):
    """No pause in a rest; and on the next task the thresholds are back."""
    level = LevelSpec(
        title="t",
        world="fog",
        say="s",
        steps=(StepSpec(task=RestSpec(seconds=3.0)), StepSpec(task=HoldSpec(seconds=fixed(5.0)))),
    )
    run = Run(level, setup())
    events = feed(run, puppet.stand(0.5).stand(2.3, load_kg=0.0))
    assert kinds(events) == ["RunStarted", "StepStarted"]
    events = feed(run, puppet.stand(1.0, load_kg=0.0))
    assert "SteppedOff" in kinds(events)


def test_own_thresholds_win_over_the_table(puppet):
    """A player who often stands on one leg may have a lower step-off; what the table has off stays off."""
    run = Run(HOLD, setup(safety={"step_off_share": 0.1, "step_off_kg": 99.0}))
    assert "SteppedOff" not in kinds(feed(run, puppet.stand(1.0).stand(2.0, load_kg=10.0)))


def test_a_persons_pause_is_ended_by_a_person_only(puppet):
    """Standing steady does not end the therapist's pause; her key does."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(1.0))
    assert kinds(feed(run, puppet.stand(3.0), [Command("pause")])) == ["Paused"]
    assert kinds(feed(run, puppet.stand(0.1), [Command("resume")])) == ["Resumed"]


def test_a_safety_pause_is_not_ended_by_a_key(puppet):
    """While nobody stands on the plate, continue does nothing."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(1.0).stand(1.0, load_kg=0.0))
    assert feed(run, puppet.stand(0.5, load_kg=0.0), [Command("resume")]) == []
    assert run.world.paused == "stepped_off"


def test_recentre_takes_the_mean_of_the_last_second(puppet):
    """After standing 20 mm to the right, recentring makes that place the middle."""
    run = Run(HOLD, setup())
    feed(run, puppet.stand(6.0, ml_mm=20.0))
    events = feed(run, puppet.stand(1.0, ml_mm=20.0), [Command("recentre")])
    assert events[0].cop_ml_mm == pytest.approx(20.0, abs=0.2)
    assert run.lean.x == pytest.approx(0.0, abs=0.01)


def test_seated_feet_count_from_two_kilograms(puppet):
    """With only the feet on the plate 3 kg are believed, and the step-off is at 1 kg."""
    run = Run(HOLD, setup(stance="feet_on_plate"))
    feed(run, puppet.stand(2.0, load_kg=3.0))
    assert run.lean.valid
    assert "SteppedOff" in kinds(feed(run, puppet.stand(1.0, load_kg=0.5)))


def test_a_setup_survives_json():
    """What decides a run can be stored and is the same again."""
    first = setup(
        reach=Reach((50.0, 40.0, 30.0, 40.0, 50.0, 30.0, 20.0, 30.0), "quick"),
        safety={"lurch_mm_s": 1000.0},
        profile=Profile(affected="left", rungs={"reach": 2}, best_d={"reach": 0.4}, hours_kept=(0, 1)),
    )
    assert RunSetup.from_dict(json.loads(json.dumps(first.as_dict()))) == first


BUSY = LevelSpec(
    title="t",
    world="river",
    say="s",
    max_s=40,
    steps=(
        StepSpec(task=ReachSpec(count=2, order="live", limit_s=fixed(3.0))),
        StepSpec(task=RestSpec(seconds=1.0)),
        StepSpec(task=FollowSpec(seconds=4.0, period_s=fixed(2.0))),
    ),
)
STRETCH = st.tuples(
    st.floats(0.02, 1.5),
    st.floats(-80, 80),
    st.floats(-60, 60),
    st.sampled_from([60.0, 60.0, 60.0, 62.0, 10.0, 0.0]),
    st.sampled_from(["", "", "", "hole", "reconnect"]),
    st.sampled_from(
        ["", "", "pause", "resume", "harder", "easier", "recentre", "again", "skip", "place", "note", "end"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STRETCH, max_size=25), st.sampled_from([70, 100, 240]))
def test_a_replay_of_samples_and_commands_gives_the_same_events(stretches, hz):
    """Holes, reconnections, steps off, pauses and every command: what was recorded is computed again, bit for bit."""
    samples, wishes = _acted(stretches, hz=hz)
    live = Run(BUSY, setup())
    events = []
    for sample, wish in zip(samples, wishes, strict=True):
        if wish == "end":
            events += live.end()
            break
        values = {"place": [0.3, -0.2], "note": "pain"}
        events += live.feed(sample, [Command(wish, values.get(wish))] if wish else ())
        if live.finished:
            break
    recorded = json.loads(json.dumps([(tick, c.kind, c.value) for tick, c in live.commands]))
    commands = [(tick, Command(kind, value)) for tick, kind, value in recorded]
    again = Run(BUSY, RunSetup.from_dict(json.loads(json.dumps(setup().as_dict()))))
    assert played_again(again, samples, commands) == events


def _acted(stretches, *, hz):
    samples, wishes, t_us, epoch = [], [], 0, 0
    period_us = 1_000_000 // hz
    for seconds, ml_mm, ap_mm, load_kg, before, wish in stretches:
        if before == "hole":
            t_us += 400_000
        elif before == "reconnect":
            t_us, epoch = 0, epoch + 1
        counts = counts_at(nominal("p"), force_n=load_kg * 9.80665, cop_ml_mm=ml_mm, cop_ap_mm=ap_mm)
        for i in range(max(1, round(seconds * hz))):
            t_us += period_us
            samples.append(BoardSample(t_us, epoch, 0, counts, (0, 0, 0, 0), 0, 15, 0))
            wishes.append(wish if i == 0 else "")
    return samples, wishes


def test_ending_early_is_recorded_as_a_command(puppet):
    """The end has its tick, so that a replay ends there too, also when samples went on afterwards."""
    run = Run(HOLD, setup())
    samples = puppet.stand(2.0).read()
    events = [event for sample in samples for event in run.feed(sample)] + run.end()
    assert isinstance(events[-1], ev.RunFinished)
    assert run.commands == [(run.world.tick, Command("end"))]
    later = puppet.stand(5.0).read()
    assert played_again(Run(HOLD, setup()), [*samples, *later], run.commands) == events
